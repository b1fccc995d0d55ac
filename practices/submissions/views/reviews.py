from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from practices.submissions.access import assignment_for


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return TemplateResponse(request, "submissions/review.html", {"assignment": assignment_for(request.user, pk)})
