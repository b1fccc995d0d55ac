"""What is sent by somebody who is signed out comes back with the words in it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.members.models import User
from tests.factories import user
from tests.submissions.makers import draft_case, member_of, school, submitted_case

pytestmark = pytest.mark.django_db
OURS = {"HTTP_ORIGIN": "http://testserver", "HTTP_ACCEPT": "text/html,*/*;q=0.8"}
TEXT = "We counted them again: <b>412</b> pupils."


@pytest.fixture
def address(hub):
    home = school()
    return f"/my/cases/{submitted_case(member_of(home, 'author@example.org'), home).reference}/messages/"


def fields(page: str) -> dict[str, str]:
    shown = re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.S)
    return dict(shown) | dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_words_of_somebody_signed_out_come_back(client, address):
    answer = client.post(address, {"text": TEXT, "send": "1"}, **OURS)
    page = answer.content.decode()
    sent = fields(page)
    assert (answer.status_code, f'action="{address}"' in page, "You are signed out" in page) == (403, True, True)
    assert (sent["text"], sent["send"]) == ("We counted them again: &lt;b&gt;412&lt;/b&gt; pupils.", "1")
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_words_come_back_to_an_editor_who_is_signed_out(client, address):
    desk = address.replace("/my/cases/", "/admin/submissions/").replace("messages/", "decide/accept/")
    answer = client.post(desk, {"letter": TEXT}, **OURS)
    assert (answer.status_code, "We counted them again" in answer.content.decode()) == (403, True)


def test_words_of_somebody_who_signed_in_anew_are_sent_with_one_more_click(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(email="author@example.org"))
    answer = client.post(address, {"text": TEXT}, **OURS)
    page = answer.content.decode()
    assert (answer.status_code, "You signed in or out in the meantime" in page) == (403, True)
    again = client.post(address, {"text": TEXT, "csrfmiddlewaretoken": _token(page)}, **OURS)
    assert (again.status_code, again["Location"].split("#")[1]) == (302, "messages")


def _token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT": "text/html"},
        OURS | {"HTTP_ORIGIN": "https://elsewhere.example"},
        OURS | {"HTTP_ORIGIN": "null"},
        OURS | {"HTTP_ACCEPT": "application/json"},
        OURS | {"HTTP_SEC_FETCH_MODE": "cors"},
    ],
)
def test_words_of_another_site_or_a_script_do_not_come_back(client, address, headers):
    signed_out = client.post(address, {"text": TEXT}, **headers)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user("other@example.org"))
    forged = strict.post(address, {"text": TEXT}, **headers)
    assert (signed_out.status_code, forged.status_code) == (302, 403)
    assert "We counted" not in forged.content.decode()


@pytest.mark.parametrize("path", ["/account/login/", "/nl/account/login/", "/account/signup/"])
def test_secrets_do_not_come_back(path):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path, {"login": "a@example.org", "note": "two words", "password": "two words"}, **OURS)
    assert (answer.status_code, "two words" in answer.content.decode()) == (403, False)


def test_files_that_were_sent_are_asked_for_again(client, hub):
    home = school()
    case = draft_case(member_of(home, "author@example.org"), home)
    sent = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4"), "title": "A worksheet"}
    page = client.post(f"/my/cases/{case.reference}/files/", sent, **OURS).content.decode()
    assert ("A worksheet" in page, "Only your files have to be chosen again." in page) == (True, True)
