"""Who writes the log of SQLite back into its database. See docs/decisions/0038."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

#: Pages of 4 kB. SQLite's own limit is 1,000: whoever commits past it writes all of them back and waits for the disk.
LAST_RESORT = 10_000


def leave_to_others() -> None:
    """Let this process, which answers visitors, write the log back only if nobody else does."""
    connection_created.connect(_limit_late)


def _limit_late(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {LAST_RESORT}")
