"""The editors' desk, below /admin/submissions/."""

from django.urls import path

from practices.submissions import desk_views
from practices.submissions.desk import board

app_name = "submissions_desk"

urlpatterns = [
    path("", board.BoardView.as_view(), name="board"),
    path("queue/<slug:queue>/", board.BoardView.as_view(), name="queue"),
    path("queue/<slug:queue>/results/", board.BoardView.as_view(results_only=True), name="queue_results"),
    path("assign/", board.assign_many, name="assign_many"),
    path("<str:reference>/", desk_views.case, name="case"),
]
