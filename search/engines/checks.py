"""System checks of the engine that the settings name."""

from django.conf import settings
from django.core.checks import CheckMessage, register


@register("search")
def check_engine_settings(**options: object) -> list[CheckMessage]:
    if not uses_elasticsearch():
        return []
    from search.engines.elastic.checks import check_settings

    return [*check_settings()]


@register("search", deploy=True)
def check_engine_server(**options: object) -> list[CheckMessage]:
    """Asks the server, so only with `check --deploy`."""
    if not uses_elasticsearch():
        return []
    from search.engines.elastic.checks import check_cluster

    return [*check_cluster()]


def uses_elasticsearch() -> bool:
    return settings.SEARCH_ENGINE in ("elasticsearch", "search.engines.elastic.ElasticEngine")
