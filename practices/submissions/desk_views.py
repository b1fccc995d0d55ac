from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from practices.submissions.access import submission_for
from practices.submissions.states import Act


def case(request: HttpRequest, reference: str) -> HttpResponse:
    context = {"case": submission_for(request.user, reference, Act.READ_DESK)}
    return TemplateResponse(request, "submissions/admin/case.html", context)
