from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from practices.submissions.access import submission_for
from practices.submissions.queries import desk_cases
from practices.submissions.rules import is_desk
from practices.submissions.states import Act


def board(request: HttpRequest) -> HttpResponse:
    if not is_desk(request.user):
        raise PermissionDenied
    return TemplateResponse(request, "submissions/admin/board.html", {"cases": desk_cases(request.user)})


def case(request: HttpRequest, reference: str) -> HttpResponse:
    context = {"case": submission_for(request.user, reference, Act.READ_DESK)}
    return TemplateResponse(request, "submissions/admin/case.html", context)
