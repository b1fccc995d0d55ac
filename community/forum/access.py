"""Loaders that answer 404 for what somebody may not know of, and gates before writing."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from community.forum import queries, rules
from community.forum.forms import DraftForm, entry_in
from community.forum.models import Category, Post, Topic
from community.forum.services.following import save_draft
from community.members.moderation_port import refusal_of

View = Callable[..., HttpResponse]


def category_for(user, slug: str) -> Category:
    category = Category.objects.select_related("parent").filter(slug=slug).first()
    if category is None or not rules.may_see(user, category):
        raise Http404
    return category


def topic_for(user, pk: int) -> Topic:
    """The topic if this person may see it or what is left of it."""
    topic = queries.find_topic(pk)
    if topic is None or not rules.may_see(user, topic.category):
        raise Http404
    if topic.state == "pending" and not rules.may_see_topic(user, topic):
        raise Http404
    return topic


def post_for(user, pk: int) -> Post:
    """A post whose text this person may see."""
    post = queries.find_post(pk)
    if post is None or not rules.may_see_post(user, post):
        raise Http404
    return post


def writes(view: View | None = None, *, draft: str = "", back: str = "") -> Callable:
    """For views that write: signed in, not sanctioned, terms accepted.

    Whoever has to accept the terms first goes on where they were: with what they typed, kept as the draft of this
    place; at the address of this name if this one only takes what is sent.
    """
    if view is None:
        return partial(writes, draft=draft, back=back)

    @login_required
    @wraps(view)
    def gated(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        refusal = refusal_of(request.user)
        if refusal is None:
            return view(request, *args, **kwargs)
        sent = request.method == "POST"
        if not refusal.url.endswith("/terms/") or (sent and not (draft or back)):
            return TemplateResponse(request, "moderation/refused.html", {"refusal": refusal}, status=403)
        if sent and draft:
            _keep_as_draft(request, draft.format(entry=entry_in(request.POST), **kwargs))
        there = reverse(back, kwargs=kwargs) if sent and back else request.get_full_path()
        return redirect(f"{refusal.url}?{urlencode({'next': there})}")

    return gated


def _keep_as_draft(request: HttpRequest, place: str) -> None:
    """What was sent, if it is no longer than a post may be."""
    data = request.POST.copy()
    data["place"], data["title"] = place, data.get("title", "")[:160]
    form = DraftForm(data)
    if form.is_valid() and save_draft(user=request.user, **form.cleaned_data):
        messages.info(request, _("Your text is kept. Accept the terms, then post it."))


def address_of(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR") or None
