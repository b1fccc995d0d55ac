from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from community.forum import finding, queries, rules
from community.forum.access import category_for, post_for, topic_for
from community.forum.choices import Followed, Level, PostState, TopicState
from community.forum.differences import history_of
from community.forum.forms import PostForm
from community.forum.models import Post, Topic
from community.forum.models.topics import PAGE_SIZE
from community.forum.presentation import name_of, pages_of, post_lines, trail_of
from community.forum.services import following, posting


def index(request: HttpRequest) -> HttpResponse:
    """Categories in groups, each with its latest topic."""
    categories = queries.visible_categories(request.user)
    latest = queries.latest_of(categories)
    rooms = [category for category in categories if category.parent_id]
    groups = [category for category in categories if not category.parent_id]
    context = {
        "groups": [
            (group, [(room, latest.get(room.pk)) for room in rooms if room.parent_id == group.pk]) for group in groups
        ],
        "latest": latest,
        "waiting": queries.topic_list(queries.unanswered(categories), size=3).topics,
        "may_start": any(rules.may_start(request.user, category) for category in categories),
    }
    return TemplateResponse(request, "forum/index.html", context)


def category(request: HttpRequest, slug: str) -> HttpResponse:
    room = category_for(request.user, slug)
    after = request.GET.get("after", "")
    page = queries.topic_list(queries.topics_of(room), after=after)
    pinned = [] if after else queries.pinned_topics(room)
    own = [] if after else queries.pending_of(request.user, room)
    known = {topic.pk for topic in pinned}
    topics = [*own, *pinned, *(topic for topic in page.topics if topic.pk not in known)]
    context = {
        "category": room,
        "children": [item for item in queries.visible_categories(request.user) if item.parent_id == room.pk],
        "topics": topics,
        "after": page.after,
        "unread": queries.unread_of(request.user, topics),
        "level": queries.level_of(request.user, Followed.CATEGORY, room.pk),
        "levels": Level,
        "may_start": rules.may_start(request.user, room),
        "trail": trail_of(room),
    }
    return TemplateResponse(request, "forum/category.html", context)


def latest(request: HttpRequest) -> HttpResponse:
    return _list(request, queries.topics_in(queries.visible_categories(request.user)), "latest")


def unanswered(request: HttpRequest) -> HttpResponse:
    return _list(request, queries.unanswered(queries.visible_categories(request.user)), "unanswered")


def search(request: HttpRequest) -> HttpResponse:
    return _list(request, finding.search_topics(request.user, request.GET.get("q", "")), "search")


def _list(request: HttpRequest, topics, which: str) -> HttpResponse:
    page = queries.topic_list(topics, after=request.GET.get("after", ""))
    context = {
        "which": which,
        "query": request.GET.get("q", "")[:200],
        "topics": page.topics,
        "after": page.after,
        "unread": queries.unread_of(request.user, page.topics),
    }
    return TemplateResponse(request, "forum/list.html", context)


def topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """A page of a topic. Pages are ranges of numbers, so they are found without counting."""
    shown = topic_for(request.user, pk)
    if shown.state == TopicState.MERGED:
        return redirect(_address_of(request.user, topic_for(request.user, posting.present(shown).pk)), permanent=True)
    if not rules.may_see_topic(request.user, shown):
        return TemplateResponse(request, "forum/gone.html", {"topic": shown, "trail": trail_of(shown)}, status=410)
    if slug != shown.slug:
        return redirect(_with_query(shown.get_absolute_url(), request))
    page = _page(request, shown)
    posts = queries.posts_on(shown, page)
    reader = queries.reader_of(shown, request.user)
    if request.user.is_authenticated and posts:
        following.mark_read(shown, user=request.user, number=posts[-1].number, before=reader)
    return TemplateResponse(request, "forum/topic.html", _topic_context(request, shown, posts, page, reader))


