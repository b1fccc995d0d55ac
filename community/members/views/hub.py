from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from community.members.queries import memberships_of
from community.members.todo import todos_of


@login_required
def my_hub(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I wait for, and where I belong."""
    todos = todos_of(request.user)
    context = {
        "mine": [todo for todo in todos if todo.waiting_for_me],
        "theirs": [todo for todo in todos if not todo.waiting_for_me],
        "memberships": memberships_of(request.user),
    }
    return TemplateResponse(request, "members/my_hub.html", context)
