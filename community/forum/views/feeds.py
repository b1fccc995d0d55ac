"""Atom feeds. Readers of feeds are not signed in, so only what anybody may see is in them."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from community.forum import queries, rules
from community.forum.access import category_for
from community.forum.choices import PostState
from community.forum.markup import clean_text
from community.forum.models import Category, Post, Topic
from community.forum.presentation import localised, name_of

SIZE = 30


class TidyFeed(Atom1Feed):
    """XML cannot hold every character that a name or a text may have: one would take the whole feed away."""

    def __init__(self, title, link, description, **more):
        super().__init__(clean_text(title), link, description, **more)

    def add_item(self, title, link, description, author_name=None, **more):
        super().add_item(
            clean_text(title), link, clean_text(description), author_name=clean_text(author_name or ""), **more
        )


class LatestFeed(Feed):
    """Topics in which somebody wrote last."""

    feed_type = TidyFeed

    def title(self) -> str:
        return _("Forum: latest topics")

    def link(self) -> str:
        return reverse("forum:latest")

    def items(self) -> list[Topic]:
        categories = queries.visible_categories(AnonymousUser())
        return list(queries.topic_list(queries.topics_in(categories), size=SIZE).topics)

    def item_title(self, item: Topic) -> str:
        return item.title

    def item_description(self, item: Topic) -> str:
        return _("{count} posts in {category}").format(count=item.post_count, category=item.category.label)

    def item_author_name(self, item: Topic) -> str:
        return name_of(item.author)

    def item_pubdate(self, item: Topic):
        return item.created_at

    def item_updateddate(self, item: Topic):
        return item.last_post_at

    def item_guid(self, item: Topic) -> str:
        return f"topic-{item.pk}"


class CategoryFeed(LatestFeed):
    def get_object(self, request, slug: str) -> Category:
        return category_for(AnonymousUser(), slug)

    def title(self, category: Category) -> str:
        return category.label

    def link(self, category: Category) -> str:
        return reverse("forum:category", args=[category.slug])

    def items(self, category: Category) -> list[Topic]:
        topics = queries.topics_of(category).select_related("category")
        return list(queries.topic_list(topics, size=SIZE).topics)


class TopicFeed(Feed):
    """The latest posts of a topic."""

    feed_type = TidyFeed

    def get_object(self, request, pk: int) -> Topic:
        topic = queries.find_topic(pk)
        if topic is None or not topic.is_public_state or not rules.may_see_topic(AnonymousUser(), topic):
            raise Http404
        return topic

    def title(self, topic: Topic) -> str:
        return topic.title

    def link(self, topic: Topic) -> str:
        return topic.get_absolute_url()

    def items(self, topic: Topic) -> list[Post]:
        posts = topic.posts.filter(state=PostState.VISIBLE).order_by("-number")
        return list(posts.select_related("author", "topic")[:SIZE])

    def item_title(self, item: Post) -> str:
        return f"{item.topic.title} ({item.number})"

    def item_description(self, item: Post) -> str:
        return localised(item.html)

    def item_author_name(self, item: Post) -> str:
        return name_of(item.author)

    def item_pubdate(self, item: Post):
        return item.created_at

    def item_updateddate(self, item: Post):
        return item.edited_at or item.created_at

    def item_link(self, item: Post) -> str:
        return item.get_absolute_url()
