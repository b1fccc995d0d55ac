import json

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.utils import timezone

from community.members.models import Invitation, JoinRequest, Membership, Organisation, Role, User
from community.members.services import joining
from community.members.todo import todos_of
from tests.factories import term
from tests.members.conftest import ROLES

MINE = ("", "organisations/", "organisations/new/", "profile/", "settings/", "security/", "data/", "notices/")
PEOPLE = "/organisations/a-school/people/"


@pytest.fixture
def as_role(client, school, hub):
    """The client, signed in as somebody of this role."""

    def sign_in(role: str):
        client.logout()
        if role != "visitor":
            client.force_login(school[role])
        return client

    return sign_in


@pytest.mark.parametrize("path", MINE)
def test_pages_of_a_person_are_for_people_who_signed_in(as_role, path):
    assert as_role("visitor").get(f"/my/{path}")["Location"] == f"/account/login/?next=/my/{path}"
    assert as_role("stranger").get(f"/my/{path}").status_code == 200


SIGN_IN, GONE, OK, DONE = "sign in", 404, 200, 302
PAGES = {
    # path:                          visitor stranger viewer editor owner neighbour steward
    "/organisations/a-school/": (OK, OK, OK, OK, OK, OK, OK),
    PEOPLE: (SIGN_IN, GONE, OK, OK, OK, GONE, OK),
    "/organisations/a-school/edit/": (SIGN_IN, GONE, GONE, GONE, OK, GONE, OK),
    "/organisations/a-school/join/": (SIGN_IN, OK, OK, OK, OK, OK, OK),
}


@pytest.mark.parametrize(
    ("path", "role", "expected"), [(path, role, row[n]) for path, row in PAGES.items() for n, role in enumerate(ROLES)]
)
def test_which_pages_of_an_organisation_a_role_sees(as_role, path, role, expected):
    response = as_role(role).get(path)

    if expected == SIGN_IN:
        assert response["Location"].startswith("/account/login/")
    else:
        assert response.status_code == expected


@pytest.mark.parametrize("role", ["stranger", "viewer", "editor", "neighbour"])
def test_who_does_not_manage_people_changes_nothing(as_role, school, role):
    client, target = as_role(role), school.membership("owner")
    request = joining.ask_to_join(school["neighbour"], school.organisation, message="")
    offer = joining.invite(school["owner"], school.organisation, email="x@example.org", role=Role.VIEWER)

    client.post(PEOPLE, {"email": "friend@example.org", "role": "owner"})
    client.post(f"{PEOPLE}{target.pk}/role/", {"role": "viewer"})
    client.post(f"{PEOPLE}{target.pk}/remove/")
    client.post(f"{PEOPLE}{target.pk}/hand-over/")
    client.post(f"/organisations/a-school/requests/{request.pk}/", {"accept": "yes"})
    client.post(f"/organisations/a-school/invitations/{offer.pk}/withdraw/")
    client.post("/organisations/a-school/edit/", {"name": "Mine now"})
    client.post("/organisations/a-school/verified/", {"verified": "yes"})

    organisation = Organisation.objects.get(pk=school.organisation.pk)
    assert (organisation.name, organisation.verified) == ("A school", False)
    assert school.membership("owner").role == Role.OWNER
    assert organisation.memberships.count() == 3
    assert (JoinRequest.objects.get().decided_at, Invitation.objects.get().closed_at) == (None, None)


def test_an_owner_cannot_verify_the_own_organisation(as_role, school):
    as_role("owner").post("/organisations/a-school/verified/", {"verified": "yes"})

    assert Organisation.objects.get(pk=school.organisation.pk).verified is False


def test_a_membership_of_another_organisation_is_out_of_reach(as_role, school):
    other = Membership.objects.get(user=school["neighbour"])

    assert as_role("owner").post(f"{PEOPLE}{other.pk}/remove/").status_code == 404


