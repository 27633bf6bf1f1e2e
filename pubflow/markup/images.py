"""Pictures on their way into a statement: what they are, and without what they tell of people and places. Pure.

EXIF (where GPS stands), XMP, IPTC, comments and names of programs are cut out; the picture itself keeps its bytes. What
says how a photograph is to be turned is kept. Sources: JPEG (ITU T.81, EXIF 2.32), PNG (W3C), GIF89a, WebP container.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

TYPES: Final = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
"""What `kind_of` says -> as a media type."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs"}
    | {b"acTL", b"fcTL", b"fdAT", b"cICP"}
)
_WEBP_CUT: Final = frozenset({b"EXIF", b"XMP "})
_JPEG_CUT: Final = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
"""EXIF and XMP, IPTC, notes of makers, comments; JFIF, ICC profiles and Adobe's colours say how it looks and stay."""
_JPEG_NAMED: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""What these must begin with: others hold previews, which may show what was cut off, and further pictures."""
_ORIENTATION: Final = 0x0112


def kind_of(content: bytes) -> str:
    """The suffix of a picture that browsers show: `jpg`, `png`, `gif`, `webp`; "" for any other content."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(_PNG):
        return "png"
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return "gif"
    return "webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def cleaned(content: bytes) -> bytes | None:
    """The picture without what it tells of people and places; None for a picture that can't be read to its end."""
    cleaner = {"jpg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}.get(kind_of(content))
    try:
        return cleaner(content) if cleaner else None
    except (IndexError, struct.error):
        return None


# --- JPEG -------------------------------------------------------------------------------------------------------------


def _jpeg(content: bytes) -> bytes:
    out, orientation = [content[:2]], 1
    at = 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) < length + 2:
            raise IndexError
        if _stays(segment):
            out.append(segment)
        else:
            orientation = turned(segment) or orientation
        at += 2 + length
    if content[at] != 0xFF:
        raise IndexError
    # JFIF wants to be first; what follows the end of the picture (previews, a second one with its own EXIF) is cut.
    first = 2 if len(out) > 1 and out[1][1] == 0xE0 else 1
    out.insert(first, _turned(orientation))
    return b"".join(out) + _scans(content, at)


def _scans(content: bytes, at: int) -> bytes:
    """From the first scan to the end of the picture; between scans stand parts that are told like those before."""
    out = []
    while content[at + 1] != 0xD9:
        if content[at + 1] == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if length < 2 or content[at] != 0xFF:
            raise IndexError
        if content[at + 1] == 0xDA:
            end = _scan_end(content, end)
        out += [content[at:end]] * _stays(content[at:end])
        at = end
    return b"".join(out) + content[at : at + 2]


def _scan_end(content: bytes, at: int) -> int:
    """Where the next marker behind the pixels stands."""
    while (at := content.find(b"\xff", at)) != -1:
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    raise IndexError


def _stays(segment: bytes) -> bool:
    """Whether a part says how the picture looks."""
    marker = segment[1]
    return marker not in _JPEG_CUT and segment[4:].startswith(_JPEG_NAMED.get(marker, b""))


def turned(segment: bytes) -> int:
    """How the photograph is to be turned, 1-8, by a part of a JPEG; 0 for one that holds no EXIF."""
    return _orientation(segment[10:]) if segment[1] == 0xE1 and segment[4:10] == b"Exif\0\0" else 0


def _orientation(tiff: bytes) -> int:
    """How the photograph is to be turned, 1-8; 1 where EXIF does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 500)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _turned(orientation: int) -> bytes:
    """An EXIF segment that says nothing else."""
    if orientation == 1:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    tiff = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 2) + tiff


# --- PNG, GIF, WebP ---------------------------------------------------------------------------------------------------


def _png(content: bytes) -> bytes:
    out, at = [_PNG], len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        name, chunk = content[at + 4 : at + 8], content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError
        if name in _PNG_KEPT:
            out.append(chunk)
        at += 12 + length
        if name == b"IEND":
            return b"".join(out)


def _gif(content: bytes) -> bytes:
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)
    out = [content[:at]]
    while content[at] != 0x3B:
        start, kept = at, True
        if content[at] == 0x21:
            # Application blocks tell how often it repeats; a comment or XMP says who made it.
            loops = content[at + 1] == 0xFF and content[at + 3 : at + 14] == b"NETSCAPE2.0"
            kept = content[at + 1] == 0xF9 or loops
            at += 2
        elif content[at] == 0x2C:
            at += 10 + (3 << (content[at + 9] & 7) + 1 if content[at + 9] & 0x80 else 0) + 1
        else:
            raise IndexError
        while content[at]:
            at += content[at] + 1
        at += 1
        if kept:
            out.append(content[start:at])
    return b"".join(out) + b"\x3b"


def _webp(content: bytes) -> bytes:
    chunks = b"".join(_flagged(name, chunk) for name, chunk in _riff(content) if name not in _WEBP_CUT)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _riff(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    (size,) = struct.unpack_from("<I", content, 4)
    while at < min(len(content), size + 8):
        (length,) = struct.unpack_from("<I", content, at + 4)
        chunk = content[at : at + 8 + length + length % 2]
        if len(chunk) < 8 + length:
            raise IndexError
        yield content[at : at + 4], chunk
        at += len(chunk)


def _flagged(name: bytes, chunk: bytes) -> bytes:
    """The head of the file says whether EXIF and XMP follow: no longer."""
    return chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:] if name == b"VP8X" else chunk
