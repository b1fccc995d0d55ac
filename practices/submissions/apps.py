from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "practices.submissions"
    label = "submissions"
    verbose_name = _("Submissions")

    def ready(self):
        from community.members.todo import register as register_todos
        from hub.catalogue.access import register_reader
        from practices.submissions import notifications, privacy, receivers, todos
        from practices.submissions.services.uploads import may_see_upload

        register_reader(may_see_upload)
        receivers.connect()
        notifications.register_all()
        privacy.register_all()
        for provider in todos.ALL:
            register_todos(provider)
