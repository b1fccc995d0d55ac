import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from community.members.forms import ProfileForm
from community.members.library_words import WORDS
from community.members.models import User
from community.members.services.accounts import confirm_address
from community.notifications.models import Outbox
from tests.factories import user

FORM = {"display_name": "Noor", "email": "Noor@Example.org", "password1": "correct horse battery"}


@pytest.fixture
def sent(hub, django_capture_on_commit_callbacks):
    """Post a form and return the mails it sends."""

    def post(client, url: str, data: dict) -> list:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(url, data)
        assert response.status_code in (200, 302), response.status_code
        return list(mail.outbox)

    return post


def link_in(message, part: str) -> str:
    return re.search(rf"https?://[^/]+(/\S*{part}\S*)", message.body).group(1)


def test_signing_up_needs_the_confirmed_address(client, sent):
    (message,) = sent(client, "/account/signup/", FORM)

    assert (message.to, message.subject) == (["noor@example.org"], "Confirm your e-mail address")
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": FORM["email"], "password": FORM["password1"]})
    assert "_auth_user_id" not in client.session

    client.post(link_in(message, "confirm-email"))
    assert EmailAddress.objects.get().verified
    client.post("/account/login/", {"login": FORM["email"], "password": FORM["password1"]})
    assert "_auth_user_id" in client.session


def test_opening_the_link_alone_confirms_nothing(client, sent):
    """Programs that look at mails open every link."""
    (message,) = sent(client, "/account/signup/", FORM)

    assert client.get(link_in(message, "confirm-email")).status_code == 200
    assert not EmailAddress.objects.get().verified


def test_language_of_sign_up_is_kept_and_written_in(client, sent):
    (message,) = sent(client, "/nl/account/signup/", FORM)

    assert User.objects.get().language == "nl"
    assert message.extra_headers["Content-Language"] == "nl"
    assert link_in(message, "confirm-email").startswith("/nl/account/confirm-email/")


def test_the_same_address_twice_tells_its_owner_and_nobody_else(client, sent):
    confirm_address(user("noor@example.org"))

    (message,) = sent(client, "/account/signup/", FORM)

    assert (message.subject, User.objects.count()) == ("You have an account already", 1)


def test_programs_that_fill_in_everything_get_no_account(client, sent):
    assert sent(client, "/account/signup/", FORM | {"homepage": "http://spam.example"}) == []
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", "buy@spam.example", "http://spam.example", "www.spam.example"])
def test_a_name_is_a_name(client, hub, name):
    client.post("/account/signup/", FORM | {"display_name": name})

    assert not User.objects.exists()


def test_a_forgotten_password_is_replaced_by_mail(client, sent):
    confirm_address(user("noor@example.org"))
    (message,) = sent(client, "/account/password/reset/", {"email": "noor@example.org"})

    page = client.get(link_in(message, "password/reset/key"), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "a new long password", "password2": "a new long password"})

    assert User.objects.get().check_password("a new long password")
    assert client.get(link_in(message, "password/reset/key"), follow=True).context.get("token_fail") is True


def test_an_unknown_address_is_not_betrayed_by_the_page(client, sent):
    known = client.post("/account/password/reset/", {"email": "a@example.org"})
    (message,) = sent(client, "/account/password/reset/", {"email": "b@example.org"})

    assert (known.status_code, message.subject) == (302, "There is no account with this address")


def test_links_in_mails_never_follow_the_host_of_the_request(client, sent, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://hub.example.org"

    client.defaults["HTTP_HOST"] = "evil.example"
    (message,) = sent(client, "/account/signup/", FORM)

    assert "evil" not in message.body + message.alternatives[0].content
    assert "https://hub.example.org/account/confirm-email/" in message.body


def test_guessing_passwords_is_slowed_down(client, hub, settings):
    confirm_address(user("noor@example.org", "correct horse battery"))
    for _ in range(10):
        client.post("/account/login/", {"login": "noor@example.org", "password": "wrong"})

    client.post("/account/login/", {"login": "noor@example.org", "password": "correct horse battery"})

    assert "_auth_user_id" not in client.session


def test_what_a_mail_said_is_forgotten_when_it_has_left(client, sent):
    sent(client, "/account/signup/", FORM)

    assert list(Outbox.objects.values_list("status", "context")) == [("sent", {})]


def test_the_library_is_polite_in_dutch():
    with translation.override("nl"):
        said = [gettext(words) for words in WORDS]

    assert [words for words in said if re.search(r"\b(je|jouw|jij)\b", words, re.IGNORECASE)] == []
    assert gettext(WORDS[0]) not in said


def test_who_signs_up_too_often_is_told_so(hub, client):
    """Not in the words of the search, whose limit has a page of its own."""
    answers = [client.post(reverse("account_signup"), {"email": "no address"}) for _time in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert "Wait a few minutes" in answers[-1].content.decode()


def test_addresses_of_one_network_are_counted_together(hub, client):
    def asked(address: str) -> int:
        return client.post(reverse("account_signup"), {"email": "no address"}, REMOTE_ADDR=address).status_code

    assert [asked(f"2001:db8:0:1::{number:x}") for number in range(21)] == [200] * 20 + [429]
    assert asked("2001:db8:0:2::1") == 200


@pytest.mark.parametrize("name", ["Ann\x08a", "\u202eAnn a", "Ann\n\ta"])
def test_name_is_kept_without_what_disguises_it(db, name):
    form = ProfileForm({"display_name": name, "language": "en", "about": ""}, instance=user())

    assert (form.is_valid(), form.cleaned_data["display_name"]) == (True, "Ann a")


def test_address_that_has_an_account_takes_as_long(hub, client, monkeypatch):
    """What takes long is hashing the password."""
    confirm_address(user("known@example.org"))
    hashed = []
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(salt) or "md5$a$b")
    for address in ("known@example.org", "new@example.org"):
        hashed.append(address)
        client.post(
            reverse("account_signup"), {"email": address, "password1": "a-long-Passw0rd-here", "display_name": "Ann"}
        )

    place = hashed.index("new@example.org")
    assert (place - 1, len(hashed) - place - 1) == (1, 1)
