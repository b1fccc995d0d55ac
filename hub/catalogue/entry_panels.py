"""Panels of our own in the edit form of an entry."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from hub.catalogue.completeness import completeness_of, missing_of
from hub.catalogue.widgets import NameCheckboxes

# Children of a page that no import brings.
NOT_IMPORTED = {"tagged_items", "wagtail_admin_comments", "files"}


class EntryStatePanel(Panel):
    """On top of the form: whether the entry is withdrawn, what readers reported, what would make it complete."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalogue/admin/entry_state.html"

        def is_shown(self) -> bool:
            return bool(self.instance and self.instance.pk)

        def get_context_data(self, parent_context=None) -> dict:
            entry = self.instance
            return super().get_context_data(parent_context) | {
                "entry": entry,
                "completeness": completeness_of(entry),
                "missing": missing_of(entry),
                "reports": entry.problem_reports.filter(handled_at__isnull=True),
            }


class NotedPanel(FieldPanel):
    """A field that is shown here and changed elsewhere."""

    def __init__(self, field_name: str, **kwargs):
        super().__init__(field_name, **kwargs | {"read_only": True})

    def format_value_for_display(self, value) -> str:
        return date_format(value) if isinstance(value, date) else str(value or "—")


class LockedFieldsPanel(FieldPanel):
    """Checkboxes for the fields an import must leave alone."""

    def __init__(self, field_name: str = "locked_fields", **kwargs):
        super().__init__(field_name, **kwargs)

    def on_model_bound(self) -> None:
        super().on_model_bound()
        self.widget = NameCheckboxes(choices=importable_fields(self.model), attrs={"class": "hub-columns"})


def importable_fields(model: type[Page]) -> list[tuple[str, str]]:
    """Every field of this type that a record of an import may fill, with its name in words."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    apart = {field.name for field in Page._meta.get_fields()} - {"title"}
    own = [field for field in fields if field.editable and field.name not in apart and not field.one_to_one]
    named = [(field.name, capfirst(field.verbose_name)) for field in own if field.name != "locked_fields"]
    children = [
        (relation.get_accessor_name(), capfirst(relation.related_model._meta.verbose_name_plural))
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() not in NOT_IMPORTED
    ]
    return sorted([*named, ("tags", _("Free keywords")), *children], key=lambda choice: str(choice[1]))
