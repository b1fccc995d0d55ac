"""Files of posts: what they reveal is taken out, and what cannot be is told before it is posted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.forum.models import Attachment
from tests.catalogue.test_traces import pdf, signed, written
from tests.catalogue.test_traces_of_notes import noted
from tests.forum import makers
from tests.forum.test_pages import form, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def member_client(client):
    client.force_login(makers.member())
    return client


def test_pdf_without_notes_is_posted_at_once(hub, member_client):
    topic = makers.topic()
    sent = SimpleUploadedFile("a.pdf", written(pdf(Author="Anna Quokka")))
    posted = member_client.post(reverse("forum:reply", args=[topic.pk]), form(body="With a file", upload=sent))
    kept = Attachment.objects.get()
    assert (posted.status_code, kept.post.number, kept.remarks) == (302, 2, [])
    assert b"Quokka" not in kept.file.read()


def notes(page: str) -> list[bool]:
    return ["Not posted yet." in page, "There are comments in the file." in page]


def test_pdf_that_says_more_is_posted_after_its_author_was_told(hub, member_client):
    """What is in it stands beside it; then it is posted."""
    topic = makers.topic()
    url, sent = reverse("forum:reply", args=[topic.pk]), SimpleUploadedFile("a.pdf", noted())
    first = member_client.post(url, form(body="With a file", upload=sent))
    kept = Attachment.objects.get()
    assert (first.status_code, notes(first.content.decode()), topic.posts.count()) == (200, [True, True], 1)

    again = member_client.post(url, form(body="With a file", attached=kept.key, preview="1"))
    assert notes(again.content.decode()) == [False, True]
    posted = member_client.post(url, form(body="With a file", attached=kept.key))
    kept.refresh_from_db()
    assert (posted.status_code, kept.post.number) == (302, 2)


def test_signed_pdf_tells_its_author_that_names_stay(hub, member_client):
    page = upload(member_client, makers.topic(), signed(noted()), "a.pdf").content.decode()
    assert "could not be taken out" in page
    assert Attachment.objects.get().remarks == ["names", "comments"]


def test_file_is_taken_off_by_its_owner_alone(hub, member_client):
    topic = makers.topic()
    upload(member_client, topic, picture(), "me.png")
    kept = Attachment.objects.get()
    url, data = reverse("forum:reply", args=[topic.pk]), form(body="Text", attached=kept.key, take_off=kept.key)
    author = kept.uploader
    member_client.force_login(makers.member())
    member_client.post(url, data)
    assert Attachment.objects.exists()
    member_client.force_login(author)
    page = member_client.post(url, data)
    assert (page.status_code, Attachment.objects.exists(), topic.posts.count()) == (200, False, 1)
    assert kept.file.storage.exists(kept.file.name) is False


def test_posted_file_is_not_taken_off(hub, member_client):
    topic = makers.topic()
    upload(member_client, topic, picture(), "me.png")
    kept, url = Attachment.objects.get(), reverse("forum:reply", args=[topic.pk])
    member_client.post(url, form(body="With a file", attached=kept.key))
    member_client.post(url, form(body="Text", take_off=kept.key))
    assert Attachment.objects.exists()
