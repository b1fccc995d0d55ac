from wagtail.users.apps import WagtailUsersAppConfig


class UsersAdminConfig(WagtailUsersAppConfig):
    """Wagtail's administration of accounts, with forms for people who sign in by e-mail address."""

    user_viewset = "community.members.user_admin.UserViewSet"
