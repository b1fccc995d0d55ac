"""Documents made to hurt whoever opens them: they are refused in words, or stay as they are with a remark."""

import io
import random
import resource
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.catalogue.traces import Remark, without_traces
from hub.catalogue.uploads import DOCUMENTS, MEGABYTE, checked
from tests.catalogue.test_traces import DOCX, ODT, packed, pdf, written
from tests.catalogue.test_traces_of_notes import ODF, OPEN, WORD, W

LAUGHS = "".join(f"<!ENTITY l{number} '{f'&l{number - 1};' * 10}'>" for number in range(1, 12))
BOMB = f"<!DOCTYPE x [<!ENTITY l0 'author'>{LAUGHS}]><w:document {W}>&l11;</w:document>"


def sent(content: bytes) -> tuple[bytes, str]:
    says = "Only documents."
    return checked(SimpleUploadedFile("a.bin", content), accept=DOCUMENTS, max_size=20 * MEGABYTE, says=says)


def lying(content: bytes, name: bytes, size: int) -> bytes:
    """The archive with a part that says it holds less than it does."""
    at = content.index(name, content.index(b"PK\x01\x02")) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def repacked(parts: dict[str, str | bytes], packing: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packed({**DOCX, "word/media/a.bin": bytes(201 * MEGABYTE)}), "too-big"),
        (packed({f"word/{number}": "" for number in range(3_001)}), "too-big"),
        (b"PK\x03\x04" + b"PK\x01\x02" * 30_001, "too-big"),
        (repacked(DOCX, zipfile.ZIP_BZIP2), "damaged"),
        (repacked(ODT, zipfile.ZIP_LZMA), "damaged"),
        (packed({"mimetype": "x"})[:-22], "damaged"),
        (lying(repacked({**ODT, "mimetype": bytes(50 * MEGABYTE)}, zipfile.ZIP_DEFLATED), b"mimetype", 50), "damaged"),
    ],
    ids=["bomb", "parts", "table", "bzip2", "lzma", "cut-off", "lying-type"],
)
def test_archive_that_does_not_fit_is_refused(content, code):
    with pytest.raises(ValidationError) as refused:
        sent(content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (packed({**DOCX, "word/document.xml": BOMB}), "docx"),
        (packed({**DOCX, "word/document.xml": f"<w:a {W} w:author=''>" * 9_000 + "</w:a>" * 9_000}), "docx"),
        (packed({**DOCX, "word/document.xml": f'<w:ins {W} w:author="Anna>'}), "docx"),
        (packed({**WORD, "word/comments.xml": WORD["word/comments.xml"].encode("utf-16")}), "docx"),
        (packed({**DOCX, "docProps/core.xml": "<unheard>Anna Quokka</unheard>"}), "docx"),
        (lying(packed({**DOCX, "word/media/a.bin": bytes(50 * MEGABYTE)}), b"word/media", 50), "docx"),
        (packed({**OPEN, "content.xml": f"<dc:creator {ODF}><b>Anna</b></dc:creator>"}), "odt"),
        (packed({**DOCX, "a": packed({**DOCX, "a": packed({**DOCX, "a": packed(DOCX)})})}), "docx"),
    ],
    ids=["entities", "deep", "broken", "utf-16", "properties", "lying", "name-with-tags", "nested"],
)
def test_strange_document_stays_byte_for_byte_and_says_so(content, extension):
    kept, remarks = without_traces(content, extension)
    assert (kept == content, remarks[0]) == (True, Remark.NAMES)


def test_big_document_takes_no_memory_of_the_site():
    """It is read in another process, and what that answers is no longer than what it was asked."""
    content = packed({**DOCX, "word/document.xml": f"<w:document {W}>author" + " " * 60 * MEGABYTE + "</w:document>"})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept, remarks = without_traces(content, "docx")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (remarks, len(kept) < MEGABYTE, grown < 50_000) == ([], True, True)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_documents_never_end_in_an_error(seed):
    """Bytes changed at random: refused in words, or read."""
    chance = random.Random(seed)
    whole = [packed(WORD), packed(OPEN), written(pdf(Title="A guide"))]
    for _round in range(300):
        content = bytearray(chance.choice(whole))
        for _change in range(chance.randint(1, 6)):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        try:
            sent(bytes(content))
        except ValidationError as refused:
            assert refused.code in {"damaged", "too-big", "wrong-type"}
