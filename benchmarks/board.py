"""The board of submissions with 1,000 open cases: queries and processor time of a page. Nothing of it is kept.

export DATABASE_URL=sqlite:////tmp/hub.sqlite3 DJANGO_SETTINGS_MODULE=hub.settings.dev DEBUG=false
python manage.py migrate && python manage.py load_demo
python -m benchmarks.board
"""

import argparse
import random
from datetime import timedelta

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from benchmarks.figures import cpu_times, spread
from community.members.models import User
from hub.catalogue.models import Entry
from hub.catalogue.seeding.service import seed_entries
from practices.submissions.models import ReviewAssignment, Round, Submission
from practices.submissions.queries import desk_people
from practices.submissions.states import InviteState, Status

OPEN_STATES = (Status.SUBMITTED, Status.IN_REVIEW, Status.CHANGES)
PATHS = ("", "?ordering=-submitted_at", "?p=11", "?entry_kind=practice&country=be", "?q=school")


def fill(count: int) -> None:
    """So many open cases, each with a round and two reviewers."""
    dice = random.Random(1)
    lacking = count - Entry.objects.exclude(organisation=None).filter(submissions=None).count()
    if lacking > 0:
        seed_entries(lacking * 2)
    entries = list(
        Entry.objects.exclude(organisation=None).filter(submissions=None).select_related("content_type")[:count]
    )
    people, reviewers = list(desk_people()), list(User.objects.all()[:2])
    cases = Submission.objects.bulk_create(_case(entry, dice, people) for entry in entries)
    base = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=entry.content_type,
            base_content_type=base,
            object_id=str(entry.pk),
            content={},
            created_at=timezone.now(),
        )
        for entry in entries
    )
    rounds = Round.objects.bulk_create(
        Round(submission=case, number=1, revision=revision, submitted_at=case.submitted_at)
        for case, revision in zip(cases, revisions, strict=True)
    )
    ReviewAssignment.objects.bulk_create(
        ReviewAssignment(
            round=row,
            reviewer=reviewer,
            invited_at=row.submitted_at,
            due_at=timezone.localdate(),
            state=InviteState.INVITED,
        )
        for row in rounds
        for reviewer in reviewers
    )


def _case(entry: Entry, dice: random.Random, people: list[User]) -> Submission:
    submitted = timezone.now() - timedelta(days=dice.randrange(60))
    return Submission(
        entry_id=entry.pk,
        kind="update",
        entry_kind=entry.specific_class.kind,
        organisation_id=entry.organisation_id,
        handling_editor=dice.choice([*people, None]),
        status=dice.choice(OPEN_STATES),
        submitted_at=submitted,
        due_at=timezone.localdate() + timedelta(days=dice.randrange(-10, 30)),
    )


def measure(count: int, times: int) -> None:
    fill(count)
    editor = next(person for person in desk_people() if not person.is_superuser)
    client, board = Client(), reverse("submissions_desk:board")
    client.force_login(editor)
    print(f"{Submission.objects.filter(open=True).count():,} open cases")
    for path in PATHS:
        client.get(board + path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(board + path)
        assert answer.status_code == 200
        queries = len(asked)  # Forgotten with the next request.
        took = cpu_times(lambda _turn, path=path: client.get(board + path), range(times))
        print(f"{queries:3} queries, processor time {spread(took)}  {path or 'as it opens'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    with override_settings(ALLOWED_HOSTS=["testserver"]), transaction.atomic():
        measure(options.cases, options.times)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
