"""Every page of the editors' desk as it looks in each of its states, by day and by night; its settings by keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.submissions.models import AssignmentRule, Declaration, EligibilityQuestion, Rubric, Submission
from practices.submissions.services.deciding import decline
from practices.submissions.services.reviewing import invite_reviewer
from practices.submissions.services.talking import comment, send_message
from tests.journeys.axe import violations
from tests.journeys.people import Typist
from tests.submissions.makers import declarations, desk

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEVELS = ("Nobody can tell.", "The idea is clear.", "One can follow it.", "Anybody could explain it.")


def test_board_log_and_report(waiting_case, edith):
    Submission.objects.update(due_at=timezone.localdate() - timedelta(days=1))
    somebody = edith(by_night=True)
    somebody.look("late")
    somebody.unfold_button("Show filters")
    somebody.page.locator(".w-drilldown__toggle").first.wait_for()
    assert violations(somebody.page, preload=False, within=".tippy-box") == []
    for name, path in {
        "empty pile": "queue/closed/",
        "nothing found": "?q=nothing+like+it",
        "log": "log/",
        "log of nobody": "log/?case=S-999999",
        "turn-around": "turn-around/",
    }.items():
        somebody.go(f"/admin/submissions/{path}")
        somebody.look(name)
    assert somebody.complaints == []


def test_case_and_letters(waiting_case, edith):
    colleague = desk()
    invite_reviewer(waiting_case, email="rita@example.org", by=colleague)
    comment(waiting_case.rounds.get(), field="title", by=colleague, text="Which languages?")
    send_message(waiting_case, by=waiting_case.contact, text="When will you " + "read" * 60)
    somebody = edith(by_night=True)
    here = f"/admin/submissions/{waiting_case.reference}/"
    for name, path in {
        "case with everything": here,
        "publishing past it": f"{here}publish/",
        "page editor": f"/admin/pages/{waiting_case.entry_id}/edit/",
        "accepting": f"{here}decide/accept/",
    }.items():
        somebody.go(path)
        somebody.look(name)

    decline(waiting_case, by=colleague, letter="No, thank you.")
    somebody.fill(letter="Yes, please.")
    somebody.press("Accept and publish")
    assert somebody.page.locator("[name=letter]").input_value() == "Yes, please."
    somebody.look("somebody else was quicker")
    somebody.go(here)
    somebody.look("declined case")
    somebody.follow("Reopen")
    somebody.look("reopening")
    assert somebody.complaints == []


def test_settings(waiting_case, edith):
    """Lists, empty forms, forms with errors, rows that exist, the question before deleting."""
    somebody = edith(by_night=True)
    AssignmentRule.objects.create(editor=desk())
    rows = {
        "submission-rules": AssignmentRule.objects.first(),
        "rubrics": Rubric.objects.first() or Rubric.objects.create(title="Quality"),
        "questions-before-submitting": EligibilityQuestion.objects.first()
        or EligibilityQuestion.objects.create(question="Is it new?", expected="yes", otherwise="Wait."),
        "declarations": declarations()[0],
    }
    for address, row in rows.items():
        for path in ("", "new", f"edit/{row.pk}"):
            somebody.go(f"/admin/{address}/{path}/".replace("//", "/"))
            somebody.look(f"{address} {path.partition('/')[0]}")
        somebody.go(f"/admin/{address}/new/")
        somebody.page.evaluate("document.querySelectorAll('main form').forEach(form => { form.noValidate = true })")
        somebody.press("Create")
        somebody.look(f"{address} with errors")
    row = AssignmentRule.objects.get()
    somebody.go(f"/admin/submission-rules/delete/{row.pk}/")
    somebody.look("deleting a rule")
    row.delete()
    somebody.go("/admin/submission-rules/")
    somebody.look("no rules")
    assert somebody.complaints == []


def test_log_is_narrowed_by_keyboard(waiting_case, edith):
    somebody = edith(kind=Typist)
    somebody.go("/admin/submissions/log/")
    somebody.unfold_button("Show filters")
    somebody.unfold_button("What")
    box = somebody.page.get_by_role("checkbox", name="Submitted", exact=True)
    somebody.mark(box)
    somebody.page.wait_for_url("**kind=submitted**")
    somebody.page.get_by_text("Draft begun").first.wait_for(state="detached")
    expect(box).to_be_focused()
    assert somebody.complaints == []


def test_settings_by_keyboard(waiting_case, edith):
    """A question, a rubric with a criterion, a rule and a new wording, without a mouse."""
    somebody = edith(kind=Typist)
    somebody.go("/admin/questions-before-submitting/")
    somebody.follow("Add question")
    somebody.fill(question="Was it tried with pupils?", otherwise="Come back when it was.")
    somebody.press("Create")
    assert EligibilityQuestion.objects.filter(question="Was it tried with pupils?").exists()

    somebody.go("/admin/rubrics/")
    somebody.follow("Add rubric")
    somebody.fill(title="For courses")
    somebody.fill(**{"criteria-0-question": "Can one begin at once?"})
    somebody.fill(**{f"criteria-0-level_{number}": text for number, text in enumerate(LEVELS, start=1)})
    somebody.press("Create")
    assert Rubric.objects.get(title="For courses").criteria.get().question == "Can one begin at once?"

    somebody.go("/admin/submission-rules/")
    somebody.follow("Add rule of assignment")
    somebody.choose("editor", "Edith")
    somebody.press("Create")
    assert AssignmentRule.objects.get().editor.email == "edith@example.org"

    before = Declaration.objects.get(subject="rights", language="en", version=1)
    somebody.go(f"/admin/declarations/edit/{before.pk}/")
    assert somebody.sees("Write a new version instead.")
    somebody.fill(text="We have the right to share this.")
    somebody.press("Create")
    after = Declaration.objects.get(subject="rights", language="en", version=2)
    assert after.text == "We have the right to share this."
    assert somebody.complaints == []
