"""Connections to the cluster, and its errors in plain words."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from elastic_transport import ConnectionError as Unreachable
from elastic_transport import ConnectionTimeout, SerializationError, TlsError, TransportError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    NotFoundError,
    UnsupportedProductError,
)

from search.engines.base import EngineError
from search.engines.elastic.config import Config

#: Everything that may go wrong between us and an answer, nonsense in the answer included.
FAILURES = (ApiError, TransportError, UnsupportedProductError, LookupError, TypeError, ValueError)


class WrongAnswer(ValueError):
    """An answer that is there and cannot be trusted."""


@cache
def client(config: Config, timeout: float) -> Elasticsearch:
    """A pool of connections: one for searches, which are impatient, one for everything else."""
    tls: dict[str, Any] = {"ca_certs": config.ca} if config.ca else {}
    return Elasticsearch(
        list(config.urls),
        request_timeout=timeout,
        max_retries=0,
        retry_on_timeout=False,
        # A dead node is tried again soon; the breaker decides whether to ask at all.
        dead_node_backoff_factor=0.25,
        max_dead_node_backoff=2,
        **config.credentials(),
        **tls,
    )


def explain(error: BaseException) -> str:
    """An error in words that help an operator, without addresses' credentials."""
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words(error)
    return f"its answer makes no sense ({type(error).__name__})"


def reason_of(error: ApiError) -> str:
    """What Elasticsearch itself says, shortened."""
    body = error.body if isinstance(error.body, dict) else {}
    stated = body.get("error", {})
    causes = stated.get("root_cause") if isinstance(stated, dict) else None
    cause = causes[0] if causes else stated
    reason = cause.get("reason") or cause.get("type") if isinstance(cause, dict) else cause
    return str(reason or json.dumps(body))[:300]


def forbidden(reason: str) -> str:
    """Both a missing privilege and a blocked index are answered with 403."""
    if "block" in reason:
        full = "disk" in reason or "flood" in reason or "allow-delete" in reason
        return f"the index takes no writes{': the disk is full' if full else ''} ({reason})"
    return f"a privilege is missing: {reason}"


def _broken(error: BaseException) -> str:
    cut = "IncompleteRead" in repr(error.__cause__)
    return "its answer is cut off" if cut else "nobody answers at that address"


def _unreadable(error: BaseException) -> str:
    return FOREIGN if "mimetype" in str(error) else "its answer is cut off or no JSON"


FOREIGN = "what answers is no Elasticsearch"
#: The first that fits, so the special ones stand before the general ones.
_WORDS: tuple[tuple[type[BaseException], Callable[[Any], str]], ...] = (
    (EngineError, str),
    (ConnectionTimeout, lambda error: "it did not answer in time"),
    (TlsError, lambda error: "its certificate is not trusted (ELASTICSEARCH_CA)"),
    (Unreachable, _broken),
    (SerializationError, _unreadable),
    (UnsupportedProductError, lambda error: FOREIGN),
    (AuthenticationException, lambda error: "it refuses the user or API key (401)"),
    (AuthorizationException, lambda error: forbidden(reason_of(error))),
    (NotFoundError, lambda error: "the index is missing"),
    (ApiError, lambda error: f"it answers {error.status_code}: {reason_of(error)}"),
    (WrongAnswer, str),
)
