from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow

from practices.submissions.errors import SubmissionRefused


class RefusalMiddleware:
    """Wagtail's own buttons raise what our services raise. Says why in the administration instead of failing.

    What was typed into the page editor is kept: Wagtail saves it as a revision before it does what the button says.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SubmissionRefused) or not request.path_info.startswith("/admin/"):
            return None
        messages.error(request, exception.words)
        if request.resolver_match and "page_id" in request.resolver_match.kwargs:
            response = redirect("wagtailadmin_pages:edit", request.resolver_match.kwargs["page_id"])
        else:
            response = redirect("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            data = {"step": "success", "redirect": response.url}
            return render_modal_workflow(request, "", None, {}, json_data=data)
        return response
