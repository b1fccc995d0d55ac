from wagtail import hooks

from community.members.viewsets import organisation_chooser, organisations

hooks.register("register_admin_viewset", lambda: [organisations, organisation_chooser])
