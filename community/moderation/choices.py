"""Closed lists. The stored values are part of exports, so they never change."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FlagReason(TextChoices):
    """Why a member reports something."""

    SPAM = "spam", _("Advertising or spam")
    RUDE = "rude", _("Insulting or discriminating")
    CHILD = "child", _("Names or shows a child, or private facts of somebody")
    OFF_TOPIC = "off-topic", _("Does not belong here")
    ILLEGAL = "illegal", _("Against the law")
    OTHER = "other", _("Something else")


class NoticeKind(TextChoices):
    """What an outsider gives notice of."""

    ILLEGAL = "illegal", _("Illegal content")
    COPYRIGHT = "copyright", _("A violation of my copyright")
    PRIVACY = "privacy", _("Private facts or a picture of somebody")
    CHILD_SAFETY = "child-safety", _("Danger to a child")


class Source(TextChoices):
    """How a case came up, as a statement of reasons must say."""

    OWN = "own", _("Found by the moderators")
    FLAG = "flag", _("Reported by a member")
    NOTICE = "notice", _("A notice from outside")
    APPROVAL = "approval", _("First posts are checked before they appear")


class Action(TextChoices):
    """What a decision does."""

    KEEP = "keep", _("Leave it as it is")
    APPROVE = "approve", _("Approve it")
    REMOVE = "remove", _("Remove it")
    UNLIST = "unlist", _("Leave it out of lists and search")
    SILENCE = "silence", _("Silence its author for a time")
    SUSPEND = "suspend", _("Suspend its author’s account")


#: The actions that restrict somebody and so need a statement of reasons.
RESTRICTIVE = (Action.REMOVE, Action.UNLIST, Action.SILENCE, Action.SUSPEND)


class Ground(TextChoices):
    LAW = "law", _("It is against the law")
    TERMS = "terms", _("It is against the terms or guidelines of the hub")


class SanctionKind(TextChoices):
    SILENCE = "silence", _("Silenced: may read, may not write")
    SUSPEND = "suspend", _("Suspended: may only appeal")
