import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from practices.submissions.models import Upload
from practices.submissions.services.submitting import submit
from tests.catalogue.test_traces import DOCX
from tests.catalogue.test_traces import packed as archive
from tests.catalogue.test_traces_of_notes import WORD
from tests.factories import term, user
from tests.submissions.makers import declarations, draft_case, member_of, school
from tests.submissions.test_uploads import media, pdf, photo  # noqa: F401 - `media` is a fixture

pytestmark = pytest.mark.django_db

PICTURE = {
    "add": "picture",
    "picture-alt_text": "Two children read",
    "picture-licence": "cc-by",
    "picture-people": "none",
}
FILE = {"add": "file", "file-title": "Guide", "file-role": "guide", "file-language": "en", "file-licence": "cc-by"}


@pytest.fixture
def author(hub, client):
    term("licence", "cc-by")
    person = member_of(school(), "author@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def case(author):
    return draft_case(author, author.memberships.get().organisation)


def page_of(case) -> str:
    return reverse("submissions:files", args=[case.reference])


def test_picture_and_file_are_added_described_and_taken_off(case, client):
    assert client.post(page_of(case), {**PICTURE, "picture-file": photo()}).status_code == 302
    assert client.post(page_of(case), {**FILE, "file-file": pdf()}).status_code == 302
    page = client.get(page_of(case)).content.decode()
    assert ("Two children read" in page, "Guide" in page) == (True, True)
    picture, file = Upload.objects.order_by("pk")
    url = reverse("submissions:picture", args=[case.reference, picture.pk])
    said = {"alt_text": "Three children read", "licence": "cc-by", "people": "adults", "consent": "on"}
    assert client.post(url, said).status_code == 302
    picture.refresh_from_db()
    assert (picture.image.alt_text, picture.people) == ("Three children read", "adults")
    for kind, pk in (("image", picture.image_id), ("document", file.document_id)):
        assert client.post(reverse("submissions:take_off", args=[case.reference, kind, pk])).status_code == 302
    assert Upload.objects.count() == 0


def add_file(client, case, file) -> tuple[str, bytes]:
    """What the page says when a file was added, and what was kept."""
    page = client.post(page_of(case), {**FILE, "file-file": file}, follow=True).content.decode()
    with Upload.objects.get().document.file.open() as kept:
        return page, kept.read()


def test_file_does_not_name_its_author(case, client):
    page, kept = add_file(client, case, SimpleUploadedFile("guide.docx", archive(DOCX)))
    with zipfile.ZipFile(io.BytesIO(kept)) as read:
        assert b"Quokka" not in read.read("docProps/core.xml")
    upload = Upload.objects.get()
    assert ("beside the file" in page, upload.remarks, upload.document.file_size) == (False, [], len(kept))


def test_file_that_keeps_the_name_of_its_author_says_so(case, client):
    page, kept = add_file(client, case, pdf())
    assert ("beside the file" in page, "could not be taken out" in page, kept) == (True, True, b"%PDF-1.7 words")
    assert "could not be taken out" in client.get(page_of(case)).content.decode()


def test_comments_and_changes_in_a_file_are_noted_beside_it(case, client):
    add_file(client, case, SimpleUploadedFile("guide.docx", archive(WORD)))
    page = client.get(page_of(case)).content.decode()
    assert ("There are comments in the file." in page, "There are tracked changes in the file." in page) == (True, True)
    assert "could not be taken out" not in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({**PICTURE, "picture-file": pdf()}, "Only JPEG, PNG and WebP pictures."),
        ({**PICTURE, "picture-file": photo(), "picture-alt_text": ""}, "This field is required."),
        ({**PICTURE, "picture-file": photo(), "picture-people": "minors"}, "have agreed in writing may be published"),
        ({**FILE, "file-file": photo()}, "Only PDF, Word"),
        ({**FILE}, "This field is required."),
        ({**FILE, "file-file": pdf(), "file-licence": "mine"}, "Select a valid choice"),
    ],
    ids=["disguised", "no-alt", "no-consent", "picture-as-file", "nothing", "licence"],
)
def test_bad_upload_is_refused_beside_its_field_and_keeps_what_was_typed(case, client, data, words):
    response = client.post(page_of(case), data)
    assert response.status_code == 422
    assert words in response.content.decode()
    typed = next(value for name, value in data.items() if name.endswith(("credit", "title", "alt_text")))
    assert str(typed) in response.content.decode()
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(("file", "alt", "again"), [(photo, "", True), (pdf, "Two girls read", False)])
def test_who_has_to_choose_the_file_once_more_is_told(case, client, file, alt, again):
    page = client.post(page_of(case), {**PICTURE, "picture-file": file(), "picture-alt_text": alt}).content.decode()
    assert ("Please choose it once more" in page) is again


def test_pages_are_for_writers_of_the_case(case, client, author):
    client.post(page_of(case), {**PICTURE, "picture-file": photo()})
    upload = Upload.objects.get()
    addresses = [
        page_of(case),
        reverse("submissions:picture", args=[case.reference, upload.pk]),
        reverse("submissions:take_off", args=[case.reference, "image", upload.image_id]),
    ]
    for person in (user("stranger@example.org"), member_of(case.organisation, "viewer@example.org", "viewer")):
        client.force_login(person)
        assert [client.post(url, PICTURE).status_code for url in addresses] == [404, 404, 404]
    client.logout()
    assert [client.post(url, PICTURE).status_code for url in addresses] == [302, 302, 302]
    assert Upload.objects.count() == 1


def test_late_upload_says_that_the_case_has_moved_on(case, client, author):
    submit(case, by=author, declared=declarations())
    response = client.post(page_of(case), {**PICTURE, "picture-file": photo()})
    assert response.status_code == 422
    assert "has moved on in the meantime" in response.content.decode()
