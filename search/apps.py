from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from community.members.retention import Rule, register
        from search import clock, log, receivers, tasks  # noqa: F401  (connects the receivers)
        from search.engines import checks  # noqa: F401  (registers them)

        clock.listeners.append(tasks.follow_soon)
        register(Rule("old-searches", _("What was searched for, counted by day"), log.forget_before))
