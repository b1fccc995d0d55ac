"""Publishes drafts, as a process of its own: `python -m tests.search.publisher PK…`."""

import sys

import django


def publish(pks: list[int]) -> None:
    from hub.catalogue.models import Entry

    for pk in pks:
        Entry.objects.get(pk=pk).specific.get_latest_revision().publish()


if __name__ == "__main__":
    django.setup()
    publish([int(pk) for pk in sys.argv[1:]])
