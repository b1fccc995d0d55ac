"""What editors see of the search."""

from wagtail import hooks

from search.dashboard import add_engine_panel, add_missed_searches
from search.viewsets import SearchGroup

hooks.register("construct_homepage_panels", add_engine_panel)
hooks.register("construct_homepage_panels", add_missed_searches)
hooks.register("register_admin_viewset", SearchGroup)
