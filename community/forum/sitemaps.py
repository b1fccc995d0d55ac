from django.db.models import QuerySet

from community.forum.models import Topic
from community.forum.queries import public_topics
from hub.catalogue.sitemaps import RowSitemap


class TopicSitemap(RowSitemap):
    """What anybody may read in the forum and find in its lists."""

    changed = "last_post_at"

    def items(self) -> QuerySet[Topic]:
        return public_topics().filter(post_count__gt=0).only("pk", "title", "last_post_at").order_by("pk")
