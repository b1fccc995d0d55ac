"""Synonyms and best bets in the admin, with a look at what a change does before it is saved."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from hub.catalogue.models import Entry
from hub.catalogue.presentation.words import day
from search.models import BestBet, Synonym
from search.parsing import MAX_LENGTH
from search.steering.preview import preview

MOST_RULES = 1000
LINES = _("One word or phrase a line. Accents, capitals and plural do not matter.")
#: What a link from another page may fill in.
PREFILLED = ("words", "language", "question")


class RuleForm(WagtailAdminModelForm):
    """A rule, and a question to try it with, which is not kept."""

    question = forms.CharField(
        label=_("Try it with this question"),
        max_length=MAX_LENGTH,
        required=False,
        help_text=_("Empty: the first line of the words."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.instance.pk and type(self.instance).objects.count() >= MOST_RULES:
            raise ValidationError(_t("There are %(count)s already. Delete some first.") % {"count": MOST_RULES})
        return data


class PreviewMixin:
    """A second button that shows what saving would change, and saves nothing."""

    template_name = "search/admin/rule_form.html"
    request: Any
    form: RuleForm

    def form_valid(self, form: RuleForm) -> HttpResponse:
        if "preview" not in self.request.POST:
            return super().form_valid(form)  # type: ignore[misc]
        self.form = form
        shown = preview(form.instance, form.cleaned_data["question"], settings.LANGUAGE_CODE)
        return self.render_to_response(self.get_context_data(form=form, preview=shown))  # type: ignore[attr-defined]


class RuleAddView(PreviewMixin, generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        given = {name: self.request.GET[name][:MAX_LENGTH] for name in PREFILLED if name in self.request.GET}
        return super().get_initial() | given


class RuleEditView(PreviewMixin, generic.EditView):
    pass


class RuleViewSet(ModelViewSet):
    add_view_class = RuleAddView
    edit_view_class = RuleEditView
    copy_view_enabled = False
    list_per_page = 100
    search_fields = ("words",)
    list_filter = ("language",)


def words_panel(*more: FieldPanel) -> MultiFieldPanel:
    words = FieldPanel("words", widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), help_text=LINES)
    return MultiFieldPanel([words, *more, FieldPanel("language")], _("Words"))


# ---------------------------------------------------------------- Synonyms


class SynonymIndexView(generic.IndexView):
    default_ordering = "words"

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("rule", label=_("Words"), accessor=str, get_url=self.get_edit_url, sort_key="words"),
            Column("direction", label=_("Direction"), accessor="get_direction_display"),
            Column("language", label=_("For searches in"), accessor="get_language_display", sort_key="language"),
        ]


class SynonymViewSet(RuleViewSet):
    model = Synonym
    icon = "resubmit"
    menu_order = 200
    index_view_class = SynonymIndexView
    add_to_reference_index = False

    def get_edit_handler(self) -> ObjectList:
        also = FieldPanel("also", widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}))
        direction = FieldPanel("direction", widget=forms.RadioSelect)
        panels = [words_panel(direction, also)]
        return ObjectList(panels, base_form_class=RuleForm).bind_to_model(Synonym)


# ---------------------------------------------------------------- Best bets


class BestBetIndexView(generic.IndexView):
    default_ordering = "words"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("entry")

    @cached_property
    def visible(self) -> set[int]:
        return set(Entry.objects.visible().filter(pk__in=BestBet.objects.values("entry")).values_list("pk", flat=True))

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("rule", label=_("Words"), accessor=str, get_url=self.get_edit_url, sort_key="words"),
            Column("entry", label=_("Entry"), accessor="entry.title", sort_key="entry__title"),
            Column("language", label=_("For searches in"), accessor="get_language_display", sort_key="language"),
            Column("starts_on", label=_("From"), accessor=lambda bet: day(bet.starts_on), sort_key="starts_on"),
            Column("ends_on", label=_("Until"), accessor=lambda bet: day(bet.ends_on), sort_key="ends_on"),
            Column("state", label=_("State"), accessor=self.state_of),
        ]

    def state_of(self, bet: BestBet) -> str:
        """Whether it is shown, and why not."""
        today = timezone.localdate()
        if bet.entry_id not in self.visible:
            return _t("Not shown: nobody can see the entry")
        if bet.starts_on and bet.starts_on > today:
            return _t("Not yet")
        return _t("Shown") if bet.is_in_force(today) else _t("Over")


class BestBetViewSet(RuleViewSet):
    model = BestBet
    icon = "pick"
    menu_order = 300
    index_view_class = BestBetIndexView

    def get_edit_handler(self) -> ObjectList:
        days = FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])
        panels = [
            words_panel(FieldPanel("match", widget=forms.RadioSelect)),
            MultiFieldPanel([FieldPanel("entry"), days], _("What is recommended")),
        ]
        return ObjectList(panels, base_form_class=RuleForm).bind_to_model(BestBet)


synonyms = SynonymViewSet("search_synonyms", url_prefix="search/synonyms")
best_bets = BestBetViewSet("search_best_bets", url_prefix="search/best-bets")
