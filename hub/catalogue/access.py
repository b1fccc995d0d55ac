"""Who may read what hangs on an entry."""

from collections.abc import Callable

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.utils import timezone

from hub.catalogue.models import Entry, EntryFile, HubDocument, HubImage, HubRendition

#: Says whether a person may see a private picture or file. Rooms that keep drafts register theirs in `apps.ready()`.
Reader = Callable[[object, Model], bool]
_readers: list[Reader] = []


def register_reader(reader: Reader) -> None:
    if reader not in _readers:
        _readers.append(reader)


def may_read_private(user, thing: HubImage | HubDocument) -> bool:
    """Whether somebody may see what hangs on a draft: editors, and those who work on it."""
    return user.has_perm("wagtailadmin.access_admin") or any(reader(user, thing) for reader in _readers)


def picture_of(path: str) -> HubImage:
    """The picture of which this file is a cut. Raises `Http404` when nobody knows whose it is, and whose it may be."""
    cut = HubRendition.objects.filter(file=path).select_related("image").first()
    if cut is None:
        raise Http404
    return cut.image


def refuse_hidden_document(document: HubDocument, request: HttpRequest) -> None:
    """A file of an entry is as public as the entry. Raises `Http404`.

    Files that hang on no entry are those of information pages and of editors at work.
    """
    if request.user.has_perm("wagtailadmin.access_admin"):
        return
    if document.private and not may_read_private(request.user, document):
        raise Http404
    if document.private:
        return
    if not EntryFile.objects.filter(document=document).exists():
        return
    if Entry.objects.visible().filter(files__document=document).exists():
        return
    restricted = Entry.objects.live().filter(files__document=document, withdrawn_at__isnull=True)
    if not any(may_read_restricted(entry, request) for entry in restricted):
        raise Http404


def may_read_restricted(entry: Entry, request: HttpRequest) -> bool:
    """Whether a live entry that is not for everybody is for this reader."""
    expired = entry.expire_at is not None and entry.expire_at <= timezone.now()
    return not expired and all(rule.accept_request(request) for rule in entry.get_view_restrictions())
