"""The board: every case that was submitted, sorted into piles."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import Button

from community.members.models import User
from practices.submissions.desk.filters import CaseFilterSet
from practices.submissions.desk.forms import AssignManyForm
from practices.submissions.desk.queues import Queue, in_queue, piles
from practices.submissions.errors import SubmissionRefused
from practices.submissions.models import ReviewAssignment, Round, Submission
from practices.submissions.queries import desk_cases, desk_people
from practices.submissions.rules import is_desk
from practices.submissions.services.assigning import assign
from practices.submissions.states import WITH_DESK, InviteState, Status

SEARCHED = ("entry__title", "entry__draft_title", "entry__reference", "organisation__name")
_ASKED = (InviteState.INVITED, InviteState.ACCEPTED, InviteState.SUBMITTED)


class CellColumn(Column):
    """A column with a template of its own, which gets the case as `instance`."""

    def __init__(self, name: str, **kwargs):
        super().__init__(name, **kwargs)
        self.cell_template_name = f"submissions/admin/cells/{name}.html"


COLUMNS: tuple[BaseColumn, ...] = (
    CellColumn("choose", label=_("Choose")),
    CellColumn("title", label=_("Title"), sort_key="entry__title", classname="title"),
    Column("organisation", label=_("Organisation"), accessor="organisation.name", sort_key="organisation__name"),
    CellColumn("state", label=_("State"), sort_key="status"),
    Column("round", label=_("Round"), accessor="round_number"),
    Column("editor", label=_("Editor"), accessor="handling_editor", sort_key="handling_editor__display_name"),
    CellColumn("reviews", label=_("Reviews")),
    CellColumn("due", label=_("Due"), sort_key="due_at"),
    CellColumn("age", label=_("Age"), sort_key="submitted_at"),
)


class BoardView(BaseListingView):
    template_name = "submissions/admin/board.html"
    results_template_name = "submissions/admin/board_results.html"
    page_title = _("Submissions")
    header_icon = "clipboard-list"
    verbose_name_plural = _("submissions")
    model = Submission
    columns = list(COLUMNS)
    filterset_class = CaseFilterSet
    is_searchable = True
    paginate_by = 50
    default_ordering = "due_at"

    def dispatch(self, request, *args, **kwargs):
        if not is_desk(request.user):
            raise PermissionDenied
        if self.queue not in Queue.values:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def queue(self) -> str:
        return self.kwargs.get("queue", Queue.OPEN.value)

    def get_index_url(self) -> str:
        return queue_url(self.queue)

    def get_index_results_url(self) -> str:
        return reverse("submissions_desk:queue_results", args=[self.queue])

    @cached_property
    def people(self) -> list[User]:
        return list(desk_people())

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"people": self.people}

    def get_base_queryset(self):
        newest = Round.objects.filter(submission=OuterRef("pk")).order_by("-number").values("number")[:1]
        cases = desk_cases(self.request.user).filter(in_queue(self.queue, self.request.user))
        return cases.annotate(round_number=Subquery(newest))

    def order_queryset(self, queryset):
        field, down = self.ordering.lstrip("-"), self.ordering.startswith("-")
        first = F(field).desc(nulls_last=True) if down else F(field).asc(nulls_last=True)
        return queryset.order_by(first, "pk")

    def search_queryset(self, queryset):
        """Every word in the title or the organisation; or the reference of the case or the entry."""
        for word in self.search_query[:200].split():
            found = Q(pk=int(word[2:])) if _is_reference(word) else Q()
            for field in SEARCHED:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    @cached_property
    def header_more_buttons(self):
        return [
            Button(_("Audit log"), url=reverse("submissions_desk:audit"), icon_name="history", priority=10),
            Button(
                _("Turn-around"), url=reverse("submissions_desk:turn_around"), icon_name="calendar-check", priority=20
            ),
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        attach_progress(context["object_list"])
        return context | {
            "queue": self.queue,
            "piles": [(name, label, count, queue_url(name)) for name, label, count in piles(self.request.user)],
            "people": self.people,
            "here": f"{self.index_url}?{self.request.GET.urlencode()}",
        }


def queue_url(queue: str) -> str:
    """The first pile is the board itself."""
    board = reverse("submissions_desk:board")
    return board if queue == Queue.OPEN else reverse("submissions_desk:queue", args=[queue])


def attach_progress(cases: Iterable[Submission]) -> None:
    """Give each case `reviews` of its last round as (received, asked), `age` in days and `late`; one query for all."""
    cases = list(cases)
    states: dict[tuple[int, int], list[str]] = {}
    asked = ReviewAssignment.objects.filter(round__submission__in=cases, state__in=_ASKED)
    for case_id, number, state in asked.values_list("round__submission", "round__number", "state"):
        states.setdefault((case_id, number), []).append(state)
    today = timezone.localdate()
    for case in cases:
        found = states.get((case.pk, case.round_number), [])
        case.reviews = (found.count(InviteState.SUBMITTED), len(found))
        case.age = (timezone.now() - case.submitted_at).days
        case.late = bool(case.due_at and case.due_at < today and case.status in WITH_DESK | {Status.CHANGES})


def _is_reference(word: str) -> bool:
    return word[:2].upper() == "S-" and word[2:].isdecimal() and len(word) <= 11


@require_POST
def assign_many(request: HttpRequest) -> HttpResponse:
    """Give the chosen cases to somebody of the desk, or to nobody."""
    if not is_desk(request.user):
        raise PermissionDenied
    back = redirect(get_valid_next_url_from_request(request) or reverse("submissions_desk:board"))
    form = AssignManyForm(request.POST, cases=desk_cases(request.user))
    if not form.is_valid():
        messages.error(request, _("Choose at least one submission and somebody to give it to."))
        return back
    done, refused = _assign_each(form.cleaned_data["cases"], form.cleaned_data["editor"], request.user)
    if done:
        text = ngettext("{count} submission was assigned.", "{count} submissions were assigned.", done)
        messages.success(request, text.format(count=done))
    if refused:
        messages.error(request, _("Not assigned: {cases}").format(cases="; ".join(refused)))
    return back


def _assign_each(cases: Iterable[Submission], editor, by) -> tuple[int, list[str]]:
    done, refused = 0, []
    for case in cases:
        try:
            assign(case, to=editor, by=by)
            done += 1
        except SubmissionRefused as error:
            refused.append(f"{case.reference} ({error.words})")
    return done, refused
