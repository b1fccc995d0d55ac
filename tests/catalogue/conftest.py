import pytest
from django.contrib.auth.models import Group

from community.members.models import User
from community.members.services import ensure_groups
from tests.factories import user


@pytest.fixture
def editor(hub) -> User:
    ensure_groups()
    editor = user()
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


@pytest.fixture
def admin(client, editor):
    """A browser in which an editor has signed in."""
    client.force_login(editor)
    return client
