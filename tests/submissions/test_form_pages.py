"""The pages on which an organisation writes."""

import pytest
from django.urls import reverse

from practices.submissions.models import DraftBuffer
from practices.submissions.services.drafts import draft_of
from tests.submissions.makers import declarations, draft_case, filled, member_of, school

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(hub, client):
    person = member_of(school(), "author@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def case(author):
    return draft_case(author, author.memberships.get().organisation)


def page_of(case, step="what") -> str:
    return reverse("submissions:edit", args=[case.reference, step])


def data_now(case) -> dict:
    return DraftBuffer.objects.get(pk=case.pk).data


@pytest.mark.parametrize("step", ["what", "whom", "how", "takes", "results", "files"])
def test_step_is_shown(case, client, step):
    assert client.get(page_of(case, step)).status_code == 200
