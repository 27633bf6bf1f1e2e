"""Units held against each other: one source told in several ways, several sources told in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from pubflow.facts.english import NEGATION
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.plugins import UnitAt
from pubflow.segment import TaggedText, is_joined

_CLASSES: Final = {
    "meta:title": "heading",
    "meta:subtitle": "heading",
    "meta:summary": "",
    "meta:excerpt": "",
    "meta:description": "",
    "image-title": "alt",
    "caption": "alt",
}
"""Contexts whose texts read alike; any other is a class of its own."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_GENDERED: Final = {
    **dict.fromkeys(("pt", "es", "it"), re.compile(r"(?<=\w\w)[oae](?=s?\b)|(?<=\bl)os(?=\b)|(?<=\b)[oa](?=s?\b)")),
    "fr": re.compile(r"(?<=\w[éiust])e(?=s?\b)|(?<=\b)(?:il|elle)(?=s?\b)"),
    **dict.fromkeys(("zh", "yue"), re.compile(r"[他她它祂牠]|[你妳]")),
}
"""What tells a woman from a man, where the source does not say which."""
_LEAST_WORDS: Final = 4
"""Of a source that may not share its target with another: shorter ones are often rightly told alike."""
_SMALL: Final = frozenset(
    ("a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "that", "this",
     "these", "those", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "do", "does",
     "did", "will", "would", "shall", "should", "must", "may", "might", "can", "could", "it", "its", "he", "she",
     "they", "him", "her", "them", "his", "their", "hers", "theirs", "we", "us", "our", "you", "your", "i", "me", "my",
     "who", "whom", "which", "there", "here", "also", "then", "than", "so", "such", "please", "just")
) - NEGATION  # fmt: skip
"""English words that another language may leave out or tell alike."""
_ENDING: Final = re.compile(r"(?<=\w{3})(?:ies|ied|ing|es|ed|(?<!s)s|e|y|d|’s|'s)$")
_SHOWN: Final = 24


class _Seen:
    """The units of a language by a key of theirs, as the catalogs held them when they were last asked about."""

    def __init__(self) -> None:
        self._by_key: dict[object, dict[str, list[UnitAt]]] = {}
        self._keys: dict[str, list[object]] = {}

    def add(self, units: Sequence[UnitAt], key: Callable[[UnitAt], object]) -> Iterator[tuple[object, UnitAt]]:
        """Take in a catalog; yields each of its units that has a key."""
        path = units[0].where.path if units else ""
        for known in self._keys.pop(path, ()):
            self._by_key[known][path] = []
        keys = self._keys[path] = []
        for one in units:
            if (found := key(one)) is not None:
                self._by_key.setdefault(found, {}).setdefault(path, []).append(one)
                keys.append(found)
                yield found, one

    def before(self, key: object, unit: UnitAt) -> Iterator[UnitAt]:
        """Those with the same key that stand before a unit: in its catalog, or in one that came earlier."""
        for path, units in self._by_key[key].items():
            if path == unit.where.path:
                yield from units[: next(at for at, one in enumerate(units) if one is unit)]
                return
            yield from units


class InconsistentRepeat:
    """A source that reads otherwise in another place of its kind."""

    id = "inconsistent-repeat"

    def __init__(self) -> None:
        self._seen = _Seen()

    def of_catalog(self, units: Sequence[UnitAt], language: LanguageTag) -> Iterator[Finding]:
        """See the class."""
        for key, one in self._seen.add(units, _same_source):
            others = self._seen.before(key, one)
            if (other := next((each for each in others if _are_told_apart(one, each, language)), None)) is not None:
                place, shown = _place(other, one), _shown(other.unit.target)
                message = f"{place} has “{shown}” for the same source"
                yield Finding(self.id, Severity.WARNING, message, one.where)


class ReusedTarget:
    """A target that stands for another source as well, which says something else."""

    id = "reused-target"

    def __init__(self) -> None:
        self._seen = _Seen()

    def of_catalog(self, units: Sequence[UnitAt], language: LanguageTag) -> Iterator[Finding]:
        """See the class."""
        for key, one in self._seen.add(units, _same_target):
            others = self._seen.before(key, one)
            if (other := next((each for each in others if _say_else(one, each)), None)) is not None:
                message = f"{_place(other, one)} has the same target for “{_shown(other.unit.key.source)}”"
                yield Finding(self.id, Severity.WARNING, message, one.where)


def _same_source(one: UnitAt) -> object:
    """None where a place was given a target of its own, and for numbers and the like."""
    context, source = one.unit.key
    if "#" in context or is_joined(one.unit.target) or not _LETTER.search(source):
        return None
    return _CLASSES.get(context, context), _folded(source)


def _same_target(one: UnitAt) -> object:
    target = one.unit.target
    if is_joined(target) or one.unit.key.source.count(" ") < _LEAST_WORDS - 1 or not _LETTER.search(target):
        return None
    return _folded(target)


def _are_told_apart(one: UnitAt, other: UnitAt, language: LanguageTag) -> bool:
    ours, theirs = one.unit.target, other.unit.target
    return ours != theirs and _told(ours, language) != _told(theirs, language)


def _say_else(one: UnitAt, other: UnitAt) -> bool:
    ours, theirs = one.unit.key.source, other.unit.key.source
    return ours != theirs and _differ(_said(ours), _said(theirs))


@lru_cache(maxsize=8192)
def _told(target: str, language: LanguageTag) -> str:
    """What tells one target of a source from another: not its marks at the ends, its case, or whom it speaks of."""
    folded = _folded(target)
    gendered = _GENDERED.get(language.language)
    return gendered.sub("", folded) if gendered else folded


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    plain = TaggedText.parse(text).plain if "<" in text or "\\" in text else text
    folded = " ".join(plain.split()).casefold()
    start, end = 0, len(folded)
    while start < end and not _is_kept(folded[start], "&_"):
        start += 1
    while start < end and not _is_kept(folded[end - 1], "&_)"):
        end -= 1
    return folded[start:end]


def _is_kept(char: str, marks: str) -> bool:
    """At an end of a text that is compared; other marks there do not count."""
    return char.isalnum() or char in marks


@lru_cache(maxsize=8192)
def _said(source: str) -> frozenset[str]:
    """The words of a source that every language tells, without their endings."""
    words = (word.replace("n’t", " not").replace("n't", " not") for word in _WORD.findall(_folded(source)))
    parts = (part for word in words for part in word.split())
    return frozenset(_ENDING.sub("", part) for part in parts if part not in _SMALL)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each says something that the other does not, or one a number or a negation."""
    more, less = one - other, other - one
    return bool(more and less) or any(word in NEGATION or word[0].isdigit() for word in more | less)


def _place(other: UnitAt, one: UnitAt) -> str:
    where = other.where
    number = f"unit {where.unit}" if where.unit is not None else f"line {where.line}"
    return number if where.path == one.where.path else str(where)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
