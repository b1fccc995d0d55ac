"""Pictures and files of a draft. They are private until the entry is published."""

import secrets
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from community.members.models import User
from hub.catalogue.choices import FileRole
from hub.catalogue.models import HubDocument, HubImage, Language, Licence
from hub.catalogue.traces import without_traces
from hub.catalogue.uploads import DOCUMENTS, MEGABYTE, PICTURES, checked
from practices.submissions.errors import SubmissionRefused
from practices.submissions.media import MAX_FILES
from practices.submissions.models import ReviewAssignment, Submission, Upload
from practices.submissions.queries import last_round
from practices.submissions.rules import can_review
from practices.submissions.services.drafts import draft_of, remove_upload, save_draft
from practices.submissions.services.moving import check, moving
from practices.submissions.states import Act, People

MAX_PICTURE = 10 * MEGABYTE
MAX_DOCUMENT = 20 * MEGABYTE
COLLECTION = "Submissions"


class TooManyUploads(SubmissionRefused):
    words = _("A submission holds 20 pictures and files at most. Remove one first.")


@dataclass(frozen=True)
class PictureFacts:
    """What is said of a picture. `consent` is asked for when people can be recognised."""

    alt: str
    credit: str = ""
    licence: Licence | None = None
    people: str = People.NONE
    consent: bool = False


@dataclass(frozen=True)
class FileFacts:
    title: str
    role: str = FileRole.GUIDE
    language: Language | None = None
    licence: Licence | None = None


def add_picture(submission: Submission, sent: UploadedFile, *, facts: PictureFacts, by: User) -> Upload:
    """Keep a picture and make it the cover of the draft. Raises `ValidationError` for what is no picture."""
    says = _("Only JPEG, PNG and WebP pictures.")
    content, extension = checked(sent, accept=PICTURES, max_size=MAX_PICTURE, says=says)
    with moving(submission, Act.WRITE, by=by) as case:
        _refuse_too_many(case)
        picture = HubImage(collection=_collection(), uploaded_by_user=by, private=True)
        _describe_picture(picture, facts)
        file = ContentFile(content, name=f"{secrets.token_hex(12)}.{extension}")
        picture.width, picture.height = get_image_dimensions(file)
        picture.file = file
        picture.save()
        upload = Upload.objects.create(
            submission=case, image=picture, people=facts.people, consent=facts.consent, uploaded_by=by
        )
        _save(case, by, cover=picture.pk)
    return upload


def change_picture(upload: Upload, *, facts: PictureFacts, by: User) -> Upload:
    """Say something else about a picture."""
    with moving(upload.submission, Act.WRITE, by=by):
        assert upload.image
        _describe_picture(upload.image, facts)
        upload.image.save()
        upload.people, upload.consent = facts.people, facts.consent
        upload.save()
    return upload


def add_file(submission: Submission, file: UploadedFile, *, facts: FileFacts, by: User) -> Upload:
    """Keep a document and put it at the end of the draft's files.

    The names its program wrote into it are taken out; what else it reveals is in `remarks`.
    """
    says = _("Only PDF, Word, PowerPoint, Excel, OpenDocument and EPUB files.")
    content, extension = checked(file, accept=DOCUMENTS, max_size=MAX_DOCUMENT, says=says)
    content, remarks = without_traces(content, extension)
    with moving(submission, Act.WRITE, by=by) as case:
        _refuse_too_many(case)
        document = _document(file, facts, by)
        document.file.save(f"{secrets.token_hex(12)}.{extension}", ContentFile(content), save=False)
        document.file_size = len(content)
        document.save()
        upload = Upload.objects.create(submission=case, document=document, uploaded_by=by, remarks=remarks)
        files = draft_of(case, by=by).data.get("files") or []
        _save(case, by, files=[*files, {"document": document.pk, "role": facts.role}])
    return upload


def _document(file: UploadedFile, facts: FileFacts, by: User) -> HubDocument:
    return HubDocument(
        title=facts.title.strip() or PurePath(file.name or "file").stem[:120],
        collection=_collection(),
        uploaded_by_user=by,
        language=facts.language,
        licence=facts.licence,
        private=True,
    )


def take_off(submission: Submission, *, by: User, image: int | None = None, document: int | None = None) -> None:
    """Take a picture or file off the draft. One that no round has seen is deleted."""
    with moving(submission, Act.WRITE, by=by) as case:
        data = draft_of(case, by=by).data
        if image and data.get("cover") == image:
            _save(case, by, cover=None)
        if document:
            files = [row for row in data.get("files") or [] if row.get("document") != document]
            _save(case, by, files=files)
        upload = case.uploads.filter(image=image, document=document).first()
        seen = last_round(case)
        if upload and not (seen and seen.submitted_at > upload.uploaded_at):
            remove_upload(upload)


def may_see_upload(user, thing: HubImage | HubDocument) -> bool:
    """Whether a picture or file of a draft is for this person: for its readers, and for who reviews it."""
    upload = Upload.objects.filter(**{_name(thing): thing}).select_related("submission__organisation").first()
    if not upload or not user.is_authenticated:
        return False
    try:
        check(user, Act.READ, upload.submission)
    except SubmissionRefused:
        return any(_reviews(user, upload.submission))
    return True


def _reviews(user, case: Submission):
    rows = ReviewAssignment.objects.filter(round__submission=case, reviewer=user)
    for row in rows.select_related("round__submission__organisation"):
        yield can_review(user, row)


def _name(thing: HubImage | HubDocument) -> str:
    return "image" if isinstance(thing, HubImage) else "document"


def _describe_picture(picture: HubImage, facts: PictureFacts) -> None:
    if facts.people != People.NONE and not facts.consent:
        raise ValidationError(
            {"consent": _("Only pictures whose people, or their parents, have agreed in writing may be published.")}
        )
    picture.title = (facts.alt.strip() or str(_("Picture")))[:255]
    picture.alt_text, picture.credit, picture.licence = facts.alt.strip(), facts.credit.strip(), facts.licence


def _save(case: Submission, by: User, **data) -> None:
    save_draft(case, data=data, version=draft_of(case, by=by).version, by=by)


def _refuse_too_many(case: Submission) -> None:
    if case.uploads.count() >= MAX_FILES:
        raise TooManyUploads


def _collection() -> Collection:
    """A folder of their own in the library, so that editors find them."""
    found = Collection.objects.filter(name=COLLECTION, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)
