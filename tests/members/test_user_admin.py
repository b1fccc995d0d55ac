import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from community.members.models import User
from tests.factories import superuser, user


@pytest.fixture
def admin(client, db):
    client.force_login(superuser())
    return client


NEW = {
    "email": "Nadia@Example.org",
    "display_name": "Nadia",
    "language": "nl",
    "password1": "a-long-password-26",
    "password2": "a-long-password-26",
}


def test_administrator_adds_a_person(admin):
    group = Group.objects.create(name="Reviewers")

    response = admin.post(reverse("wagtailusers_users:add"), NEW | {"groups": [group.pk]})

    assert response.status_code == 302
    person = User.objects.get(email="nadia@example.org")
    assert (person.display_name, person.language, list(person.groups.all())) == ("Nadia", "nl", [group])
    assert person.check_password("a-long-password-26")


def test_address_in_use_is_refused_whatever_its_case(admin):
    user("nadia@example.org")

    response = admin.post(reverse("wagtailusers_users:add"), NEW)

    assert response.context["form"].errors == {"email": ["There is an account with this address already."]}


def test_short_password_is_refused(admin):
    response = admin.post(reverse("wagtailusers_users:add"), NEW | {"password1": "short", "password2": "short"})

    assert list(response.context["form"].errors) == ["password2"]


def test_administrator_edits_a_person(admin):
    person = user("nadia@example.org", display_name="Nadia")
    values = {"email": person.email, "display_name": "Nadia B.", "language": "en", "is_active": "on"}

    page = admin.get(reverse("wagtailusers_users:edit", args=[person.pk])).text
    response = admin.post(reverse("wagtailusers_users:edit", args=[person.pk]), values)

    person.refresh_from_db()
    assert response.status_code == 302
    assert ("first_name" in page, person.display_name, person.has_usable_password()) == (False, "Nadia B.", True)


def test_list_finds_people_by_name(admin):
    user("nadia@example.org", display_name="Nadia")

    assert "nadia@example.org" in admin.get(reverse("wagtailusers_users:index") + "?q=nadia").text
    assert "nadia@example.org" not in admin.get(reverse("wagtailusers_users:index") + "?q=milo").text
