"""The cover and the files of a draft.

In the draft, `cover` is the number of a picture or None, `files` a list of `{"document": number, "role": role}`. Both
may only name what was uploaded to the case or hangs on the entry already.
"""

from typing import Any

from hub.catalogue.choices import FileRole
from hub.catalogue.models import Entry, EntryFile
from practices.submissions.models import Submission

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
