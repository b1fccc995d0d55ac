"""What the hub may do on the cluster: the least it works with. docs/search.md shows the role."""

from typing import Any

from elasticsearch import ApiError, Elasticsearch

from search.engines.elastic.config import Config

CLUSTER = ("monitor",)
#: `manage` makes, swaps, refreshes and deletes our indices; the others read and write documents.
INDEX = ("read", "index", "delete", "manage")
WHY = {
    "monitor": "see the health and version of the cluster",
    "read": "search",
    "index": "write documents",
    "delete": "take documents out",
    "manage": "make, swap and delete its indices",
}


def role(config: Config) -> dict[str, Any]:
    """The role, as the security API and roles.yml take it."""
    return {
        "cluster": list(CLUSTER),
        "indices": [{"names": [f"{config.prefix}-*"], "privileges": list(INDEX)}],
    }


def missing(elasticsearch: Elasticsearch, config: Config) -> list[str]:
    """The privileges that the user lacks, in words. None on a cluster without security."""
    wanted = role(config)
    try:
        asked = {"cluster": wanted["cluster"], "index": wanted["indices"]}
        found = elasticsearch.security.has_privileges(**asked).body
    except ApiError as error:
        if error.status_code in (400, 404, 405, 500, 501):  # No security to ask.
            return []
        raise
    lacking = [name for name in CLUSTER if not found["cluster"].get(name)]
    granted = found["index"].get(f"{config.prefix}-*", {})
    lacking += [name for name in INDEX if not granted.get(name)]
    return [f"the privilege “{name}” is missing: the hub cannot {WHY[name]}" for name in lacking]
