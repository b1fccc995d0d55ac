"""Elasticsearch's index follows by the worker; `search_index follow` does the same in a process of its own."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from search.engines import get_engine
from search.engines.base import EngineError
from search.engines.checks import uses_elasticsearch

logger = logging.getLogger(__name__)

#: Seconds until the next try while the cluster gives trouble: it is found soon after it is over.
PAUSES = (0.5, 1, 2, 4)


@task(queue_name="search")
def follow_index(tries: int = 0) -> None:
    _forget_finished()
    if not uses_elasticsearch():
        return
    try:
        get_engine().operator.follow_once_or_build()
    except EngineError as error:
        if not tries:
            logger.warning("Elasticsearch does not follow: %s. Trying again.", error)
        follow_soon(tries + 1)


def follow_soon(tries: int = 0) -> None:
    """Have the worker bring the index up to date, unless a task for it waits already.

    For after a commit: what waits then begins later, and sees what was committed.
    """
    if not uses_elasticsearch() or _tasks().filter(status=TaskResultStatus.READY).exists():
        return
    pause = PAUSES[min(tries, len(PAUSES)) - 1] if tries else 0
    later = follow_index.using(run_after=timezone.now() + timedelta(seconds=pause)) if pause else follow_index
    later.enqueue(tries)


def _forget_finished() -> None:
    """There may be one for every publication, and what they did is in the index."""
    _tasks().filter(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]).delete()


def _tasks():
    return DBTaskResult.objects.filter(task_path=follow_index.module_path)
