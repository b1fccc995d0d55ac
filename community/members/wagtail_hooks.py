from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from community.members.user_admin import EraseBulkAction
from community.members.viewsets import organisation_chooser, organisations

hooks.register("register_admin_viewset", lambda: [organisations, organisation_chooser])
# After Wagtail's own of the same name, which it replaces.
hooks.register("register_bulk_action", EraseBulkAction, order=10)


@hooks.register("register_log_actions")
def name_actions(actions) -> None:
    actions.register_action("members.erase_account", _("Erase account"), _("Account erased"))
