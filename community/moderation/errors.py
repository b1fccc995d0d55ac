from django.utils.translation import gettext_lazy as _


class ModerationError(Exception):
    """Said to the person as it is; nothing was changed."""

    message = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(ModerationError):
    message = _("You may not do this.")


class AlreadyDecided(ModerationError):
    message = _("Somebody else decided this meanwhile.")


class AlreadyReported(ModerationError):
    message = _("You have reported this already. A moderator will look at it.")


class TooManyReports(ModerationError):
    message = _("You have reported much today. Please try again tomorrow.")


class ReasonsMissing(ModerationError):
    message = _("A restriction needs its reasons: which rule, and what happened.")


class TooLate(ModerationError):
    message = _("An appeal was possible for six months. That time is over.")


class AlreadyAppealed(ModerationError):
    message = _("This decision was appealed before.")


class OwnDecision(ModerationError):
    message = _("Somebody else must judge an appeal against your decision.")
