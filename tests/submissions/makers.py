"""A case in any state, made by the services a person would use."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from community.members.models import Membership, Organisation, Role, User
from practices.submissions.models import Declaration, Submission
from practices.submissions.services.drafts import draft_of, save_draft, start_submission, start_update
from practices.submissions.services.submitting import submit
from tests.factories import organisation, term, user

FILLED = {
    "practice": {"context": "It was needed.", "approach": "They read together."},
    "project": {"objectives": "To read together."},
    "mooc": {"provider": "A university"},
    "resource": {"resource_type": "worksheet"},
}
DECLARED = ("rights", "licence", "people", "true")


def declarations() -> list[Declaration]:
    return [
        Declaration.objects.get_or_create(
            subject=subject,
            language="en",
            version=1,
            defaults={"text": f"I declare: {subject}.", "valid_from": timezone.now() - timedelta(days=1)},
        )[0]
        for subject in DECLARED
    ]


def member_of(organisation_: Organisation, email: str, role: str = Role.EDITOR) -> User:
    person = user(email, display_name=email.split("@")[0].capitalize())
    Membership.objects.create(user=person, organisation=organisation_, role=role)
    return person


def desk(email: str = "desk@example.org") -> User:
    person = user(email, display_name="Desk")
    person.user_permissions.add(
        Permission.objects.get(content_type__app_label="submissions", codename="decide_submission"),
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
    )
    return User.objects.get(pk=person.pk)


def filled(kind: str = "practice", **fields) -> dict:
    """Draft data with which the entry can be submitted."""
    for vocabulary, code in (("language", "en"), ("sector", "schools"), ("target-group", "newly-arrived-pupils")):
        term(vocabulary, code)
    term("resource-type", "worksheet")
    return {
        "title": "Reading together",
        "summary": "Children read together.",
        "language": "en",
        "sectors": ["schools"],
        "target_groups": ["newly-arrived-pupils"],
        **FILLED[kind],
        **fields,
    }


def draft_case(author: User, organisation_: Organisation, kind: str = "practice", **fields) -> Submission:
    case = start_submission(organisation_, entry_kind=kind, title="Reading together", by=author)
    save_draft(case, data=filled(kind, **fields), version=draft_of(case, by=author).version, by=author)
    return case


def submitted_case(author: User, organisation_: Organisation, kind: str = "practice", **fields) -> Submission:
    return submit(draft_case(author, organisation_, kind, **fields), by=author, declared=declarations())


def update_case(entry, author: User, **fields) -> Submission:
    case = start_update(entry, by=author)
    save_draft(case, data=fields, version=draft_of(case, by=author).version, by=author)
    return case


def school() -> Organisation:
    return organisation("A school")
