"""Closed lists. The stored values are part of addresses and exports, so they never change."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """What a category is for."""

    DISCUSSION = "discussion", _("Discussion")
    QUESTIONS = "questions", _("Questions, of which one answer can be chosen")
    ANNOUNCEMENTS = "announcements", _("Announcements")


class Who(TextChoices):
    """Who may do something in a category; each includes those below."""

    ANYONE = "anyone", _("Anybody, without an account")
    MEMBERS = "members", _("Members")
    GROUP = "group", _("The group of the category")
    MODERATORS = "moderators", _("Moderators")


class TopicState(TextChoices):
    OPEN = "open", _("Open")
    UNLISTED = "unlisted", _("Unlisted: only with the address")
    PENDING = "pending", _("Waits for approval")
    DELETED = "deleted", _("Deleted by its author")
    REMOVED = "removed", _("Removed by a moderator")
    MERGED = "merged", _("Merged into another topic")


class PostState(TextChoices):
    VISIBLE = "visible", _("Visible")
    PENDING = "pending", _("Waits for approval")
    DELETED = "deleted", _("Deleted by its author")
    REMOVED = "removed", _("Removed by a moderator")


class ReactionKind(TextChoices):
    THANKS = "thanks", _("Thanks")
    USEFUL = "useful", _("I will try this")


class Level(IntegerChoices):
    """How closely somebody follows something."""

    MUTED = 0, _("Muted: never tell me")
    NORMAL = 1, _("Normal: tell me when somebody answers or names me")
    TRACKED = 2, _("Tracked: count what is new")
    WATCHED = 3, _("Watched: tell me of everything new")


class Followed(TextChoices):
    """What can be followed besides a topic."""

    CATEGORY = "category", _("Category")
    ENTRY = "entry", _("Entry")
    THEME = "theme", _("Theme")
    COUNTRY = "country", _("Country")
    ORGANISATION = "organisation", _("Organisation")


class ReferenceKind(TextChoices):
    REPLY = "reply", _("replies to")
    QUOTE = "quote", _("quotes")
    MENTION = "mention", _("names")
    ENTRY = "entry", _("names the entry")


class Worked(TextChoices):
    """How an adaptation of a practice went."""

    YES = "yes", _("It worked")
    PARTLY = "partly", _("It worked in part")
    NO = "no", _("It did not work")
    EARLY = "early", _("Too early to say")
