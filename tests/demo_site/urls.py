"""The hub's own addresses, and uploaded files, which a web server in front serves in production."""

from django.conf import settings
from django.urls import re_path
from django.views.static import serve

from hub.urls import handler404, handler500
from hub.urls import urlpatterns as hub_patterns

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}), *hub_patterns]