def test_an_invitation_is_shown_to_visitors_and_accepted_by_its_address(as_role, school):
    offer = joining.invite(school["owner"], school.organisation, email="stranger@example.org", role=Role.EDITOR)
    url = f"/my/invitations/{joining.token_of(offer)}/"

    shown = as_role("visitor").get(url)
    assert (shown.status_code, shown["Referrer-Policy"], "csrftoken" in shown.cookies) == (200, "same-origin", False)
    assert "private" in shown["Cache-Control"]
    assert 'value="yes"' not in as_role("neighbour").get(url).content.decode()
    as_role("neighbour").post(url, {"answer": "yes"})
    assert Membership.objects.filter(organisation=school.organisation).count() == 3
    assert as_role("stranger").post(url, {"answer": "yes"})["Location"] == "/organisations/a-school/"
    assert school.membership("stranger").role == Role.EDITOR


@pytest.fixture
def invited(school) -> str:
    """The page of an invitation to somebody without an account."""
    offer = joining.invite(school["owner"], school.organisation, email="New.Colleague@example.org", role=Role.EDITOR)
    return f"/my/invitations/{joining.token_of(offer)}/"


def sign_up(client, email: str, next_: str) -> HttpResponse:
    told = {"display_name": "Noor", "email": email, "password1": "demo-hub-2026", "next": next_}
    return client.post("/account/signup/", told)


def test_whoever_signs_up_from_an_invitation_needs_no_second_mail(client, invited):
    page = BeautifulSoup(client.get("/account/signup/", {"next": invited}).content, "html.parser")
    assert page.select_one("[name=email]")["value"] == "new.colleague@example.org"
    assert "one mail" not in page.select_one("main").text

    assert sign_up(client, "new.colleague@example.org", invited)["Location"] == invited
    assert client.post(invited, {"answer": "yes"})["Location"] == "/organisations/a-school/"


@pytest.mark.parametrize(
    ("email", "path"),
    [
        ("somebody.else@example.org", None),
        ("new.colleague@example.org", "/my/invitations/nonsense/"),
        ("new.colleague@example.org", "/my/"),
        ("new.colleague@example.org", "//my/invitations"),
        ("new.colleague@example.org", ""),
    ],
)
def test_whoever_signs_up_without_the_invitation_of_the_address_confirms_it(client, invited, email, path):
    sign_up(client, email, invited if path is None else path)

    assert client.get("/my/").status_code == 302
    assert not EmailAddress.objects.get(email=email).verified


def test_invitation_that_is_closed_confirms_no_address(client, invited):
    Invitation.objects.update(closed_at=timezone.now())
    sign_up(client, "new.colleague@example.org", invited)

    assert not EmailAddress.objects.get(email="new.colleague@example.org").verified


@pytest.mark.parametrize(("token", "status"), [("nonsense", 404), ("WzEsImEiXQ:1abc:def", 404)])
def test_invitations_that_are_not_ours_are_not_found(as_role, token, status):
    assert as_role("stranger").get(f"/my/invitations/{token}/").status_code == status


def test_the_public_page_shows_what_is_visible_only(hub, client, school):
    for number, more in enumerate(({}, {}, {"live": False})):
        hub.entry(title=f"Entry {number}", organisation=school.organisation, **more)
    withdrawn = hub.entry(title="Entry withdrawn", organisation=school.organisation)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(withdrawn_at="2026-01-01T00:00Z", withdrawn_reason="x")

    page = client.get("/organisations/a-school/").content.decode()

    assert [f"Entry {name}" in page for name in ("0", "1", "2", "withdrawn")] == [True, True, False, False]
    assert "owner@example.org" not in page


@pytest.mark.parametrize(("text", "found"), [("", 2), ("another", 1), ("SCHOOL a", 2), ("nothing", 0), ("%", 0)])
def test_organisations_are_found_by_name(hub, client, school, text, found):
    response = client.get("/organisations/", {"q": text})

    assert response.context["page"].paginator.count == found


