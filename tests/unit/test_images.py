"""Pictures lose what they tell of people and places, and nothing of what is seen."""

from __future__ import annotations

import struct
import zlib

import pytest

from pubflow.markup.images import cleaned, kind_of


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG = b"\x89PNG\r\n\x1a\n"
SEEN = chunk(b"IHDR", b"\0" * 13), chunk(b"iCCP", b"p\0\0x"), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")
SECRET = b"Ana at 51.5074 N"


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def piece(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


JFIF, TABLE = segment(0xE0, b"JFIF\0x"), segment(0xDB, b"table")
SCAN = (
    segment(0xDA, b"head")
    + b"data\xff\x00more\xff\xd0and"
    + segment(0xC4, b"codes")
    + segment(0xDA, b"h")
    + b"x\xff\xd9"
)
SCREEN = b"GIF89a" + b"\1\0\1\0" + b"\x80\0\0" + b"rgbRGB"
IMAGE = b"\x2c" + b"\0" * 8 + b"\x80" + b"rgbRGB" + b"\2" + b"\3abc\0"
LOOP = b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0"


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (PNG + SEEN[0] + chunk(b"tEXt", SECRET) + SEEN[1] + chunk(b"eXIf", SECRET) + SEEN[2] + chunk(b"tIME", b"x") + SEEN[3] + SECRET,
         PNG + b"".join(SEEN)),
        (b"\xff\xd8" + JFIF + segment(0xE1, b"Exif\0\0" + SECRET) + segment(0xED, SECRET) + segment(0xFE, SECRET) + TABLE + SCAN + SECRET,
         b"\xff\xd8" + JFIF + TABLE + SCAN),
        (SCREEN + b"\x21\xfe" + bytes([len(SECRET)]) + SECRET + b"\0" + LOOP + IMAGE + b"\x3b" + SECRET,
         SCREEN + LOOP + IMAGE + b"\x3b"),
        (riff(piece(b"VP8X", b"\x0c" + b"\0" * 9), piece(b"VP8 ", b"pixel"), piece(b"EXIF", SECRET), piece(b"XMP ", SECRET)),
         riff(piece(b"VP8X", b"\0" * 10), piece(b"VP8 ", b"pixel"))),
    ],
    ids=["png", "jpeg", "gif", "webp"],
)  # fmt: skip
def test_what_tells_of_people_and_places_goes(content: bytes, left: bytes) -> None:
    assert cleaned(content) == left
    assert cleaned(left) == left


@pytest.mark.parametrize("order", ["<", ">"])
def test_how_a_photograph_is_turned_stays(order: str) -> None:
    tiff = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, 2)
    tiff += struct.pack(order + "HHIHH", 0x0110, 2, 1, 1, 0) + struct.pack(order + "HHIHH", 0x0112, 3, 1, 8, 0) + SECRET
    made = cleaned(b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + tiff) + TABLE + SCAN)

    assert made is not None
    assert SECRET not in made
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 8, 0) in made
    assert cleaned(made) == made


@pytest.mark.parametrize("whole", [PNG + b"".join(SEEN), b"\xff\xd8" + JFIF + TABLE + SCAN, SCREEN + IMAGE + b"\x3b"])
def test_a_picture_that_was_cut_off_is_none_or_what_is_left_of_it(whole: bytes) -> None:
    for length in range(len(whole)):
        made = cleaned(whole[:length])
        assert made is None or whole.startswith(made)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x01\0\0\0 EMF", b"II*\0 TIFF", b"RIFF1234WAVE", b"BM"])
def test_what_browsers_do_not_show_or_what_may_hold_scripts_is_no_picture(content: bytes) -> None:
    assert kind_of(content) == ""
    assert cleaned(content) is None
