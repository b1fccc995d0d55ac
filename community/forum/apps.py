from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "community.forum"
    label = "forum"
    verbose_name = _("Forum")

    def ready(self):
        from community.forum import handlers, kinds, privacy, receivers
        from community.forum.rules import moderated_categories
        from community.members.moderation_port import register_handler, register_scope

        for handler in handlers.ALL:
            register_handler(handler)
        register_scope(moderated_categories)
        kinds.register_all()
        privacy.register_all()
        receivers.connect()
