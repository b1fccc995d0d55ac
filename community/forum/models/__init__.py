"""What the forum holds. `Topic` and `Post` are the heart; start there."""

from community.forum.models.adaptations import AdaptationReport
from community.forum.models.categories import Category, CategoryDelta
from community.forum.models.following import Follow, ForumMember, TopicUser
from community.forum.models.posts import Attachment, Post, PostAddress, PostReference, PostRevision, Reaction
from community.forum.models.topics import Draft, Topic, TopicWord

__all__ = [
    "AdaptationReport",
    "Attachment",
    "Category",
    "CategoryDelta",
    "Draft",
    "Follow",
    "ForumMember",
    "Post",
    "PostAddress",
    "PostReference",
    "PostRevision",
    "Reaction",
    "Topic",
    "TopicUser",
    "TopicWord",
]
