from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from hub.catalogue import panels
from hub.catalogue.choices import CostBand, Difficulty, GroupBand, TimeBand
from hub.catalogue.models import Entry
from practices.blocks import StepBlock


class PracticePage(Entry):
    """A good practice, told as answers to the questions somebody has who wants to do it too."""

    context = RichTextField(_("context and need"), help_text=_("Why was it needed? What was the situation before?"))
    approach = RichTextField(_("approach"), help_text=_("What do they do?"))
    steps = StreamField([("step", StepBlock())], blank=True, verbose_name=_("steps"))
    people = models.TextField(_("people"), max_length=600, blank=True, help_text=_("Who is needed, with which skills."))
    time_band = models.CharField(_("time"), max_length=8, choices=TimeBand, blank=True)
    time_note = models.CharField(_("time in words"), max_length=200, blank=True)
    cost_band = models.CharField(_("cost"), max_length=8, choices=CostBand, blank=True)
    cost_note = models.CharField(_("cost in words"), max_length=200, blank=True)
    group_band = models.CharField(_("group size"), max_length=8, choices=GroupBand, blank=True)
    difficulty = models.CharField(_("difficulty"), max_length=12, choices=Difficulty, blank=True)
    materials = models.TextField(_("materials"), max_length=1000, blank=True)
    lessons = RichTextField(_("lessons learnt"), blank=True)
    transfer = RichTextField(_("what to watch when you do it elsewhere"), blank=True)

    kind: ClassVar[str] = "practice"
    body_fields: ClassVar[tuple[str, ...]] = (
        "context",
        "approach",
        "steps",
        "people",
        "materials",
        "results",
        "lessons",
        "transfer",
    )
    is_creatable = True
    edit_handler = panels.edit_tabs(
        [
            MultiFieldPanel([FieldPanel("context"), FieldPanel("approach"), FieldPanel("steps")], _("The practice")),
            MultiFieldPanel(
                [
                    FieldPanel("people"),
                    FieldRowPanel([FieldPanel("time_band"), FieldPanel("time_note")]),
                    FieldRowPanel([FieldPanel("cost_band"), FieldPanel("cost_note")]),
                    FieldRowPanel([FieldPanel("group_band"), FieldPanel("difficulty")]),
                    FieldPanel("materials"),
                ],
                _("What it takes"),
            ),
            MultiFieldPanel([FieldPanel("lessons"), FieldPanel("transfer")], _("For those who want to do it too")),
        ]
    )

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")


class ProjectPage(Entry):
    """A funded project, with a beginning, an end and outputs that may be entries themselves."""

    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    objectives = RichTextField(_("objectives"))
    description = RichTextField(_("description"), blank=True, help_text=_("What is done, by whom, with whom."))
    coordinator = models.CharField(_("coordinator"), max_length=200, blank=True)
    budget = models.DecimalField(
        _("budget in euro"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    kind: ClassVar[str] = "project"
    body_fields: ClassVar[tuple[str, ...]] = ("acronym", "objectives", "description", "coordinator", "results")
    is_creatable = True
    edit_handler = panels.edit_tabs(
        [
            MultiFieldPanel(
                [
                    FieldPanel("acronym"),
                    FieldPanel("objectives"),
                    FieldPanel("description"),
                    FieldRowPanel([FieldPanel("coordinator"), FieldPanel("budget")]),
                ],
                _("The project"),
            )
        ]
    )

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
