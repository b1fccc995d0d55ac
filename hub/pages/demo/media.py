"""Pictures and files of the demo, all of our own making."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image

from hub.catalogue.models import Entry, EntryFile, HubDocument, HubImage, Language, Licence

FOLDER = Path(__file__).parent


def attach_pictures() -> None:
    """Give entries their cover pictures; those that have one keep it."""
    for row, entry in _rows("pictures.json"):
        if not entry.cover_id:
            entry.cover = _image(row)
            _save(entry)


def attach_files() -> None:
    for row, entry in _rows("files.json"):
        if not entry.files.filter(document__title=row["title"]).exists():
            entry.files.add(EntryFile(document=_document(row), role=row["role"]))
            _save(entry)


def _rows(name: str) -> Iterator[tuple[dict, Entry]]:
    """The rows of a list with their entry, an instance of its type."""
    for row in json.loads((FOLDER / name).read_text(encoding="utf-8")):
        yield row, Entry.objects.get(source="demo", source_id=row["entry"]).specific


def _save(entry: Entry) -> None:
    revision = entry.save_revision()
    if entry.live:
        revision.publish()


def _image(row: dict) -> HubImage:
    path = FOLDER / "pictures" / row["file"]
    with Image.open(path) as picture:
        width, height = picture.size
    return HubImage.objects.create(
        title=row["title"],
        file=ContentFile(path.read_bytes(), name=row["file"]),
        width=width,
        height=height,
        file_size=path.stat().st_size,
        alt_text=row["alt"],
        credit=row["credit"],
        licence=Licence.objects.get(code=row["licence"]),
    )


def _document(row: dict) -> HubDocument:
    path = FOLDER / "files" / row["file"]
    return HubDocument.objects.create(
        title=row["title"],
        file=ContentFile(path.read_bytes(), name=row["file"]),
        file_size=path.stat().st_size,
        language=Language.objects.get(code=row["language"]),
        licence=Licence.objects.get(code=row["licence"]),
    )
