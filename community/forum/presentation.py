"""Topics and posts as pages show them: plain data, every permission asked before the template."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.forum import queries, rules
from community.forum.choices import PostState, ReactionKind
from community.forum.models import Post, Topic
from community.forum.models.topics import PAGE_SIZE


def localised(html: str) -> SafeString:
    """Stored HTML links to the hub without a language; readers stay in theirs. Text cannot contain the pattern,
    because quotation marks in text are escaped."""
    language = get_language() or settings.LANGUAGE_CODE
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    root = get_script_prefix().rstrip("/") + prefix
    for start in ("community/", "e/"):
        html = html.replace(f'href="/{start}', f'href="{root}/{start}')
    return mark_safe(html)


def name_of(user) -> str:
    """The public name; of a person who left, no name."""
    if user is None or not user.is_active:
        return _("Former member")
    return user.display_name or _("Member")


def initials(user) -> str:
    words = (user.display_name if user and user.is_active else "").partition(",")[0].replace("،", " ").split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "–"


@dataclass(frozen=True)
class ReactionLine:
    kind: str
    label: str
    count: int
    given: bool
    possible: bool


@dataclass(frozen=True)
class PostLine:
    """One post on a page."""

    post: Post
    html: SafeString
    name: str
    initials: str
    about: str
    handle: str
    reactions: tuple[ReactionLine, ...]
    answers: int | None  # the number of another post
    answers_url: str
    is_answer: bool
    may_reply: bool
    may_edit: bool
    may_delete: bool
    may_answer: bool
    may_report: bool
    waits: bool
    hidden: bool  # a tombstone

    @property
    def anchor(self) -> str:
        return f"p{self.post.number}"


def post_lines(user, topic: Topic, posts: Sequence[Post]) -> list[PostLine]:
    given = queries.reactions_of(user, posts)
    shown = [post for post in posts if post.state != PostState.PENDING or rules.may_see_post(user, post)]
    return [post_line(user, topic, post, given) for post in shown]


def post_line(user, topic: Topic, post: Post, given: set[tuple[int, str]]) -> PostLine:
    visible = post.state in (PostState.VISIBLE, PostState.PENDING)
    member = getattr(post.author, "forum_member", None) if post.author else None
    answers = _answers(post) if visible else None
    return PostLine(
        post=post,
        html=localised(post.html) if visible else SafeString(""),
        name=name_of(post.author),
        initials=initials(post.author) if visible else "–",
        about=post.author.about if post.author and post.author.is_active else "",
        handle=(member.handle or "") if member and post.author.is_active else "",
        reactions=_reactions(user, post, given),
        answers=answers,
        answers_url=topic.url_of(answers) if answers else "",
        is_answer=topic.answer_id == post.pk,
        may_reply=visible and post.is_visible and rules.may_reply_to(user, topic),
        may_edit=rules.may_edit(user, post),
        may_delete=rules.may_delete(user, post),
        may_answer=topic.answer_id != post.pk and rules.may_choose_answer(user, post),
        may_report=rules.may_report(user, post),
        waits=post.state == PostState.PENDING,
        hidden=not visible,
    )


def _answers(post: Post) -> int | None:
    """The number of the post this one answers, unless it stands right above or is quoted with its address."""
    number = getattr(post, "answers", None)
    if number is None or number == post.number - 1 or f'href="/community/p/{post.answers_id}/"' in post.html:
        return None
    return number


def _reactions(user, post: Post, given: set[tuple[int, str]]) -> tuple[ReactionLine, ...]:
    possible = rules.may_react(user, post)
    counts = {ReactionKind.THANKS: post.thanks_count, ReactionKind.USEFUL: post.useful_count}
    return tuple(
        ReactionLine(kind.value, str(kind.label), count, (post.pk, kind.value) in given, possible)
        for kind, count in counts.items()
    )


@dataclass(frozen=True)
class Pages:
    """The pages of a topic, as `components/pager.html` wants them."""

    page: int
    pages: int
    numbers: list[dict]
    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""


def pages_of(topic: Topic, page: int) -> Pages:
    last = topic.page_count
    near = sorted({1, last, *range(max(page - 2, 1), min(page + 2, last) + 1)})
    numbers: list[dict] = []
    for place, number in enumerate(near):
        if place and number - near[place - 1] > 1:
            numbers.append({"number": None})
        numbers.append({"number": number, "url": f"?page={number}", "current": number == page})
    before, after = f"?page={page - 1}" if page > 1 else "", f"?page={page + 1}" if page < last else ""
    first = (page - 1) * PAGE_SIZE + 1
    shown = min(first + PAGE_SIZE - 1, topic.last_number)
    return Pages(page, last, numbers, first, shown, topic.last_number, before, after)


def quotation(post: Post, limit: int = 1200) -> str:
    """The text of a post as the beginning of an answer, with a line that links back."""
    text = post.body if len(post.body) <= limit else post.body[:limit].rsplit(" ", 1)[0] + " …"
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    where = _("{name} in [post {number}]({url}):").format(
        name=name_of(post.author).replace("[", "").replace("]", ""), number=post.number, url=neutral_post_url(post)
    )
    return "\n".join(f"> {line}".rstrip() for line in [where, "", *lines]).replace("\n>\n>\n", "\n>\n") + "\n\n"


def neutral_post_url(post: Post) -> str:
    """The permanent address without a language, as texts keep it."""
    return f"/community/p/{post.pk}/"


def trail_of(topic_or_category) -> list[dict]:
    """The way from the forum to a category or topic."""
    category = getattr(topic_or_category, "category", None) or topic_or_category
    steps = [{"label": _("Forum"), "url": reverse("forum:index")}]
    chain = [category.parent, category] if category.parent else [category]
    own = topic_or_category is category
    for step in chain[:-1] if own else chain:
        steps.append({"label": step.label, "url": reverse("forum:category", args=[step.slug])})
    return steps
