from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from community.moderation.models import Case
from community.moderation.rules import is_moderator, may_see_queue, may_work_on


def for_moderators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The desk does not exist for others."""

    @login_required
    @wraps(view)
    def gated(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_see_queue(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return gated


def for_judges(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Appeals and people are for moderators of everything."""

    @login_required
    @wraps(view)
    def gated(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_moderator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return gated


def case_for(user, pk: int) -> Case:
    case = Case.objects.select_related("claimed_by").filter(pk=pk).first()
    if case is None or not may_work_on(user, case):
        raise Http404
    return case
