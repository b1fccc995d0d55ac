"""Which entries look like another one."""

import re
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from django.db.models import Q

from community.members.models import Organisation
from hub.catalogue.models import Entry

#: In per cent; from here on two titles are likely the same.
LIKELY = 72
_WORD = re.compile(r"\w{4,}")
_MOST = 200


def likely_duplicates(
    *, title: str, organisation: Organisation | None, urls: list[str], leave_out: int | None = None
) -> list[tuple[Entry, int]]:
    """Visible entries with nearly the same title, or with the same link, the likeliest first: `(entry, per cent)`.

    Two queries at most; compares at most 200 titles.
    """
    candidates = _candidates(title, urls)
    found = []
    for entry in candidates:
        if entry.pk != leave_out:
            likeness = _likeness(title, entry, organisation, urls)
            if likeness >= LIKELY:
                found.append((entry, likeness))
    return sorted(found, key=lambda pair: (-pair[1], pair[0].pk))[:5]


def _candidates(title: str, urls: list[str]) -> list[Entry]:
    words = sorted(set(_WORD.findall(title.casefold())), key=len, reverse=True)[:4]
    match = Q(links__url__in=urls) if urls else Q(pk=None)
    for word in words:
        match |= Q(title__icontains=word)
    pks = Entry.objects.visible().filter(match).order_by("-pk").values_list("pk", flat=True).distinct()[:_MOST]
    return list(Entry.objects.filter(pk__in=list(pks)).select_related("organisation").prefetch_related("links"))


def _likeness(title: str, entry: Entry, organisation: Organisation | None, urls: list[str]) -> int:
    """100 for the same link to more than a home page; a little more for the same organisation."""
    shared = {link.url.rstrip("/") for link in entry.links.all()} & {url.rstrip("/") for url in urls}
    if any(urlsplit(url).path.strip("/") for url in shared):
        return 100
    ratio = SequenceMatcher(None, _plain(title), _plain(entry.title)).ratio()
    same = bool(organisation and entry.organisation_id == organisation.pk)
    return min(99, round(100 * ratio) + (8 if same else 0))


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
