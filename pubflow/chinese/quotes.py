"""Quotation marks: 「」, and 『』 within them, whatever pair stood there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import CLOSING, OPENING, SPACE, after, before, is_chinese, is_latin
from pubflow.chinese.shield import Shield

_Family = Literal["double", "single", "corner"]
_Role = Literal["open", "close"]
_FAMILIES: Final[dict[str, tuple[_Family, _Role | None]]] = {
    "“": ("double", "open"), "„": ("double", "open"), "«": ("double", "open"), "〝": ("double", "open"),
    "”": ("double", "close"), "»": ("double", "close"), "〞": ("double", "close"), '"': ("double", None),
    "＂": ("double", None), "‘": ("single", "open"), "’": ("single", "close"), "'": ("single", None),
    "「": ("corner", "open"), "『": ("corner", "open"), "」": ("corner", "close"), "』": ("corner", "close"),
    "｢": ("double", "open"), "﹁": ("double", "open"), "﹃": ("double", "open"), "｣": ("double", "close"),
    "﹂": ("double", "close"), "﹄": ("double", "close"),
}  # fmt: skip
_QUOTE = re.compile(f"[{''.join(_FAMILIES)}]")
_PAIRS: Final = ("「」", "『』")
_BEFORE_CLOSING: Final = "，。；：？！、,.;:?!)" + CLOSING
_PASSED: Final = ",.;:?!()"
_BEFORE_OPENING: Final = "：，、:,(" + OPENING


@dataclass(slots=True)
class _Mark:
    """One quotation mark; `partner` is that of its pair."""

    at: int
    family: _Family
    role: _Role
    depth: int = 0
    """How many quotations it stands in."""
    partner: _Mark | None = None
    holds: bool = False
    """Whether another quotation stands in the one it opens."""


def quotations(text: str, shield: Shield) -> Iterator[Edit]:
    """Each mark by how deep it stands; apostrophes, inches and what is quoted within Western words stay."""
    for mark in _read(text, shield):
        new = _form(text, mark)
        if new != text[mark.at]:
            yield Edit(mark.at, mark.at + 1, new)


def unpaired(text: str, shield: Shield) -> Iterator[tuple[int, bool]]:
    """(Where, whether it opens) of each mark whose partner is missing; a mark of inches may be among them."""
    yield from ((mark.at, mark.role == "open") for mark in _read(text, shield) if mark.partner is None)


def inner_alone(text: str, shield: Shield) -> Iterator[tuple[int, int]]:
    """Each pair of 『』 that stands in no quotation and holds none: (its start, where its closing mark stands)."""
    for mark in _read(text, shield):
        if text[mark.at] == "『" and mark.partner is not None and not mark.depth and not mark.holds:
            yield mark.at, mark.partner.at


@lru_cache(maxsize=2)
def _read(text: str, shield: Shield) -> list[_Mark]:
    """The marks in text order, paired as far as they pair."""
    marks: list[_Mark] = []
    opened: list[_Mark] = []
    for match in _QUOTE.finditer(text):
        at = match.start()
        if shield.covers(at) or ((family := _FAMILIES[match[0]][0]) == "single" and _is_apostrophe(text, at, opened)):
            continue
        mark = _Mark(at, family, _role(text, at, family, opened))
        marks.append(mark)
        if mark.role == "open":
            mark.depth = len(opened)
            for outer in opened:
                outer.holds = True
            opened.append(mark)
            continue
        index = next((i for i in range(len(opened) - 1, -1, -1) if opened[i].family == family), -1)
        if index >= 0:
            mark.partner = opened[index]
            mark.depth, opened[index].partner = opened[index].depth, mark
            del opened[index:]
        elif family != "corner":
            _deepen(marks[:-1])
    return marks


def _deepen(marks: list[_Mark]) -> None:
    """The quotation that ends here began before the text: all so far stands in it."""
    for mark in marks:
        if mark.family != "corner":
            mark.depth += 1


def _role(text: str, at: int, family: _Family, opened: list[_Mark]) -> _Role:
    role = _FAMILIES[text[at]][1]
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    is_open = any(mark.family == family for mark in opened)
    if role is None:
        if is_open:
            return "close"
        closes = left and left not in SPACE + _BEFORE_OPENING and (not right or right in _BEFORE_CLOSING)
        return "close" if closes else "open"
    if role == "open" and is_open and left in "。？！" and (not right or right in _BEFORE_CLOSING):
        # “……。“: engines close with the mark that opens.
        return "close"
    return role


def _is_apostrophe(text: str, at: int, opened: list[_Mark]) -> bool:
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "‘":
        return is_latin(left) and is_latin(right)
    if is_latin(left) and is_latin(right):
        return True
    if any(mark.family == "single" for mark in opened):
        return False
    if is_latin(left):
        return True
    # One that opens needs one that closes, and '90s none.
    return text[at] == "'" and (right.isdigit() or not re.search(r"'(?![A-Za-z0-9])", text[at + 1 :]))


def _form(text: str, mark: _Mark) -> str:
    char = text[mark.at]
    opens = mark.role == "open"
    if mark.family == "corner":
        if mark.partner is None or (_is_inner_pair(text, mark) and not mark.depth):
            return char
        return _PAIRS[mark.depth % 2][not opens]
    if _is_western(text, mark):
        return char
    return _PAIRS[mark.depth % 2][not opens]


def _is_inner_pair(text: str, mark: _Mark) -> bool:
    """Whether it is one of 『』 around no other quotation; of a pair that is mixed, 「…』, neither is."""
    first = mark if mark.role == "open" else mark.partner
    last = mark.partner if mark.role == "open" else mark
    return first is not None and last is not None and text[first.at] + text[last.at] == "『』" and not first.holds


def _is_western(text: str, mark: _Mark) -> bool:
    """Whether it quotes Western words among Western words, or is no quotation mark (12")."""
    start, end = mark.at, (mark.partner or mark).at
    if mark.role == "close":
        start, end = end, start
    if mark.partner is None:
        if text[mark.at] in "“”„«»〝〞＂":
            return False
        beside = text[mark.at - 1 : mark.at] if mark.role == "close" else text[mark.at + 1 : mark.at + 2]
        return not is_chinese(beside) or beside in _BEFORE_OPENING
    if text[mark.at] in "“”":
        return False
    inside = any(is_chinese(char) for char in text[start + 1 : end])
    outside = is_chinese(before(text, start, _PASSED)), is_chinese(after(text, end + 1, _PASSED))
    return not inside and not any(outside)
