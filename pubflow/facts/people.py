"""Names of people in an English text, and whether a target has them: spelt alike, misspelt, or not at all. Pure.

What is asked for is little: names of two parts and more whose words are none of offices, places and days. A name in
other letters is not judged, since many renderings are right; a Latin name misspelt is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pubflow.facts.letters import bare
from pubflow.facts.lexicon.people import NO_NAMES, OFFICES
from pubflow.facts.scan import matches

_PART: Final = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’'A-ZÀ-Þ]*[a-zß-öø-ÿ](?:-[A-Za-zÀ-ÿ]+)*"
_NAME = re.compile(
    rf"(?<![\w’'-]){_PART}(?:\s(?:(?:de|da|dos|do|del|della|la|bin|bint|ibn|van|von|der|den|el)\s|al-)?{_PART}){{1,4}}(?![\w-])"
)
_CAPITAL = re.compile("[A-ZÀ-ÖØ-Þ]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'-][A-Za-zÀ-ɏ]+)*")
_NO_NAMES: Final = frozenset(NO_NAMES.split())
_OFFICES: Final = frozenset(OFFICES.split())
_LONGEST: Final = 6_000
"""Characters of both texts; each word of one is held against each of the other."""
_MOST_CAPITALS: Final = 0.6
"""Of the words of a text; above, it is a heading, whose capitals name nobody."""
_LONG_PART: Final = 6
_PREFIX: Final = 4
_SOMEBODY: Final = {
    "zh": re.compile(r"[該這那某一](?:名|位)?(?:男子|女子|男性|女性|男人|女人|人士|青年|少年|少女|嫌犯|嫌疑人|當事人)"),
}
_OF_NOBODY = re.compile(
    r"\b(?:man|woman|men|women|boy|girl|person|people|suspect|youth|victim|teenager)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?:(?<!\.)\.|[!?])[”’\"')\]]*\s*\Z")
"""Dots lead on: `Hot List...` is the label of a program."""
_DOT = re.compile(r"(?<=[\u4e00-\u9fff])[‧·・•．](?=[\u4e00-\u9fff])")


class Lost(NamedTuple):
    """A name that the target has not, or not so."""

    name: str
    theirs: str = ""
    """The misspelling; "" where nothing of the name is there."""
    span: tuple[int, int] | None = None
    """Of that."""


def lost_names(source: str, target: str, *, latin: bool, language: str) -> Iterator[Lost]:
    """The names of people in an English text that its target misspells or leaves out."""
    if len(source) + len(target) > _LONGEST:
        return
    for name in names(source):
        parts = [part for part in _WORD.findall(name) if part[0].isupper()]
        words = tuple(_LATIN.finditer(target))
        misspelt = _misspelt(parts, words, source)
        if misspelt is not None:
            yield Lost(name, misspelt[0], (misspelt.start(), misspelt.end()))
        elif not _there(parts, words) if latin else _is_somebody(source, target, parts, words, language):
            yield Lost(name)


@lru_cache(maxsize=4096)
def names(source: str) -> tuple[str, ...]:
    """Of people in an English text; kept, since every language asks for those of the same source."""
    found = [match[0] for match in matches(_NAME, _CAPITAL, source)]
    if not found:
        return ()
    words = [word for word in _WORD.findall(source) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    if capitals > _MOST_CAPITALS * len(words) and not _SENTENCE.search(source):
        return ()
    return tuple(name for one in found if (name := _without_office(one)))


def _without_office(name: str) -> str:
    parts = name.split()
    while parts and parts[0].lower() in _OFFICES:
        parts = parts[1:]
    own = " ".join(parts).removesuffix("’s").removesuffix("'s")
    if len(parts) < 2 or any(word.lower() in _NO_NAMES or _is_of_a_people(word) for word in _WORD.findall(own)):
        return ""
    return own


def _is_of_a_people(word: str) -> bool:
    """`Brazilian`, `Chinese`: a capital for a language or a people."""
    return word.lower().endswith(("ian", "ese", "ish", "ans", "istan", "land")) and len(word) > _LONG_PART


@lru_cache(maxsize=512)
def _folded(word: str) -> str:
    plain = word.replace("’", "'").lower()
    plain = plain.removesuffix("'s")
    return bare(plain)[0]


def _there(parts: Sequence[str], words: Sequence[re.Match[str]]) -> bool:
    """Whether any part of the name is there, or something that it may have become."""
    theirs = {_folded(word[0]) for word in words}
    ours = [_folded(part) for part in parts]
    return any(one in theirs or any(_akin(one, other) for other in theirs) for one in ours)


def _akin(one: str, other: str) -> bool:
    near = one[:_PREFIX] == other[:_PREFIX] or (one[0] == other[:1] and _distance(one, other) <= 2)
    return len(one) >= _PREFIX and near


def _misspelt(parts: Sequence[str], words: Sequence[re.Match[str]], source: str) -> re.Match[str] | None:
    """The word beside a part of the name that is there, where the next part is there but for a letter or two."""
    ours = {_folded(word) for word in _LATIN.findall(source)}
    folded = [_folded(part) for part in parts]
    texts = [_folded(word[0]) for word in words]
    for at, text in enumerate(texts):
        if text not in folded:
            continue
        part = folded.index(text)
        for step in (1, -1):
            if not (0 <= part + step < len(folded) and 0 <= at + step < len(words)):
                continue
            wanted, other = folded[part + step], texts[at + step]
            if other not in ours and words[at + step][0][0].isupper() and _is_slip(wanted, other):
                return words[at + step]
    return None


def _is_slip(wanted: str, other: str) -> bool:
    return wanted != other and 0 < _distance(wanted, other) <= (2 if len(wanted) >= _LONG_PART else 1)


def _is_somebody(source: str, target: str, parts: Sequence[str], words: Sequence[re.Match[str]], language: str) -> bool:
    """Whether `that man` stands for a person whom the source names."""
    pattern = _SOMEBODY.get(language)
    if pattern is None or not pattern.search(target) or _OF_NOBODY.search(source) or len(names(source)) > 2:
        return False
    return not _DOT.search(target) and not {_folded(part) for part in parts} & {_folded(word[0]) for word in words}


def _distance(one: str, other: str) -> int:
    """Of Damerau and Levenshtein, letters changed, added, lost or swapped; 3 stands for all that is more than two."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before, last = list(range(len(other) + 1)), list[int]()
    for row, char in enumerate(one, 1):
        line = [row]
        for column, theirs in enumerate(other, 1):
            cost = min(before[column] + 1, line[-1] + 1, before[column - 1] + (char != theirs))
            if last and column > 1 and char == other[column - 2] and one[row - 2] == theirs:
                cost = min(cost, last[column - 2] + 1)
            line.append(cost)
        last, before = before, line
    return min(before[-1], 3)
