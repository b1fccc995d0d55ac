"""The decision: a letter that is proposed, seen as a mail, changed, and sent."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from practices.submissions.desk.case import DECISIONS, CaseMixin
from practices.submissions.desk.forms import AcceptForm, ChangesForm, DecisionForm, DeclineForm, ReopenForm
from practices.submissions.errors import NotNow, SubmissionRefused
from practices.submissions.letters import letter_for, says_why
from practices.submissions.notifications import decision_mail
from practices.submissions.rules import may
from practices.submissions.services.deciding import accept, decline, reopen, request_changes
from practices.submissions.states import Outcome

FORMS: dict[str, type[DecisionForm]] = {
    "accept": AcceptForm, "changes": ChangesForm, "decline": DeclineForm, "reopen": ReopenForm,
}  # fmt: skip
OUTCOMES = {"accept": Outcome.ACCEPTED, "changes": Outcome.CHANGES, "decline": Outcome.DECLINED}
EXPLAINED: dict[str, str | Promise] = {
    "accept": _("The version of this round is published, exactly as you have read it."),
    "changes": _("The organisation can edit again until the day you set. The round ends."),
    "decline": _("The submission is closed. It can be reopened."),
    "reopen": _("The last round waits for a decision again, and you become its editor."),
}
REASON_MISSING: dict[str, str | Promise] = {
    "changes": _("Write what should change: no reviewer and no open comment says so."),
    "decline": _("Finish the sentence: the organisation should read why."),
}
DONE: dict[str, str | Promise] = {
    "accept": _("The entry is published and the organisation was told."),
    "changes": _("The organisation was asked for changes."),
    "decline": _("The submission is declined and the organisation was told."),
    "reopen": _("The submission is open again."),
}


class DecideView(CaseMixin):
    template_name = "submissions/admin/decide.html"

    def setup(self, request, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.verb = kwargs["verb"]

    def dispatch(self, request, *args, **kwargs):
        if self.verb not in FORMS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if not self.is_possible:
            messages.error(request, NotNow.words)
            return redirect(self.url)
        return self.show(FORMS[self.verb](initial={"round": self.round.number, "letter": self._proposed()}))

    def post(self, request, *args, **kwargs) -> HttpResponse:
        form = FORMS[self.verb](request.POST)
        if not form.is_valid():
            return self.show(form, status=400)
        if "send" not in request.POST:
            return self.show(form)
        if self._gives_no_reason(form.cleaned_data):
            form.add_error("letter", REASON_MISSING[self.verb])
            return self.show(form, status=400)
        try:
            self._decide(form.cleaned_data)
        except SubmissionRefused as error:
            return self._refuse(form, error)
        messages.success(request, DONE[self.verb])
        return redirect(self.url)

    @property
    def is_possible(self) -> bool:
        act = next(act for verb, act, _label in DECISIONS if verb == self.verb)
        return may(self.request.user, act, self.case)

    def show(self, form: DecisionForm, *, status: int = 200, refused: str | Promise = "") -> HttpResponse:
        context = self.get_context_data(form=form, refused=refused, mail=self._mail(form))
        return self.render_to_response(context, status=status)

    def get_context_data(self, **kwargs):
        label = next(label for verb, _act, label in DECISIONS if verb == self.verb)
        return super().get_context_data(**kwargs) | {
            "case": self.case,
            "round": self.round,
            "verb": self.verb,
            "label": label,
            "explained": EXPLAINED[self.verb],
            "possible": self.is_possible,
            "media": kwargs["form"].media,
        }

    def _refuse(self, form: DecisionForm, error: SubmissionRefused) -> HttpResponse:
        """The text stays. The next attempt is about the round as it is now, which the page asks to be read first."""
        self.read_again()
        kept = FORMS[self.verb]({**self.request.POST.dict(), "round": self.round.number})
        kept.is_valid()
        return self.show(kept, status=409, refused=error.words)

    def _gives_no_reason(self, data: dict[str, Any]) -> bool:
        """Whether the organisation would read what is decided and not why, or not what to change."""
        return self.verb in REASON_MISSING and not says_why(
            self.case,
            self.round,
            OUTCOMES[self.verb],
            letter=data["letter"],
            editor_name=self.request.user.public_name,
            with_comments=data.get("share_comments", False),
        )

    def _decide(self, data: dict[str, Any]) -> None:
        by, number, letter = self.request.user, data["round"], data["letter"]
        if self.verb == "accept":
            accept(self.case, by=by, letter=letter, round_number=number)
        elif self.verb == "changes":
            request_changes(
                self.case, by=by, letter=letter, due_at=data["due_at"], share_comments=data["share_comments"],
                round_number=number,
            )  # fmt: skip
        elif self.verb == "decline":
            decline(self.case, by=by, letter=letter, round_number=number)
        else:
            reopen(self.case, by=by, reason=letter)

    def _proposed(self) -> str:
        if self.verb not in OUTCOMES:
            return ""
        return letter_for(self.case, self.round, OUTCOMES[self.verb], editor_name=self.request.user.public_name)

    def _mail(self, form: DecisionForm):
        """The mail as it stands; none for what has no letter."""
        if self.verb not in OUTCOMES:
            return None
        data = (
            form.cleaned_data
            if form.is_bound
            else {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        )
        return decision_mail(
            self.case,
            OUTCOMES[self.verb],
            letter=data.get("letter", form.data.get("letter", "")),
            due=data.get("due_at"),
        )
