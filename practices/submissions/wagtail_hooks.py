"""What editors see of submissions in the administration."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html_join
from wagtail import hooks

from practices.submissions.desk import editor, menu, viewsets

hooks.register("register_admin_menu_item", menu.board_item)
hooks.register("register_reports_menu_item", menu.audit_item)
hooks.register("register_reports_menu_item", menu.turn_around_item)
hooks.register("register_admin_viewset", lambda: viewsets.VIEWSETS)
hooks.register("before_publish_page", editor.ask_before_publishing)
hooks.register("before_delete_page", editor.refuse_deletion)
hooks.register("before_bulk_action", editor.refuse_many)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [path("submissions/", include("practices.submissions.desk_urls"))]


@hooks.register("insert_global_admin_css")
def desk_stylesheets() -> str:
    sheets = ([static(f"css/{name}.css")] for name in ("admin-desk", "admin-case"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
