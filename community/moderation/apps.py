from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "community.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self):
        from community.members import todo
        from community.members.moderation_port import register_gate, register_handler
        from community.moderation import gates, handlers, kinds, privacy, receivers, todos

        for handler in handlers.ALL:
            register_handler(handler)
        register_gate(gates.sanctioned)
        register_gate(gates.terms_open)
        receivers.connect()
        kinds.register_all()
        privacy.register_all()
        todo.register(todos.waiting)
