"""What is the matter with the cluster and our index, in plain words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from search import clock
from search.engines.base import EngineError
from search.engines.elastic import privileges
from search.engines.elastic.client import FAILURES, explain
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.indices import our_indices, write_alias
from search.engines.elastic.mapping import mappings
from search.models import SearchDocument

OLDEST = 9
#: What the follower had no time for yet is no trouble.
LAG = 50


@dataclass
class Status:
    """Figures to read and problems to solve."""

    figures: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def status(cluster: Cluster) -> Status:
    """Every question on its own, so that one refusal does not hide the rest."""
    found = Status({"addresses": ", ".join(map(without_secrets, cluster.config.urls))})
    for question in (_version, _health, _privileges, _index, _lag, _mapping, _blocks):
        try:
            found.problems += question(cluster, found.figures)
        except (*FAILURES, EngineError) as error:
            problem = explain(error)
            if problem not in found.problems:
                found.problems.append(problem)
            if question is _version and not hasattr(error, "body"):
                break  # Nobody there: the other questions would wait for nothing.
    return found


def without_secrets(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.partition('://')[0]}://…@{tail}" if at else url


# ---------------------------------------------------------------------- Questions

Problems = Iterator[str]
Figures = dict[str, Any]
Question = Callable[[Cluster, Figures], Problems]


def _version(cluster: Cluster, figures: Figures) -> Problems:
    # `GET /` would be the usual way; the core distribution does not have it.
    nodes = cluster.patient.nodes.info(filter_path="nodes.*.version")["nodes"]
    versions = sorted({node["version"] for node in nodes.values()})
    figures["nodes"], figures["version"] = len(nodes), ", ".join(versions)
    for version in versions:
        if int(version.partition(".")[0]) < OLDEST:
            yield f"this is Elasticsearch {version}; the hub needs {OLDEST} or newer"


def _health(cluster: Cluster, figures: Figures) -> Problems:
    health = cluster.patient.cluster.health()
    figures["cluster"] = health["cluster_name"]
    ours = cluster.patient.cluster.health(index=f"{cluster.config.prefix}-*", timeout="1s")
    figures["health"] = ours["status"]
    if ours["status"] == "red":
        yield "a part of the index is lost or not there yet: it is red"


def _privileges(cluster: Cluster, figures: Figures) -> Problems:
    yield from privileges.missing(cluster.patient, cluster.config)


def _index(cluster: Cluster, figures: Figures) -> Problems:
    alias, indices = cluster.alias(), our_indices(cluster)
    behind = [index.name for index in indices if alias in index.aliases]
    figures["alias"], figures["index"] = alias, ", ".join(behind) or "none"
    figures["other indices"] = ", ".join(index.name for index in indices if index.name not in behind) or "none"
    if not behind:
        yield "there is no index of this release and epoch. Run: search_index rebuild"
    if len(behind) > 1:
        yield f"{len(behind)} indices have the alias. Run: search_index rebuild"


def _lag(cluster: Cluster, figures: Figures) -> Problems:
    if figures.get("index", "none") == "none":
        return
    now, cursor = clock.read(), cluster.cursor(figures["alias"])
    wanted = SearchDocument.objects.filter(deleted=False).count()
    stored = cluster.patient.count(index=figures["alias"], query={"exists": {"field": "pk"}})["count"]
    figures["documents"], figures["documents in the index"] = wanted, stored
    figures["clock"], figures["cursor"] = now.version, cursor.version if cursor else "none"
    if cursor is None:
        yield "the index does not say how far it has followed. Run: search_index rebuild"
    elif now.version - cursor.version > LAG:
        yield f"the index is {now.version - cursor.version} changes behind. Does a worker take the queue `search`?"
    elif now.version == cursor.version and stored != wanted:
        yield f"{stored} documents in the index and {wanted} in the database. Run: search_index verify"


def _mapping(cluster: Cluster, figures: Figures) -> Problems:
    if figures.get("index", "none") == "none":
        return
    for name, found in cluster.patient.indices.get_mapping(index=figures["index"]).body.items():
        wrong = sorted(_different(mappings()["properties"], found["mappings"].get("properties", {})))
        if wrong:
            yield f"the mapping of {name} is not ours ({', '.join(wrong[:5])}). Run: search_index rebuild"


def _different(ours: dict, theirs: dict, path: str = "") -> Iterator[str]:
    for name, wanted in ours.items():
        found = theirs.get(name, {})
        if "properties" in wanted:
            yield from _different(wanted["properties"], found.get("properties", {}), f"{path}{name}.")
        elif found.get("type") != wanted["type"] or found.get("similarity") != wanted.get("similarity"):
            yield f"{path}{name}"


def _blocks(cluster: Cluster, figures: Figures) -> Problems:
    if figures.get("index", "none") == "none":
        return
    known = cluster.patient.indices.get_settings(index=figures["index"], flat_settings=True).body
    for name, found in known.items():
        blocks = [
            key for key, value in found["settings"].items() if key.startswith("index.blocks.") and value == "true"
        ]
        if "index.blocks.read_only_allow_delete" in blocks:
            yield f"{name} takes no writes because a disk is full (flood-stage watermark): make room"
        elif blocks:
            yield f"{name} takes no writes ({', '.join(blocks)}): somebody has blocked it"
    figures["writers name"] = write_alias(figures["index"])
