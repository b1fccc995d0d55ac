import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def validate_code(value: str) -> None:
    if not CODE.fullmatch(value):
        raise ValidationError(_("Use small letters, digits and single hyphens only, such as “youth-work”."))


def validate_list_of_names(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValidationError(_("This must be a list of field names."))
