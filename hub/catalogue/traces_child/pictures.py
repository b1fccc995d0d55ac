"""Pictures in documents: where, when and with which camera they were taken. What they show stays, byte for byte."""

from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
#: Chunks of a PNG that are for reading.
WORDS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
EXIF, IPTC, COMMENT, MORE = 0xE1, 0xED, 0xFE, 0xE2
SCAN, END = 0xDA, b"\xff\xd9"
#: Exif that says only which side is up; the number follows.
UPRIGHT = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"


def without_place(content: bytes) -> bytes:
    """The picture; as it was if it is damaged or of another kind."""
    kinds = ((b"\xff\xd8\xff", segments_of), (PNG, chunks_of))
    for start, pieces in kinds:
        if content.startswith(start):
            try:
                return b"".join(pieces(content))
            except (IndexError, ValueError):
                return content
    return content


def segments_of(content: bytes) -> Iterator[bytes]:
    """Of a JPEG. What follows its end, such as a second picture or a film, is left out."""
    yield content[:2]
    at = 2
    while content[at + 1] != SCAN:
        if content[at] != 0xFF:
            raise ValueError("no segment begins here")
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        yield kept(content[at + 1], content[at:end])
        at = end
    yield content[at : content.index(END, at) + 2]


def kept(kind: int, segment: bytes) -> bytes:
    if kind == EXIF:
        side = side_of(segment[10:]) if segment[4:10] == b"Exif\0\0" else b""
        body = UPRIGHT + side + b"\0\0" + b"\0\0\0\0"
        return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body if side else b""
    tells = kind in (IPTC, COMMENT) or (kind == MORE and segment[4:8] == b"MPF\0")
    return b"" if tells else segment


def side_of(tiff: bytes) -> bytes:
    """Which side is up, in two bytes; empty if that is not said."""
    order = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * number(first, 2), 12):
        if number(entry, 2) == 0x0112:
            return number(entry + 8, 2).to_bytes(2, "big")
    return b""


def chunks_of(content: bytes) -> Iterator[bytes]:
    """Of a PNG."""
    yield PNG
    at, name = len(PNG), b""
    while name != b"IEND":
        name, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4], "big")
        if not name or end > len(content):
            raise ValueError("a chunk is cut off")
        if name not in WORDS:
            yield content[at:end]
        at = end
