"""Fills an empty hub with the demo. Running it again adds what is missing and changes nothing else."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tqdm import tqdm
from wagtail.models import PageViewRestriction

from community.members.models import User
from community.members.services import ensure_groups
from hub.catalogue.imports.records import link_relations, write_record
from hub.catalogue.models import Entry
from hub.catalogue.services.entries import withdraw_entry
from hub.catalogue.services.vocabularies import load_default_vocabularies
from hub.pages.demo.accounts import create_accounts
from hub.pages.demo.media import attach_files, attach_pictures
from hub.pages.demo.tree import create_tree

FOLDER = Path(__file__).parent
FILES = ("practices.jsonl", "projects.jsonl", "moocs.jsonl", "resources.jsonl")
# What the demo adds to the shape of a record.
EXTRAS = ("status", "withdrawn_reason", "verified", "example", "featured")


def load_demo(*, progress: bool = True) -> int:
    """Vocabularies, accounts, pages and entries. Returns the number of entries."""
    load_default_vocabularies()
    ensure_groups()
    accounts = create_accounts()
    create_tree()
    records = list(read_records())
    for record in tqdm(records, desc="Entries", unit="", disable=not progress):
        load_entry(record, editor=accounts["editor@example.org"])
    link_relations([record for record, _extras in records])
    attach_pictures()
    attach_files()
    return len(records)


def read_records() -> Iterator[tuple[dict, dict]]:
    """Pairs of a record and what the demo adds to it."""
    for name in FILES:
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            extras = {key: record.pop(key) for key in EXTRAS if key in record}
            yield record, extras


def load_entry(pair: tuple[dict, dict], *, editor: User) -> None:
    record, extras = pair
    if Entry.objects.filter(source=record["source"], source_id=record["source_id"]).exists():
        return
    status = extras.get("status", "live")
    trust = {"is_example": extras.get("example", False), "featured": extras.get("featured", False)}
    if extras.get("verified"):
        day = date.fromisoformat(extras["verified"])
        trust |= {"last_verified_at": day, "verify_due_at": day + timedelta(days=365), "verified_by": editor}
    entry, _outcome = write_record(record, user=editor, publish=status != "draft", trust=trust)
    if status == "withdrawn":
        withdraw_entry(entry, reason=extras["withdrawn_reason"], user=editor)
    elif status == "restricted":
        PageViewRestriction.objects.create(page=entry, restriction_type=PageViewRestriction.LOGIN)
