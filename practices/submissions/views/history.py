"""The versions of an entry, for the organisation it belongs to."""

from itertools import pairwise

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from community.members.rules import is_member
from hub.catalogue.models import Entry
from practices.submissions.differences import differences
from practices.submissions.models import PublishedVersion
from practices.submissions.queries import published_versions, rounds_of_entry
from practices.submissions.revisions import data_of_revision


@login_required
@never_cache
def versions(request: HttpRequest, reference: str) -> HttpResponse:
    """What was published when, and what was submitted; with `?version=3`, what that one changed."""
    entry = get_object_or_404(Entry.objects.select_related("organisation"), reference=reference)
    if not entry.organisation or not is_member(request.user, entry.organisation):
        raise Http404
    published = published_versions(entry)
    page = entry.specific
    context = {
        "entry": page,
        "versions": published,
        "rounds": rounds_of_entry(entry),
        "shown": None,
        "first": published[-1].number if published else 0,
    }
    wanted = request.GET.get("version", "")
    for newer, older in pairwise(published):
        if str(newer.number) == wanted:
            context |= {"shown": newer, "older": older, "changes": _changes(older, newer, page.kind)}
    return TemplateResponse(request, "submissions/versions.html", context)


def _changes(older: PublishedVersion, newer: PublishedVersion, kind: str) -> list:
    before, after = (data_of_revision(version.revision, kind) for version in (older, newer))
    return differences(before, after, kind)
