"""Which parts of the page tree are not for everybody, asked for once a request."""

import threading

from django.core.signals import request_finished, request_started
from django.dispatch import receiver
from wagtail.models import PageViewRestriction


class _Request(threading.local):
    """What this thread knows while it answers a request; outside of one nothing is remembered."""

    answering = False
    paths: tuple[str, ...] | None = None


_request = _Request()


def restricted_paths() -> tuple[str, ...]:
    """The tree paths of pages with a view restriction; what lies below them is restricted too."""
    if _request.paths is not None:
        return _request.paths
    # Put in order here: to do it, SQLite would go through all pages of the site.
    paths = tuple(sorted(set(PageViewRestriction.objects.order_by().values_list("page__path", flat=True))))
    if _request.answering:
        _request.paths = paths
    return paths


def is_restricted(path: str) -> bool:
    return path.startswith(restricted_paths())


def forget() -> None:
    """A restriction was set or lifted, or a page moved."""
    _request.paths = None


@receiver(request_started)
def begin(**_: object) -> None:
    _request.answering, _request.paths = True, None


@receiver(request_finished)
def end(**_: object) -> None:
    _request.answering, _request.paths = False, None
