"""Saving a draft while somebody types: queries and processor time of one request, through every middleware.

    export DATABASE_URL=sqlite:////tmp/hub.sqlite3 DJANGO_SETTINGS_MODULE=hub.settings.dev DEBUG=false
    python manage.py migrate && python manage.py load_demo
    python -m benchmarks.submissions

The draft it makes is thrown away at the end.
"""

import argparse
from itertools import count

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.figures import cpu_times, spread
from community.members.models import Membership
from community.members.rules import WRITERS
from practices.submissions.fields import fields_of
from practices.submissions.models import DraftBuffer, Submission
from practices.submissions.services.drafts import discard_draft, draft_of, save_draft, start_submission
from practices.submissions.shapes import Rich, Text

WORDS = "Twice a week pupils who came last year show new pupils round and sit beside them. "
_turns = count(1)


def begun() -> tuple[Submission, Client]:
    """A draft in which every long text is filled to its limit, and its author at a browser."""
    seat = Membership.objects.filter(role__in=WRITERS).select_related("user", "organisation")[:1].get()
    case = start_submission(seat.organisation, entry_kind="practice", title="A benchmark", by=seat.user)
    texts = [item for item in fields_of("practice") if isinstance(item.shape, Rich | Text)]
    data = {item.name: (WORDS * 200)[: item.shape.max_length].strip() for item in texts}
    save_draft(case, data=data, version=draft_of(case, by=seat.user).version, by=seat.user)
    client = Client()
    client.force_login(seat.user)
    return case, client


def save(client: Client, case: Submission, name: str) -> None:
    version = DraftBuffer.objects.values_list("version", flat=True).get(pk=case.pk)
    sent = {"fields": name, name: f"{WORDS}{next(_turns)}", "version": version, "window": "bench"}
    answer = client.post(reverse("submissions:save", args=[case.reference]), sent)
    assert answer.status_code == 200, answer.content


def measure(times: int) -> None:
    case, client = begun()
    try:
        size = len(str(DraftBuffer.objects.get(pk=case.pk).data))
        save(client, case, "summary")
        with CaptureQueriesContext(connection) as asked:
            save(client, case, "summary")
        told = [query["sql"] for query in asked.captured_queries[1:]]
        beside = [sql for sql in told if "django_session" not in sql and 'FROM "members_user"' not in sql]
        print(f"a draft of {size:,} characters; {len(beside)} queries beside session and user")
        saving = cpu_times(lambda _turn: save(client, case, "summary"), range(times))
        print(f"saving a short text, processor time: {spread(saving)}")
        pages = [reverse("submissions:edit", args=[case.reference, step]) for step in ("what", "whom", "how")] * 10
        print(f"a step of the form, processor time:  {spread(cpu_times(client.get, pages))}")
    finally:
        case.refresh_from_db()
        discard_draft(case, by=case.contact)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=300)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        measure(parser.parse_args().times)


if __name__ == "__main__":
    main()
