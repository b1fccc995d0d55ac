"""Loaders that answer 404 for what somebody may not know of, and gates before writing."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode

from community.forum import queries, rules
from community.forum.models import Category, Post, Topic
from community.members.moderation_port import refusal_of


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


def writes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views that write: signed in, not sanctioned, terms accepted."""

    @login_required
    @wraps(view)
    def gated(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        refusal = refusal_of(request.user)
        if refusal is None:
            return view(request, *args, **kwargs)
        if request.method == "GET" and refusal.url.endswith("/terms/"):
            return redirect(f"{refusal.url}?{urlencode({'next': request.get_full_path()})}")
        return TemplateResponse(request, "moderation/refused.html", {"refusal": refusal}, status=403)

    return gated


def address_of(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR") or None
