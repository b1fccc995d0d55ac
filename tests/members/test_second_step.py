import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Permission

from community.members.adapters import SecondFactorAdapter
from community.members.services.accounts import confirm_address
from tests.factories import user
from tests.forum import makers

PASSWORD = "demo-hub-2026"


@pytest.fixture
def editor(hub):
    person = user("editor@example.org", PASSWORD)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    confirm_address(person)
    return person


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, email: str = "editor@example.org"):
    return client.post("/account/login/", {"login": email, "password": PASSWORD})


def set_up(client) -> str:
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})
    return secret


def test_a_second_step_is_set_up_asked_for_and_kept_unreadable(client, editor):
    sign_in(client)
    secret = set_up(client)
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    client.logout()

    assert (secret in stored, SecondFactorAdapter().decrypt(stored)) == (False, secret)
    assert sign_in(client)["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_works_once(client, editor):
    sign_in(client)
    set_up(client)
    code = client.get("/account/2fa/recovery-codes/").context["unused_codes"][0]
    for works in (True, False):
        client.logout()
        sign_in(client)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in client.session) is works


def test_the_administration_needs_a_second_step_where_required(client, editor, settings):
    settings.STAFF_MFA_REQUIRED = True
    sign_in(client)

    assert client.get("/admin/")["Location"] == "/account/2fa/totp/activate/"
    set_up(client)
    assert client.get("/admin/").status_code == 200


def test_elsewhere_it_does_not(client, editor, settings):
    settings.STAFF_MFA_REQUIRED = False
    sign_in(client)

    assert client.get("/admin/").status_code == 200


def test_the_public_site_stays_open_to_staff_without_one(client, editor, settings):
    settings.STAFF_MFA_REQUIRED = True
    sign_in(client)

    assert client.get("/my/").status_code == 200


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_wagtails_own_doors_lead_to_ours(client, editor, door):
    response = client.get(f"{door}?next=/admin/pages/")

    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=%2Fadmin%2Fpages%2F")
    client.post(door, {"username": "editor@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_door_leads_to_no_other_site(client, hub):
    assert "evil" not in client.get("/admin/login/?next=https://evil.example/")["Location"]


def test_who_may_not_enter_is_told_instead_of_sent_round(client, hub):
    client.force_login(user("member@example.org"))

    response = client.get("/admin/", follow=True)

    assert (response.status_code, response.templates[0].name) == (403, "members/no_access.html")


def test_all_pages_of_the_second_step_show(client, editor):
    sign_in(client)
    set_up(client)

    for path in ("", "recovery-codes/", "recovery-codes/generate/", "recovery-codes/download/", "totp/deactivate/"):
        assert client.get(f"/account/2fa/{path}").status_code == 200


@pytest.mark.parametrize("address", ["/community/moderation/", "/nl/community/moderation/transparency/"])
def test_the_desk_of_moderators_needs_a_second_step_where_required(client, hub, settings, address):
    settings.STAFF_MFA_REQUIRED = True
    moderator = makers.with_password(makers.moderator(), PASSWORD)
    sign_in(client, moderator.email)
    before = client.get(address)
    set_up(client)

    assert before["Location"].endswith("/account/2fa/totp/activate/")
    assert client.get(address).status_code == 200
