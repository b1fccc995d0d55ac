"""What people send us: what a file is, is read from its bytes, and what a picture reveals is taken out."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_PIXELS = 30_000_000
MAX_SIDE = 2_000
MEGABYTE = 1024 * 1024
#: Of a packed document: parts, and bytes unpacked.
MAX_PARTS = 3_000
MAX_UNPACKED = 200 * MEGABYTE

PICTURES = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
#: How the content of a packed document begins or what it must hold, by extension.
PACKED = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "epub": "application/epub+zip",
}
DOCUMENTS = ("pdf", *PACKED)
#: Each part of an archive begins like this in its table of contents.
_PART = b"PK\x01\x02"
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
#: What reading a broken archive ends with.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError, OverflowError)
_DAMAGED = _("The file is damaged.")
_TOO_MUCH = _("The file is too big once it is unpacked.")


def checked(upload: UploadedFile, *, accept: Collection[str], max_size: int, says: str | Promise) -> tuple[bytes, str]:
    """The bytes to keep and their extension. Pictures are drawn anew, without place, time or camera.

    `accept` are extensions, `max_size` is in bytes, `says` names what is accepted. Raises `ValidationError` for
    anything else, for what is too big, damaged or has programs in it, and for what the virus scanner refuses.
    """
    if (upload.size or 0) > max_size:
        raise ValidationError(
            _("The file is too big: %(size)d MB at most.") % {"size": max_size // MEGABYTE}, code="too-big"
        )
    content = upload.read(max_size + 1)
    extension = sniffed(content)
    if extension not in accept:
        raise ValidationError(says, code="wrong-type")
    scan(content, upload.name or "")
    return (clean_picture(content, PICTURES[extension]) if extension in PICTURES else content), extension


def scan(content: bytes, name: str) -> None:
    """Ask the virus scanner of this site, if there is one. Raises `ValidationError` for what it refuses."""
    if settings.UPLOAD_SCANNER:
        scanner: Callable[[bytes, str], None] = import_string(settings.UPLOAD_SCANNER)
        scanner(content, name)


def sniffed(content: bytes) -> str:
    """What a file is by its bytes, whatever it is called; empty for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"%PDF-"):
        return "pdf"
    return _packed(content) if content.startswith(b"PK\x03\x04") else ""


def _packed(content: bytes) -> str:
    """The kind of a packed document, read from its table of contents; nothing is unpacked but a name of its type."""
    if content.count(_PART) > 10 * MAX_PARTS:  # A table that long is not read; documents in it have tables as well.
        raise ValidationError(_TOO_MUCH, code="too-big")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_dangerous(parts)
            names = {part.filename for part in parts}
            if "mimetype" in names:
                with archive.open("mimetype") as file:  # It may hold more than it says.
                    mimetype = file.read(100).decode("ascii", "replace").strip()
                return next((extension for extension, mark in PACKED.items() if mark == mimetype), "")
    except _BROKEN as error:
        raise ValidationError(_DAMAGED, code="damaged") from error
    return next((extension for extension, mark in PACKED.items() if mark in names), "")


def _refuse_dangerous(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ValidationError(_TOO_MUCH, code="too-big")
    if any(part.compress_type not in _PACKINGS for part in parts):  # Others unpack without an end.
        raise ValidationError(_DAMAGED, code="damaged")
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise ValidationError(_("The file has programs (macros) in it. Save it without them."), code="programs")


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
