"""Which characters a font file has a glyph for: its `cmap` table, read by itself in a few milliseconds.

A library that reads whole fonts names every glyph of a Chinese one first, which takes longer than the page.
Source: OpenType 1.9, "OpenType font file" and "cmap".
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

_UNICODE = {(3, 10): 0, (0, 6): 1, (0, 4): 2, (3, 1): 3, (0, 3): 4, (0, 2): 5, (0, 1): 6, (0, 0): 7}
"""(platform, encoding) of tables by code point, the fullest first."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Ranges of code points, sorted: `firsts[n]` to `lasts[n]`, both of them in it."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        at = bisect_right(self.firsts, ord(character)) - 1
        return at >= 0 and ord(character) <= self.lasts[at]


@lru_cache(maxsize=64)
def coverage(path: str, index: int = 0) -> Coverage:
    """Of the font in this file; `index`: which one of a collection. Empty where it is no font we can read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- editions know no paths
            table = _cmap(file, index)
        ranges = sorted(_ranges(table))
    except (OSError, struct.error, ValueError, IndexError):
        ranges = []
    return Coverage(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))


def _cmap(file: BinaryIO, index: int) -> bytes:
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">L", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    for tag, _sum, offset, length in struct.iter_unpack(">4sLLL", file.read(16 * count)):
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    raise ValueError("no cmap")


def _ranges(cmap: bytes) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    tables = [struct.unpack_from(">HHL", cmap, 4 + 8 * at) for at in range(count)]
    known = sorted((_UNICODE[pair], at) for *key, at in tables if (pair := (key[0], key[1])) in _UNICODE)
    for _rank, at in known:
        (form,) = struct.unpack_from(">H", cmap, at)
        if form == 12:
            return _groups(cmap, at)
        if form == 4:
            return _segments(cmap, at)
    raise ValueError("no table by code point")


def _groups(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">L", cmap, at + 12)
    for first, last, glyph in struct.iter_unpack(">LLL", cmap[at + 16 : at + 16 + 12 * count]):
        if last >= (first := first if glyph else first + 1):
            yield first, last


def _segments(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", cmap, at + 6)
    count = doubled // 2
    lasts = struct.unpack_from(f">{count}H", cmap, at + 14)
    firsts = struct.unpack_from(f">{count}H", cmap, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", cmap, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", cmap, offsets_at)
    for n, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", cmap, offsets_at + 2 * n + offset + 2 * (code - first))
            if (glyph or not offset) and (glyph + delta) & 0xFFFF:
                yield code, code
