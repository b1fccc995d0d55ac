"""Fills an empty hub with the demo. Running it again adds what is missing and changes nothing else."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from django.utils import timezone
from tqdm import tqdm
from wagtail.models import PageViewRestriction

from community.members.models import User
from community.members.services import ensure_groups
from hub.catalogue.imports.records import link_relations, write_record
from hub.catalogue.models import Entry
from hub.catalogue.publication import changing, note_change
from hub.catalogue.services.entries import verify_entry, withdraw_entry
from hub.catalogue.services.vocabulary_loading import load_default_vocabularies
from hub.pages.demo.accounts import create_accounts, settle_people
from hub.pages.demo.forum import load_forum
from hub.pages.demo.media import attach_files, attach_pictures
from hub.pages.demo.search import load_search
from hub.pages.demo.submissions import load_submissions
from hub.pages.demo.tree import create_tree, renew_tree
from practices.submissions.shipped import ensure_texts

FOLDER = Path(__file__).parent
FILES = ("practices.jsonl", "projects.jsonl", "moocs.jsonl", "resources.jsonl")
SOURCE = "demo"
# Entries came to the hub over a year and a half, not all on the day of its installation.
OLDEST = 540


def load_demo(*, progress: bool = True) -> int:
    """Vocabularies, accounts, pages and entries. Returns the number of entries."""
    load_default_vocabularies()
    ensure_groups()
    ensure_texts()
    accounts = create_accounts()
    create_tree()
    records = list(read_records())
    known = set(Entry.objects.filter(source=SOURCE).values_list("source_id", flat=True))
    new = [record for record in records if record["source_id"] not in known]
    # All or none; and what is found by search is written once, for all of them.
    with changing():
        for record in tqdm(new, desc="Entries", unit="", disable=not progress or not new):
            load_entry(record, editor=accounts["editor@example.org"])
        link_relations(new, user=accounts["editor@example.org"])
    attach_pictures()
    attach_files()
    settle_people(accounts)
    load_forum(accounts)
    load_submissions(accounts)
    spread_dates([record["source_id"] for record in new])
    load_search()
    return len(records)


def renew_demo() -> None:
    """Bring a demo that an earlier version filled up to this one: what the hub ships and the words of its pages.

    What somebody changed stays; so does what is missing, which `load_demo` would bring back.
    """
    load_default_vocabularies()
    ensure_groups()
    ensure_texts()
    renew_tree()


def has_demo() -> bool:
    return Entry.objects.filter(source=SOURCE).exists()


def read_records() -> Iterator[dict]:
    for name in FILES:
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def load_entry(record: dict, *, editor: User) -> None:
    """One entry in the state its record asks for: live, draft, withdrawn or restricted."""
    status, verified = record.get("status", "live"), record.get("verified")
    told = {key: value for key, value in record.items() if key not in ("status", "withdrawn_reason", "verified")}
    entry, _outcome = write_record(told, user=editor, publish=status != "draft")
    if verified:
        verify_entry(entry, user=editor, day=date.fromisoformat(verified))
    if status == "withdrawn":
        withdraw_entry(entry, reason=record["withdrawn_reason"], user=editor)
    elif status == "restricted":
        PageViewRestriction.objects.create(page=entry, restriction_type=PageViewRestriction.LOGIN)


def spread_dates(source_ids: list[str]) -> None:
    entries = Entry.objects.filter(source=SOURCE, source_id__in=source_ids, first_published_at__isnull=False)
    with changing():
        for entry in entries.only("pk", "source_id"):
            days = 3 + sha256(entry.source_id.encode()).digest()[0] * (OLDEST - 3) // 255
            moment = timezone.now() - timedelta(days=days)
            Entry.objects.filter(pk=entry.pk).update(first_published_at=moment, last_published_at=moment)
        note_change(entries.values_list("pk", flat=True))
