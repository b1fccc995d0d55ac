"""Pictures and PDFs: what they are is read from their bytes, and what they reveal is taken out."""

import io
import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from community.forum.models import Attachment
from community.members.models import User

MAX_SIZE = 5 * 1024 * 1024
MAX_PIXELS = 30_000_000
MAX_SIDE = 2_000
#: Files of one person that belong to no post yet.
MAX_WAITING = 10
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def attach(upload: UploadedFile, *, uploader: User, alt: str = "") -> Attachment:
    """Keep a file until its post is written. Raises `ValidationError` for what is no picture or PDF."""
    if Attachment.objects.filter(uploader=uploader, post=None).count() >= MAX_WAITING:
        raise ValidationError(_("Post what you have attached so far, or wait a day."), code="too-many")
    content, extension = checked(upload)
    attachment = Attachment(
        uploader=uploader,
        key=secrets.token_hex(16),
        name=PurePath(upload.name or "file").name[:120],
        extension=extension,
        size=len(content),
        alt=alt,
    )
    attachment.file.save(f"file.{extension}", ContentFile(content), save=False)
    attachment.save()
    return attachment


def checked(upload: UploadedFile, *, pictures_only: bool = False) -> tuple[bytes, str]:
    """The bytes to keep and their extension."""
    if upload.size > MAX_SIZE:
        raise ValidationError(_("The file is too big: 5 MB at most."), code="too-big")
    content = upload.read(MAX_SIZE + 1)
    extension = sniffed(content)
    if extension in FORMATS:
        return clean_picture(content, FORMATS[extension]), extension
    if extension == "pdf" and not pictures_only:
        return content, "pdf"
    raise ValidationError(_("Only JPEG, PNG and WebP pictures or PDF files."), code="wrong-type")


def sniffed(content: bytes) -> str:
    """What a file is by its first bytes, whatever it is called; empty for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return "pdf" if content.startswith(b"%PDF-") else ""


def clean_picture(content: bytes, form: str) -> bytes:
    """The picture drawn anew: upright, of a sensible size, without place, time or camera."""
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(_("The picture is too big: 30 million pixels at most."), code="too-big")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((MAX_SIDE, MAX_SIDE))
            return _saved(upright, form)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("The picture is damaged."), code="damaged") from error


def _saved(picture: Image.Image, form: str) -> bytes:
    mode = "RGB" if form == "JPEG" else "RGBA"
    clean = picture.convert(mode)
    clean.info = {}
    output = io.BytesIO()
    clean.save(output, form, quality=85)
    return output.getvalue()
