"""Keep a quotation of several sentences, with the words that say whose it is, in one unit.

Quotes are approved whole, and zh, ja and ar move the speaker to the front. What is one unit:

- all sentences that one quotation touches: `“A. B,” Callamard said.`, `Callamard said: “A. B.”`;
- with it the quotation that goes on right behind its attribution: `“A. B,” she said. “C. D.”`. A next quotation with an
  attribution of its own (`“C,” Park said.`) is another unit, and so is what follows a sentence without a said-verb;
- from a quotation that never closes (the paragraphs of a long one but the last) up to the end of the block. A straight
  quotation mark that never closes is taken for a stray one, unless the block begins with it.

Apostrophes are no quotation marks. The whole is linear in the text's length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pubflow.segment.rules import Rules, default_rules

_MARKS = re.compile(r"[“”\"„«»「」『』‘’']")
_CLOSING = {"“": "”", '"': '"', "„": "“”", "«": "»", "「": "」", "『": "』"}
_MEDIAL = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_WORDS_BEFORE_SPEAKER = 200
"""Characters around a quotation in which its speaker is looked for."""
_NAME = r"(?:(?:[A-ZÀ-ÖØ-Þ][\w.’-]*|de|da|dos|van|von|bin|al|el)\s){0,4}[A-ZÀ-ÖØ-Þ][\w’-]*"
_NO_NAME = frozenset(
    ("He", "She", "They", "It", "We", "I", "You", "Who", "The", "A", "An", "This", "That", "These", "Those")
)


class Quotation(NamedTuple):
    """One outermost quotation, its marks included."""

    start: int
    end: int
    """Behind the closing mark; the text's end where it never closes."""
    closed: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a block, in order; what is quoted inside them is theirs."""
    marks = [(match.start(), match[0]) for match in _MARKS.finditer(text)]
    if not marks:
        return ()
    inside_words = {match.start() for match in _MEDIAL.finditer(text)}
    marks = [(at, mark) for at, mark in marks if at not in inside_words]
    return tuple(_pair(text, marks))


def _pair(text: str, marks: Sequence[tuple[int, str]]) -> Iterator[Quotation]:
    singles = _Singles(text, marks)
    closers: dict[str, list[int]] = {}
    for at, mark in marks:
        closers.setdefault(mark, []).append(at)
    first = len(text) - len(text.lstrip())
    free_from = 0
    for at, mark in marks:
        if at < free_from or not _opens(text, at, mark):
            continue
        close = singles.close(at) if mark in "‘'" else _close(text, closers, at, mark)
        if close is not None:
            free_from = close + 1
            yield Quotation(at, free_from, closed=True)
        elif mark in "“«「『" or at == first:
            free_from = len(text)
            yield Quotation(at, free_from, closed=False)


def _opens(text: str, at: int, mark: str) -> bool:
    if mark in "“«„「『":
        return True
    if mark not in "\"'‘":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before and not before.isspace() and before not in '([{—–-“"‘:\ufff9':
        return False
    return after.isalpha() or after in "“‘[(…\ufffc" if mark != '"' else bool(after) and not after.isspace()


def _close(text: str, closers: dict[str, list[int]], at: int, mark: str) -> int | None:
    found = []
    for closing in _CLOSING[mark]:
        places = closers.get(closing, [])
        index = bisect_right(places, at)
        if mark == '"' and index < len(places) and _opens(text, places[index], mark):
            # A second opening straight mark: the first was a stray one, or a paragraph of a long quotation.
            return None
        if index < len(places):
            found.append(places[index])
    return min(found, default=None)


class _Singles:
    """Where single quotation marks close: `’` behind a comma or stop, or else behind a word that is no plural."""

    def __init__(self, text: str, marks: Sequence[tuple[int, str]]) -> None:
        self._opens = [at for at, mark in marks if mark in "‘'" and _opens(text, at, mark)]
        loose = [at for at, mark in marks if mark in "’'" and not text[at + 1 : at + 2].isalnum() and at]
        self._loose = [at for at in loose if not text[at - 1].isspace() and text[at - 1] not in "([{"]
        self._sure = [at for at in self._loose if text[at - 1] in ',.?!…;:”")]']
        self._text = text

    def close(self, at: int) -> int | None:
        loose, sure, opening = (_after(places, at) for places in (self._loose, self._sure, self._opens))
        if loose is None or self._text[loose - 1] != "s" or sure is None:
            return loose
        # `‘the workers’ rights are gone,’`: behind an s it may be a genitive.
        return sure if opening is None or sure < opening else loose


def _after(places: Sequence[int], at: int) -> int | None:
    index = bisect_right(places, at)
    return places[index] if index < len(places) else None


def keep_whole(
    text: str, begins: Sequence[int], found: Sequence[Quotation], rules: Rules | None = None
) -> tuple[list[int], list[int]]:
    """Part the sentence beginnings in those that begin a unit and those that stand inside one.

    `begins` ascending, without 0. A quotation's own first character may begin a unit.
    """
    if not begins or not found:
        return list(begins), []
    starts = [quotation.start for quotation in found]
    units, inside = [], []
    for order, begin in enumerate(begins):
        index = bisect_right(starts, begin - 1) - 1
        within = index >= 0 and begin < found[index].end and begin > found[index].start
        if within or _goes_on(text, begins, order, found, index, rules):
            inside.append(begin)
        else:
            units.append(begin)
    return units, inside


def _goes_on(
    text: str, begins: Sequence[int], order: int, found: Sequence[Quotation], index: int, rules: Rules | None
) -> bool:
    """Whether the quotation that begins here continues the one whose attribution just ended."""
    begin = begins[order]
    if index < 0 or index + 1 >= len(found) or found[index + 1].start != begin:
        return False
    spoken, further = found[index], found[index + 1]
    previous = begins[order - 1] if order else 0
    attribution = text[spoken.end : begin]
    if spoken.end <= previous or not _says(rules).search(attribution):
        return False
    # Without words of its own behind it, up to the end of its sentence, it has no other speaker.
    later = bisect_right(begins, further.end - 1)
    stop = begins[later] if later < len(begins) else len(text)
    return not any(letter.isalpha() for letter in text[further.end : stop])


def speaker(text: str, found: Sequence[Quotation], rules: Rules | None = None) -> str:
    """The name of whoever a unit quotes, where it stands beside a said-verb; "" when it is a pronoun or unclear."""
    for quotation in found:
        behind = text[quotation.end : quotation.end + _WORDS_BEFORE_SPEAKER]
        before = text[max(0, quotation.start - _WORDS_BEFORE_SPEAKER) : quotation.start]
        said = _named(rules)
        for match in (said[0].match(behind), said[1].match(behind), said[2].search(before)):
            if match and match[1] not in _NO_NAME:
                return match[1]
    return ""


@cache
def said_verbs(rules: Rules | None = None) -> str:
    """The verbs of saying of the rules, as a pattern."""
    return "|".join(sorted((rules or default_rules()).lists["said"]))


@cache
def _says(rules: Rules | None) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{said_verbs(rules)})\b")


@cache
def _named(rules: Rules | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    verbs = said_verbs(rules)
    return (
        re.compile(rf"[\s,]*({_NAME})(?:,[^.,“”]{{1,80}},)?\s(?:{verbs})\b"),
        re.compile(rf"[\s,]*(?:{verbs})\s({_NAME})"),
        re.compile(rf"({_NAME})(?:,[^.,“”]{{1,80}},)?\s(?:{verbs})(?:\s[^.“”]{{0,60}})?[,:]\s*\Z"),
    )
