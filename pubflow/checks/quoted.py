"""Quotation marks as they pair in a text, whatever the language. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

MARKS = '“”„«»‹›"‘’‚「」『』'
_MARK = re.compile(f"[{MARKS}]")
_OPENS = {
    "“": "”“", "„": "“”", "”": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"', "‘": "’", "‚": "‘’", "’": "‘",
    "「": "」", "『": "』",
}  # fmt: skip
"""What may close each mark that opens."""
_CLOSING_ONLY = "」』"


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation: where its marks stand and how many it stands in."""

    start: int
    end: int
    depth: int


@dataclass(slots=True)
class Quoted:
    """What `quoted` finds."""

    pairs: list[Pair] = field(default_factory=list)
    """In the order of their ends."""
    unclosed: list[int] = field(default_factory=list)
    unopened: list[int] = field(default_factory=list)

    def inside(self, text: str) -> str:
        """What stands in quotations, one behind the other."""
        return " ".join(text[pair.start + 1 : pair.end] for pair in self.pairs if not pair.depth)

    def share(self, text: str) -> float:
        """How much of a text stands in quotations, 0 to 1, spaces and marks left out."""
        size = len(_BLANK.sub("", text))
        return len(_BLANK.sub("", self.inside(text))) / size if size else 0.0


_NO_LATIN = "\u0250"
"""From here on letters have no apostrophes; Korean sets its particles right behind a quotation."""
_BLANK = re.compile(r"[\s\W]+")


@lru_cache(maxsize=8)
def quoted(text: str) -> Quoted:
    """Apostrophes and inches are no quotation marks."""
    found = Quoted()
    opened: list[int] = []
    for match in _MARK.finditer(text):
        at, char = match.start(), match[0]
        index = next((i for i in range(len(opened) - 1, -1, -1) if char in _OPENS[text[opened[i]]]), -1)
        left, right = text[at - 1 : at], text[at + 1 : at + 2]
        if char in "‘’" and _is_apostrophe(text, at, left, right, is_open=index >= 0):
            continue
        if index >= 0 and not _begins(char, left, right):
            found.pairs.append(Pair(opened[index], at, index))
            found.unclosed += opened[index + 1 :]
            del opened[index:]
        elif char in _CLOSING_ONLY or (char in "”»›" and not _begins(char, left, right)):
            found.unopened.append(at)
        elif char != '"' or not left.isdigit():
            opened.append(at)
    found.unclosed += opened
    return found


def _begins(char: str, left: str, right: str) -> bool:
    """Whether a mark that mostly closes (or, in „…“, may close) stands as one that opens."""
    if char in "“«‹„‘‚":
        return (not left or left.isspace() or left in "([（：") and bool(right) and not right.isspace()
    if char in "”»›":
        return (not left or left.isspace() or left in "([") and right.isalnum()
    return False


def _is_apostrophe(text: str, at: int, left: str, right: str, *, is_open: bool) -> bool:
    if left.isalnum() and right.isalnum() and (not is_open or right < _NO_LATIN):
        return True
    if text[at] == "’":
        return not is_open
    return not is_open and not any(mark in text[at + 1 :] for mark in "’‘")
