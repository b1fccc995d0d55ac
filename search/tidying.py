"""What the full-text tables of SQLite leave for later, done where nobody waits. See docs/decisions/0038.

Every publication leaves a small part of an index of its own. Parts must be merged, or each search looks into all of
them; a publication that does it on its way takes ten times as long as the others.
"""

import logging
import time

from django.db import DatabaseError, connection, transaction

logger = logging.getLogger(__name__)

TABLES = ("search_words", "search_names")
#: So many pages are written at once: what a publication waits for if it meets one. Between them there is a pause
#: (seconds), because SQLite does not queue: who waits for the lock looks now and then whether it is free.
PAGES, PAUSE = 16, 0.03
#: After this many steps other tasks have their turn.
STEPS = 100


def merge_after_task(sender: object, **kwargs: object) -> None:
    """For the worker. What fails is not the fault of the task that is done."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        merge_parts()
    except DatabaseError:
        logger.exception("The parts of the index of words stay apart for now.")


def merge_parts(steps: int = STEPS) -> int:
    """Merge parts of about the same size, step by step. Returns how many steps there were."""
    done = 0
    for table in TABLES:
        while done < steps and _merge_some(table):
            done += 1
            time.sleep(PAUSE)
    return done


def _merge_some(table: str) -> bool:
    """False if there was nothing to merge, which SQLite tells by counting a single change."""
    with transaction.atomic(), connection.cursor() as cursor:
        before = cursor.connection.total_changes
        cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('merge', {PAGES})")
        return cursor.connection.total_changes - before > 1
