"""The statements of a reply, written by hand: here everybody writes at once, and the mapper would take several times as
long to say the same. They run on PostgreSQL and SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from community.forum.models import Post

_STANDING = """
SELECT member.approved_posts,
    (SELECT COUNT(*) FROM forum_post WHERE author_id = member.user_id AND created_at > %s),
    (SELECT id FROM forum_post WHERE key = %s AND author_id = member.user_id),
    (SELECT id FROM forum_post WHERE author_id = member.user_id AND created_at > %s AND fingerprint = %s
        AND fingerprint <> '' AND state IN ('visible', 'pending') ORDER BY created_at DESC LIMIT 1),
    EXISTS (SELECT 1 FROM forum_draft WHERE user_id = member.user_id AND place = %s)
FROM forum_forummember member WHERE member.user_id = %s AND member.handle IS NOT NULL
"""
_NUMBERED = """
UPDATE forum_topic
SET last_number = last_number + 1, post_count = post_count + %s,
    last_post_at = CASE WHEN %s = 1 THEN %s ELSE last_post_at END,
    last_author_id = CASE WHEN %s = 1 THEN %s ELSE last_author_id END
WHERE id = %s AND state IN ('open', 'unlisted', 'pending') AND (locked = %s OR %s = 1)
RETURNING last_number, state, category_id
"""
_DELTA = "INSERT INTO forum_categorydelta (category_id, topics, posts) VALUES (%s, %s, %s)"
_TRUST = "UPDATE forum_forummember SET approved_posts = approved_posts + %s WHERE user_id = %s"
_READ = """
INSERT INTO forum_topicuser (user_id, topic_id, level, last_read) VALUES (%s, %s, %s, %s)
ON CONFLICT (user_id, topic_id) DO UPDATE SET
    level = COALESCE(forum_topicuser.level, excluded.level),
    last_read = CASE WHEN forum_topicuser.last_read > excluded.last_read
        THEN forum_topicuser.last_read ELSE excluded.last_read END
"""


@dataclass(frozen=True)
class Standing:
    """What decides whether a member may post a text now."""

    approved_posts: int
    this_hour: int  # posts within the last hour
    sent: int | None  # the post that this very form made before
    said: int | None  # a post of theirs with the same text, within a day
    drafted: bool


def standing(user_id: int, *, key: UUID | None, fingerprint: str, place: str) -> Standing | None:
    """None for somebody who has no name in the forum yet."""
    now = timezone.now()
    hour, day = _moment(now - timedelta(hours=1)), _moment(now - timedelta(days=1))
    row = _ask(_STANDING, [hour, _key(key), day, fingerprint, place, user_id])
    return Standing(*row[:4], bool(row[4])) if row else None


def number_post(
    topic_id: int, *, author_id: int, shown: bool, even_if_locked: bool, now: datetime
) -> tuple[int, str, int] | None:
    """The next number of a topic, its state and its category; takes the lock of the row. None if it is closed."""
    visible = int(shown)
    values = [visible, visible, _moment(now), visible, author_id, topic_id, False, int(even_if_locked)]
    return _ask(_NUMBERED, values)


def add_delta(category_id: int, topics: int, posts: int) -> None:
    _say(_DELTA, [category_id, topics, posts])


def add_trust(user_id: int, change: int) -> None:
    _say(_TRUST, [change, user_id])


def note_reader(user_id: int, topic_id: int, *, level: int, number: int) -> None:
    """Somebody has read so far. The level they chose before stays."""
    _say(_READ, [user_id, topic_id, level, number])


def _ask(statement: str, values: Sequence) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _say(statement: str, values: Sequence) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _moment(moment: datetime):
    return connection.ops.adapt_datetimefield_value(moment)


def _key(key: UUID | None):
    return Post._meta.get_field("key").get_db_prep_value(key, connection)
