"""How moderation reads and changes what the forum holds."""

from django.utils.translation import gettext_lazy as _

from community.forum.choices import PostState, TopicState
from community.forum.models import AdaptationReport, Post, Topic
from community.forum.rules import may_see_post, may_see_topic
from community.forum.services import adaptations, moderating
from community.members.moderation_port import Card
from hub.catalogue.models import Entry

_POST_ACTIONS = {
    PostState.VISIBLE: ("remove",),
    PostState.PENDING: ("approve", "remove"),
    PostState.REMOVED: ("restore",),
    PostState.DELETED: (),
}
_TOPIC_ACTIONS: dict[str, tuple[str, ...]] = {
    TopicState.OPEN: ("remove", "unlist"),
    TopicState.UNLISTED: ("remove", "restore"),
    TopicState.REMOVED: ("restore",),
}


class PostHandler:
    kind = "post"
    label = _("Post")

    def find(self, pk: int) -> Post | None:
        return Post.objects.select_related("topic__category__parent", "author").filter(pk=pk).first()

    def is_visible(self, post: Post, user) -> bool:
        return post.is_visible and may_see_post(user, post)

    def at_address(self, match, path: str, fragment: str) -> int | None:
        name = match.view_name if match else ""
        if name == "forum:post":
            return match.kwargs["pk"]
        number = fragment.removeprefix("p")
        if name != "forum:topic" or not number.isdecimal():
            return None
        rows = Post.objects.filter(topic_id=match.kwargs["pk"], number=int(number[:9]))
        return rows.values_list("pk", flat=True).first()

    def card(self, post: Post) -> Card:
        return Card(
            kind_label=str(self.label),
            title=post.topic.title,
            text=post.body,
            url=post.get_absolute_url(),
            author=post.author,
            state=post.get_state_display(),
            language=post.topic.language,
            moderators_of=post.topic.category_id,
            actions=_POST_ACTIONS[post.state],
        )

    def remove(self, post: Post, *, by, statement) -> None:
        moderating.remove_post(post, by=by, statement=statement)

    def unlist(self, post: Post, *, by, statement) -> None:
        """Posts are in no list of their own."""

    def restore(self, post: Post, *, by) -> None:
        moderating.restore_post(post, by=by)

    def approve(self, post: Post, *, by) -> None:
        moderating.approve_post(post, by=by)


class TopicHandler:
    kind = "topic"
    label = _("Topic")

    def find(self, pk: int) -> Topic | None:
        return Topic.objects.select_related("category__parent", "author").filter(pk=pk).first()

    def is_visible(self, topic: Topic, user) -> bool:
        return topic.is_public_state and may_see_topic(user, topic)

    def at_address(self, match, path: str, fragment: str) -> int | None:
        return match.kwargs["pk"] if match and match.view_name == "forum:topic" else None

    def card(self, topic: Topic) -> Card:
        first = topic.posts.order_by("number").first()
        return Card(
            kind_label=str(self.label),
            title=topic.title,
            text=first.body if first else "",
            url=topic.get_absolute_url(),
            author=topic.author,
            state=topic.get_state_display(),
            language=topic.language,
            moderators_of=topic.category_id,
            actions=_TOPIC_ACTIONS.get(topic.state, ()),
        )

    def remove(self, topic: Topic, *, by, statement) -> None:
        moderating.remove_topic(topic, by=by, statement=statement)

    def unlist(self, topic: Topic, *, by, statement) -> None:
        moderating.unlist_topic(topic, by=by, statement=statement)

    def restore(self, topic: Topic, *, by) -> None:
        moderating.restore_topic(topic, by=by)

    def approve(self, topic: Topic, *, by) -> None:
        moderating.approve_post(topic.posts.get(number=1), by=by)


class AdaptationHandler:
    kind = "adaptation"
    label = _("“I used this”")

    def find(self, pk: int) -> AdaptationReport | None:
        return AdaptationReport.objects.select_related("entry", "author", "country").filter(pk=pk).first()

    def is_visible(self, report: AdaptationReport, user) -> bool:
        return report.state == PostState.VISIBLE and Entry.objects.visible().filter(pk=report.entry_id).exists()

    def at_address(self, match, path: str, fragment: str) -> int | None:
        number = fragment.removeprefix("u")
        return int(number[:9]) if match and match.view_name == "forum:uses" and number.isdecimal() else None

    def card(self, report: AdaptationReport) -> Card:
        parts = [str(report.country or ""), report.place, report.with_whom, report.changed, report.outcome]
        return Card(
            kind_label=str(self.label),
            title=report.entry.title,
            text="\n\n".join(part for part in parts if part),
            url=report.get_absolute_url(),
            author=report.author,
            state=report.get_state_display(),
            language=report.language,
            actions=_POST_ACTIONS[report.state],
        )

    def remove(self, report: AdaptationReport, *, by, statement) -> None:
        adaptations.remove_report(report, statement=statement)

    def unlist(self, report: AdaptationReport, *, by, statement) -> None:
        """Reports of use are shown with their entry or not at all."""

    def restore(self, report: AdaptationReport, *, by) -> None:
        adaptations.publish_report(report)

    def approve(self, report: AdaptationReport, *, by) -> None:
        adaptations.publish_report(report)


ALL = (PostHandler(), TopicHandler(), AdaptationHandler())
