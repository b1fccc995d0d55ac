"""Comments and tracked changes: whoever made them gets another name, and nothing they wrote is lost."""

import io
import re

import pytest
from pypdf import PdfReader
from pypdf.annotations import FreeText, Text
from pypdf.generic import NameObject, TextStringObject

from hub.catalogue.traces import Remark, without_traces
from tests.catalogue.test_traces import DOCX, ODT, packed, part_of, parts_of, pdf, signed, written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
THREADED = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
TYPES = {"[Content_Types].xml": "<Types/>"}
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)

WORD = {
    **DOCX,
    "word/document.xml": f'<w:document {W}><w:ins w:id="1" w:author="Anna Quokka" w:date="2026-01-02T03:04:05Z"><w:r>'
    "<w:t>Nobody by the name of author</w:t></w:r></w:ins><w:del w:id='2' w:author='Ben &amp; Bo'><w:r><w:delText>"
    'before</w:delText></w:r></w:del><w:rPrChange w:id="3" w:author="Anna Quokka"/></w:document>',
    "word/comments.xml": f'<w:comments {W}><w:comment w:initials="AQ" w:id="0" w:author="Anna Quokka"><w:p><w:r><w:t>'
    "Is this right?</w:t></w:r></w:p></w:comment></w:comments>",
    "word/people.xml": f'<w15:people {W15}><w15:person w15:author="Anna Quokka"><w15:presenceInfo w15:providerId="AD" '
    'w15:userId="S::anna@quokka.example::1"/></w15:person></w15:people>',
    "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'attachedTemplate" Target="file:///C:\\Users\\quokka\\School.dotx" TargetMode="External"/></Relationships>',
}
SLIDES = {
    **TYPES,
    "ppt/presentation.xml": f"<p:presentation {P}/>",
    "ppt/commentAuthors.xml": f'<p:cmAuthorLst {P}><p:cmAuthor id="1" name="Anna Quokka" initials="AQ" lastIdx="1"/>'
    "</p:cmAuthorLst>",
    "ppt/authors.xml": '<p188:authorLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main">'
    '<p188:author id="{1}" name="Ben Numbat" initials="BN" userId="S::ben@quokka.example" providerId="AD"/>'
    "</p188:authorLst>",
    "ppt/comments/comment1.xml": f'<p:cmLst {P}><p:cm authorId="1" idx="1"><p:text>Quick?</p:text></p:cm></p:cmLst>',
}
NUMBERS = {
    **TYPES,
    "xl/workbook.xml": f'<workbook {SHEET}><fileSharing userName="Anna Quokka"/><x15ac:absPath xmlns:x15ac='
    '"http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\Users\\quokka\\"/></workbook>',
    "xl/comments1.xml": f"<comments {SHEET}><authors><author>Anna Quokka</author><author>tc={{1}}</author></authors>"
    '<commentList><comment ref="A1" authorId="0"><text><r><t>Anna Quokka:</t></r><r><t xml:space="preserve">\nAdd: 2'
    "</t></r></text></comment></commentList></comments>",
    "xl/persons/person.xml": f'<personList {THREADED}><person displayName="Ben Numbat" id="{{2}}" '
    'userId="ben@quokka.example" providerId="AD"/></personList>',
}
OPEN = {
    **ODT,
    "content.xml": f"<office:document-content {ODF}><text:tracked-changes><text:changed-region><text:insertion>"
    "<office:change-info><dc:creator>Anna Quokka</dc:creator><dc:date>2026-01-02</dc:date></office:change-info>"
    "</text:insertion></text:changed-region></text:tracked-changes><office:annotation><dc:creator>Anna Quokka"
    "</dc:creator><dc:date>2026-01-02</dc:date><meta:creator-initials>AQ</meta:creator-initials><text:p>Right?</text:p>"
    "</office:annotation><dc:creator/></office:document-content>",
}


def taken_out(parts: dict[str, str], extension: str) -> tuple[dict[str, str], list[str]]:
    content, remarks = without_traces(packed(parts), extension)
    return parts_of(content), remarks


