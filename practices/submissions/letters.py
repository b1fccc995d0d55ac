"""The letter of a decision as it is proposed to the editor, in the language of the contact person."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from practices.submissions.models import Review, Round, Submission
from practices.submissions.queries import contact_of, open_comments_of
from practices.submissions.states import Outcome

MAX_LETTER = Round._meta.get_field("letter").max_length


def letter_for(case: Submission, round_: Round, outcome: Outcome, *, editor_name: str) -> str:
    """A greeting, what is decided, what the reviewers say to the organisation, a closing."""
    contact = contact_of(case)
    with override(contact.language if contact else "en"):
        name = contact.public_name if contact else case.organisation.name
        parts = [
            _("Dear {name},").format(name=name),
            _opening(outcome).format(title=round_.revision.content.get("title", case.entry.title)),
            *_texts_for_author(round_),
            _("With kind regards,") + f"\n{editor_name}",
        ]
    return "\n\n".join(part for part in parts if part)[:MAX_LETTER]


def says_why(
    case: Submission, round_: Round, outcome: Outcome, *, letter: str, editor_name: str, with_comments: bool
) -> bool:
    """Whether the organisation reads more than what is decided: in the letter, or in comments that come with it.

    To ask for changes, the texts of reviewers are enough.
    """
    if with_comments and open_comments_of(case).filter(from_desk=True).exists():
        return True
    if letter.split() != letter_for(case, round_, outcome, editor_name=editor_name).split():
        return True
    return outcome == Outcome.CHANGES and bool(_texts_for_author(round_))


def _opening(outcome: Outcome) -> str:
    return {
        Outcome.ACCEPTED: _("Thank you for “{title}”. We are glad to publish it."),
        Outcome.CHANGES: _(
            "Thank you for “{title}”. We would like to publish it and ask you to change some things first."
        ),
        Outcome.DECLINED: _("Thank you for “{title}”. We have read it with care and will not publish it, because "),
    }[outcome]


def _texts_for_author(round_: Round) -> list[str]:
    """What reviewers wrote for the organisation, without their names."""
    sent = Review.objects.filter(assignment__round=round_, sent_at__isnull=False).exclude(for_author="")
    texts = list(sent.order_by("sent_at").values_list("for_author", flat=True))
    if len(texts) < 2:
        return [f"{_('A reviewer writes:')}\n{texts[0]}"] if texts else []
    return [_("Reviewer {number} writes:").format(number=place) + f"\n{text}" for place, text in enumerate(texts, 1)]
