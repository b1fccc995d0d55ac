"""A value of a record as the value of a database column. Every function raises `BadValue`."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField

from hub.catalogue.imports.errors import BadValue
from hub.catalogue.imports.texts import clean_text, text_to_html

EMPTY: tuple = (None, "", [], {})
YES, NO = {"true", "yes", "1"}, {"false", "no", "0"}
MAX_ROWS = 200


def column_value(field: models.Field, raw: object) -> Any:
    """`raw` as this field stores it; the field's default when it is empty."""
    if raw in EMPTY or (isinstance(raw, str) and not raw.strip()):
        return field.get_default()
    for field_class, read in READERS:
        if isinstance(field, field_class):
            return read(field, raw)
    raise TypeError(f"An import cannot fill {field}")


def list_of(raw: object, *, most: int = MAX_ROWS) -> list:
    """A list as it is, nothing as an empty one."""
    if raw in (None, ""):
        return []
    if not isinstance(raw, list):
        raise BadValue(_("This must be a list."), raw)
    if len(raw) > most:
        raise BadValue(_("This list has more than {count} items.").format(count=most), len(raw))
    return raw


def text(field: models.Field, raw: object) -> str:
    value = clean_text(raw)
    if isinstance(field, models.CharField):
        value = " ".join(value.split())
    # A form checks the length of a text field, the model does not.
    if field.max_length and len(value) > field.max_length:
        message = _("This has {length} characters; at most {limit} fit.")
        raise BadValue(message.format(length=len(value), limit=field.max_length), value)
    return value


def rich_text(field: models.Field, raw: object) -> str:
    return text_to_html(clean_text(raw))


def yes_or_no(field: models.Field, raw: object) -> bool:
    word = str(raw).strip().lower()
    if word not in YES | NO:
        raise BadValue(_("This must be yes or no."), raw)
    return word in YES


def day(field: models.Field, raw: object) -> date:
    try:
        value = parse_date(raw.strip()) if isinstance(raw, str) else None
    except ValueError:
        value = None
    if not value:
        raise BadValue(_("This must be a date such as 2026-09-01."), raw)
    return value


def number(raw: object) -> Decimal:
    try:
        value = Decimal(str(raw).strip()) if not isinstance(raw, bool | list | dict) else Decimal("nan")
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or abs(value.adjusted()) > 20:
        raise BadValue(_("This must be a number."), raw)
    return value


def whole(field: models.Field, raw: object) -> int:
    value = number(raw)
    if value != value.to_integral_value():
        raise BadValue(_("This must be a whole number."), raw)
    return int(value)


def decimal(field: models.DecimalField, raw: object) -> Decimal:
    return number(raw).quantize(Decimal(1).scaleb(-field.decimal_places), ROUND_HALF_UP)


def names(field: models.Field, raw: object) -> list[str]:
    values = list_of([raw] if isinstance(raw, str) else raw)
    if not all(isinstance(value, str) for value in values):
        raise BadValue(_("This must be a list of words."), raw)
    return values


def stream(field: StreamField, raw: object) -> list[dict[str, str]]:
    """Items of the one block of this stream, as plain values."""
    [block] = field.stream_block.child_blocks.values()
    items = [item if isinstance(item, dict) else {"text": item} for item in list_of(raw, most=50)]
    unknown = {name for item in items for name in item} - set(block.child_blocks)
    if unknown:
        raise BadValue(_("Unknown: {names}.").format(names=", ".join(sorted(map(str, unknown)))), raw)
    return [{name: clean_text(item.get(name)) for name in block.child_blocks} for item in items]


# The first class that fits decides, so a subclass stands above its base.
READERS: tuple[tuple[type[models.Field], Callable[[Any, Any], Any]], ...] = (
    (RichTextField, rich_text),
    (StreamField, stream),
    (models.BooleanField, yes_or_no),
    (models.DateField, day),
    (models.DecimalField, decimal),
    (models.IntegerField, whole),
    (models.FloatField, lambda field, raw: float(number(raw))),
    (models.JSONField, names),
    (models.CharField, text),
    (models.TextField, text),
)
