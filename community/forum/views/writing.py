from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from community.forum import finding, queries, rules
from community.forum.access import address_of, post_for, topic_for, writes
from community.forum.compose import Composer
from community.forum.errors import EditConflict, ForumError
from community.forum.forms import DescriptionForm, DraftForm, EditForm, PostForm, TopicForm, entry_in
from community.forum.models import Topic
from community.forum.presentation import localised, quotation, trail_of
from community.forum.services import editing, following, posting, reacting
from community.forum.services.writing import member_of, rendered
from hub.catalogue.models import Entry


@writes(draft="new:{entry}")
def new_topic(request: HttpRequest) -> HttpResponse:
    """The form of a new topic, also of the one topic of an entry."""
    categories = [item for item in queries.visible_categories(request.user) if rules.may_start(request.user, item)]
    if not categories:
        raise Http404
    reference = entry_in(request.POST) or entry_in(request.GET)
    place, entry = posting.place_of(reference), Entry.objects.visible().filter(reference=reference).first()
    if request.method == "GET" and (there := _topic_there(request, entry, place)):
        return redirect("forum:reply", there.pk)
    form = TopicForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        categories=categories,
        files_allowed=_files_allowed(request),
        initial=_topic_initial(request, entry, place),
    )
    composer = Composer(request, form, place=place)
    if composer.wants_to_post and composer.post(lambda: _start(request, form, entry, place)):
        return redirect(composer.posted)
    context = composer.context | {"entry": entry, "categories": categories}
    return TemplateResponse(request, "forum/new_topic.html", context, status=composer.status)


def _topic_there(request: HttpRequest, entry: Entry | None, place: str) -> Topic | None:
    """The topic that somebody opened meanwhile. What was begun for it goes on as a reply."""
    topic = queries.topic_of_entry(entry) if entry else None
    if not topic or not rules.may_see_topic(request.user, topic):
        return None
    following.move_draft(user=request.user, from_place=place, to_place=f"topic:{topic.pk}")
    return topic


def _start(request: HttpRequest, form: TopicForm, entry: Entry | None, place: str):
    data = form.cleaned_data
    return posting.start_topic(
        data["category"],
        author=request.user,
        title=data["title"],
        body=data["body"],
        language=data["language"],
        entry=entry,
        place=place,
        themes=data["themes"],
        countries=data["countries"],
        key=data["key"],
        address=address_of(request),
        attachments=form.kept_files,
    )


def _topic_initial(request: HttpRequest, entry: Entry | None, place: str) -> dict:
    draft = request.user.forum_drafts.filter(place=place).first()
    initial = {"language": get_language()}
    if entry:
        initial |= {"title": entry.title[:160], "entry": entry.reference}
    if draft:
        initial |= {"title": draft.title, "body": draft.body, **draft.about}
    # Who comes from a category wants to write there.
    return initial | ({"category": request.GET["category"]} if request.GET.get("category") else {})


def _files_allowed(request: HttpRequest) -> bool:
    member = member_of(request.user)
    return (
        rules.limits_of(request.user, member.approved_posts).attachments > 0 or rules.rights_of(request.user).moderator
    )


