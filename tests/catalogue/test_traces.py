"""Documents without what programs note about people: nothing but that is lost, and in doubt nothing at all."""

import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from hub.catalogue.traces import Remark, without_traces

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Anna Quokka</dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Cut &amp; paste</dc:title><dc:creator>Anna Quokka'
    "</dc:creator><cp:lastModifiedBy>Anna Quokka</cp:lastModifiedBy></cp:coreProperties>"
)
DOCX = {
    "[Content_Types].xml": "<Types/>",
    "docProps/core.xml": CORE,
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>Quokka school</Company></Properties>",
    "docProps/custom.xml": '<op:Properties xmlns:op="http://schemas.openxmlformats.org/officeDocument/2006/'
    'custom-properties"><op:property>Quokka</op:property></op:Properties>',
    "word/document.xml": "<w:document>What Quokka did</w:document>",
}
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": "<office:document-content/>",
    "meta.xml": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:meta>'
    "<dc:title>Guide</dc:title><dc:creator>Anna Quokka</dc:creator></office:meta></office:document-meta>",
    "META-INF/manifest.xml": "<manifest:manifest/>",
}


def written(pdf: PdfWriter) -> bytes:
    file = io.BytesIO()
    pdf.write(file)
    return file.getvalue()


def pdf(**info: str) -> PdfWriter:
    made = PdfWriter()
    page = made.add_blank_page(200, 200)
    drawn = StreamObject()
    drawn.set_data(b"BT (What Anna did) Tj ET")
    page[NameObject("/Contents")] = made._add_object(drawn)
    made.add_metadata({f"/{name}": text for name, text in info.items()})
    made.xmp_metadata = XMP
    return made


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_pdf_keeps_its_title_and_its_promise_to_be_accessible():
    content, remarks = without_traces(
        written(pdf(Title="A guide", Author="Anna Quokka", Creator="Quokka Writer")), "pdf"
    )
    read = PdfReader(io.BytesIO(content))
    assert (remarks, b"Quokka" in content, dict(read.metadata)) == ([], False, {"/Title": "A guide"})
    assert b"<pdfuaid:part>1</pdfuaid:part>" in read.root_object["/Metadata"].get_data()
    assert read.pages[0].get_contents().get_data() == b"BT (What Anna did) Tj ET"


def signed(content: bytes) -> bytes:
    made = PdfWriter(clone_from=io.BytesIO(content))
    made.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
    return written(made)


def encrypted() -> bytes:
    made = pdf(Author="Anna Quokka")
    made.encrypt("", "owner", algorithm="RC4-128")
    return written(made)


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (signed(written(pdf(Author="Anna Quokka"))), "pdf"),
        (encrypted(), "pdf"),
        (b"%PDF-1.7 words", "pdf"),
        (written(pdf())[:-200], "pdf"),
        (packed({**DOCX, "_xmlsignatures/sig1.xml": "<Signature/>"}), "docx"),
        (packed({**ODT, "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "odt"),
        (packed(DOCX)[:-30], "docx"),
    ],
    ids=["signed", "encrypted", "words", "cut-off", "signed-docx", "encrypted-odt", "cut-off-docx"],
)
def test_what_is_sealed_or_damaged_stays_byte_for_byte(content, extension):
    assert without_traces(content, extension) == (content, [Remark.NAMES])


def test_office_document_loses_nothing_but_its_properties():
    content, remarks = without_traces(packed(DOCX), "docx")
    parts = parts_of(content)
    assert (remarks, list(parts)) == ([], list(DOCX))
    assert [name for name, text in parts.items() if "Quokka" in text] == ["word/document.xml"]
    assert ">Cut &amp; paste</dc:title>" in parts["docProps/core.xml"]


def test_open_document_begins_with_its_type_unpacked():
    content, remarks = without_traces(packed(ODT), "odt")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
    assert (remarks, first.filename, first.compress_type) == ([], "mimetype", zipfile.ZIP_STORED)
    assert "Quokka" not in parts_of(content)["meta.xml"]
    assert ">Guide</dc:title>" in parts_of(content)["meta.xml"]


def test_book_names_its_authors():
    content = packed({"mimetype": "application/epub+zip", "content.opf": "<dc:creator>Anna Quokka</dc:creator>"})
    assert without_traces(content, "epub") == (content, [])
