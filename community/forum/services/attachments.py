"""Pictures and PDFs: what they are is read from their bytes, and what they reveal is taken out."""

import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from community.forum.models import Attachment
from community.members.models import User
from hub.catalogue import uploads
from hub.catalogue.traces import without_traces
from hub.catalogue.uploads import PICTURES

MAX_SIZE = 5 * 1024 * 1024
#: Files of one person that belong to no post yet.
MAX_WAITING = 10


def attach(upload: UploadedFile, *, uploader: User, alt: str = "") -> Attachment:
    """Keep a file until its post is written. Raises `ValidationError` for what is no picture or PDF."""
    if Attachment.objects.filter(uploader=uploader, post=None).count() >= MAX_WAITING:
        raise ValidationError(_("Post what you have attached so far, or wait a day."), code="too-many")
    content, extension = checked(upload)
    content, remarks = without_traces(content, extension)
    attachment = Attachment(
        uploader=uploader,
        key=secrets.token_hex(16),
        name=PurePath(upload.name or "file").name[:120],
        extension=extension,
        size=len(content),
        alt=alt,
        remarks=remarks,
    )
    attachment.file.save(f"file.{extension}", ContentFile(content), save=False)
    attachment.save()
    return attachment


def take_off(key: str, *, uploader: User) -> None:
    """Forget a file of this person that belongs to no post yet."""
    for attachment in Attachment.objects.filter(key=key[:32], uploader=uploader, post=None):
        attachment.file.delete(save=False)
        attachment.delete()


def checked(upload: UploadedFile, *, pictures_only: bool = False) -> tuple[bytes, str]:
    """The bytes to keep and their extension. Raises `ValidationError`."""
    accept = (*PICTURES,) if pictures_only else (*PICTURES, "pdf")
    says = _("Only JPEG, PNG and WebP pictures or PDF files.")
    return uploads.checked(upload, accept=accept, max_size=MAX_SIZE, says=says)
