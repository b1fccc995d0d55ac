"""What editors are told about searching, on the first page of the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component

from search.engines import engine_state
from search.engines.checks import uses_elasticsearch
from search.queries import latest_without_result


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


class MissedSearchesPanel(Component):
    """What people looked for and did not find: the titles, words and entries the catalogue lacks."""

    name = "missed_searches"
    template_name = "search/admin/missed_searches.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        may_see_all = parent_context["request"].user.has_perm("search.view_searchlog")
        return {"searches": latest_without_result(), "address": reverse("search"), "may_see_all": may_see_all}


def add_missed_searches(request: HttpRequest, panels: list[Component]) -> None:
    if user_has_any_page_permission(request.user):
        panels.append(MissedSearchesPanel())
