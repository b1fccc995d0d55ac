from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [path("submissions/", include("practices.submissions.desk_urls"))]
