"""What editors see of submissions in the administration."""

from django.urls import include, path
from wagtail import hooks

from practices.submissions.desk import menu

hooks.register("register_admin_menu_item", menu.board_item)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [path("submissions/", include("practices.submissions.desk_urls"))]
