"""Pictures without what cameras and programs write into them: where, when, by whom. The picture itself keeps its bytes.

Only the containers are taken apart, so nothing is decoded and nothing lost: JPEG keeps its colours' profile and which
side is up, PNG what its pixels mean, WebP the same. What follows the picture's end (previews, hidden files) is dropped.
Source: ITU-T T.81 annex B; PNG 3rd edition, 11; RIFF container of WebP (RFC 9649). Pure.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG_KEPT: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Of the parts that programs may add, those that say how the pixels are to be read."""
_NEVER: Final = b"\0 no part begins so"
_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD",
     b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
_WEBP_DROPPED: Final = frozenset((b"EXIF", b"XMP "))
_WEBP_FLAGS: Final = 0b00001100
"""In VP8X: that there is EXIF, that there is XMP."""
_ORIENTATION: Final = 0x0112
SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp")


class NoPicture(ValueError):
    """Why the bytes are no picture that can be cleaned."""


def cleaned(content: bytes) -> bytes:
    """The picture without anything about people. Raises NoPicture for another kind of file, or a broken one."""
    try:
        if content.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(content))
        if content.startswith(_PNG):
            return b"".join(_png(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (IndexError, struct.error):
        raise NoPicture("it ends too early") from None
    raise NoPicture("it is no JPEG, PNG or WebP")


def tells(path: str, content: bytes) -> str:
    """What a picture still holds that may tell about people; "" for nothing, and for what is no picture."""
    if not path.lower().endswith(SUFFIXES):
        return ""
    try:
        return "" if cleaned(content) == content else "metadata"
    except NoPicture as fault:
        return f"what can't be looked at ({fault})"


# --- JPEG -------------------------------------------------------------------------------------------------------------


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    at = 2
    while True:
        if content[at] != 0xFF:
            raise NoPicture("a marker is missing")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            yield content[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise NoPicture("a part is longer than the file")
        yield _segment(marker, content[at:end])
        if marker == 0xDA:
            at = _scan_end(content, end)
            yield content[end:at]
        else:
            at = end


def _segment(marker: int, segment: bytes) -> bytes:
    """A part of the head as it may stay; b"" for one that may not."""
    body = segment[4:]
    if marker == 0xE1:
        return _orientation(body)
    if not (0xE0 <= marker <= 0xEF or marker == 0xFE):
        return segment
    return segment if body.startswith(_JPEG_KEPT.get(marker, _NEVER)) else b""


def _orientation(body: bytes) -> bytes:
    """EXIF that says which side is up and nothing else; b"" where it says no such thing."""
    if not body.startswith(b"Exif\0\0"):
        return b""
    tiff = body[6:]
    order = ">" if tiff[:2] == b"MM" else "<"
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION and 2 <= value <= 8:
                entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, value, 0)
                kept = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"
                return b"\xff\xe1" + struct.pack(">H", len(kept) + 2) + kept
    except struct.error:
        pass
    return b""


def _scan_end(content: bytes, at: int) -> int:
    """Where the next marker after the pixels stands."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise NoPicture("it ends too early")
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


# --- PNG, WebP --------------------------------------------------------------------------------------------------------


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise NoPicture("it ends too early")
        if kind in _PNG_KEPT:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end


def _webp(content: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", content, 4)
    end, at, kept = min(len(content), size + 8), 12, []
    while at + 8 <= end:
        kind = content[at : at + 4]
        (length,) = struct.unpack_from("<I", content, at + 4)
        chunk = content[at : at + 8 + length + length % 2]
        if len(chunk) < 8 + length:
            raise NoPicture("it ends too early")
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_DROPPED:
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
