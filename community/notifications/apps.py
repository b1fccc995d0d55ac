from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "community.notifications"
    label = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        from community.members.export import register as register_export
        from community.members.signals import account_erased
        from community.notifications import members, retention

        members.connect()
        account_erased.connect(members.forget, dispatch_uid="notifications.forget")
        register_export("notices", members.export)
        retention.connect()
