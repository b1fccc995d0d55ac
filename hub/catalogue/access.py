"""Who may read what hangs on an entry."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from hub.catalogue.models import Entry, EntryFile, HubDocument


def refuse_hidden_document(document: HubDocument, request: HttpRequest) -> None:
    """A file of an entry is as public as the entry. Raises `Http404`.

    Files that hang on no entry are those of information pages and of editors at work.
    """
    if request.user.has_perm("wagtailadmin.access_admin"):
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
