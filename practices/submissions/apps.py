from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "practices.submissions"
    label = "submissions"
    verbose_name = _("Submissions")

    def ready(self):
        from practices.submissions import notifications, receivers

        receivers.connect()
        notifications.register_all()
