from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from community.forum import finding, rules
from community.forum.access import topic_for, writes
from community.forum.errors import ForumError
from community.forum.forms import ManageForm
from community.forum.models import Category, Topic
from community.forum.presentation import trail_of
from community.forum.services import moderating


@writes
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    """What a moderator does with a topic without taking anything from anybody."""
    topic = topic_for(request.user, pk)
    if not rules.may_moderate(request.user, topic.category):
        raise Http404
    form = ManageForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (result := _carry_out(request.user, topic, form)):
        return redirect(result.get_absolute_url())
    wanted = (request.POST.get("find") or request.GET.get("find", ""))[:200]
    categories = [item for item in Category.objects.select_related("parent") if rules.may_moderate(request.user, item)]
    context = {
        "topic": topic,
        "form": form,
        "categories": categories,
        "trail": trail_of(topic),
        "wanted": wanted,
        "targets": finding.merge_targets(request.user, topic, wanted) if wanted.strip() else [],
    }
    return TemplateResponse(request, "forum/manage.html", context, status=422 if form.errors else 200)


def _carry_out(user, topic: Topic, form: ManageForm) -> Topic | None:
    """The topic to show next; None after an error, which the form says."""
    try:
        return _act(user, topic, form.cleaned_data)
    except ForumError as error:
        form.add_error(None, str(error))
        return None


def _act(user, topic: Topic, data: dict) -> Topic:
    match data["action"]:
        case "lock" | "unlock":
            return moderating.set_locked(topic, by=user, locked=data["action"] == "lock")
        case "pin":
            return moderating.pin_topic(topic, by=user, until=timezone.now() + timedelta(days=data["days"]))
        case "unpin":
            return moderating.pin_topic(topic, by=user, until=None)
        case "move":
            return moderating.move_topic(topic, by=user, category=data["category"])
        case "merge":
            return moderating.merge_topics(topic, by=user, into=data["into"])
    posts = list(topic.posts.filter(number__in=data["numbers"]))
    return moderating.split_topic(topic, by=user, posts=posts, title=data["title"])
