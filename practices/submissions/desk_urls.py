"""The editors' board, below /admin/submissions/."""

from django.urls import path

from practices.submissions import desk_views

app_name = "submissions_desk"

urlpatterns = [
    path("", desk_views.board, name="board"),
    path("<str:reference>/", desk_views.case, name="case"),
]
