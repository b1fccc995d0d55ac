"""Controlled vocabularies. A term has no language; its labels do."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.catalogue.validators import validate_code


class TermLabel(models.Model):
    """What a term is called in one language."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    term = GenericForeignKey()
    language = models.CharField(_("language"), max_length=8)
    label = models.CharField(_("label"), max_length=120)
    # Found by, never shown; SKOS calls them alternative labels.
    also = models.CharField(_("also called"), max_length=400, blank=True)
    # Loading the shipped vocabularies again must not undo what an editor wrote.
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"], name="catalogue_one_label_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"


class Term(models.Model):
    """One value of a vocabulary. Entries point to the row; addresses carry the code."""

    if TYPE_CHECKING:
        # What only the concrete vocabularies get from Django.
        pk: int
        parent_id: int | None
        replaced_by_id: int | None
        objects: ClassVar[models.Manager[Any]]
        children: Any
        aliases: Any

    code = models.CharField(
        _("code"),
        max_length=64,
        unique=True,
        validators=[validate_code],
        help_text=_("Part of addresses: small letters, digits and hyphens. It never changes."),
    )
    uri = models.URLField(
        _("exact match"), blank=True, help_text=_("The same term in a public scheme, such as an ISCED level.")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("broader term")
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    active = models.BooleanField(
        _("in use"), default=True, help_text=_("A retired term stays on entries that have it but is no longer offered.")
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="aliases", verbose_name=_("merged into")
    )
    labels = GenericRelation(TermLabel)

    class Meta:
        abstract = True
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        """The label in `language` (the active one when omitted), else English, else the code."""
        from hub.catalogue.vocabulary import label_of

        return label_of(type(self), self.code, language)


class Sector(Term):
    """Field of action, such as schools or youth work."""

    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class TargetGroup(Term):
    """Whom an entry reaches."""

    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Audience(Term):
    """Who uses an entry, such as teachers or policy makers."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class Theme(Term):
    """What an entry is about, in two levels."""

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Subject(Term):
    """School subject."""

    class Meta(Term.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class EducationLevel(Term):
    """Level of the learners in the International Standard Classification of Education."""

    class Meta(Term.Meta):
        verbose_name = _("education level")
        verbose_name_plural = _("education levels")


class Country(Term):
    """ISO 3166-1 alpha-2 code in small letters; regions of the UN M49 scheme are parents."""

    class Meta(Term.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Language(Term):
    """ISO 639-1 code, or 639-3 where there is none."""

    autonym = models.CharField(_("own name"), max_length=80, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class ResourceType(Term):
    """Kind of material, such as a lesson plan."""

    class Meta(Term.Meta):
        verbose_name = _("resource type")
        verbose_name_plural = _("resource types")


class Licence(Term):
    """What others may do with an entry. The four permissions are a facet."""

    url = models.URLField(_("address of the text"), blank=True)
    may_use = models.BooleanField(_("may be used"), default=True)
    may_adapt = models.BooleanField(_("may be adapted"), default=False)
    may_share = models.BooleanField(_("may be shared"), default=False)
    may_sell = models.BooleanField(_("may be used commercially"), default=False)
    recommended = models.BooleanField(_("recommended"), default=False, help_text=_("Offered first."))

    class Meta(Term.Meta):
        verbose_name = _("licence")
        verbose_name_plural = _("licences")


class FundingProgramme(Term):
    """Who paid, such as Erasmus+."""

    class Meta(Term.Meta):
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")


VOCABULARIES: dict[str, type[Term]] = {
    "sector": Sector,
    "target-group": TargetGroup,
    "audience": Audience,
    "theme": Theme,
    "subject": Subject,
    "education-level": EducationLevel,
    "country": Country,
    "language": Language,
    "resource-type": ResourceType,
    "licence": Licence,
    "funding-programme": FundingProgramme,
}


class VocabularyClock(models.Model):
    """One row, counted up by every change of a term or label, so that other processes read them anew."""

    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.version)
