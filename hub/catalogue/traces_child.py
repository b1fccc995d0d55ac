"""Runs alone, in a process of its own: reads a document, writes it without what its program noted about people.

It imports nothing of the hub, so that it starts fast and holds no secret. Every doubt ends with an error, and then the
document stays as it was.
"""

import io
import re
import resource
import sys
import zipfile
from html import escape

MAX_MEMORY = 1_000_000_000
MAX_SECONDS = 20


class Refused(Exception):
    pass


def main(extension: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(clean_pdf(content) if extension == "pdf" else clean_packed(content))


# ---------------------------------------------------------------- Office documents: archives of XML

TITLE = '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{title}</dc:title>'
#: The parts that say who wrote a document, as their standards write them when they say nothing but the title.
PARTS = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties">{title}</cp:coreProperties>',
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"></Properties>',
    "docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'custom-properties"></Properties>',
    "meta.xml": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:version="1.2"><office:meta>{title}</office:meta></office:document-meta>',
}
SIGNATURES = ("_xmlsignatures/", "META-INF/documentsignatures.xml")


def clean_packed(content: bytes) -> bytes:
    """The archive with its parts in their order, of which the first may have to lie there unpacked."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        refuse_sealed(old)
        for part in old.infolist():
            copy = zipfile.ZipInfo(part.filename, part.date_time)
            copy.compress_type, copy.external_attr = part.compress_type, part.external_attr
            new.writestr(copy, cleaned_part(part.filename, old.read(part)))
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written) as new:
        if new.testzip() or new.namelist() != old.namelist():
            raise Refused("it cannot be read back")
    return written.getvalue()


def refuse_sealed(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any(name.startswith(SIGNATURES) for name in names):
        raise Refused("it is signed")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("it is encrypted")


def cleaned_part(name: str, content: bytes) -> bytes:
    if name not in PARTS:
        return content
    found = re.search(rb"<dc:title[^>/]*>([^<]*)</dc:title>", content)
    title = TITLE.format(title=found[1].decode("utf-8")) if found else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{PARTS[name].format(title=title)}'.encode()


# ---------------------------------------------------------------- PDF

#: For readers of the file who hear it: what it is called, and the promise that it can be heard.
ACCESSIBLE = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>{part}</pdfuaid:part>'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def clean_pdf(content: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    old = PdfReader(io.BytesIO(content))
    root = old.root_object
    form = root.get("/AcroForm")
    if old.is_encrypted or "/Perms" in root or (form and int(form.get_object().get("/SigFlags", 0))):
        raise Refused("it is signed or encrypted")
    title = str((old.metadata and old.metadata.title) or "")
    new = PdfWriter(clone_from=old)
    new.pdf_header = old.pdf_header
    new.metadata = {"/Title": title} if title else None
    promise = promise_of(root, title)
    new.xmp_metadata = promise
    if promise:
        kind = {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
        new.root_object["/Metadata"].update(kind)
    for page in new.pages:
        for key in ("/Metadata", "/PieceInfo"):
            page.pop(key, None)
    new.compress_identical_objects(remove_unreferenced=True)
    written = io.BytesIO()
    new.write(written)
    if texts_of(PdfReader(written)) != texts_of(old):
        raise Refused("it cannot be read back")
    return written.getvalue()


def promise_of(root, title: str) -> bytes | None:
    """Only that the file is accessible (PDF/UA), if it says so."""
    xmp = root["/Metadata"].get_data() if "/Metadata" in root else b""
    part = re.search(rb"""pdfuaid:part(?:>|=["'])([0-9])""", xmp)
    return ACCESSIBLE.format(part=part[1].decode(), title=escape(title)).encode() if part else None


def texts_of(pdf) -> list[bytes]:
    """What is drawn on each page."""
    contents = [page.get_contents() for page in pdf.pages]
    return [content.get_data() if content else b"" for content in contents]


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Exception as error:
        # Whatever the parser meets in a damaged file, the document stays as it is.
        print(f"{type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
        sys.exit(3)
