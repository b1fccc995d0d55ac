"""What the desk works with: who gets what, what is judged, asked and declared. All in the settings menu."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count, Max
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from hub.catalogue.widgets import TermSelect
from practices.submissions.models import AssignmentRule, Declaration, EligibilityQuestion, Rubric
from practices.submissions.queries import desk_people
from practices.submissions.states import EntryKind


class DeskViewSet(ModelViewSet):
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False


class LanguageSelect(forms.Select):
    """The languages of the interface."""

    def __init__(self, attrs=None):
        super().__init__(attrs, choices=settings.LANGUAGES)


def kind_of(row: Any) -> str:
    return str(EntryKind(row.entry_kind).label) if row.entry_kind else str(_("Every type"))


# ---------------------------------------------------------------- Who gets what


class RuleForm(WagtailAdminModelForm):
    """Only the desk is offered; a new rule comes last."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["editor"].queryset = desk_people()

    def save(self, commit=True):
        if not self.instance.pk:
            last = AssignmentRule.objects.aggregate(last=Max("sort_order"))["last"]
            self.instance.sort_order = (last if last is not None else -1) + 1
        return super().save(commit)


class RuleViewSet(DeskViewSet):
    model = AssignmentRule
    icon = "order"
    menu_label = _("Rules of assignment")
    menu_order = 410
    sort_order_field = "sort_order"
    list_display = (
        "editor",
        Column("theme", label=_("Theme"), accessor=lambda rule: rule.theme or _("any")),
        Column("country", label=_("Country"), accessor=lambda rule: rule.country or _("any")),
        Column("language", label=_("Language"), accessor=lambda rule: rule.language or _("any")),
    )

    edit_handler = ObjectList(
        [
            FieldPanel("editor", help_text=_("Gets new submissions that fit. The first rule that fits decides.")),
            FieldRowPanel(
                [
                    FieldPanel("theme", widget=TermSelect("theme")),
                    FieldPanel("country", widget=TermSelect("country")),
                    FieldPanel("language", widget=TermSelect("language")),
                ]
            ),
        ],
        base_form_class=RuleForm,
    )


# ---------------------------------------------------------------- What is judged


class RubricForm(WagtailAdminModelForm):
    """A criterion that somebody has scored stays."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        for form in self.formsets["criteria"].deleted_forms:
            if form.instance.pk and form.instance.scores.exists():
                text = _("“{criterion}” was used in a review and cannot be deleted.")
                self.add_error(None, text.format(criterion=form.instance))
                valid = False
        return valid


CRITERION = [
    FieldPanel("question"),
    FieldRowPanel([FieldPanel("level_1"), FieldPanel("level_2")]),
    FieldRowPanel([FieldPanel("level_3"), FieldPanel("level_4")]),
]


class RubricViewSet(DeskViewSet):
    model = Rubric
    icon = "tasks"
    menu_label = _("Rubrics")
    menu_order = 420
    list_display = (
        "title",
        Column("entry_kind", label=_("For"), accessor=kind_of),
        Column("criteria", label=_("Criteria"), accessor="criteria.count"),
        BooleanColumn("active", label=_("In force")),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel(
                [
                    FieldPanel("entry_kind", help_text=_("Empty: every type without a rubric of its own.")),
                    FieldPanel("active", help_text=_("Reviews that were begun keep their scores.")),
                ]
            ),
            InlinePanel("criteria", CRITERION, heading=_("Criteria"), label=_("Criterion"), min_num=1),
        ],
        base_form_class=RubricForm,
    )


# ---------------------------------------------------------------- What is asked


class QuestionIndexView(generic.IndexView):
    # The whole name leaves no room for the title of the page on a phone.
    add_item_label = _("Add question")


class QuestionViewSet(DeskViewSet):
    model = EligibilityQuestion
    index_view_class = QuestionIndexView
    icon = "help"
    menu_label = _("Questions before submitting")
    menu_order = 430
    sort_order_field = "sort_order"
    list_display = (
        "question",
        Column("language", label=_("Language")),
        Column("entry_kind", label=_("For"), accessor=kind_of),
        Column("expected", label=_("The answer that fits"), accessor="get_expected_display"),
        BooleanColumn("active", label=_("In use")),
    )
    list_filter = ("language", "active")
    edit_handler = ObjectList(
        [
            FieldPanel("question"),
            FieldPanel("expected"),
            FieldPanel("otherwise"),
            FieldRowPanel([FieldPanel("language", widget=LanguageSelect), FieldPanel("entry_kind")]),
            FieldPanel("active"),
        ]
    )


# ---------------------------------------------------------------- What is declared


class DeclarationForm(WagtailAdminModelForm):
    """A new wording is the next version."""

    def save(self, commit=True):
        row = self.instance
        if not row.pk:
            same = Declaration.objects.filter(subject=row.subject, language=row.language)
            row.version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
            before = same.order_by("-version").first() or Declaration.objects.filter(subject=row.subject).first()
            row.sort_order = before.sort_order if before else 0
        return super().save(commit)


class DeclarationEditView(generic.EditView):
    """What somebody has declared does not change: the way on is a new version."""

    def dispatch(self, request, *args, **kwargs):
        row = self.get_object()
        if row.consents.exists():
            text = _("This wording was declared already and stays as it is. Write a new version instead.")
            messages.warning(request, text)
            return redirect(reverse(self.copy_url_name, args=[row.pk]))
        return super().dispatch(request, *args, **kwargs)


class DeclarationCopyView(generic.CopyView):
    """The same wording to begin with, valid from now."""

    page_title = _("New version")

    def get_initial_form_instance(self):
        row = super().get_initial_form_instance()
        row.pk, row.version, row.valid_from = None, 0, timezone.now()
        row._state.adding = True
        return row


class DeclarationDeleteView(generic.DeleteView):
    def post(self, request, *args, **kwargs):
        if self.object.consents.exists():
            messages.error(request, _("This wording was declared already and is kept."))
            return redirect(self.index_url_name)
        return super().post(request, *args, **kwargs)


class DeclarationIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().annotate(times=Count("consents"))


class DeclarationViewSet(DeskViewSet):
    model = Declaration
    icon = "doc-full"
    menu_label = _("Declarations")
    menu_order = 440
    copy_view_enabled = True
    index_view_class = DeclarationIndexView
    edit_view_class = DeclarationEditView
    copy_view_class = DeclarationCopyView
    delete_view_class = DeclarationDeleteView
    list_display = (
        "text",
        Column("subject", label=_("Subject"), accessor="get_subject_display"),
        Column("language", label=_("Language")),
        Column("version", label=_("Version")),
        DateColumn("valid_from", label=_("Valid from")),
        Column("times", label=_("Declared")),
    )
    list_filter = ("subject", "language")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("subject"), FieldPanel("language", widget=LanguageSelect)]),
            FieldPanel("text"),
            FieldPanel("valid_from", help_text=_("From then on organisations declare this wording.")),
        ],
        base_form_class=DeclarationForm,
    )


VIEWSETS = [
    RuleViewSet("assignment_rules", url_prefix="submission-rules"),
    RubricViewSet("rubrics", url_prefix="rubrics"),
    QuestionViewSet("eligibility_questions", url_prefix="questions-before-submitting"),
    DeclarationViewSet("declarations", url_prefix="declarations"),
]
