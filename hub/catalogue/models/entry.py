"""The record every other room talks about."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult

from hub.catalogue import panels
from hub.catalogue.choices import Evaluation, Evidence, Lifecycle
from hub.catalogue.completeness import completeness_of, missing_of
from hub.catalogue.evidence import evidence_of
from hub.catalogue.managers import EntryManager
from hub.catalogue.merged_terms import follow_merged_terms
from hub.catalogue.publication import AtomicPage
from hub.catalogue.references import UNSAVED_REFERENCE, next_reference
from hub.catalogue.restrictions import is_restricted
from hub.catalogue.rules import EntryPermissions, check_entry
from hub.catalogue.validators import validate_list_of_names


class Entry(AtomicPage, Page):
    """A good practice, project, MOOC or learning resource: what they share, in one set of tables."""

    # ---------------------------------------------------------------- Identity
    reference = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("Two sentences for somebody who decides whether to read on.")
    )
    plain_summary = models.TextField(
        _("easy-language summary"), max_length=600, blank=True, help_text=_("Short sentences, everyday words.")
    )
    language = models.ForeignKey(
        "catalogue.Language",
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("language of this record"),
        help_text=_("The language in which this page is written."),
    )
    cover = models.ForeignKey(
        "catalogue.HubImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover picture")
    )

    # ---------------------------------------------------------------- Classification
    sectors = ParentalManyToManyField("catalogue.Sector", related_name="entries", verbose_name=_("sectors"))
    target_groups = ParentalManyToManyField(
        "catalogue.TargetGroup",
        related_name="entries",
        verbose_name=_("target groups"),
        help_text=_("Whom it reaches."),
    )
    audiences = ParentalManyToManyField(
        "catalogue.Audience",
        related_name="entries",
        blank=True,
        verbose_name=_("audiences"),
        help_text=_("Who uses it."),
    )
    countries = ParentalManyToManyField(
        "catalogue.Country", related_name="entries", blank=True, verbose_name=_("countries")
    )
    region = models.CharField(_("region or place"), max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    usable_elsewhere = models.BooleanField(_("usable in other countries"), null=True, blank=True)
    usable_elsewhere_note = models.CharField(_("what to mind elsewhere"), max_length=300, blank=True)
    themes = ParentalManyToManyField("catalogue.Theme", related_name="entries", blank=True, verbose_name=_("themes"))
    subjects = ParentalManyToManyField(
        "catalogue.Subject", related_name="entries", blank=True, verbose_name=_("subjects")
    )
    education_levels = ParentalManyToManyField(
        "catalogue.EducationLevel", related_name="entries", blank=True, verbose_name=_("education levels")
    )
    content_languages = ParentalManyToManyField(
        "catalogue.Language",
        related_name="entries",
        blank=True,
        verbose_name=_("languages of the content"),
        help_text=_("In which languages it is held or its materials exist."),
    )
    age_from = models.PositiveSmallIntegerField(
        _("age from"), null=True, blank=True, validators=[MaxValueValidator(99)]
    )
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True, validators=[MaxValueValidator(120)])
    tags = ClusterTaggableManager(through="catalogue.TaggedEntry", blank=True, verbose_name=_("free keywords"))
    search_keywords = models.CharField(
        _("hidden search words"),
        max_length=500,
        blank=True,
        help_text=_("Words people search for that the text does not contain. Never shown."),
    )

    # ---------------------------------------------------------------- Actors
    organisation = models.ForeignKey(
        "members.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("organisation"),
    )
    partners = ParentalManyToManyField(
        "members.Organisation", related_name="partner_entries", blank=True, verbose_name=_("partners")
    )

    # ---------------------------------------------------------------- Time and money
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    lifecycle = models.CharField(_("stage"), max_length=12, choices=Lifecycle, default=Lifecycle.RUNNING)
    funding_programmes = ParentalManyToManyField(
        "catalogue.FundingProgramme", related_name="entries", blank=True, verbose_name=_("funding programmes")
    )
    grant_number = models.CharField(_("grant number"), max_length=60, blank=True)

    # ---------------------------------------------------------------- Evidence
    evaluation = models.CharField(_("evaluation"), max_length=12, choices=Evaluation, default=Evaluation.NONE)
    evaluation_method = models.TextField(_("how it was evaluated"), max_length=1000, blank=True)
    people_reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    results = RichTextField(_("results"), blank=True, help_text=_("What changed, and how you know."))

    # ---------------------------------------------------------------- Reuse
    licence = models.ForeignKey(
        "catalogue.Licence", models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("licence")
    )
    free_of_charge = models.BooleanField(_("free of charge"), null=True, blank=True)
    login_required = models.BooleanField(_("login needed"), null=True, blank=True)
    accessibility_notes = models.TextField(_("accessibility"), max_length=600, blank=True)

    # ---------------------------------------------------------------- Trust
    last_verified_at = models.DateField(_("last verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "members.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verify_due_at = models.DateField(_("verify again by"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True, db_index=True)
    source_id = models.CharField(_("identifier at the source"), max_length=120, blank=True)
    source_url = models.URLField(_("address at the source"), max_length=500, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True, editable=False)
    locked_fields = models.JSONField(
        _("fields an import must not change"), default=list, blank=True, validators=[validate_list_of_names]
    )
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Invented to show how an entry looks. Marked as such everywhere.")
    )
    featured = models.BooleanField(_("editors’ pick"), default=False, help_text=_("Shown on the home page."))
    completeness = models.PositiveSmallIntegerField(_("completeness"), default=0, editable=False)

    # ---------------------------------------------------------------- Withdrawal
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "members.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    withdrawn_reason = models.CharField(_("reason of withdrawal"), max_length=300, blank=True, editable=False)

    objects = EntryManager()

    # ---------------------------------------------------------------- What a type declares
    kind: ClassVar[str] = ""
    # The long texts of the page, in reading order; search, import and completeness read this.
    body_fields: ClassVar[tuple[str, ...]] = ()

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["search.FinderPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = [
        "reference",
        "source",
        "source_id",
        "source_url",
        "imported_at",
        "last_verified_at",
        "verified_by",
        "verify_due_at",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_reason",
        "featured",
    ]
    # Publishing an old version must not undo a withdrawal or an import.
    outside_versions: ClassVar[tuple[str, ...]] = (
        "reference",
        "imported_at",
        "withdrawn_at",
        "withdrawn_by_id",
        "withdrawn_reason",
    )
    # The index of the admin follows `entries_changed`: once for each change, by the worker.
    search_auto_update = False
    search_fields: ClassVar[list] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("reference"),
        index.FilterField("completeness"),
        index.FilterField("last_verified_at"),
    ]
    content_panels = panels.identity
    promote_panels = panels.promotion
    settings_panels = panels.publishing

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~models.Q(source_id=""),
                name="catalogue_entry_once_per_source",
            )
        ]

    def clean(self) -> None:
        super().clean()
        check_entry(self)

    def _set_core_field_defaults(self) -> None:
        """A title without one Latin letter gives no address; the reference does."""
        super()._set_core_field_defaults()
        if not self.slug and self.path:
            self.reference = self.reference or next_reference()
            self.slug = self.reference.lower()

    def with_content_json(self, content: dict) -> "Entry":
        """A version of the entry. What concerns the entry as a whole is the same in all versions."""
        version = super().with_content_json(content)
        for name in self.outside_versions:
            setattr(version, name, getattr(self, name))
        return version

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = next_reference()
        follow_merged_terms(self)
        self.completeness = completeness_of(self)
        return super().save(*args, **kwargs)

    # ---------------------------------------------------------------- In the admin
    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """A finder of practices is no place for a course."""
        preset = getattr(parent.specific, "entry_type", "")
        return super().can_exist_under(parent) and preset in ("", cls.kind)

    def permissions_for_user(self, user) -> EntryPermissions:
        return EntryPermissions(user, self)

    @property
    def status_string(self) -> str:
        return _("withdrawn") if self.is_withdrawn else super().status_string

    # ---------------------------------------------------------------- Derived
    @cached_property
    def evidence(self) -> Evidence:
        return evidence_of(self)

    @property
    def missing(self) -> list[str]:
        """What would make the entry more complete, in words."""
        return missing_of(self)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    # ---------------------------------------------------------------- Serving
    def route(self, request: HttpRequest, path_components: list[str]):
        # A withdrawn entry is not live, but its address must say so instead of “not found”.
        if self.is_withdrawn and not path_components:
            return RouteResult(self)
        # The job that takes it off runs once a minute; readers must not see it until then.
        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return super().route(request, path_components)

    def get_view_restrictions(self):
        # Wagtail asks twice for every page it serves; nearly always nothing is restricted.
        if not self.alias_of_id and not is_restricted(self.path):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        from hub.catalogue.views import entry_response

        return entry_response(request, self.specific)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """What readers would see. A draft that was never saved has no reference yet, but addresses need one."""
        self.reference = self.reference or UNSAVED_REFERENCE
        return self.serve(request)

    def get_template(self, request: HttpRequest, *args, **kwargs) -> str:
        return f"{self._meta.app_label}/{self.kind}_page.html"
