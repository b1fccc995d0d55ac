import posixpath

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.static import serve
from wagtail.views import authenticate_with_password

from hub.catalogue.access import may_read_private, picture_of
from hub.catalogue.limits import times_by_network
from search.engines import engine_state


def health(request: HttpRequest) -> JsonResponse:
    """200 when the site can answer, 503 when the database cannot.

    Names the engine that answers searches, and why it is not the chosen one.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    response = JsonResponse({"status": "ok", **engine_state()})
    response["Cache-Control"] = "no-store"
    return response


WEEK = 7 * 24 * 3600


def picture(request: HttpRequest, path: str) -> FileResponse:
    """A picture as Wagtail cut it. Its name changes with its content, so it may be kept for a week.

    One that hangs on a draft is for those who work on the draft, and is kept nowhere.
    """
    # As it is looked for below: in other words, such as with two slashes, it is the same file.
    path = posixpath.normpath(path).lstrip("/")
    image = picture_of(f"images/{path}")
    if image.private and not may_read_private(request.user, image):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT / "images")
    if image.private:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=WEEK)
    return response


#: How often a network may try the passwords of pages, and in how many seconds.
TRIES, TRIES_WITHIN = 20, 600


def try_password(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Opens a page that has a password, for who knows it. Wagtail's own view lets one try without end."""
    address = request.META.get("REMOTE_ADDR", "")
    if request.method == "POST" and times_by_network("passwords", address, TRIES_WITHIN) > TRIES:
        return too_many(request)
    return authenticate_with_password(request, page_view_restriction_id, page_id)


def robots(request: HttpRequest) -> HttpResponse:
    """Pages may be read; what has no end is left to people: combinations of filters, questions, files of results."""
    endless = ["/*?*&", "/*?q=", "/*?archived=", "/*?sort=", "/*?format="]
    prefixes = ["", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    personal = [f"{prefix}/{room}/" for room in ("account", "my") for prefix in prefixes]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/admin/", *personal, *endless)),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return TemplateResponse(request, "404.html", status=404).render()


def too_many(request: HttpRequest) -> HttpResponse:
    """Whoever signs in or up, or asks for something, more often than a person does."""
    response = TemplateResponse(request, "too_many.html", status=429).render()
    add_never_cache_headers(response)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without request, database or translation, any of which may be what failed."""
    return HttpResponse(render_to_string("500.html", {"site_name": settings.WAGTAIL_SITE_NAME}), status=500)
