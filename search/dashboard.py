"""What editors are told about the search engine, on the first page of the admin."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from search.engines import engine_state
from search.engines.checks import uses_elasticsearch


class EnginePanel(Component):
    """Who answers searches, and why if it is not the engine that was chosen."""

    name = "search_engine"
    template_name = "search/admin/engine.html"
    order = 400

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return engine_state()


def add_engine_panel(request: HttpRequest, panels: list[Component]) -> None:
    """The embedded engine cannot be away, so there is nothing to say about it."""
    if uses_elasticsearch():
        panels.append(EnginePanel())
