"""Where the cluster is and what our indices are called."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Config:
    """The ELASTICSEARCH_* settings. Secrets stay out of its representation, which may reach a log."""

    urls: tuple[str, ...]
    prefix: str = "hub"
    shards: int = 1
    replicas: str = "0-1"
    #: How long a search may take before the embedded engine answers, in seconds.
    timeout: float = 0.6
    #: How long anything else may take.
    patience: float = 30.0
    ca: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)

    @classmethod
    def from_settings(cls) -> "Config":
        return cls(
            urls=tuple(settings.ELASTICSEARCH_URL),
            prefix=settings.ELASTICSEARCH_PREFIX,
            shards=settings.ELASTICSEARCH_SHARDS,
            replicas=settings.ELASTICSEARCH_REPLICAS,
            timeout=settings.ELASTICSEARCH_TIMEOUT,
            patience=settings.ELASTICSEARCH_PATIENCE,
            ca=settings.ELASTICSEARCH_CA,
            user=settings.ELASTICSEARCH_USER,
            password=settings.ELASTICSEARCH_PASSWORD,
            api_key=settings.ELASTICSEARCH_API_KEY,
        )

    def credentials(self) -> dict[str, Any]:
        if self.api_key:
            return {"api_key": self.api_key}
        return {"basic_auth": (self.user, self.password)} if self.user else {}

    def replica_settings(self) -> dict[str, Any]:
        """A range such as 0-1 follows the number of nodes, so that one node alone is green."""
        if "-" in self.replicas:
            return {"auto_expand_replicas": self.replicas}
        return {"number_of_replicas": int(self.replicas), "auto_expand_replicas": False}


def base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits
