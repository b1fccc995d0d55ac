import io
import zipfile

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hub.catalogue.models import Entry, HubDocument, HubImage
from practices.submissions.desk.checks import shown_besides
from practices.submissions.errors import NotAllowed, NotNow
from practices.submissions.models import DraftBuffer, Upload
from practices.submissions.services.deciding import accept, request_changes
from practices.submissions.services.drafts import discard_draft, draft_of, save_draft
from practices.submissions.services.submitting import submit
from practices.submissions.services.uploads import FileFacts, PictureFacts, add_file, add_picture, take_off
from tests.catalogue.test_traces import packed as archive
from tests.catalogue.test_traces_of_notes import WORD
from tests.factories import organisation, user
from tests.submissions.makers import declarations, desk, draft_case, member_of, school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # Wagtail remembers cuts by the number of the picture, which another test has used.


@pytest.fixture
def author(hub):
    return member_of(school(), "author@example.org")


@pytest.fixture
def case(author):
    return draft_case(author, author.memberships.get().organisation)


def photo(name: str = "photo.jpg", form: str = "JPEG", size=(40, 30)) -> SimpleUploadedFile:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A telling camera"
    Image.new("RGB", size, "teal").save(file, form, exif=exif)
    return SimpleUploadedFile(name, file.getvalue())


def packed(name: str, *parts: str, content: str = "x") -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, content)
    return SimpleUploadedFile(name, file.getvalue())


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("guide.pdf", b"%PDF-1.7 words")


def data_of(case) -> dict:
    return DraftBuffer.objects.get(submission=case).data


def cut_of(picture: HubImage) -> str:
    return picture.get_rendition("fill-20x20").file.url


def test_picture_tells_neither_camera_nor_name(case, author):
    upload = add_picture(case, photo("our-school-street-7.jpg"), facts=PictureFacts(alt="Two children"), by=author)
    with upload.image.file.open() as file, Image.open(file) as picture:
        assert dict(picture.getexif()) == {}
    assert "school" not in upload.image.file.name
    assert (upload.image.private, data_of(case)["cover"]) == (True, upload.image.pk)


def test_picture_of_a_draft_is_for_those_who_work_on_it(case, author, client):
    upload = add_picture(case, photo(), facts=PictureFacts(alt="Two children"), by=author)
    url = cut_of(upload.image)
    assert client.get(url).status_code == 404
    client.force_login(user("stranger@example.org"))
    assert client.get(url).status_code == 404
    client.force_login(author)
    response = client.get(url)
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)


def test_file_of_a_draft_is_for_those_who_work_on_it(case, author, client):
    upload = add_file(case, pdf(), facts=FileFacts(title="Guide"), by=author)
    url = upload.document.url
    assert client.get(url).status_code == 404
    client.force_login(author)
    assert client.get(url).status_code == 200


def test_publication_frees_what_the_entry_shows(case, author, client):
    picture = add_picture(case, photo(), facts=PictureFacts(alt="Two children"), by=author)
    file = add_file(case, pdf(), facts=FileFacts(title="Guide"), by=author)
    accept(submit(case, by=author, declared=declarations()), by=desk())
    entry = Entry.objects.visible().get(pk=case.entry_id)
    assert entry.cover_id == picture.image_id
    assert [row.document_id for row in entry.files.all()] == [file.document_id]
    assert client.get(cut_of(picture.image)).status_code == 200
    assert client.get(file.document.url).status_code == 200


def test_replaced_picture_stays_private_when_published(case, author, client):
    first = add_picture(case, photo(), facts=PictureFacts(alt="Somebody who said no"), by=author)
    add_picture(case, photo(), facts=PictureFacts(alt="Two children"), by=author)
    accept(submit(case, by=author, declared=declarations()), by=desk())
    assert client.get(cut_of(first.image)).status_code == 404


