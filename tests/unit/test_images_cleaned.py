"""Pictures leave without what cameras write into them, and with every byte of what they show."""

from __future__ import annotations

import struct
import zlib

import pytest

from pubflow.markup.images import cleaned


def _segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _exif(orientation: int, order: str = "<") -> bytes:
    """EXIF with a camera's owner, which side is up, and a place on the map."""
    entries = [
        struct.pack(order + "HHII", 0x010F, 2, 4, 0),
        struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0),
        struct.pack(order + "HHII", 0x8825, 4, 1, 26),
    ]
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(entries))
    return b"Exif\0\0" + head + b"".join(entries) + b"\0\0\0\0" + b"Owner: Anna, GPS 25.03 N"


def _jpeg(*segments: bytes) -> bytes:
    scan = _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"pixels\xff\x00more\xff\xd0again"
    return b"\xff\xd8" + b"".join(segments) + scan + b"\xff\xd9"


JFIF = _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
PROFILE = _segment(0xE2, b"ICC_PROFILE\0\1\1colours")
TABLES = _segment(0xDB, b"\0" + bytes(64)) + _segment(0xC0, b"frame")
DIRTY = (
    _segment(0xE1, _exif(1)), _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Anna</x:xmpmeta>"),
    _segment(0xED, b"Photoshop 3.0\0by Anna"), _segment(0xFE, b"by Anna"), _segment(0xE0, b"JFXX\0\x10a small picture"),
    _segment(0xE2, b"MPF\0another picture"),
)  # fmt: skip


def test_a_jpeg_keeps_its_pixels_and_colours_and_nothing_else() -> None:
    found = cleaned(_jpeg(JFIF, *DIRTY, PROFILE, TABLES) + b"a hidden file behind")
    assert found == _jpeg(JFIF, PROFILE, TABLES)
    assert cleaned(found) == found


def test_between_the_scans_of_a_jpeg_nothing_is_told_and_nothing_ends_it() -> None:
    scan = _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"pixels\xff\x00"
    table = _segment(0xC4, b"codes \xff\xd9 that only look like an end")
    dirty = b"\xff\xd8" + JFIF + scan + _segment(0xFE, b"by Anna") + table + scan + b"\xff\xff\xd9behind"
    assert cleaned(dirty) == b"\xff\xd8" + JFIF + scan + table + scan + b"\xff\xd9"


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_that_lies_on_its_side_still_stands_up(order: str) -> None:
    found = cleaned(_jpeg(JFIF, _segment(0xE1, _exif(6, order)), TABLES))
    assert b"Anna" not in found
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in found
    assert cleaned(found) == found


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_a_png_keeps_its_pixels_and_what_they_mean() -> None:
    head, shown = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", bytes(13)), _chunk(b"IDAT", b"pixels") + _chunk(b"IEND", b"")
    told = b"".join(_chunk(kind, b"by Anna") for kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"caBX"))
    assert cleaned(head + told + _chunk(b"sRGB", b"\0") + shown + b"behind") == head + _chunk(b"sRGB", b"\0") + shown


def test_a_webp_keeps_its_pixels_and_no_longer_says_that_there_is_more() -> None:
    def part(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    def whole(flags: int, *parts: bytes) -> bytes:
        body = b"WEBP" + part(b"VP8X", bytes([flags]) + bytes(9)) + b"".join(parts)
        return b"RIFF" + struct.pack("<I", len(body)) + body

    pixels = part(b"ICCP", b"colours") + part(b"VP8 ", b"pixels")
    dirty = whole(0b00101100, pixels, part(b"EXIF", b"by Anna"), part(b"XMP ", b"by Anna"))
    assert cleaned(dirty) == whole(0b00100000, pixels)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", _jpeg(JFIF)[:-8], b"\x89PNG\r\n\x1a\n\0"])  # fmt: skip
def test_what_can_not_be_cleaned_is_told_and_never_passes(content: bytes) -> None:
    assert cleaned(content) is None