def test_nobody_reads_an_address_where_a_name_is_missing(as_role, school):
    User.objects.filter(email="editor@example.org").update(display_name="")
    User.objects.filter(email="viewer@example.org").update(display_name="", erased_at=timezone.now())

    page = as_role("owner").get(PEOPLE).content.decode()

    assert ("editor@example.org" in page, "viewer@example.org" in page) == (False, False)
    assert ["Member without a name" in page, "Former member" in page] == [True, True]


def test_the_public_page_costs_the_same_for_many_entries(hub, client, school, django_assert_max_num_queries):
    for number in range(15):
        hub.entry(title=f"Entry {number}", organisation=school.organisation)
    client.get("/organisations/a-school/")

    with django_assert_max_num_queries(9):
        client.get("/organisations/a-school/")


def test_my_hub_costs_the_same_for_many_todos(as_role, school, django_assert_max_num_queries):
    for number in range(8):
        person = User.objects.create_user(f"p{number}@example.org")
        joining.ask_to_join(person, school.organisation, message="")
    client = as_role("owner")
    client.get("/my/")

    with django_assert_max_num_queries(15):
        assert client.get("/my/").content.decode().count("asks to join A school") == 8


def test_todos_tell_what_i_must_do_from_what_i_wait_for(school):
    joining.ask_to_join(school["stranger"], school.organisation, message="")
    joining.invite(school["neighbour"], school["neighbour"].memberships.get().organisation,
                   email="owner@example.org", role=Role.VIEWER)  # fmt: skip

    def of(role: str) -> list[tuple[str, bool]]:
        return [(todo.text, todo.waiting_for_me) for todo in todos_of(school[role])]

    assert of("owner") == [
        ("Answer the invitation of Another school", True),
        ("Stranger asks to join A school", True),
    ]
    assert of("stranger") == [("Your request to join A school", False)]
    assert of("neighbour") == [("The answer of owner@example.org to the invitation of Another school", False)]
    assert (of("viewer"), of("steward")) == ([], [])


def test_data_and_deletion_ask_for_the_password_again(as_role, school):
    client = as_role("stranger")

    for path in ("/my/data/download/", "/my/delete/"):
        assert client.get(path)["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": "demo-hub-2026"})
    data = client.get("/my/data/download/")
    assert json.loads(data.content)["account"]["email"] == "stranger@example.org"
    assert (data["Cache-Control"], "attachment" in data["Content-Disposition"]) == ("no-store", True)


def test_deleting_needs_the_typed_address(as_role, school):
    client = as_role("stranger")
    client.get("/my/delete/")
    client.post("/account/reauthenticate/", {"password": "demo-hub-2026"})

    client.post("/my/delete/", {"email": "owner@example.org"})
    assert User.objects.filter(erased_at__isnull=False).count() == 0
    assert client.post("/my/delete/", {"email": "Stranger@example.org"}).status_code == 200
    assert User.objects.filter(erased_at__isnull=False).count() == 1
    assert client.get("/my/").status_code == 302


def test_double_submit_of_a_new_organisation_makes_one(as_role, school):
    country = term("country", "be", parent="europe-west")
    client, form = as_role("stranger"), {"name": "De Linde", "country": country.pk, "website": "", "about": ""}

    first, second = (client.post("/my/organisations/new/", form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 200)
    assert "It is here already:" in second.content.decode()
    assert Organisation.objects.filter(name="De Linde").count() == 1


@pytest.mark.parametrize("path", ["/", "/search/", "/organisations/a-school/", "/my/invitations/x/"])
def test_reading_sets_no_cookie_and_asks_for_no_session(hub, client, school, path):
    response = client.get(path)

    assert dict(response.cookies) == {}


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/account/password/reset/", "/my/"])
def test_pages_hold_nothing_the_policy_forbids(as_role, path):
    page = as_role("stranger" if path == "/my/" else "visitor").get(path).content.decode()

    assert ("style=" in page, "<script>" in page) == (False, False)
