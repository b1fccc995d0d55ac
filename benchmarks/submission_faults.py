"""Cases under fire: `python -m benchmarks.submission_faults [--steps 1000] [--doubles 50] [--kills 40]`.

Walks at random through the life of cases and compares the kept state with the computed one after every step; submits
twice at once; and kills the process in the middle of submitting, deciding and publishing, at moments from the beginning
to the end. In a database of its own in a temporary folder, or in `DATABASE_URL`, which it fills.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000)
    parser.add_argument("--doubles", type=int, default=50)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inner:
        measure(options.steps, options.doubles, options.kills)
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DJANGO_SETTINGS_MODULE": "hub.settings.test",
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{Path(folder) / 'hub.sqlite3'}"),
            "MEDIA_ROOT": folder,
        }
        subprocess.run([sys.executable, "-m", "benchmarks.submission_faults", "--inner", *sys.argv[1:]],
                       env=os.environ | environment, check=True)  # fmt: skip


def measure(steps: int, doubles: int, kills: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from practices.submissions.models import Round
    from practices.submissions.services.submitting import submit
    from tests.factories import Hub, user
    from tests.members.test_races import at_once
    from tests.submissions.exercise import Walk
    from tests.submissions.makers import declarations, desk, draft_case, member_of, school

    Hub.build()
    home, editor, declared = school(), desk(), declarations()
    author = member_of(home, "author@example.org")
    again = type(author).objects.get

    walk = Walk(author, editor, user("reviewer@example.org")).go(steps)
    print(f"{sum(walk.done.values())} transitions at random: {len(walk.wrong)} wrong states {walk.wrong[:3]}")
    print("   " + ", ".join(f"{what} {number}" for what, number in sorted(walk.done.items())))

    once = 0
    for _attempt in range(doubles):
        case = draft_case(again(pk=author.pk), home)
        at_once(*[lambda case=case: submit(case, by=again(pk=author.pk), declared=declared)] * 2)
        once += Round.objects.filter(submission=case).count() == 1
    print(f"{once} of {doubles} submitted twice at once gave one round")

    kill(author, editor, home, declared, kills)


def kill(author, editor, home, declared, kills: int) -> None:
    """End the process in the middle of each act, and say how many cases were left half changed."""
    from practices.submissions.services.deciding import accept, request_changes
    from practices.submissions.services.submitting import submit
    from tests.submissions.exercise import sweep
    from tests.submissions.makers import draft_case, submitted_case

    again = type(author).objects.get
    acts = {
        "submit": (draft_case, lambda case: submit(case, by=again(pk=author.pk), declared=declared)),
        "request changes": (
            submitted_case,
            lambda case: request_changes(case, by=again(pk=editor.pk), letter="Say more."),
        ),
        "accept and publish": (submitted_case, lambda case: accept(case, by=again(pk=editor.pk))),
    }
    for name, (make, act) in acts.items():
        interrupted, halves = sweep(lambda make=make: make(again(pk=author.pk), home), act, kills)
        print(f"{name}: killed {kills} times, {interrupted} of them while it ran: {len(halves)} halves {halves[:1]}")


if __name__ == "__main__":
    main()
