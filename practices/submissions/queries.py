"""Reads of cases that more than one place needs."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.members.models import Membership, User
from community.members.rules import WRITERS
from practices.submissions.models import (
    Consent,
    Declaration,
    EligibilityQuestion,
    FieldComment,
    Message,
    PublishedVersion,
    ReviewAssignment,
    Round,
    Rubric,
    Submission,
    SubmissionEvent,
)
from practices.submissions.rules import Role, roles_of
from practices.submissions.states import OPEN, WITH_DESK, Audience, InviteState, Status

MEDIAN_DAYS = 90


def open_case_of(entry) -> Submission | None:
    """The open case of an entry, or of the primary key of one."""
    return Submission.objects.filter(entry=entry, open=True).first()


def last_round(submission: Submission) -> Round | None:
    return submission.rounds.order_by("-number").first()


def newest_round(submission: Submission) -> Round:
    """The last round of a case that was submitted. Raises `Round.DoesNotExist` for one that never was."""
    return submission.rounds.order_by("-number")[:1].get()


def waiting_round(submission: Submission) -> Round | None:
    """The round that waits for the desk."""
    return submission.rounds.filter(outcome="").first()


def cases_of_organisations(user) -> QuerySet[Submission]:
    """The cases of every organisation a person belongs to, last changed first."""
    return (
        Submission.objects.filter(organisation__memberships__user=user)
        .select_related("entry", "organisation", "contact")
        .order_by("-changed_at", "-pk")
    )


def desk_cases(user) -> QuerySet[Submission]:
    """What the desk sees: everything that was ever submitted, but not of the person's own organisations."""
    return (
        Submission.objects.exclude(submitted_at=None)
        .exclude(organisation__memberships__user=user)
        .select_related("entry", "organisation", "contact", "handling_editor")
    )


def desk_people() -> QuerySet[User]:
    """Everybody who decides submissions, by name."""
    permission = Q(content_type__app_label="submissions", codename="decide_submission")
    allowed = Permission.objects.filter(permission)
    people = User.objects.filter(is_active=True, erased_at=None)
    return (
        people.filter(Q(is_superuser=True) | Q(groups__permissions__in=allowed) | Q(user_permissions__in=allowed))
        .distinct()
        .order_by("display_name", "pk")
    )


def events_for(user, submission: Submission) -> QuerySet[SubmissionEvent]:
    return _audible(user, submission, submission.events.select_related("actor"))


def messages_for(user, submission: Submission) -> QuerySet[Message]:
    return _audible(user, submission, submission.messages.select_related("author"))


def unanswered_messages() -> QuerySet[Message]:
    """Messages of organisations after which nobody of the desk wrote or decided. A withdrawn case waits for nothing."""
    same_case = {"submission": OuterRef("submission")}
    answers = Message.objects.filter(**same_case, from_desk=True, pk__gt=OuterRef("pk"))
    decisions = Round.objects.filter(**same_case, decided_at__gt=OuterRef("created_at"))
    rows = Message.objects.filter(~Exists(answers), ~Exists(decisions), from_desk=False)
    return rows.filter(submission__withdrawn_at=None).order_by()


def waits_for_answer() -> Q:
    """Cases whose organisation wrote last."""
    return Q(Exists(unanswered_messages().filter(submission=OuterRef("pk"))))


def contact_of(submission: Submission) -> User | None:
    """Who is written to by name: the contact person, or a colleague once they write for the organisation no more."""
    rows = Membership.objects.filter(organisation=submission.organisation, role__in=WRITERS, user__is_active=True)
    people = [row.user for row in rows.select_related("user").order_by("pk")]
    return submission.contact if submission.contact in people else next(iter(people), None)


def open_comments_of(submission: Submission) -> QuerySet[FieldComment]:
    """Comments that are not done, with their answers. An answer is done when what it answers is."""
    rows = FieldComment.objects.filter(round__submission=submission, resolved_at=None)
    return rows.filter(Q(parent=None) | Q(parent__resolved_at=None))


def comments_for(user, submission: Submission) -> QuerySet[FieldComment]:
    """Comments on every round that a person may read.

    Reviewers read their own, what was answered to them, and those shared.
    """
    rows = FieldComment.objects.filter(round__submission=submission).select_related("author", "round", "resolved_by")
    roles = roles_of(user, submission)
    if Role.DESK in roles:
        return rows
    shared = Q(audience=Audience.AUTHOR)
    if Role.REVIEWER in roles:
        return rows.filter(shared | Q(author=user) | Q(parent__author=user))
    return rows.filter(shared) if Role.READER in roles else rows.none()


