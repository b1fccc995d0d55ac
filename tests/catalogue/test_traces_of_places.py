"""Pictures in documents: they show what they showed, and say no longer where and by whom they were taken."""

import io
import random

import pytest
from PIL import Image
from PIL.ExifTags import IFD
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from hub.catalogue.traces import without_traces
from tests.catalogue.test_traces import DOCX, packed, part_of, written

PLACE = "word/media/image1.jpeg"


def taken(form: str, **more) -> bytes:
    """A picture that lies on its side and tells where the school is."""
    exif, words, file = Image.Exif(), PngInfo(), io.BytesIO()
    exif[0x013B], exif[0x0112] = "Anna Quokka", 6
    exif.get_ifd(IFD.GPSInfo)[2] = (50.0, 51.0, 0.5)
    words.add_text("Author", "Anna Quokka")
    more = {"comment": b"Quokka", "xmp": b"<x:xmpmeta>Quokka</x:xmpmeta>", "icc_profile": b"colours", **more}
    picture = Image.effect_noise((60, 40), 50).convert("RGB")
    picture.save(file, form, exif=exif, **({"pnginfo": words} if form == "PNG" else more))
    return file.getvalue()


def shown(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).tobytes()


def in_document(picture: bytes) -> bytes:
    content, remarks = without_traces(packed({**DOCX, PLACE: picture}), "docx")
    assert remarks == []
    return part_of(content, PLACE)


@pytest.mark.parametrize("more", [{}, {"progressive": True}], ids=["baseline", "progressive"])
def test_photo_in_a_document_keeps_its_side_and_its_colours(more):
    sent = taken("JPEG", **more)
    kept = in_document(sent + b"a second picture of Quokka")
    read = Image.open(io.BytesIO(kept))
    assert (b"Quokka" in kept, dict(read.getexif()), shown(kept)) == (False, {0x0112: 6}, shown(sent))
    assert read.info["icc_profile"] == b"colours"


def test_drawing_in_a_document_keeps_nothing_but_what_it_shows():
    sent = taken("PNG")
    kept = in_document(sent)
    assert (b"Quokka" in kept, b"eXIf" in kept, shown(kept)) == (False, False, shown(sent))


def test_damaged_picture_stays_as_it_is():
    """However it is damaged, the document is read to its end."""
    chance, whole = random.Random(1), [taken("JPEG"), taken("PNG")]
    damaged = [whole[0][:40], whole[1][:40]]
    for number in range(200):
        changed = bytearray(whole[number % 2])
        changed[chance.randrange(2, 200)] = chance.randrange(256)
        damaged.append(bytes(changed[: chance.randrange(100, len(changed))]))
    parts = {f"word/media/{number}.jpeg": picture for number, picture in enumerate(damaged)}
    content, remarks = without_traces(packed({**DOCX, **parts}), "docx")
    kept = [part_of(content, f"word/media/{number}.jpeg") for number in (0, 1)]
    assert (remarks, kept) == ([], damaged[:2])


def test_photo_in_a_pdf_does_not_say_where_it_was_taken():
    made, photo, sent = PdfWriter(), DecodedStreamObject(), taken("JPEG")
    photo.set_data(sent)
    names = {"Type": "XObject", "Subtype": "Image", "Filter": "DCTDecode", "ColorSpace": "DeviceRGB"}
    numbers = {"Width": 60, "Height": 40, "BitsPerComponent": 8}
    photo.update({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in names.items()})
    photo.update({NameObject(f"/{key}"): NumberObject(value) for key, value in numbers.items()})
    page = made.add_blank_page(100, 100)
    pictures = DictionaryObject({NameObject("/Photo"): made._add_object(photo)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    content, remarks = without_traces(written(made), "pdf")
    kept = PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/XObject"]["/Photo"]._data
    assert (remarks, b"Quokka" in content, shown(kept)) == ([], False, shown(sent))