def test_word_document_names_nobody_and_keeps_every_word():
    parts, remarks = taken_out(WORD, "docx")
    assert remarks == [Remark.COMMENTS, Remark.CHANGES]
    assert [name for name, text in parts.items() if re.search(r"Quokka|quokka|Ben|AQ", text)] == []
    renamed = WORD["word/document.xml"].replace("'Ben &amp; Bo'", '"Author 2"').replace("Anna Quokka", "Author 1")
    assert parts["word/document.xml"] == renamed
    assert 'w:initials="A1" w:id="0" w:author="Author 1"' in parts["word/comments.xml"]
    assert (
        'w15:author="Author 1"><w15:presenceInfo w15:providerId="None" w15:userId="Author 1"'
        in (parts["word/people.xml"])
    )
    assert 'Target="School.dotx"' in parts["word/_rels/settings.xml.rels"]


def test_slides_name_nobody_who_commented():
    parts, remarks = taken_out(SLIDES, "pptx")
    assert remarks == [Remark.COMMENTS]
    assert 'id="1" name="Author 1" initials="A1" lastIdx="1"' in parts["ppt/commentAuthors.xml"]
    assert 'name="Author 2" initials="A2" userId="Author 2" providerId="None"' in parts["ppt/authors.xml"]
    assert parts["ppt/comments/comment1.xml"] == SLIDES["ppt/comments/comment1.xml"]


def test_sheet_names_nobody_who_commented():
    """Neither above the text of a comment; the marks by which Excel links its newer comments stay."""
    parts, remarks = taken_out(NUMBERS, "xlsx")
    assert remarks == [Remark.COMMENTS]
    assert [name for name, text in parts.items() if re.search(r"Quokka|quokka|Ben|ben", text)] == []
    assert "<author>Author 1</author><author>tc={1}</author>" in parts["xl/comments1.xml"]
    assert '<t>Author 1:</t></r><r><t xml:space="preserve">\nAdd: 2</t>' in parts["xl/comments1.xml"]
    assert 'displayName="Author 2" id="{2}" userId="Author 2" providerId="None"' in parts["xl/persons/person.xml"]


def test_open_document_names_nobody_who_changed_or_commented():
    parts, remarks = taken_out(OPEN, "odt")
    assert remarks == [Remark.COMMENTS, Remark.CHANGES]
    assert parts["content.xml"] == OPEN["content.xml"].replace("Anna Quokka", "Author 1").replace(">AQ<", ">A1<")


def test_document_in_a_document_names_nobody():
    """The numbers behind a chart are a document of their own."""
    parts = {**DOCX, "word/embeddings/sheet.xlsx": packed({**NUMBERS, "docProps/core.xml": DOCX["docProps/core.xml"]})}
    content, remarks = without_traces(packed(parts), "docx")
    inner = parts_of(part_of(content, "word/embeddings/sheet.xlsx"))
    assert (remarks, [name for name, text in inner.items() if "Quokka" in text]) == ([Remark.COMMENTS], [])


def test_marks_of_other_kinds_are_no_comments():
    """A formula is annotated, a table may be called a comment, and lists of people may be empty."""
    parts = {
        **OPEN,
        "content.xml": f'<office:document-content {ODF}><math xmlns="http://www.w3.org/1998/Math/MathML"><annotation>x'
        "</annotation></math><comment>author</comment></office:document-content>",
    }
    assert taken_out(parts, "odt")[1] == []
    assert taken_out({**DOCX, "word/people.xml": f"<w15:people {W15}/>"}, "docx")[1] == []


def noted() -> bytes:
    made = pdf(Author="Anna Quokka")
    for note in (Text(rect=(9, 9, 20, 20), text="Is this right?"), FreeText(rect=(9, 30, 99, 50), text="Figure 1")):
        note[NameObject("/T")] = TextStringObject("Anna Quokka")
        made.add_annotation(0, note)
    return written(made)


def test_notes_in_a_pdf_name_nobody():
    content, remarks = without_traces(noted(), "pdf")
    notes = [note.get_object() for note in PdfReader(io.BytesIO(content)).pages[0]["/Annots"]]
    assert (remarks, b"Quokka" in content) == ([Remark.COMMENTS], False)
    assert [(note["/T"], note["/Contents"]) for note in notes] == [
        ("Author 1", "Is this right?"),
        ("Author 1", "Figure 1"),
    ]


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (packed({**WORD, "_xmlsignatures/sig1.xml": "<Signature/>"}), "docx"),
        (signed(noted()), "pdf"),
    ],
    ids=["docx", "pdf"],
)
def test_signed_document_says_what_else_is_in_it(content, extension):
    kept, remarks = without_traces(content, extension)
    assert (kept, remarks[:2]) == (content, [Remark.NAMES, Remark.COMMENTS])
