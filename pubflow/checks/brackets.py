"""Brackets: each closed by its own kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.reading import read
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext

_KIND = {"(": ")", "（": ")", "[": "]", "［": "]", "{": "}", "｛": "}", "【": "】", "〔": "〕", "《": "》", "〈": "〉"}
"""A half-width and a full-width one of a kind close each other: their widths are another check's."""
_CLOSING = {
    ")": ")",
    "）": ")",
    "]": "]",
    "］": "]",
    "}": "}",
    "｝": "}",
    "】": "】",
    "〔": "〕",
    "〕": "〕",
    "》": "》",
    "〉": "〉",
}
_BRACKET = re.compile(r"[()（）\[\]［］{}｛｝【】〔〕《》〈〉]")
_BRACKETS = frozenset((*_KIND, *_CLOSING))
_COUNTED = re.compile(r"(?:^|[\s;；，。、])(?:\w|\d{1,3}|[ivxIVX]{1,5})$")
"""What stands before the bracket of `a)` or `12)`."""
_FACE = re.compile(r"[:;=]['-]?$")
_LONGEST_FACE = 3
"""Characters before its mouth, with a line's end."""
_BEFORE_MOUTH = frozenset(":;='-\n")


class Brackets:
    """A bracket that never closes, never opened, or is closed by another kind."""

    id = "brackets"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        reading = read(unit, context)
        if reading is None or _BRACKETS.isdisjoint(reading.chars):
            return
        # What the source leaves open, an interval or a face, the target may.
        theirs = Counter(fault for _, fault in _faults(reading.source))
        for at, fault in _faults(reading.text):
            if theirs[fault] > 0:
                theirs[fault] -= 1
            elif reading.allows(at, at + 1):
                yield reading.found(self.id, Severity.ERROR, f"{reading.text[at]} {fault[1]}", (at, at + 1))


def _is_face(text: str, at: int) -> bool:
    return text[at - 1 : at] in _BEFORE_MOUTH and _FACE.search(text, max(0, at - _LONGEST_FACE), at) is not None


def _faults(text: str) -> list[tuple[int, tuple[str, str]]]:
    """(Where, (kind, what is wrong)) in text order."""
    opened: list[tuple[int, str]] = []
    found: list[tuple[int, tuple[str, str]]] = []
    for match in _BRACKET.finditer(text):
        at, kind = match.start(), _KIND.get(match[0])
        if kind is not None and match[0] in _KIND:
            if not _is_face(text, at):
                opened.append((at, kind))
            continue
        kind = _CLOSING[match[0]]
        if opened and opened[-1][1] == kind:
            opened.pop()
        elif any(one == kind for _, one in opened):
            while opened[-1][1] != kind:
                other = opened.pop()
                found.append((other[0], (other[1], "is never closed")))
            opened.pop()
        elif opened and opened[-1][1] not in {_CLOSING.get(char) for char in text[at + 1 :]}:
            found.append((at, (kind, f"closes {text[opened.pop()[0]]}")))
        elif not _COUNTED.search(text[:at]) and not _is_face(text, at):
            found.append((at, (kind, "was never opened")))
    found += [(at, (kind, "is never closed")) for at, kind in opened]
    return sorted(found)
