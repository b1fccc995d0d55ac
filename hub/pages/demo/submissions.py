"""The submissions of the demo: each made by the services a person would use, then put back in time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils import timezone

from community.members.models import Membership, Organisation, Role, User
from hub.catalogue.models import Country, Entry
from practices.submissions.letters import letter_for
from practices.submissions.models import (
    Consent,
    Criterion,
    DraftBuffer,
    FieldComment,
    Message,
    Review,
    ReviewAssignment,
    Round,
    Submission,
    SubmissionEvent,
)
from practices.submissions.queries import declarations_in_force, newest_round
from practices.submissions.services import assigning, deciding, drafts, reviewing, submitting, talking
from practices.submissions.states import Outcome

CONTENT = Path(__file__).parent / "submissions.yaml"
People = dict[str, User]
Step = dict[str, Any]


def load_submissions(accounts: People) -> int:
    """Fill a hub that has none. Returns the number of cases."""
    if Submission.objects.exists():
        return Submission.objects.count()
    content = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    people = {email.partition("@")[0]: user for email, user in accounts.items()}
    homes = {"member": _association(content["association"], people["member"]), "ngo": _school(people["ngo"])}
    for row in content["cases"]:
        if homes[row["by"]]:
            load_case(row, people, homes[row["by"]])
    return Submission.objects.count()


def _association(row: dict, owner: User) -> Organisation:
    country = Country.objects.get(code=row["country"])
    slug = row["name"].lower().replace(" ", "-")
    values = {"slug": slug, "about": row["about"], "country": country}
    organisation, _created = Organisation.objects.get_or_create(name=row["name"], defaults=values)
    Membership.objects.get_or_create(user=owner, organisation=organisation, defaults={"role": Role.OWNER})
    return organisation


def _school(owner: User) -> Organisation | None:
    membership = Membership.objects.filter(user=owner, role=Role.OWNER).select_related("organisation").first()
    return membership.organisation if membership else None


def load_case(row: dict, people: People, home: Organisation) -> Submission:
    started, author = timezone.now(), people[row["by"]]
    case = _begin(row, author, home)
    draft = drafts.draft_of(case, by=author)
    drafts.save_draft(case, data=row["fields"], version=draft.version, by=author)
    set_back(case, started, row["days"])
    for step in row["steps"]:
        with long_ago(case, step["days"]):
            STEPS[step["do"]](case, step, _Cast(author, people))
    return case


def _begin(row: dict, author: User, home: Organisation) -> Submission:
    if row["kind"] == "update":
        entry = Entry.objects.get(source="demo", source_id=row["entry"])
        return drafts.start_update(entry, by=author)
    return drafts.start_submission(home, entry_kind=row["kind"], title=row["title"], by=author)


# ---------------------------------------------------------------- What people do


class _Cast:
    """Who plays a part: the author, the editor, everybody by name."""

    def __init__(self, author: User, people: People):
        self.author, self.editor, self._people = author, User.objects.get(pk=people["editor"].pk), people

    def named(self, name: str) -> User:
        """A demo account, or one of the invented people of the forum."""
        return self._people.get(name) or User.objects.get(email=f"{name}@example.org")


def _submit(case: Submission, step: Step, cast: _Cast) -> None:
    submitting.submit(case, by=cast.author, declared=declarations_in_force("en"), cover_note=step.get("note", ""))


def _assign(case: Submission, step: Step, cast: _Cast) -> None:
    assigning.assign(case, to=cast.editor, by=cast.editor)


def _invite(case: Submission, step: Step, cast: _Cast) -> None:
    reviewing.invite_reviewer(case, email=cast.named(step["reviewer"]).email, by=cast.editor, note_text=step["text"])


def _asked(case: Submission, step: Step, cast: _Cast) -> tuple[ReviewAssignment, User]:
    reviewer = cast.named(step["reviewer"])
    return newest_round(case).assignments.get(reviewer=reviewer), reviewer


def _agree(case: Submission, step: Step, cast: _Cast) -> None:
    assignment, reviewer = _asked(case, step, cast)
    reviewing.accept_invitation(assignment, by=reviewer)


def _half_review(case: Submission, step: Step, cast: _Cast) -> None:
    assignment, reviewer = _asked(case, step, cast)
    levels = dict.fromkeys(Criterion.objects.values_list("pk", flat=True)[:3], 3)
    reviewing.save_review(assignment, by=reviewer, for_author=step["text"], levels=levels)


def _review(case: Submission, step: Step, cast: _Cast) -> None:
    assignment, reviewer = _asked(case, step, cast)
    levels = {pk: step["level"] - place % 2 for place, pk in enumerate(Criterion.objects.values_list("pk", flat=True))}
    texts = {"for_author": step["text"], "for_editors": step["inner"]}
    reviewing.save_review(assignment, by=reviewer, recommendation=step["recommend"], levels=levels, **texts)
    reviewing.send_review(assignment, by=reviewer)


def _comment(case: Submission, step: Step, cast: _Cast) -> None:
    share = step.get("share", False)
    talking.comment(newest_round(case), field=step["field"], by=cast.editor, text=step["text"], share=share)


def _reply(case: Submission, step: Step, cast: _Cast) -> None:
    above = FieldComment.objects.filter(round__submission=case, audience="author").latest("pk")
    talking.comment(above.round, field=above.field, by=cast.author, text=step["text"], parent=above)


def _message(case: Submission, step: Step, cast: _Cast) -> None:
    talking.send_message(case, by=cast.named(step["from"]) if "from" in step else cast.editor, text=step["text"])


def _changes(case: Submission, step: Step, cast: _Cast) -> None:
    letter = letter_for(case, newest_round(case), Outcome.CHANGES, editor_name=cast.editor.public_name)
    deciding.request_changes(case, by=cast.editor, letter=letter)


def _decline(case: Submission, step: Step, cast: _Cast) -> None:
    deciding.decline(case, by=cast.editor, letter=step["text"])


STEPS: dict[str, Callable[[Submission, Step, _Cast], None]] = {
    "submit": _submit, "assign": _assign, "invite": _invite, "agree": _agree, "half_review": _half_review,
    "review": _review, "comment": _comment, "reply": _reply, "message": _message, "changes": _changes,
    "decline": _decline,
}  # fmt: skip


# ---------------------------------------------------------------- When


@contextmanager
def long_ago(case: Submission, days: int) -> Iterator[None]:
    """Whatever is written about the case within was written so many days ago."""
    case.refresh_from_db()
    started, due, waited = timezone.now(), case.due_at, case.waited_for_author
    yield
    case.refresh_from_db()
    age = timedelta(days=days)
    if case.due_at and case.due_at != due:
        Submission.objects.filter(pk=case.pk).update(due_at=case.due_at - age)
    if case.waited_for_author and case.waited_for_author != waited:
        Submission.objects.filter(pk=case.pk).update(waited_for_author=case.waited_for_author - age)
    for row in ReviewAssignment.objects.filter(round__submission=case, invited_at__gte=started):
        ReviewAssignment.objects.filter(pk=row.pk).update(due_at=row.due_at - age)
    for row in Round.objects.filter(submission=case, decided_at__gte=started, due_at__isnull=False):
        Round.objects.filter(pk=row.pk).update(due_at=row.due_at - age)
    for event in SubmissionEvent.objects.filter(submission=case, created_at__gte=started, data__has_key="due"):
        event.data["due"] = (date.fromisoformat(event.data["due"]) - age).isoformat()
        event.save(update_fields=["data"])
    set_back(case, started, days)
    case.refresh_from_db()


#: Rows of a case that say when, and the way from them to it.
_ROWS: dict[type[models.Model], str] = {
    Submission: "pk",
    Round: "submission",
    SubmissionEvent: "submission",
    Message: "submission",
    DraftBuffer: "submission",
    FieldComment: "round__submission",
    Consent: "round__submission",
    ReviewAssignment: "round__submission",
    Review: "assignment__round__submission",
}


def set_back(case: Submission, started: datetime, days: int) -> None:
    """Every moment noted on the rows of a case since it started becomes so many days earlier."""
    moment = timezone.now() - timedelta(days=days)
    for model, way in _ROWS.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField):
                rows = model._default_manager.filter(**{way: case.pk, f"{field.name}__gte": started})
                model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
                    **{field.name: moment}
                )
