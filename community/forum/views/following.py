from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from community.forum import followed, queries, rules
from community.forum.access import topic_for
from community.forum.choices import Followed, Level
from community.forum.followed import find_followed, lines_of
from community.forum.forms import LevelForm
from community.forum.models import Draft, Topic, TopicUser
from community.forum.services import following
from hub.catalogue.models import Entry


@login_required
@require_POST
def follow_topic(request: HttpRequest, pk: int) -> HttpResponse:
    topic = topic_for(request.user, pk)
    form = LevelForm(request.POST)
    if not rules.may_see_topic(request.user, topic) or not form.is_valid():
        raise Http404
    following.follow_topic(topic, user=request.user, level=form.cleaned_data["level"])
    return redirect(_back(request) or topic.get_absolute_url())


@login_required
@require_POST
def follow(request: HttpRequest, kind: str, target_id: int) -> HttpResponse:
    """Follow a category, entry, theme, country or organisation."""
    form = LevelForm(request.POST)
    if kind not in Followed.values or not form.is_valid() or find_followed(request.user, kind, target_id) is None:
        raise Http404
    following.follow(Followed(kind), target_id, user=request.user, level=form.cleaned_data["level"])
    return redirect(_back(request) or reverse("forum:following"))


def _back(request: HttpRequest) -> str:
    """Where the form was, if that is on this site."""
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else ""


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """All somebody follows, to change in one place; and their drafts."""
    topics = TopicUser.objects.filter(user=request.user, level__in=[Level.WATCHED, Level.TRACKED, Level.MUTED])
    latest = topics.select_related("topic__category__parent").order_by("-topic__last_post_at")[:100]
    # One may have moved out of sight, or been removed, since.
    seen = [row for row in latest if rules.may_see_topic(request.user, row.topic)]
    context = {
        "topics": seen,
        "unread": queries.unread_of(request.user, [row.topic for row in seen]),
        "lines": lines_of(request.user),
        "drafts": drafts_of(request.user),
        "levels": Level,
    }
    return TemplateResponse(request, "forum/following.html", context)


@login_required
def around_entry(request: HttpRequest, reference: str) -> HttpResponse:
    """Follow an entry, its organisation, its themes or countries."""
    entry = get_object_or_404(Entry.objects.visible(), reference=reference)
    context = {"entry": entry, "lines": followed.around_entry(request.user, entry), "watched": Level.WATCHED}
    return TemplateResponse(request, "forum/follow_entry.html", context)


def drafts_of(user) -> list[tuple[Draft, str]]:
    """Drafts with the address where each goes on."""
    found = []
    for draft in Draft.objects.filter(user=user).order_by("-updated_at")[:50]:
        kind, _colon, number = draft.place.partition(":")
        if kind == "new":
            found.append((draft, reverse("forum:new_topic") + (f"?entry={number}" if number else "")))
        elif Topic.objects.filter(pk=int(number)).exists():
            found.append((draft, reverse("forum:reply", args=[int(number)])))
    return found


@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    following.mark_all_read(request.user)
    return redirect("forum:latest")
