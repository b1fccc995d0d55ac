"""PDF."""

import io
import re
from collections.abc import Iterator
from html import escape

from people import Findings, Refused
from pictures import without_place
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

#: For readers of the file who hear it: what it is called, and the promise that it can be heard.
ACCESSIBLE = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>{part}</pdfuaid:part>'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
#: What is drawn and noted on a page, and says by whom. Of a field of a form, the same key is its name.
NOTES = (
    "/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Line",
    "/Square", "/Circle", "/Polygon", "/PolyLine", "/FileAttachment", "/Sound", "/Redact",
)  # fmt: skip


def clean_pdf(content: bytes, findings: Findings) -> bytes:
    old = PdfReader(io.BytesIO(content))
    refuse_sealed(old, findings)
    new = PdfWriter(clone_from=old)
    new.pdf_header = old.pdf_header
    say_the_title_alone(new, old)
    for note in notes_of(new):
        if "/T" in note:
            note[NameObject("/T")] = TextStringObject(findings.name(str(note["/T"])))
    for thing in new._objects:
        if isinstance(thing, StreamObject) and thing.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            thing._data = without_place(thing._data)
    new.compress_identical_objects(remove_unreferenced=True)
    written = io.BytesIO()
    new.write(written)
    if texts_of(PdfReader(written)) != texts_of(old):
        raise Refused("it cannot be read back")
    return written.getvalue()


def refuse_sealed(pdf: PdfReader, findings: Findings) -> None:
    """What is in a signed file can be read, and is told."""
    if pdf.is_encrypted:
        raise Refused("it is encrypted")
    if any(note.get("/Contents") and note["/Subtype"] != "/FreeText" for note in notes_of(pdf)):
        findings.remarks.add("comments")
    form = pdf.root_object.get("/AcroForm")
    if "/Perms" in pdf.root_object or (form and int(form.get_object().get("/SigFlags", 0))):
        raise Refused("it is signed")


def say_the_title_alone(new: PdfWriter, old: PdfReader) -> None:
    title = str((old.metadata and old.metadata.title) or "")
    new.metadata = {"/Title": title} if title else None
    promise = promise_of(old.root_object, title)
    new.xmp_metadata = promise
    if promise:
        kind = {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
        new.root_object["/Metadata"].update(kind)
    for page in new.pages:
        for key in ("/Metadata", "/PieceInfo"):
            page.pop(key, None)


def notes_of(pdf: PdfReader | PdfWriter) -> Iterator[DictionaryObject]:
    """Comments and other marks on its pages."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            note = annotation.get_object()
            if isinstance(note, DictionaryObject) and note.get("/Subtype") in NOTES:
                yield note


def promise_of(root: DictionaryObject, title: str) -> bytes | None:
    """Only that the file is accessible (PDF/UA), if it says so."""
    xmp = root["/Metadata"].get_data() if "/Metadata" in root else b""
    part = re.search(rb"""pdfuaid:part(?:>|=["'])([0-9])""", xmp)
    return ACCESSIBLE.format(part=part[1].decode(), title=escape(title)).encode() if part else None


def texts_of(pdf: PdfReader) -> list[bytes]:
    """What is drawn on each page."""
    contents = [page.get_contents() for page in pdf.pages]
    return [content.get_data() if content else b"" for content in contents]
