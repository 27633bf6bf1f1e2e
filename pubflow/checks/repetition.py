"""Words that stand twice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from operator import eq

from pubflow.catalog import Unit
from pubflow.checks.reading import Reading, each, read
from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN, is_han, neighbours
from pubflow.facts.scan import words_of
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext

_WORD_TWICE = re.compile(r"(?<![\w'’%)-])([^\W\d_]+) +(\1)(?![\w'’-])", re.IGNORECASE)
"""Not behind `%` or `)`: of `%(name)s s` the first is no word."""
_PHRASE_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+(?: [^\W\d_]+){1,3}) \1(?![\w'’-])", re.IGNORECASE)
_LONGEST = 4
"""Words of a phrase."""
_IN_JAPANESE = re.compile(rf"([{HAN}\u3040-\u30ff]{{3,8}})\1")
_CHUNK_TWICE = re.compile(rf"([{HAN}]{{2,8}}?)\1")
_ONE_TWICE = re.compile(
    "(?<![目標])的的(?!確)|被被(?![告害])|們們|(?<!其)他他(?!們)|是是(?!非)|她她|已已|遭遭|並並|仍仍|但但|於於(?!是)|也也"
)
_TWINS = frozenset(
    ["的的", "被被", "們們", "他他", "是是", "她她", "已已", "遭遭", "並並", "仍仍", "但但", "於於", "也也"]
)
"""Any pair that this may find."""
_DOUBLE_NAME = re.compile(r"([a-z]{2,})[ -]?\1(?![a-z]{4})")
"""Ngorongoro, Bora Bora: so does their transliteration."""
_NAMED_AFTER = "者人員官權法區所會器機站費"
"""A verb before a noun made of it: 監督監督者."""
_COUNTED = "一兩每層步陣次天年點"
"""一步一步, 一次一次: repeated on purpose."""


class RepeatedWord:
    """A word, or in Chinese a run of characters, twice in a row."""

    id = "repeated-word"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        reading = read(unit, context)
        if reading is None:
            return
        message = "“{old}” stands twice: {around}"
        if context.language.language == "zh":
            yield from each(reading, self.id, Severity.WARNING, message, _chunks(reading.text, reading.source))
        elif reading.language == "ja":
            found = _IN_JAPANESE.finditer(reading.text)
            edits = (Edit(match.end(1), match.end(), "") for match in found if any(map(is_han, match[1])))
            yield from each(reading, self.id, Severity.WARNING, message, edits)
        elif context.language.spaced and _repeats(reading.text) and not _repeats(reading.source):
            yield from each(reading, self.id, Severity.WARNING, message, _words(reading))


def _chunks(text: str, source: str) -> Iterator[Edit]:
    pairs = neighbours(text)
    # Where a run stands twice, so does its first pair of characters.
    for match in _CHUNK_TWICE.finditer(text) if len(pairs) < len(text) - 1 else ():
        chunk = match[1]
        after = text[match.end() : match.end() + 1]
        if len(set(chunk)) == 1 or chunk[0] in _COUNTED or (after and after in _NAMED_AFTER):
            continue
        if chunk not in _on_purpose("zh") and not _DOUBLE_NAME.search(source.casefold()):
            yield Edit(match.end(1), match.end(), "")
    for match in _ONE_TWICE.finditer(text) if not _TWINS.isdisjoint(pairs) else ():
        yield Edit(match.start() + 1, match.end(), "")


def _repeats(text: str) -> bool:
    """Whether it holds a word or a phrase twice; most texts are told by their words alone."""
    found = words_of(text.casefold())
    # A text whose words are all different holds none twice.
    if len(set(found)) == len(found):
        return False
    # So many words in a row as stand between the two: one twice, two twice, and so on.
    near = any(b"\1" * gap in bytes(map(eq, found, found[gap:])) for gap in range(1, _LONGEST + 1))
    return near and (_WORD_TWICE.search(text) is not None or _PHRASE_TWICE.search(text) is not None)


def _words(reading: Reading) -> Iterator[Edit]:
    for match in _PHRASE_TWICE.finditer(reading.text):
        yield Edit(match.end(1), match.end(), "")
    kept = _on_purpose(reading.language)
    for match in _WORD_TWICE.finditer(reading.text):
        if match[1].casefold() not in kept and not (match[1].isupper() and len(match[1]) > 1):
            yield Edit(match.end(1), match.end(), "")


def _on_purpose(language: str) -> frozenset[str]:
    """Words that stand twice on purpose in a language."""
    return _table().get(language, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("data/doubled.toml").read_text(encoding="utf-8")
    return {language: frozenset(words.split()) for language, words in tomllib.loads(text).items()}
