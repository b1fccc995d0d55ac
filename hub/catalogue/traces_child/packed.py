"""Office documents: archives of XML."""

import io
import re
import zipfile

from markup import without_names
from people import Findings, Refused
from pictures import without_place

TITLE = '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{title}</dc:title>'
#: The parts that say who wrote a document, by the name of their root, as their standards write them when they say
#: nothing but the title. `{space}` is the namespace the part has.
PROPERTIES = {
    "coreProperties": '<cp:coreProperties xmlns:cp="{space}">{title}</cp:coreProperties>',
    "Properties": '<Properties xmlns="{space}"></Properties>',
    "document-meta": '<office:document-meta xmlns:office="{space}" office:version="1.2"><office:meta>{title}'
    "</office:meta></office:document-meta>",
}
SPACES = (
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
)
ROOT = re.compile(rb"<(?:[\w.-]+:)?(coreProperties|Properties|document-meta)[\s>/]")
#: Where properties always are, so that nothing unusual passes there.
PLACES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
SIGNATURES = ("_xmlsignatures/", "META-INF/documentsignatures.xml")
MARKUP = (".xml", ".rels", ".psmdcp")
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: Documents in documents, such as the numbers behind a chart.
MAX_DEPTH = 3


def clean_packed(content: bytes, findings: Findings, depth: int = 1) -> bytes:
    """The archive with its parts in their order, of which the first may have to lie there unpacked."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.infolist():
            copy = zipfile.ZipInfo(part.filename, part.date_time)
            copy.compress_type, copy.external_attr = part.compress_type, part.external_attr
            new.writestr(copy, cleaned_part(part.filename, unpacked(old, part, findings), findings, depth))
        # Asked last, so that what else is in a sealed document is known.
        refuse_sealed(old)
        names = old.namelist()
    with zipfile.ZipFile(written) as new:
        if new.testzip() or new.namelist() != names:
            raise Refused("it cannot be read back")
    return written.getvalue()


def unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, findings: Findings) -> bytes:
    """No more than the part says it holds: one that holds more is damaged, and other packings cannot be stopped."""
    if part.compress_type not in PACKINGS:
        raise Refused("it is packed in a way that documents are not")
    findings.unpack(part.file_size)
    with archive.open(part) as file:
        return file.read(part.file_size)


def refuse_sealed(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any(name.startswith(SIGNATURES) for name in names):
        raise Refused("it is signed")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("it is encrypted")


def cleaned_part(name: str, content: bytes, findings: Findings, depth: int) -> bytes:
    if content.startswith(b"PK\x03\x04") and is_document(content):
        if depth == MAX_DEPTH:
            raise Refused("documents in documents in documents")
        return clean_packed(content, findings, depth + 1)
    if not name.lower().endswith(MARKUP):
        return without_place(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise Refused("it is not written in UTF-8")
    if b"<!DOCTYPE" in content:
        raise Refused("it declares entities")
    said = properties(content)
    if name in PLACES and not said:
        raise Refused("its properties are unusual")
    return said or without_names(content, findings)


def is_document(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return bool({"[Content_Types].xml", "mimetype"} & set(archive.namelist()))


def properties(content: bytes) -> bytes:
    """The part as it says nothing but the title; empty for any other part."""
    root = ROOT.search(content, 0, 4_000)
    space = root and next((space for space in SPACES if space.encode() in content), "")
    if not root or not space:
        return b""
    found = re.search(rb"<dc:title[^>/]*>([^<]*)</dc:title>", content)
    title = TITLE.format(title=found[1].decode("utf-8")) if found else ""
    text = PROPERTIES[root[1].decode()].format(space=space, title=title)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()
