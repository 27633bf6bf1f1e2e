"""Where in a PO file the target of each unit stands: for tools that point at lines. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

import polib

from pubflow.po.layout import Layout
from pubflow.segment.model import Key

_TARGET = re.compile(r"^[ \t]*msgstr[^\n]*(?:\n[ \t]*\"[^\n]*)*", re.MULTILINE)


class Lines(NamedTuple):
    """The lines of one target, from 1, both ends included."""

    first: int
    last: int


def target_lines(layout: Layout) -> dict[Key, tuple[Lines, ...]]:
    """For each unit that is not obsolete the lines of its target, or of each plural form."""
    found: dict[Key, tuple[Lines, ...]] = {}
    line, at = 1, 0
    ends = layout.starts[1:]
    for number, (unit, start, end) in enumerate(zip(layout.entries, layout.starts, ends, strict=False)):
        line += layout.text.count("\n", at, start)
        at = start
        if number != layout.header and not unit.obsolete:
            found[unit.key] = tuple(_lines(layout.text[start:end], line)) or (Lines(line, line),)
    return found


def written_target(target: str) -> str:
    """A target as it stands in a PO file, on one line."""
    return f'msgstr "{polib.escape(target)}"'


def _lines(block: str, line: int) -> list[Lines]:
    found = []
    for match in _TARGET.finditer(block):
        first = line + block.count("\n", 0, match.start())
        found.append(Lines(first, first + match[0].count("\n")))
    return found
