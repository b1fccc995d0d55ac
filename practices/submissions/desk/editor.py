"""Wagtail's page editor beside the cases: what it says, and what it does not do."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from hub.catalogue.models import Entry
from practices.submissions.desk.case import CaseMixin
from practices.submissions.models import Submission
from practices.submissions.queries import open_case_of
from practices.submissions.rules import Role, roles_of
from practices.submissions.states import Kind, Status

SHOWN = 5


def case_in_the_way(page: Page) -> Submission | None:
    """The open case that a direct publication would end or overtake.

    A draft of an update is not in the way: the entry may change while somebody writes.
    """
    case = open_case_of(page.pk) if isinstance(page, Entry) else None
    if case and case.kind == Kind.UPDATE and case.status == Status.DRAFT:
        return None
    return case


def ask_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail has saved the text and is about to publish it. With an open case somebody must mean it."""
    case = case_in_the_way(page)
    if not case:
        return None
    if Role.DESK in roles_of(request.user, case):
        return redirect("submissions_desk:publish_past", case.reference)
    messages.error(request, why_not(request.user, case))
    return redirect("wagtailadmin_pages:edit", page.pk)


def why_not(user, case: Submission) -> str:
    if Role.READER in roles_of(user, case):
        return _("Your changes are saved. Others decide what your own organisation submits, so they are not published.")
    if case.submitted_at is None:
        return _("Your changes are saved, but not published: the organisation has not submitted this entry yet.")
    return _("Your changes are saved, but not published: the entry has an open submission.")


class PublishPastView(CaseMixin):
    """Says what publishing past the case means, and does it."""

    template_name = "submissions/admin/publish_past.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(case=self.case, round=self.round, page=self.page))

    def post(self, request, *args, **kwargs) -> HttpResponse:
        revision = self.page.get_latest_revision()
        if str(revision.pk) != request.POST.get("revision"):
            messages.error(request, _("Somebody has saved another version. Please look again."))
            return redirect(request.path)
        revision.publish(user=request.user)
        messages.success(request, _("The entry is published. Its submission is closed as accepted."))
        return redirect(self.url)

    def dispatch(self, request, *args, **kwargs):
        if not self.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        if case_in_the_way(self.page) != self.case:
            return redirect(self.url)
        return super().dispatch(request, *args, **kwargs)

    @property
    def page(self) -> Entry:
        return get_object_or_404(Entry, pk=self.case.entry_id).specific


# ---------------------------------------------------------------- Deleting and publishing many


def with_cases(pages: Iterable[Page]) -> list[Page]:
    """Which of these pages, and of what lies below them, have a case."""
    found: list[Page] = []
    for page in pages:
        family = Page.objects.descendant_of(page, inclusive=True)
        found += family.filter(pk__in=Submission.objects.values("entry"))[:SHOWN]
    return found


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A case is kept as long as its entry: who decided what must stay readable."""
    if not with_cases([page]):
        return None
    messages.error(request, _deletion_refused([page]))
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_many(request: HttpRequest, action_type: str, objects: list[Page], action) -> HttpResponse | None:
    """Bulk actions on people, pictures and files come by here, too."""
    if not all(isinstance(page, Page) for page in objects):
        return None
    if action_type == "delete" and with_cases(objects):
        messages.error(request, _deletion_refused(objects))
        return redirect(action.next_url)
    if action_type == "publish":
        waiting = [page for page in objects if case_in_the_way(page.specific)]
        if waiting:
            text = _("Nothing was published. Decide about the open submissions of these entries first: {titles}.")
            messages.error(request, text.format(titles=_titles(waiting)))
            return redirect(action.next_url)
    return None


def _deletion_refused(pages: Iterable[Page]) -> str:
    text = _("Nothing was deleted: submissions belong to these entries. Withdraw the entry instead: {titles}.")
    return text.format(titles=_titles(with_cases(pages)))


def _titles(pages: Iterable[Page]) -> str:
    return "; ".join(page.specific_deferred.get_admin_display_title() for page in pages)


def banner_for(user, entry: Entry) -> dict | None:
    """What the page editor says about the open case of an entry."""
    case = open_case_of(entry.pk) if entry.pk else None
    if not case:
        return None
    at_desk = Role.DESK in roles_of(user, case)
    return {"case": case, "url": reverse("submissions_desk:case", args=[case.reference]) if at_desk else ""}
