from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import PagePermissionTester

if TYPE_CHECKING:
    from hub.catalogue.models import Entry


def check_entry(entry: "Entry") -> None:
    """Rules that concern two fields. Raises `ValidationError` on the field to mend."""
    errors = {}
    if entry.start and entry.end and entry.end < entry.start:
        errors["end"] = _("The end lies before the start.")
    if entry.age_from is not None and entry.age_to is not None and entry.age_to < entry.age_from:
        errors["age_to"] = _("This age is below the first one.")
    if (entry.latitude is None) != (entry.longitude is None):
        errors["latitude" if entry.latitude is None else "longitude"] = _("Give both numbers of the point, or none.")
    if errors:
        raise ValidationError(errors)


def missing_to_publish(entry: "Entry") -> list[str]:
    """The names of required fields that are empty.

    `full_clean` overlooks a required relation without rows, and a draft is saved without asking.
    """
    fields = [*entry._meta.concrete_fields, *entry._meta.many_to_many]
    required = [field for field in fields if field.editable and not field.blank and not field.auto_created]
    return [str(field.verbose_name) for field in required if _is_empty(getattr(entry, field.name))]


def _is_empty(value: object) -> bool:
    return not value.all() if hasattr(value, "all") else value in (None, "", [])


def was_public(entry: "Entry") -> bool:
    """Whether somebody may have seen it, so that its address must say what became of it."""
    return entry.live or entry.first_published_at is not None


class EntryPermissions(PagePermissionTester):
    """What a person may do with an entry in the admin. Whoever may publish it may also verify and withdraw it."""

    def can_publish(self) -> bool:
        """A withdrawn entry is restored first, so that no bulk action brings it back by mistake."""
        return not self.page.is_withdrawn and super().can_publish()

    def can_verify(self) -> bool:
        return self.can_publish() and not self.page_locked()

    def can_withdraw(self) -> bool:
        return self.can_verify() and was_public(self.page)

    def can_restore(self) -> bool:
        return self.page.is_withdrawn and super().can_publish() and not self.page_locked()
