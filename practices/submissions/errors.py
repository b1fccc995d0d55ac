"""Why something was not done. Each is shown to the person in words; see `words`."""

from django.utils.translation import gettext_lazy as _


class SubmissionRefused(Exception):
    """The act is not possible. Nothing was changed. `words` says why, for the person who tried."""

    words = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.words)


class NotAllowed(SubmissionRefused):
    """The person may not do this with the case."""

    words = _("You may not do this.")


class NotNow(SubmissionRefused):
    """The case is in another state, mostly because somebody else was quicker."""

    words = _("The submission has moved on in the meantime. Nothing was changed.")


class HasOpenCase(SubmissionRefused):
    """An entry has one open case at most. `submission` is that one."""

    words = _("There is already an open submission for this entry.")

    def __init__(self, submission=None):
        super().__init__()
        self.submission = submission


class NotReady(SubmissionRefused):
    """What is submitted lacks something. `problems` maps the field to what is to be mended; "" is the whole."""

    words = _("Some things are still missing.")

    def __init__(self, problems: dict[str, list[str]]):
        super().__init__()
        self.problems = problems


class DeclarationMissing(SubmissionRefused):
    words = _("Please make every declaration before you submit.")


class EntryWithdrawn(SubmissionRefused):
    words = _("The entry was withdrawn from the hub in the meantime. Restore it first, or decline.")


class ReasonMissing(SubmissionRefused):
    words = _("Please say why.")


class StaleDraft(SubmissionRefused):
    """Somebody else changed the same fields in the meantime. `draft` is what they saved, `fields` names them."""

    words = _("Somebody else has saved this draft in the meantime. Your text is still here; choose what to keep.")

    def __init__(self, draft, fields: list[str]):
        super().__init__()
        self.draft, self.fields = draft, fields


class TooLarge(SubmissionRefused):
    words = _("This draft is too large to be saved.")


class NoSuchReviewer(SubmissionRefused):
    words = _("Nobody with this address can review here.")


class AlreadyInvited(SubmissionRefused):
    words = _("This person was already asked to review this round.")


class ReviewerBelongs(SubmissionRefused):
    words = _("This person belongs to the organisation that submits.")
