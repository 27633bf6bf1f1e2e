"""How large a picture is, and how it is to be turned: from its first bytes, without reading it. Pure.

Sources: JPEG (ITU T.81, EXIF 2.32), PNG (W3C), GIF89a, WebP container and its two bitstreams (RFC 9649).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from pubflow.markup.images import kind_of, turned

PIXELS: Final = 100_000_000
"""More than a camera takes; a page of text would take gigabytes to be made."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers that a size follows."""


@dataclass(frozen=True, slots=True)
class Dimensions:
    """In pixels, as the file holds them."""

    width: int
    height: int
    turned: int = 1
    """EXIF's orientation, 1-8: from 5 on, what is shown is as wide as this is high."""

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height as it is seen."""
        return (self.height, self.width) if self.turned >= 5 else (self.width, self.height)


def dimensions(content: bytes) -> Dimensions | None:
    """None where the picture does not say, or has more than `PIXELS`."""
    reader = {"jpg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}.get(kind_of(content))
    try:
        found = reader(content) if reader else None
    except (IndexError, struct.error):
        return None
    return found if found and 0 < found.width * found.height <= PIXELS else None


def _jpeg(content: bytes) -> Dimensions:
    at, orientation = 2, 1
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return Dimensions(width, height, orientation)
        orientation = turned(content[at : at + 2 + length]) or orientation
        at += 2 + length
    raise IndexError


def _png(content: bytes) -> Dimensions:
    return Dimensions(*struct.unpack_from(">II", content, 16))


def _gif(content: bytes) -> Dimensions:
    return Dimensions(*struct.unpack_from("<HH", content, 6))


def _webp(content: bytes) -> Dimensions:
    match content[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
            return Dimensions(width + 1, height + 1)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", content, 21)
            return Dimensions((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case _:
            width, height = struct.unpack_from("<HH", content, 26)
            return Dimensions(width & 0x3FFF, height & 0x3FFF)
