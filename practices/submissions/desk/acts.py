"""What is done on the page of a case, one form each. A form that is refused comes back with what was typed."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from practices.submissions.access import comment_for
from practices.submissions.desk.case import CaseView, possible_reviewers
from practices.submissions.desk.forms import (
    AssignForm,
    CommentForm,
    InviteForm,
    JudgeForm,
    MessageForm,
    OnCommentForm,
)
from practices.submissions.errors import SubmissionRefused
from practices.submissions.models import FieldComment, ReviewAssignment
from practices.submissions.services.assigning import assign
from practices.submissions.services.duplicates import judge_duplicate
from practices.submissions.services.reviewing import cancel_invitation, invite_reviewer
from practices.submissions.services.talking import comment, resolve, send_message, share_comment


class CaseAct(CaseView):
    """Parse, do, go back to the place on the page."""

    http_method_names = ["post"]
    kept = ""  # the name of the form in the context
    place = ""
    done: str | Promise = ""

    def form(self) -> forms.Form:
        raise NotImplementedError

    def perform(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request, *args, **kwargs) -> HttpResponse:
        form = self.form()
        if not form.is_valid():
            messages.error(request, _("Nothing was done. Please look at what is marked."))
            return self.refuse(form, 400)
        try:
            self.perform(form.cleaned_data)
        except SubmissionRefused as error:
            messages.error(request, error.words)
            return self.refuse(form, 409)
        messages.success(request, self.done)
        return redirect(f"{self.url}#{self.place}")

    def refuse(self, form: forms.Form, status: int) -> HttpResponse:
        self.read_again()
        return self.show(status=status, **({self.kept: form} if self.kept else {}))


class AssignView(CaseAct):
    done = _("The submission was assigned.")

    def form(self) -> forms.Form:
        return AssignForm(self.request.POST)

    def perform(self, data) -> None:
        assign(self.case, to=data["editor"], by=self.request.user)


class MessageView(CaseAct):
    kept, place, done = "message_form", "messages", _("The message was sent.")

    def form(self) -> forms.Form:
        return MessageForm(self.request.POST, prefix="message")

    def perform(self, data) -> None:
        send_message(self.case, by=self.request.user, text=data["text"], for_desk=data["for_desk"])


class CommentView(CaseAct):
    kept, done = "comment_form", _("The comment was added.")

    def form(self) -> forms.Form:
        return CommentForm(self.request.POST, kind=self.case.entry_kind)

    def perform(self, data) -> None:
        self.place = f"field-{data['field']}"
        comment(self.round, field=data["field"], by=self.request.user, text=data["text"], share=data["share"])


class OnCommentView(CaseAct):
    """Reply to a comment, resolve it, open it again, share it."""

    kept, done = "reply_form", _("Done.")

    @property
    def comment(self) -> FieldComment:
        row = comment_for(self.request.user, self.kwargs["pk"])
        if row.round.submission_id != self.case.pk:
            raise Http404
        return row

    def form(self) -> forms.Form:
        form = OnCommentForm(self.request.POST)
        form.about = self.comment.pk
        return form

    def perform(self, data) -> None:
        row, by = self.comment, self.request.user
        self.place = f"field-{row.field}"
        if data["verb"] == "reply":
            comment(row.round, field=row.field, by=by, text=data["text"], parent=row.parent or row)
        elif data["verb"] == "share":
            share_comment(row, by=by)
        else:
            resolve(row, by=by, resolved=data["verb"] == "resolve")


class InviteView(CaseAct):
    kept, place, done = "invite_form", "reviews", _("The invitation was sent.")

    def form(self) -> forms.Form:
        return InviteForm(self.request.POST, prefix="invite", reviewers=possible_reviewers(self.case, self.round))

    def perform(self, data) -> None:
        invite_reviewer(
            self.case, email=data["email"], by=self.request.user, note_text=data["note"], due_at=data["due_at"]
        )


class CancelView(CaseAct):
    place, done = "reviews", _("The invitation was cancelled.")

    def form(self) -> forms.Form:
        return forms.Form(self.request.POST)

    def perform(self, data) -> None:
        rows = ReviewAssignment.objects.filter(round__submission=self.case).select_related("round__submission")
        cancel_invitation(get_object_or_404(rows, pk=self.kwargs["pk"]), by=self.request.user)


class JudgeView(CaseAct):
    place, done = "duplicates", _("Your verdict was noted.")

    def form(self) -> forms.Form:
        return JudgeForm(self.request.POST)

    def perform(self, data) -> None:
        link = get_object_or_404(self.case.duplicates.select_related("submission"), pk=self.kwargs["pk"])
        judge_duplicate(link, verdict=data["verdict"], by=self.request.user)
