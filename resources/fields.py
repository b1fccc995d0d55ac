from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ChoiceListField(models.JSONField):
    """Several values of a closed list, stored as a JSON list in the order of the list, without repeats."""

    def __init__(self, choices_class: type[models.TextChoices] | None = None, **kwargs):
        self.choices_class = choices_class
        kwargs.setdefault("default", list)
        super().__init__(**kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        # The list of values is not part of the column, so changing it needs no migration.
        return name, "django.db.models.JSONField", args, kwargs

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or set(value) - set(self.choices_class.values):
            raise ValidationError(_("Choose from the list."))

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=self.choices_class.choices,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "hub-columns"}),
            coerce=str,
            empty_value=[],
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )
