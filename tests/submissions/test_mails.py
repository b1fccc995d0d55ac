"""What the mails about a case say."""

import pytest
from django.utils import timezone

from community.notifications.models import Outbox
from community.notifications.rendering import render_mail
from practices.submissions.notifications import EXAMPLE, KINDS
from tests.factories import user

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> & ]]>"
DUE = ("submission-changes", "submission-changes-due", "submission-overdue", "review-invitation", "review-reminder")
QUOTES = {
    "submission-new": "cover_note",
    "submission-assigned": "cover_note",
    "submission-withdrawn": "reason",
    "submission-taken-back": "reason",
    "submission-changes": "letter",
    "submission-accepted": "letter",
    "submission-declined": "letter",
    "submission-message": "text",
    "submission-comment": "text",
    "review-invitation": "note",
}


def mail(kind: str, **context):
    row = Outbox(
        recipient=user(),
        kind=kind,
        language="en",
        context={**EXAMPLE, **context},
        url="/my/",
        send_after=timezone.now(),
    )
    return render_mail(row)


@pytest.mark.parametrize(("kind", "name"), QUOTES.items())
def test_words_of_people_are_quoted_in_full_and_escaped(kind, name):
    words = f"{HOSTILE}\n\n" + "A long letter. " * 500 + "The end."
    message = mail(kind, **{name: words})

    assert words in message.text
    assert "<script>alert" not in message.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;" in message.html
    assert "The end.</p></blockquote>" in message.html


@pytest.mark.parametrize("kind", DUE)
def test_mail_that_asks_for_something_says_until_when(kind):
    message = mail(kind, due="2026-12-24")

    assert "24 December 2026" in message.text
    assert "24 December 2026" in message.html


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_text_and_html_say_the_same_and_lead_to_the_page(kind):
    message = mail(kind, note="Please look at the costs.")
    lines = [line for line in message.text.partition("\n-- \n")[0].splitlines() if line]

    assert [line for line in lines[:-1] if line.replace("'", "&#x27;") not in message.html] == []
    assert lines[-1].endswith("/my/")
    assert message.html.count('/my/"') == 1


@pytest.mark.parametrize(
    ("context", "subject", "words"),
    [
        ({"late": False, "answered": True}, "Due soon: your review of", "is due on 24 December 2026"),
        ({"late": True, "answered": True}, "Overdue: your review of", "was due on 24 December 2026"),
        ({"late": False, "answered": False}, "Due soon: your review of", "have not answered yet"),
    ],
)
def test_reminder_knows_whether_somebody_has_answered(context, subject, words):
    message = mail("review-reminder", **context)

    assert message.subject.startswith(subject)
    assert words in message.text


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ({"accepted": True}, ["There is no conflict of interest."]),
        (
            {"accepted": False, "conflict": True, "reason": "My school."},
            ["There is a conflict of interest:", "My school."],
        ),
        ({"accepted": False, "reason": "", "suggestion": "Ada"}, ["They suggest somebody else:", "Ada"]),
    ],
)
def test_answer_of_a_reviewer_is_told_to_the_desk(context, words):
    text = mail("review-answer", **context).text

    assert [word for word in words if word not in text] == []
    assert ("They give this reason:" in text) is False
