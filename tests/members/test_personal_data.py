import re
from pathlib import Path

import pytest
from django.apps import apps

from community.members.models import User
from community.members.personal_data import registers
from community.members.retention import all_rules

OURS = ("hub.", "practices", "resources", "search", "community.")
ROOT = Path(__file__).parents[2]


def columns_to_register(app: str) -> set[str]:
    """Every column of our own models, and what points to a person in those of packages."""
    config, found = apps.get_app_config(app), set()
    for model in config.get_models():
        fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not config.name.startswith(OURS):
            fields = [field for field in fields if field.remote_field and field.remote_field.model is User]
        found |= {f"{model._meta.label}.{field.name}" for field in fields}
    return found


@pytest.mark.parametrize("app", [config.label for config in apps.get_app_configs()])
def test_every_column_is_registered(app):
    registered = {f"{label}.{name}" for label, columns in registers() for name in columns.names}

    assert sorted(columns_to_register(app) - registered) == []


def test_every_registered_column_exists():
    gone = [
        f"{label}.{name}"
        for label, columns in registers()
        for name in columns.names
        if name not in {field.name for field in apps.get_model(label)._meta.get_fields()}
    ]

    assert gone == []


def test_what_is_kept_has_a_reason():
    assert [label for label, columns in registers() if columns.kept and not columns.why] == []


def test_every_rule_of_retention_is_documented():
    documented = re.findall(r"^\| `([\w-]+)`", (ROOT / "docs/retention.md").read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(rule.name for rule in all_rules())
