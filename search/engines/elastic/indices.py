"""The indices behind the aliases: made, found, swapped, thrown away.

`hub-1a2b3c-zz9-kq1` is the index, `hub-1a2b3c-zz9` the alias that searches ask, and `…-kq1-write` the alias
that its writers name: a write to an alias that is missing fails, one to an index that is missing makes one.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.base import EngineError
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.config import base36
from search.engines.elastic.mapping import index_body

#: An index that nobody finished or uses is thrown away after this many seconds.
ABANDONED = 24 * 3600
#: How long to look whether an index grows.
LOOK = 2.0


@dataclass(frozen=True)
class Index:
    """One of our indices."""

    name: str
    aliases: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The alias it was made for."""
        return self.name.rpartition("-")[0]

    @property
    def stamp(self) -> int:
        """When it was made, in milliseconds."""
        return int(self.name.rpartition("-")[2], 36)

    @property
    def serves(self) -> bool:
        return self.stem in self.aliases


def write_alias(name: str) -> str:
    return f"{name}-write"


def our_indices(cluster: Cluster) -> list[Index]:
    """All of them, the newest first."""
    prefix = cluster.config.prefix
    pattern = re.compile(rf"{re.escape(prefix)}-[0-9a-z]{{1,6}}-[0-9a-z]+-[0-9a-z]+")
    known = cluster.patient.indices.get_alias(index=f"{prefix}-*").body
    ours = [Index(name, tuple(found["aliases"])) for name, found in known.items() if pattern.fullmatch(name)]
    return sorted(ours, key=lambda index: index.stamp, reverse=True)


def serving(cluster: Cluster, alias: str) -> str:
    """The index behind the alias, or nothing."""
    return next((index.name for index in our_indices(cluster) if alias in index.aliases), "")


def create(cluster: Cluster, alias: str) -> str:
    """An empty index to fill: it has no copies and does not refresh yet, which doubles the speed."""
    name = f"{alias}-{base36(int(time.time() * 1000))}"
    body = index_body(cluster.config)
    filling = {"refresh_interval": -1, "number_of_replicas": 0, "auto_expand_replicas": False}
    body["settings"]["index"] |= filling
    cluster.patient.indices.create(index=name, aliases={write_alias(name): {}}, **body)
    return name


def open_for_search(cluster: Cluster, name: str) -> None:
    settings = {"refresh_interval": "500ms", **cluster.config.replica_settings()}
    cluster.patient.indices.put_settings(index=name, settings={"index": settings})
    cluster.patient.indices.refresh(index=name)
    health = cluster.patient.cluster.health(index=name, wait_for_status="yellow", timeout="20s")
    if health["timed_out"]:
        raise EngineError("the new index does not become ready")


def swap(cluster: Cluster, alias: str, name: str) -> None:
    """Point the alias at the index, in one action: it is never on two and never on none."""
    holders = [index.name for index in our_indices(cluster) if alias in index.aliases and index.name != name]
    actions = [{"remove": {"index": holder, "alias": alias}} for holder in holders]
    cluster.patient.indices.update_aliases(actions=[*actions, {"add": {"index": name, "alias": alias}}])


def previous(cluster: Cluster, current: str) -> str:
    """The index to go back to: the newest other one that was filled to its end."""
    others = [index.name for index in our_indices(cluster) if index.name != current]
    return next((name for name in others if cluster.cursor(name)), "")


def superfluous(cluster: Cluster, current: str) -> list[str]:
    """All but the current one, the one before it, and what somebody may still be filling."""
    kept = {current, previous(cluster, current)}
    eldest = (time.time() - ABANDONED) * 1000
    others = [index for index in our_indices(cluster) if index.name not in kept]
    return [index.name for index in others if index.stamp < eldest or cluster.cursor(index.name)]


def being_filled(cluster: Cluster, alias: str) -> bool:
    """Whether another process is making the index of this alias right now."""
    names = [index.name for index in our_indices(cluster) if index.stem == alias and not index.serves]
    names = [name for name in names if not cluster.cursor(name)]
    before = {name: _written(cluster, name) for name in names}
    time.sleep(LOOK if names else 0)
    return any(_written(cluster, name) > before[name] for name in names)


def _written(cluster: Cluster, name: str) -> int:
    found = cluster.patient.indices.stats(index=name, metric="indexing")
    return found["_all"]["primaries"]["indexing"]["index_total"]


def throw_away(cluster: Cluster, names: Sequence[str]) -> None:
    for name in names:
        cluster.patient.indices.delete(index=name, ignore_unavailable=True)
