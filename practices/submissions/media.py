"""The cover and the files of a draft.

In the draft, `cover` is the number of a picture or None, `files` a list of `{"document": number, "role": role}`. Both
may only name what was uploaded to the case or hangs on the entry already.
"""

from dataclasses import dataclass
from typing import Any

from hub.catalogue.choices import FileRole
from hub.catalogue.models import Entry, EntryFile, HubDocument, HubImage
from hub.catalogue.traces import told
from practices.submissions.models import Submission, Upload

MAX_FILES = 20


def media_of(page: Entry) -> dict[str, Any]:
    return {
        "cover": page.cover_id,
        "files": [{"document": row.document_id, "role": row.role} for row in page.files.all()],
    }


def write_media(page: Entry, data: dict[str, Any], case: Submission) -> None:
    """Put cover and files on a page in memory. What belongs to somebody else is left out."""
    pictures, documents = usable_media(case)
    if "cover" in data:
        page.cover_id = data["cover"] if data["cover"] in pictures else None
    if "files" in data:
        rows = [row for row in data["files"] or [] if row.get("document") in documents][:MAX_FILES]
        page.files = [
            EntryFile(document_id=row["document"], role=_role(row), sort_order=place) for place, row in enumerate(rows)
        ]


def usable_media(case: Submission) -> tuple[set[int], set[int]]:
    """The numbers of the pictures and of the documents that this draft may use."""
    uploaded = list(case.uploads.values_list("image", "document"))
    pictures = {picture for picture, _document in uploaded if picture}
    documents = {document for _picture, document in uploaded if document}
    if case.entry.cover_id:
        pictures.add(case.entry.cover_id)
    # What another case brought and is published belongs to the entry.
    documents |= set(EntryFile.objects.filter(entry=case.entry_id).values_list("document", flat=True))
    return pictures, documents


def _role(row: dict[str, Any]) -> str:
    return row["role"] if row.get("role") in FileRole.values else FileRole.OTHER


@dataclass(frozen=True)
class Shown:
    """A picture or file of a draft as its page lists it. `upload` is None for what was published before."""

    thing: HubImage | HubDocument
    upload: Upload | None = None
    role: str = ""

    @property
    def remarks(self) -> list[str]:
        """What its sender should know of a file, in words."""
        return told(self.upload.remarks) if self.upload else []


def shown_media(case: Submission, data: dict[str, Any]) -> tuple[Shown | None, list[Shown]]:
    """The cover and the files of a draft, in four queries whatever their number."""
    pictures, documents = usable_media(case)
    uploads = {(row.image_id, row.document_id): row for row in case.uploads.all()}
    cover = HubImage.objects.select_related("licence").filter(pk__in=pictures & {data.get("cover")}).first()
    rows = [row for row in data.get("files") or [] if row.get("document") in documents]
    found = HubDocument.objects.select_related("licence", "language").in_bulk([row["document"] for row in rows])
    files = [
        Shown(found[row["document"]], uploads.get((None, row["document"])), str(FileRole(_role(row)).label))
        for row in rows
        if row["document"] in found
    ]
    return (Shown(cover, uploads.get((cover.pk, None))) if cover else None), files
