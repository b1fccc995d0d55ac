import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import PageViewRestriction

from hub.catalogue.models import EntryFile, HubDocument
from tests.factories import superuser, user


@pytest.fixture
def document(db):
    return HubDocument.objects.create(title="Guide", file=ContentFile(b"guide", name="guide.txt"))


def address(document):
    return reverse("wagtaildocs_serve", args=[document.pk, document.filename])


@pytest.mark.parametrize(("live", "status"), [(True, 200), (False, 404)])
def test_file_is_as_public_as_its_entry(hub, client, document, live, status):
    entry = hub.entry(live=live)
    EntryFile.objects.create(entry=entry, document=document)

    assert client.get(address(document)).status_code == status


def test_file_of_a_draft_opens_for_an_editor(hub, client, document):
    EntryFile.objects.create(entry=hub.entry(live=False), document=document)
    client.force_login(superuser())

    assert client.get(address(document)).status_code == 200


@pytest.mark.parametrize(("kind", "status"), [("login", 200), ("groups", 404)])
def test_file_of_a_restricted_entry_opens_for_who_may_read_it(hub, client, document, kind, status):
    entry = hub.entry()
    EntryFile.objects.create(entry=entry, document=document)
    PageViewRestriction.objects.create(page=entry, restriction_type=kind)

    assert client.get(address(document)).status_code == 404
    client.force_login(user("member@example.org"))
    assert client.get(address(document)).status_code == status


def test_file_of_no_entry_is_public(hub, client, document):
    assert client.get(address(document)).status_code == 200


def test_file_is_downloaded_not_shown(hub, client, document):
    response = client.get(address(document))

    disposition = response["Content-Disposition"].split(";")[0]
    assert (disposition, response["X-Content-Type-Options"]) == ("attachment", "nosniff")
