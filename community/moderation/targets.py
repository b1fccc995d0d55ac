"""Which thing an address leads to."""

import re
import zlib
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from community.members.moderation_port import handlers
from hub.catalogue.models import Entry

#: For addresses that lead to nothing a handler knows: the case is about the address itself.
ADDRESS = "address"


def target_of(url: str) -> tuple[str, int]:
    """`kind` and primary key of what is at an address, else the address as such."""
    parts = urlsplit(url)
    match = _match(parts.path)
    for kind, handler in handlers().items():
        pk = handler.at_address(match, parts.path, parts.fragment)
        if pk:
            return kind, pk
    return ADDRESS, zlib.crc32(url.strip().encode())


def _match(path: str):
    """What a path resolves to, in whatever language of the interface it was copied."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    bare = f"/{rest}" if first in dict(settings.LANGUAGES) else path
    try:
        with override(settings.LANGUAGE_CODE):
            return resolve(bare)
    except Resolver404:
        return None


def entry_at(path: str) -> int | None:
    """The entry whose page or permalink has this path."""
    reference = re.search(r"/e/(GP-\d{6})/?", path)
    if reference:
        return Entry.objects.filter(reference=reference[1]).values_list("pk", flat=True).first()
    slug = path.rstrip("/").rpartition("/")[2]
    return Entry.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
