"""How large a picture is, by its first bytes."""

from __future__ import annotations

import struct

import pytest

from pubflow.markup.dimensions import Dimensions, dimensions
from pubflow.markup.images import cleaned
from tests.doubles.pictures import jpeg, png, webp

LOSSY = b"RIFF\x1e\0\0\0WEBPVP8 \x12\0\0\0" + b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 300 | 1 << 14, 200)
EXTENDED = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + (299).to_bytes(3, "little") + (199).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (png(300, 200), Dimensions(300, 200)),
        (jpeg(), Dimensions(32, 16)),
        (jpeg(6), Dimensions(32, 16, 6)),
        (b"GIF89a" + struct.pack("<HH", 300, 200), Dimensions(300, 200)),
        (webp(300, 200), Dimensions(300, 200)),
        (LOSSY, Dimensions(300, 200)),
        (EXTENDED, Dimensions(300, 200)),
    ],
)
def test_every_kind_says_its_size(content: bytes, found: Dimensions) -> None:
    assert dimensions(content) == found


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photograph_on_its_side_is_as_wide_as_it_is_high_also_when_it_is_cleaned(turned: int) -> None:
    kept = cleaned(jpeg(turned, told=b"by Anna"))
    assert kept is not None
    found = dimensions(kept)
    assert found is not None
    assert (found.turned, found.shown) == (turned, (32, 16) if turned < 5 else (16, 32))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        png(300, 200)[:18],
        jpeg()[:40],
        png(0, 200),
        png(20000, 5001)[:60],
        b"\xff\xd8\xff\xd9\0\x02",
    ],
)
def test_what_does_not_say_it_or_is_too_large_has_none(content: bytes) -> None:
    assert dimensions(content) is None
