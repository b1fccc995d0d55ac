"""The editors' desk, below /admin/submissions/."""

from django.urls import path

from practices.submissions.desk import acts, audit, board, case, decisions, editor, report

app_name = "submissions_desk"

urlpatterns = [
    # ---------------------------------------------------------------- The board
    path("", board.BoardView.as_view(), name="board"),
    path("queue/<slug:queue>/", board.BoardView.as_view(), name="queue"),
    path("queue/<slug:queue>/results/", board.BoardView.as_view(results_only=True), name="queue_results"),
    path("assign/", board.assign_many, name="assign_many"),
    # ---------------------------------------------------------------- Looking back
    path("log/", audit.AuditView.as_view(), name="audit"),
    path("log/results/", audit.AuditView.as_view(results_only=True), name="audit_results"),
    path("log/export/", audit.export, name="audit_export"),
    path("turn-around/", report.ReportView.as_view(), name="turn_around"),
    # ---------------------------------------------------------------- A case
    path("<str:reference>/", case.CaseView.as_view(), name="case"),
    path("<str:reference>/round/<int:number>/", case.preview, name="preview"),
    path("<str:reference>/decide/<slug:verb>/", decisions.DecideView.as_view(), name="decide"),
    path("<str:reference>/publish/", editor.PublishPastView.as_view(), name="publish_past"),
    path("<str:reference>/assign/", acts.AssignView.as_view(), name="assign"),
    path("<str:reference>/message/", acts.MessageView.as_view(), name="message"),
    path("<str:reference>/comment/", acts.CommentView.as_view(), name="comment"),
    path("<str:reference>/comments/<int:pk>/", acts.OnCommentView.as_view(), name="on_comment"),
    path("<str:reference>/reviewers/", acts.InviteView.as_view(), name="invite"),
    path("<str:reference>/reviewers/<int:pk>/cancel/", acts.CancelView.as_view(), name="cancel"),
    path("<str:reference>/duplicates/<int:pk>/", acts.JudgeView.as_view(), name="judge"),
]
