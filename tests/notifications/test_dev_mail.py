import pytest
from django.core.mail import EmailMultiAlternatives
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from community.notifications import dev_mail


@pytest.fixture
def letters(settings, tmp_path):
    settings.DEV_MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "community.notifications.dev_mail.FolderBackend"
    for number in (1, 2):
        message = EmailMultiAlternatives(f"Grüße {number}", "Text é", to=["a@example.org"])
        message.attach_alternative("<p>HTML é</p>", "text/html")
        message.send()
    return dev_mail.letters()


def test_mails_are_read_back_latest_first(letters):
    assert [(letter.subject, letter.to, letter.text.strip(), letter.html.strip()) for letter in letters] == [
        ("Grüße 2", "a@example.org", "Text é", "<p>HTML é</p>"),
        ("Grüße 1", "a@example.org", "Text é", "<p>HTML é</p>"),
    ]


@pytest.mark.parametrize("name", ["../../secret", "1", "x"])
def test_other_files_are_not_read(letters, name):
    with pytest.raises(Http404):
        dev_mail.read(name)


def test_the_page_is_not_there_in_production():
    with pytest.raises(NoReverseMatch):
        reverse("dev_mails")
