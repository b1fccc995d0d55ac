"""What editors tell the search: which words mean the same, and which entry answers a question best."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.catalogue.models import Entry
from search.parsing import tidy


def languages() -> list[tuple[str, str]]:
    return [("", _("Every language")), *settings.LANGUAGES]


def lines_of(text: str) -> list[str]:
    return [line for line in map(tidy, text.splitlines()) if line]


class Rule(models.Model):
    """What all rules have: the words they begin with, and the language of the interface they are for."""

    words = models.TextField(_("words"), max_length=1000)
    language = models.CharField(
        _("for searches in"),
        max_length=8,
        choices=languages,
        blank=True,
        default="",
        help_text=_("The language of the interface in which people search."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return ", ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return lines_of(self.words)

    def _cleaned(self, field: str, least: int = 1) -> str:
        from search.steering.words import check_lines

        try:
            return "\n".join(check_lines(lines_of(getattr(self, field)), least))
        except ValidationError as error:
            raise ValidationError({field: error}) from error


class Synonym(Rule):
    """Words for the same thing."""

    class Direction(models.TextChoices):
        BOTH = "both", _("Each of the words finds all the others")
        ONE_WAY = "one-way", _("The words also find those below, not the other way round")

    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.BOTH)
    also = models.TextField(
        _("also find"), max_length=1000, blank=True, help_text=_("One word or phrase a line. Only for one direction.")
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        sign = "=" if self.direction == self.Direction.BOTH else "→"
        words = f" {'=' if sign == '=' else '/'} ".join(self.lines)
        return words if sign == "=" else f"{words} → {' / '.join(self.targets)}"

    @property
    def targets(self) -> list[str]:
        return self.lines if self.direction == self.Direction.BOTH else lines_of(self.also)

    def clean(self) -> None:
        both = self.direction == self.Direction.BOTH
        self.words = self._cleaned("words", 2 if both else 1)
        self.also = "" if both else self._cleaned("also")


class BestBet(Rule):
    """An entry that editors put above the results of a question."""

    class Match(models.TextChoices):
        EXACT = "exact", _("The question has these words and no others")
        CONTAINED = "contained", _("The question has these words, perhaps among others")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+", verbose_name=_("entry"))
    match = models.CharField(_("shown when"), max_length=10, choices=Match, default=Match.EXACT)
    starts_on = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: at once."))
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day it is shown. Empty: for good.")
    )

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="search_best_bet_ends_after_it_starts",
                violation_error_message=_("It would end before it starts."),
            )
        ]

    def is_in_force(self, day: date) -> bool:
        return (not self.starts_on or self.starts_on <= day) and (not self.ends_on or day <= self.ends_on)

    def clean(self) -> None:
        self.words = self._cleaned("words")
