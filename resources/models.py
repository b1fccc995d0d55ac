from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from hub.catalogue import panels
from hub.catalogue.models import Entry
from hub.catalogue.widgets import TermSelect
from resources.choices import Certificate, CourseMode, CourseStatus, LanguageLevel, Pace, Purpose
from resources.fields import ChoiceListField
from resources.rules import course_status


class MoocPage(Entry):
    """An online course, open to everybody."""

    description = RichTextField(_("description"), blank=True)
    provider = models.CharField(_("provider"), max_length=160, help_text=_("Who made the course."))
    platform = models.CharField(_("platform"), max_length=120, blank=True)
    always_open = models.BooleanField(_("always open"), default=False)
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=5, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    weeks = models.PositiveSmallIntegerField(_("weeks"), null=True, blank=True, validators=[MaxValueValidator(104)])
    pace = models.CharField(_("pace"), max_length=12, choices=Pace, blank=True)
    certificate = models.CharField(_("certificate"), max_length=8, choices=Certificate, blank=True)
    price = models.DecimalField(
        _("price in euro"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    language_level = models.CharField(
        _("language level"), max_length=2, choices=LanguageLevel, blank=True, help_text=_("Of the learner, in CEFR.")
    )
    purposes = ChoiceListField(Purpose, verbose_name=_("purpose"), blank=True)
    mode = models.CharField(_("mode"), max_length=8, choices=CourseMode, default=CourseMode.ONLINE)

    kind: ClassVar[str] = "mooc"
    body_fields: ClassVar[tuple[str, ...]] = ("description", "provider", "platform", "results")
    is_creatable = True
    edit_handler = panels.edit_tabs(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("provider"), FieldPanel("platform")]),
                    FieldPanel("description"),
                    FieldPanel("purposes"),
                ],
                _("The course"),
            ),
            FieldPanel("always_open"),
            InlinePanel("sessions", heading=_("Sessions"), label=_("Session")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("hours_per_week"), FieldPanel("weeks"), FieldPanel("pace")]),
                    FieldRowPanel([FieldPanel("language_level"), FieldPanel("mode")]),
                    FieldRowPanel([FieldPanel("certificate"), FieldPanel("price")]),
                ],
                _("What it takes"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("MOOC")
        verbose_name_plural = _("MOOCs")

    @property
    def status(self) -> CourseStatus:
        return self.status_on(timezone.localdate())

    def status_on(self, day: date) -> CourseStatus:
        return course_status(self.always_open, [(run.start, run.end) for run in self.sessions.all()], day)


class MoocSession(Orderable):
    """One run of a course."""

    course = ParentalKey(MoocPage, on_delete=models.CASCADE, related_name="sessions")
    start = models.DateField(_("start"))
    end = models.DateField(_("end"), null=True, blank=True)
    enrolment_until = models.DateField(_("enrolment until"), null=True, blank=True)

    panels = [FieldRowPanel([FieldPanel("start"), FieldPanel("end"), FieldPanel("enrolment_until")])]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def clean(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The end lies before the start.")})


class ResourcePage(Entry):
    """Learning material: something to use in a lesson or to read before it."""

    description = RichTextField(_("description"), blank=True)
    resource_type = models.ForeignKey(
        "catalogue.ResourceType", models.PROTECT, null=True, related_name="entries", verbose_name=_("type of resource")
    )
    minutes = models.PositiveIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("How long it takes to use once.")
    )
    materials = models.TextField(_("what else is needed"), max_length=1000, blank=True)

    kind: ClassVar[str] = "resource"
    body_fields: ClassVar[tuple[str, ...]] = ("description", "materials", "results")
    is_creatable = True
    edit_handler = panels.edit_tabs(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("resource_type", widget=TermSelect("resource-type")), FieldPanel("minutes")]
                    ),
                    FieldPanel("description"),
                    FieldPanel("materials"),
                ],
                _("The material"),
            )
        ]
    )

    class Meta:
        verbose_name = _("learning resource")
        verbose_name_plural = _("learning resources")