def _audible(user, submission: Submission, rows: QuerySet) -> QuerySet:
    roles = roles_of(user, submission)
    if Role.DESK in roles:
        return rows
    return rows.filter(audience=Audience.AUTHOR) if Role.READER in roles else rows.none()


def assignments_of(user) -> QuerySet[ReviewAssignment]:
    """Reviews a person was asked for that are not done, of rounds that still wait."""
    return (
        ReviewAssignment.objects.filter(reviewer=user, state__in=[InviteState.INVITED, InviteState.ACCEPTED])
        .filter(round__outcome="", round__submission__withdrawn_at=None)
        .select_related("round__submission__entry", "round__submission__organisation")
    )


def rubric_for(entry_kind: str) -> Rubric | None:
    """The rubric in force for this type, else the one for those without one of their own, with its criteria."""
    rows = Rubric.objects.filter(active=True, entry_kind__in=[entry_kind, ""]).prefetch_related("criteria")
    return max(rows, key=lambda row: row.entry_kind, default=None)


def declarations_in_force(language: str) -> list[Declaration]:
    """The newest wording of every declaration in this language, else in English, in their order."""
    rows = Declaration.objects.filter(valid_from__lte=timezone.now(), language__in=[language, "en"])
    newest: dict[str, Declaration] = {}
    for row in rows.order_by("version"):
        known = newest.get(row.subject)
        if not known or row.language == language or known.language != language:
            newest[row.subject] = row
    return sorted(newest.values(), key=lambda row: (row.sort_order, row.subject))


def consents_of(round_: Round) -> QuerySet[Consent]:
    return round_.consents.select_related("declaration", "given_by")


def median_days(*, entry_kind: str = "", days: int = MEDIAN_DAYS) -> dict[str, int | None]:
    """Median days to the first answer and to the decision, over cases decided in the last `days`.

    The time a case waited for its organisation does not count. None without a case.
    """
    since = timezone.now() - timedelta(days=days)
    rows = Submission.objects.filter(closed_at__gte=since, submitted_at__isnull=False, withdrawn_at=None)
    if entry_kind:
        rows = rows.filter(entry_kind=entry_kind)
    spans = rows.values_list("submitted_at", "responded_at", "closed_at", "waited_for_author")
    first = [(answered - begun).days for begun, answered, _closed, _waited in spans if begun and answered]
    whole = [
        (closed - begun - (waited or timedelta())).days
        for begun, _answered, closed, waited in spans
        if begun and closed
    ]
    return {"first_answer": _median(first), "decision": _median(whole), "cases": len(whole)}


def _median(numbers: list[int]) -> int | None:
    """The upper of the two in the middle: people are rather told too long than too short."""
    return sorted(numbers)[len(numbers) // 2] if numbers else None


def open_cases() -> QuerySet[Submission]:
    return Submission.objects.filter(status__in=OPEN)


def overdue(day=None) -> QuerySet[Submission]:
    """Cases whose date has passed, with the desk or with the author."""
    late = Q(due_at__lt=day or timezone.localdate())
    return Submission.objects.filter(late, status__in=[*WITH_DESK, Status.CHANGES])


def questions_for(kind: str, language: str) -> list[EligibilityQuestion]:
    """What is asked before a submission of this type, in this language, else in English."""
    rows = EligibilityQuestion.objects.filter(active=True, entry_kind__in=["", kind], language__in=[language, "en"])
    own = [row for row in rows if row.language == language]
    return own or list(rows)


def begun_just_now(user, *, organisation, title: str, entry_kind: str) -> Submission | None:
    """The draft of this title that the same person began within the last minute."""
    since = timezone.now() - timedelta(minutes=1)
    mine = Submission.objects.filter(contact=user, organisation=organisation, entry_kind=entry_kind)
    return mine.filter(entry__title=title.strip(), status=Status.DRAFT, created_at__gte=since).first()


def published_versions(entry) -> list[PublishedVersion]:
    """Every version of an entry that was public, the newest first."""
    return list(entry.published_versions.select_related("revision", "round__submission").order_by("-number"))


def rounds_of_entry(entry) -> QuerySet[Round]:
    """Everything that was ever submitted for an entry, the newest first."""
    rounds = Round.objects.filter(submission__entry=entry).select_related("submission", "submitted_by")
    return rounds.order_by("-submitted_at")