@writes(draft="topic:{pk}")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a reply; quoting and answering a certain post begin here."""
    topic = topic_for(request.user, posting.present(topic_for(request.user, pk)).pk)
    if not rules.may_reply_to(request.user, topic):
        return TemplateResponse(request, "forum/closed.html", {"topic": topic, "trail": trail_of(topic)}, status=403)
    initial, answered = _reply_initial(request, topic)
    allowed = _files_allowed(request)
    form = PostForm(
        request.POST or None, request.FILES or None, user=request.user, files_allowed=allowed, initial=initial
    )
    composer = Composer(request, form, place=f"topic:{topic.pk}")
    if composer.wants_to_post and composer.post(lambda: _reply(request, form, topic)):
        return redirect(composer.posted)
    context = composer.context | {"topic": topic, "answered": answered, "trail": trail_of(topic)}
    return TemplateResponse(request, "forum/reply.html", context, status=composer.status)


def _reply(request: HttpRequest, form: PostForm, topic):
    data = form.cleaned_data
    target = queries.find_post(data["reply_to"]) if data["reply_to"] else None
    return posting.reply(
        topic,
        author=request.user,
        body=data["body"],
        reply_to=target if target and target.topic_id == topic.pk else None,
        key=data["key"],
        address=address_of(request),
        attachments=form.kept_files,
    )


def _reply_initial(request: HttpRequest, topic) -> tuple[dict, object]:
    draft = request.user.forum_drafts.filter(place=f"topic:{topic.pk}").first()
    body = draft.body if draft else ""
    quoted, answered = _named_post(request, "quote", topic), _named_post(request, "to", topic)
    if quoted:
        body = f"{body.rstrip()}\n\n{quotation(quoted)}".lstrip()
    target = quoted or answered
    return {"body": body, "reply_to": target.pk if target else None}, target


def _named_post(request: HttpRequest, name: str, topic):
    value = request.GET.get(name, "")
    post = queries.find_post(int(value)) if value.isdecimal() and len(value) < 18 else None
    return post if post and post.topic_id == topic.pk and rules.may_see_post(request.user, post) else None


@writes
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = post_for(request.user, pk)
    if not rules.may_edit(request.user, post):
        context = {"topic": post.topic, "trail": trail_of(post.topic)}
        return TemplateResponse(request, "forum/closed.html", context, status=403)
    seen = post.edited_at.isoformat() if post.edited_at else ""
    form = EditForm(request.POST or None, initial={"body": post.body, "seen": seen})
    context = {"post": post, "form": form, "topic": post.topic, "trail": trail_of(post.topic)}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            context["preview"] = localised(rendered(form.cleaned_data["body"]).html)
        elif _edit(request, post, form, context):
            return redirect(post.get_absolute_url())
    return TemplateResponse(request, "forum/edit.html", context, status=409 if "conflict" in context else 200)


def _edit(request: HttpRequest, post, form: EditForm, context: dict) -> bool:
    """Whether it was changed. After a conflict, both texts are shown."""
    seen = (
        post.edited_at if form.cleaned_data["seen"] == (post.edited_at.isoformat() if post.edited_at else "") else None
    )
    stale = seen is None and (post.edited_at is not None or form.cleaned_data["seen"])
    try:
        if stale:
            raise EditConflict
        editing.edit_post(post, by=request.user, body=form.cleaned_data["body"], seen=seen)
    except EditConflict as error:
        fresh = queries.find_post(post.pk)
        context["conflict"], context["current"] = str(error), fresh.body
        form.data = form.data.copy()
        form.data["seen"] = fresh.edited_at.isoformat() if fresh.edited_at else ""
        return False
    except (ForumError, ValidationError) as error:
        form.add_error("body", str(error) if isinstance(error, ForumError) else error)
        return False
    return True


@writes
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the title and what the topic is about."""
    topic = topic_for(request.user, pk)
    if not rules.may_describe(request.user, topic):
        raise Http404
    initial = {"title": topic.title, "language": topic.language}
    initial |= {"themes": topic.themes.all(), "countries": topic.countries.all()} if request.method == "GET" else {}
    form = DescriptionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        editing.describe_topic(topic, by=request.user, **form.cleaned_data)
        return redirect("forum:topic_by_number", pk=pk)
    context = {"topic": topic, "form": form, "trail": trail_of(topic)}
    return TemplateResponse(request, "forum/describe.html", context, status=422 if form.errors else 200)


@writes
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more, then a tombstone."""
    post = post_for(request.user, pk)
    if not rules.may_delete(request.user, post):
        raise Http404
    if request.method == "POST":
        editing.delete_post(post, by=request.user)
        return redirect(post.get_absolute_url())
    return TemplateResponse(request, "forum/delete.html", {"post": post, "trail": trail_of(post.topic)})


@writes(back="forum:post")
@require_POST
def react(request: HttpRequest, pk: int) -> HttpResponse:
    post = post_for(request.user, pk)
    try:
        reacting.react(post, user=request.user, kind=request.POST.get("kind", ""), wanted="take" not in request.POST)
    except ForumError:
        raise Http404 from None
    return redirect(post.topic.url_of(post.number))


@writes(back="forum:post")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the answer, or say that there is none yet."""
    post = post_for(request.user, pk)
    try:
        if "undo" in request.POST:
            editing.reopen_question(post.topic, by=request.user)
        else:
            editing.choose_answer(post, by=request.user)
    except ForumError:
        raise Http404 from None
    return redirect(post.topic.url_of(post.number))


@login_required
@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Autosave: asked every few seconds while somebody types, also by those who may not post yet."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    draft = following.save_draft(user=request.user, **form.cleaned_data)
    return JsonResponse({"saved": draft.updated_at.isoformat() if draft else None})


def similar(request: HttpRequest) -> HttpResponse:
    """The fragment below a title that is being typed."""
    text, language = request.GET.get("title", ""), (request.GET.get("language") or get_language() or "en")[:8]
    topics = finding.similar_topics(request.user, text, language=language)
    return TemplateResponse(request, "forum/_similar.html", {"similar": topics})
