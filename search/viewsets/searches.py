"""The report of what people search for, in the admin."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from hub.catalogue.spreadsheets import neutral
from search import reports
from search.models import BestBet, SearchLog, Synonym

USUAL_WEEKS = 12
OTHER_WEEKS = {"4": _("4 weeks"), "26": _("Half a year"), "57": _("All that is kept")}
#: So many weeks have a row of their own above the list, and a bar in each line.
SHOWN_WEEKS = 12
KINDS = {"missed": _("Without result"), "unopened": _("Nothing opened")}


class SearchFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Which"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        empty_label=_("All, the most frequent first"),
        method="of_kind",
    )
    weeks = django_filters.ChoiceFilter(
        label=_("Time"),
        choices=list(OTHER_WEEKS.items()),
        widget=forms.RadioSelect,
        empty_label=_("12 weeks"),
        method="of_weeks",
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = SearchLog
        fields: list[str] = []

    def of_kind(self, questions, name, value):
        return reports.without_result(questions) if value == "missed" else reports.without_click(questions)

    def of_weeks(self, questions, name, value):
        """Already in the question; see `SearchIndexView.get_base_queryset`."""
        return questions


class QuestionColumn(Column):
    """The words, and the search for them."""

    cell_template_name = "search/admin/question_cell.html"

    def get_cell_context_data(self, instance: Mapping, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"url": f"{reverse('search')}?{urlencode({'q': instance['text']})}"}


class TrendColumn(Column):
    """A bar for each week, and the numbers for who cannot see them."""

    cell_template_name = "search/admin/trend_cell.html"

    def get_cell_context_data(self, instance: Mapping, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"bars": bars(instance["trend"]), "numbers": ", ".join(map(str, instance["trend"]))}


def bars(counts: list[int], height: int = 22) -> list[dict[str, int]]:
    most = max([*counts, 1])
    heights = [max(1, round(height * count / most)) for count in counts]
    return [{"x": place * 6, "y": height - high, "height": high} for place, high in enumerate(heights)]


class StepsColumn(Column):
    """What can be made of a question."""

    cell_template_name = "search/admin/steps_cell.html"

    def get_cell_context_data(self, instance: Mapping, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        filled = urlencode({"words": instance["text"], "question": instance["text"]})
        return context | {
            "synonym_url": f"{reverse('search_synonyms:add')}?{filled}",
            "bet_url": f"{reverse('search_best_bets:add')}?{filled}",
            "may_add": {model: parent_context["request"].user.has_perm(f"search.add_{model}") for model in ADDED},
        }


ADDED = [model._meta.model_name for model in (Synonym, BestBet)]


class SearchIndexView(generic.IndexView):
    template_name = "search/admin/searches.html"
    results_template_name = "search/admin/searches_results.html"
    page_title = _("What people search for")
    default_ordering = ("-times", "text", "language")
    list_export = ("text", "language", "times", "found", "opened", "rank")
    export_filename = "searches"

    @cached_property
    def export_headings(self) -> dict[str, str]:
        return {column.name: str(column.label) for column in self.columns if column.name in self.list_export}

    @cached_property
    def mondays(self):
        asked = self.request.GET.get("weeks", "")
        return reports.weeks_until(timezone.localdate(), int(asked) if asked in OTHER_WEEKS else USUAL_WEEKS)

    def get_base_queryset(self):
        return reports.questions_since(self.mondays[0])

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(*self.order_by)

    @property
    def order_by(self) -> tuple[str, ...]:
        chosen = self.ordering if isinstance(self.ordering, list | tuple) else (self.ordering,)
        return (*chosen, *(name for name in self.default_ordering if name not in chosen))

    def get_add_url(self) -> None:
        """Visitors write the log."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            QuestionColumn("text", label=_("Question"), sort_key="text"),
            Column("language", label=_("Language"), accessor=language_of, sort_key="language"),
            Column("times", label=_("Searches"), sort_key="times"),
            Column("found", label=_("Results"), sort_key="found"),
            Column("opened", label=_("Opened"), sort_key="opened"),
            Column("rank", label=_("Place of what was opened"), accessor=rank_of, sort_key="rank"),
            TrendColumn("trend", label=_("By week"), accessor=lambda question: ""),
            StepsColumn("steps", label=_("Make of it"), accessor=lambda question: ""),
        ]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, float):
            return round(value, 1)
        return neutral(value) if isinstance(value, str) else value

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        mondays = self.mondays[-SHOWN_WEEKS:]
        add_trends(context["object_list"], mondays)
        return context | {"weeks": reports.weeks(mondays)[::-1], "kinds": self.kinds()}

    def kinds(self) -> list[dict[str, Any]]:
        """Links to each kind of questions, with whatever else is chosen."""
        chosen = self.request.GET.copy()
        now = chosen.pop("kind", [""])[-1]
        for name in (self.page_kwarg, "_w_filter_fragment", "export"):
            chosen.pop(name, None)
        kinds = {"": _("All, the most frequent first"), **KINDS}
        return [
            {"label": label, "url": f"{self.index_url}?{with_kind(chosen, kind)}", "current": kind == now}
            for kind, label in kinds.items()
        ]


def with_kind(chosen: QueryDict, kind: str) -> str:
    query = chosen.copy()
    if kind:
        query["kind"] = kind
    return query.urlencode()


def add_trends(questions: Any, mondays: list) -> None:
    """Give each question of a page `trend`, with one query for all."""
    trends = reports.trends([question["text"] for question in questions], mondays)
    for question in questions:
        question["trend"] = trends.get((question["text"], question["language"]), [0] * len(mondays))


def language_of(question: Mapping) -> str:
    return dict(settings.LANGUAGES).get(question["language"], question["language"])


def rank_of(question: Mapping) -> str:
    if question["rank"] is None:
        return ""
    return _t("recommended") if not question["rank"] else f"{question['rank']:.1f}"


class SearchLogViewSet(ModelViewSet):
    model = SearchLog
    icon = "history"
    menu_label = _("What people search for")
    menu_order = 100
    list_per_page = 50
    index_view_class = SearchIndexView
    filterset_class = SearchFilterSet
    search_fields = ("text",)
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ("text",)

    def get_common_view_kwargs(self, **kwargs):
        nowhere = dict.fromkeys(("add", "edit", "delete", "history", "usage"))
        names = {f"{name}_url_name": None for name in nowhere}
        return super().get_common_view_kwargs(**kwargs) | names

    def get_index_view_kwargs(self, **kwargs):
        # Wagtail would take the names of templates that it makes of the model.
        results = SearchIndexView.results_template_name
        return super().get_index_view_kwargs(**kwargs) | {"results_template_name": results}

    def get_urlpatterns(self):
        """The list alone: nobody edits what others did."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in ("index", "index_results")]


searches = SearchLogViewSet("search_searches", url_prefix="search/searches")