def _topic_context(request: HttpRequest, shown: Topic, posts: list[Post], page: int, reader) -> dict:
    may_reply = rules.may_reply_to(request.user, shown)
    answer = shown.answer if shown.answer_id else None
    about = queries.about(shown, posts)
    return {
        "topic": shown,
        "lines": post_lines(request.user, shown, posts),
        "pages": pages_of(shown, page),
        "answer": answer,
        "answer_url": shown.url_of(answer.number) if answer else "",
        "author_name": name_of(shown.author),
        "entries": about.entries,
        "similar": finding.similar_topics(request.user, shown.title, language=shown.language, without=shown.pk),
        "may_reply": may_reply,
        "may_moderate": rules.may_moderate(request.user, shown.category),
        "may_describe": rules.may_describe(request.user, shown),
        "terms": [(kind, term.code, term.label()) for kind, term in about.terms],
        "form": PostForm(user=request.user, files_allowed=False, initial=_begun(reader)) if may_reply else None,
        "newcomer": may_reply and queries.is_newcomer(request.user, reader),
        "level": reader.level if reader and reader.level is not None else Level.NORMAL,
        "levels": Level,
        "trail": trail_of(shown),
        "first": (page - 1) * PAGE_SIZE + 1,
    }


def _begun(reader) -> dict:
    """What somebody has begun to reply; an empty box would have them write over it."""
    return {"body": reader.draft} if reader and reader.draft else {}


def _page(request: HttpRequest, shown: Topic) -> int:
    wanted = request.GET.get("page", "1")
    return min(max(int(wanted), 1), shown.page_count) if wanted.isdecimal() and len(wanted) < 10 else 1


def _with_query(url: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if query else url


def number(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """`/community/t/12/p/5/`: to the post that has or had this number."""
    shown = topic_for(request.user, pk)
    moved = queries.moved_to(shown, place)
    if moved:
        shown, place = topic_for(request.user, moved.topic_id), moved.number
    return redirect(_address_of(request.user, shown, place))


def _address_of(user, shown: Topic, place: int | None = None) -> str:
    """Of a post. The address of a topic holds its title, so of what is gone it is the number alone."""
    if not rules.may_see_topic(user, shown):
        return reverse("forum:topic_by_number", args=[shown.pk])
    return shown.get_absolute_url() if place is None else shown.url_of(place)


def post(request: HttpRequest, pk: int) -> HttpResponse:
    """The address that stays: to where the post is now."""
    found = queries.find_post(pk)
    if found is None:
        raise Http404
    return redirect(_address_of(request.user, topic_for(request.user, found.topic_id), found.number))


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What a post said before, with the differences."""
    found = post_for(request.user, pk)
    context = {"post": found, "steps": history_of(found), "trail": trail_of(found.topic), "name": name_of(found.author)}
    return TemplateResponse(request, "forum/history.html", context)


def attachment(request: HttpRequest, key: str) -> HttpResponse:
    """A file of a post, for whoever may see the post; the one who attached it sees it before."""
    found = queries.find_attachment(key)
    if found is None:
        raise Http404
    own = found.uploader_id is not None and found.uploader_id == request.user.pk
    seen = rules.may_see_post(request.user, found.post) if found.post else own
    if not seen:
        raise Http404
    response = FileResponse(found.file.open(), as_attachment=not found.is_picture, filename=found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def person(request: HttpRequest, handle: str) -> HttpResponse:
    """A member as the forum knows them: what they wrote where this visitor may read."""
    member = queries.member_by_handle(handle)
    if member is None:
        raise Http404
    rooms = [item.pk for item in queries.visible_categories(request.user)]
    posts = Post.objects.filter(
        author=member.user, state=PostState.VISIBLE, topic__category__in=rooms, topic__state=TopicState.OPEN
    )
    recent = posts.select_related("topic__category").order_by("-created_at")[:20]
    return TemplateResponse(
        request, "forum/person.html", {"member": member, "posts": recent, "name": name_of(member.user)}
    )
