"""Who may read what hangs on an entry."""

from django.http import Http404, HttpRequest

from hub.catalogue.models import Entry, EntryFile, HubDocument


def refuse_hidden_document(document: HubDocument, request: HttpRequest) -> None:
    """A file of an entry is as public as the entry. Raises `Http404`.

    Files that hang on no entry are those of information pages and of editors at work.
    """
    if request.user.has_perm("wagtailadmin.access_admin"):
        return
    if not EntryFile.objects.filter(document=document).exists():
        return
    if not Entry.objects.visible().filter(files__document=document).exists():
        raise Http404
