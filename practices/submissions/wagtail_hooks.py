"""What editors see of submissions in the administration."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks

from practices.submissions.desk import menu

hooks.register("register_admin_menu_item", menu.board_item)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [path("submissions/", include("practices.submissions.desk_urls"))]


@hooks.register("insert_global_admin_css")
def desk_stylesheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-desk.css"))
