"""What an operator does with the index; `manage.py search_index` is a few lines around it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.engines.base import EngineError
from search.engines.elastic import rebuilding
from search.engines.elastic.client import FAILURES, explain
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.following import NeedsRebuild, follow, follow_once
from search.engines.elastic.indices import being_filled, serving
from search.engines.elastic.plain import fits_in_memory
from search.engines.elastic.ready import prepare
from search.engines.elastic.rebuilding import Progress
from search.engines.elastic.status import Status, status
from search.engines.elastic.writing import BATCH
from search.models import SearchDocument


class Operator:
    """Raises `EngineError` with a reason in plain words, whatever goes wrong."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def size(self) -> int:
        return SearchDocument.objects.filter(deleted=False).count()

    def status(self) -> Status:
        return status(self.cluster)

    def verify(self) -> list[str]:
        """How the index differs from the documents, after it has caught up."""
        with plainly():
            name = serving(self.cluster, self.cluster.alias())
            if not name:
                return ["there is no index of this release and epoch"]
            return rebuilding.settle(self.cluster, name, full=True)

    def repair(self) -> int:
        with plainly():
            return rebuilding.repair(self.cluster)

    def prepare(self, progress: Progress = lambda count: None) -> None:
        """Make what a rebuild sends, so that it only has to copy. Asks nothing of the cluster."""
        for count in prepare(BATCH):
            progress(count)

    def rebuild(self, progress: Progress = lambda count: None) -> str:
        with plainly():
            return rebuilding.rebuild(self.cluster, progress)

    def rollback(self) -> str:
        with plainly():
            return rebuilding.rollback(self.cluster)

    def catch_up(self) -> int:
        with plainly():
            return follow_once(self.cluster)

    def follow_once_or_build(self) -> None:
        """Write what changed; without an index of this release and epoch, make it."""
        with plainly():
            try:
                follow_once(self.cluster)
            except NeedsRebuild:
                self._rebuild_unless_somebody_does()

    def follow(self, stopped: Callable[[], bool] = lambda: False) -> None:
        follow(self.cluster, rebuild=self._rebuild_unless_somebody_does, stopped=stopped)

    def _rebuild_unless_somebody_does(self) -> None:
        if not being_filled(self.cluster, self.cluster.alias()):
            # While it lasts the embedded engine answers with the same numbers, so there is time.
            rebuilding.rebuild(self.cluster, gently=fits_in_memory())


@contextmanager
def plainly() -> Iterator[None]:
    """Failures of the cluster in plain words."""
    try:
        yield
    except FAILURES as error:
        raise EngineError(explain(error)) from error
