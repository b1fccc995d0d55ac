from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
