from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from django_tasks.signals import task_finished

        from community.members.retention import Rule, register
        from search import clock, log, receivers, tasks, tidying
        from search.engines import checks  # noqa: F401  (registers them)

        post_migrate.connect(receivers.drop_strays_after_flush, sender=self)
        clock.listeners.append(tasks.follow_soon)
        task_finished.connect(tidying.merge_after_task)
        register(Rule("old-searches", _("What was searched for, counted by day"), log.forget_before))
