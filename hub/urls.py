"""The whole site on one screen."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from community.members.views.staff import reader_sign_in, staff_sign_in
from hub.catalogue.admin_views import set_privacy
from hub.pages.sitemaps import SITEMAPS
from hub.pages.views import health, picture, robots, try_password

handler404 = "hub.pages.views.not_found"
# Asked for by allauth, which limits how often somebody may sign in, sign up and ask for mails.
handler429 = "hub.pages.views.too_many"
handler500 = "hub.pages.views.server_error"

urlpatterns = [
    path("health/", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemap_index"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # Before Wagtail's own route: ours commits the restriction together with the search documents.
    path("admin/pages/<int:page_id>/privacy/", set_privacy, name="set_privacy"),
    path("admin/login/", staff_sign_in, name="staff_sign_in"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Pictures as cut for pages; what was uploaded, and every other file, is behind a check.
    path("media/images/<path:path>", picture, name="picture"),
]

if settings.DEBUG:
    urlpatterns.append(path("dev/mail/", include("community.notifications.dev_mail")))

urlpatterns += i18n_patterns(
    path("e/", include("hub.catalogue.urls")),
    path("account/", include("allauth.urls")),
    path("my/", include("community.members.urls.mine")),
    path("my/", include("community.notifications.urls")),
    path("community/", include("community.moderation.urls")),
    path("community/", include("community.forum.urls")),
    path("organisations/", include("community.members.urls.organisations")),
    path("", include("practices.submissions.urls")),
    # Before Wagtail's own, which lets one try passwords without end.
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        try_password,
        name="wagtailcore_authenticate_with_password",
    ),
    # Wagtail's other sign-in, of pages for members only.
    path("_util/login/", reader_sign_in, name="reader_sign_in"),
    path("", include("search.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
