from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from practices.submissions.access import submission_for
from practices.submissions.queries import cases_of_organisations


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """Everything the organisations of this person have begun."""
    return TemplateResponse(request, "submissions/cases.html", {"cases": cases_of_organisations(request.user)})


@login_required
def case(request: HttpRequest, reference: str) -> HttpResponse:
    context = {"case": submission_for(request.user, reference)}
    return TemplateResponse(request, "submissions/case.html", context)