def test_people_in_a_picture_must_have_agreed(case, author):
    with pytest.raises(ValidationError):
        add_picture(case, photo(), facts=PictureFacts(alt="Children", people="minors"), by=author)
    assert Upload.objects.count() == 0
    facts = PictureFacts(alt="Children", people="minors", consent=True)
    assert add_picture(case, photo(), facts=facts, by=author).consent is True


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.jpg", b"<html><script>alert(1)</script></html>"),
        SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\nbroken"),
        SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("a.jpg", b"%PDF-1.7"),
        SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"\0" * (10 * 1024 * 1024 + 1)),
        photo("bomb.png", "PNG", (30_001, 1_000)),
    ],
    ids=["html", "broken", "svg", "pdf", "too-big", "too-many-pixels"],
)
def test_disguised_or_oversized_picture_is_refused(case, author, file):
    with pytest.raises(ValidationError):
        add_picture(case, file, facts=PictureFacts(alt="x"), by=author)
    assert (Upload.objects.count(), HubImage.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.pdf", b"MZ\x90\x00 a program"),
        SimpleUploadedFile("a.docx", b"PK\x03\x04 broken"),
        packed("a.docx", "word/document.xml", "word/vbaProject.bin"),
        packed("a.docx", "index.html"),
        packed("a.xlsx", *(f"xl/{number}" for number in range(3_001))),
        photo("a.pdf"),
    ],
    ids=["program", "broken", "macros", "zip", "too-many-parts", "picture"],
)
def test_disguised_or_dangerous_file_is_refused(case, author, file):
    with pytest.raises(ValidationError):
        add_file(case, file, facts=FileFacts(title="x"), by=author)
    assert (Upload.objects.count(), HubDocument.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "file",
    [
        packed("a.docx", "[Content_Types].xml", "word/document.xml"),
        packed("a.odt", "mimetype", content="application/vnd.oasis.opendocument.text"),
    ],
)
def test_office_documents_are_recognised_by_their_content(case, author, file):
    upload = add_file(case, file, facts=FileFacts(title="Guide"), by=author)
    assert upload.document.file.name.rsplit(".", 1)[1] == file.name.rsplit(".", 1)[1]


def test_desk_sees_what_files_show_besides_their_text(case, author):
    sent = SimpleUploadedFile("guide.docx", archive({**WORD, "_xmlsignatures/sig1.xml": "<Signature/>"}))
    add_file(case, sent, facts=FileFacts(title="Guide"), by=author)
    add_file(case, packed("a.docx", "word/document.xml"), facts=FileFacts(title="Plain"), by=author)
    add_picture(case, photo(), facts=PictureFacts(alt="Two children"), by=author)
    said = ["Guide: names that could not be taken out, comments, tracked changes"]
    assert list(shown_besides(case)) == said


def refuse(content: bytes, name: str) -> None:
    raise ValidationError("There is a virus in it.")


def test_virus_scanner_of_the_site_is_asked(case, author, settings):
    settings.UPLOAD_SCANNER = f"{__name__}.refuse"
    with pytest.raises(ValidationError, match="virus"):
        add_file(case, pdf(), facts=FileFacts(title="x"), by=author)


def test_uploads_follow_the_rules_of_the_draft(case, author):
    with pytest.raises(NotAllowed):
        add_file(case, pdf(), facts=FileFacts(title="x"), by=user("stranger@example.org"))
    submitted = submit(case, by=author, declared=declarations())
    with pytest.raises(NotNow):
        add_file(submitted, pdf(), facts=FileFacts(title="x"), by=author)
    assert Upload.objects.count() == 0


def test_draft_cannot_show_what_belongs_to_somebody_else(case, author):
    other = member_of(school_of_others(), "other@example.org")
    theirs = draft_case(other, other.memberships.get().organisation)
    picture = add_picture(theirs, photo(), facts=PictureFacts(alt="Theirs"), by=other)
    file = add_file(theirs, pdf(), facts=FileFacts(title="Theirs"), by=other)
    data = {"cover": picture.image_id, "files": [{"document": file.document_id, "role": "guide"}]}
    save_draft(case, data=data, version=draft_of(case, by=author).version, by=author)
    accept(submit(case, by=author, declared=declarations()), by=desk())
    entry = Entry.objects.get(pk=case.entry_id)
    assert (entry.cover_id, entry.files.count()) == (None, 0)


def test_what_is_taken_off_or_discarded_is_deleted(case, author):
    file = add_file(case, pdf(), facts=FileFacts(title="Guide"), by=author)
    take_off(case, document=file.document_id, by=author)
    assert (HubDocument.objects.count(), data_of(case)["files"]) == (0, [])
    add_picture(case, photo(), facts=PictureFacts(alt="Two children"), by=author)
    discard_draft(case, by=author)
    assert (HubImage.objects.count(), Entry.objects.filter(pk=case.entry_id).exists()) == (0, False)


def test_what_a_round_has_seen_stays(author):
    case = draft_case(author, author.memberships.get().organisation)
    file = add_file(case, pdf(), facts=FileFacts(title="Guide"), by=author)
    case = request_changes(submit(case, by=author, declared=declarations()), by=desk(), letter="Another guide, please.")
    take_off(case, document=file.document_id, by=author)
    assert HubDocument.objects.filter(pk=file.document_id).exists()
    assert data_of(case)["files"] == []


def school_of_others():
    return organisation("Another school")
