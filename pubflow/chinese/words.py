"""What Taiwan calls otherwise than Mainland China does: words and names, by tables. Pure but for reading them.

Each row of a table holds the form to replace, in Traditional characters, the form of Taiwan, and characters beside
which it is something else. When it is replaced: `always` is what no Taiwan text says; `draft` what a person there may
write, yet no engine should; `converted` what is right in some Taiwan texts, and is replaced in a draft that came in
Simplified characters; `told` what is mostly right. A row may name beginnings of English words: where the source has one
of them, the sense is sure, and the word is replaced whatever the script; where it has none, a person is asked.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final, Literal, cast, get_args

from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import neighbours

When = Literal["always", "draft", "converted", "told"]
_TABLES: Final = ("words.csv", "names.csv")
_OFFICIAL: Final = (
    "地區|區|省|高等|銀行|大學|師範|證券|期貨|鐵路|港務|電力|糖業|土地|菸酒|金融|警察|文獻"
    "|[^，。；：、]{0,4}地方(?:法院|檢察)"
)
"""What follows 臺灣 in names whose owners write it so."""
_TAIWAN = re.compile(f"(?<!國立)臺灣(?!{_OFFICIAL})")
_TAIWAN_PLAIN = re.compile(f"台灣(?!{_OFFICIAL})")


@dataclass(frozen=True, slots=True)
class Row:
    """One form and what stands for it in Taiwan."""

    found: str
    wanted: str
    when: When
    unless_before: str = ""
    """Parts of words, `|` between them, right after which it is something else."""
    unless_after: str = ""
    english: str = ""
    """Beginnings of words of the source, `|` between them, by which the sense is sure; `?`: none makes it so."""
    source: str = ""

    @property
    def pattern(self) -> str:
        """For a regular expression: the form with what must not stand beside it."""
        behind = "".join(f"(?<!{re.escape(part)})" for part in self.unless_before.split("|") if part)
        ahead = "|".join(map(re.escape, filter(None, self.unless_after.split("|"))))
        return behind + re.escape(self.found) + (f"(?!{ahead})" if ahead else "")


@cache
def rows() -> tuple[Row, ...]:
    """All rows of both tables, in their order."""
    out = []
    for name in _TABLES:
        text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
        for line in csv.DictReader(text.splitlines()):
            assert line["when"] in get_args(When), line
            beside = line["unless-before"], line["unless-after"]
            english = line["english"]
            out.append(Row(line["found"], line["wanted"], cast("When", line["when"]), *beside, english, line["source"]))
    return tuple(out)


def in_taiwan(text: str, *, converted: bool, sure: frozenset[str] = frozenset()) -> Iterator[Edit]:
    """The words to replace. `converted`: the text came in Simplified characters; `sure`: see `sure_by`."""
    yield from _draft_words(converted, sure).find(text)


def sure_by(source: str) -> frozenset[str]:
    """The words whose sense this English text tells."""
    return frozenset(found for found, pattern in _telling() if pattern.search(source)) if source else frozenset()


def meant(text: str, source: str) -> Iterator[Edit]:
    """The words that only some sense makes Mainland wording, where the English source tells that sense."""
    found = list(_asked_of().find(text))
    if found:
        sure = sure_by(source)
        yield from (edit for edit in found if text[edit.start : edit.end] in sure)


def mainland(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that no Taiwan text says."""
    for edit in never_said().find(text):
        yield edit.start, edit.end


def doubtful(text: str) -> Iterator[tuple[int, str, str]]:
    """(Where, word, what Taiwan says in the usual sense) of what may be Mainland wording: for a person to see."""
    for edit in _asked_of().find(text):
        yield edit.start, text[edit.start : edit.end], edit.text


def taiwan(text: str, form: str) -> Iterator[Edit]:
    """台灣 or 臺灣, as `form` says; official names keep their own."""
    for match in (_TAIWAN if form == "台灣" else _TAIWAN_PLAIN).finditer(text):
        yield Edit(match.start(), match.end(), form)


@dataclass(frozen=True, slots=True)
class Words:
    """Some of the rows, ready for use on many short texts."""

    beginnings: frozenset[str]
    """The two characters that any of them begins with."""
    singles: frozenset[str]
    """Those that are a character alone."""
    first: re.Pattern[str]
    """The characters that any of them begins with."""
    forms: dict[str, str]
    """By that character, as one pattern: compiled where a text asks for it, since most never come."""
    wanted: dict[str, str]

    @classmethod
    def of(cls, chosen: Iterable[Row]) -> Words:
        """The longest of them first, so that a compound wins over a word in it."""
        longest = sorted(chosen, key=lambda row: len(row.found), reverse=True)
        by_first: dict[str, list[str]] = {}
        for row in longest:
            by_first.setdefault(row.found[0], []).append(row.pattern)
        first = re.compile(f"[{''.join(map(re.escape, by_first))}]" if by_first else "(?!)")
        forms = {char: "|".join(those) for char, those in by_first.items()}
        beginnings = frozenset(row.found[:2] for row in longest)
        singles = frozenset(row.found for row in longest if len(row.found) == 1)
        return cls(beginnings - singles, singles, first, forms, {row.found: row.wanted for row in longest})

    def find(self, text: str) -> Iterator[Edit]:
        """Each place where one stands, with what Taiwan says there; none overlap."""
        # Most tables hold no character that is a form alone.
        if self.beginnings.isdisjoint(neighbours(text)) and (not self.singles or self.singles.isdisjoint(text)):
            return
        end = 0
        for start in self.first.finditer(text):
            at = start.start()
            begins = text[at : at + 2] in self.beginnings or start[0] in self.singles
            if begins and at >= end and (match := _compiled(self.forms[start[0]]).match(text, at)):
                end = match.end()
                yield Edit(at, end, self.wanted[match[0]])


@lru_cache(maxsize=4096)
def _compiled(forms: str) -> re.Pattern[str]:
    return re.compile(forms)


@lru_cache(maxsize=512)
def _draft_words(converted: bool, sure: frozenset[str]) -> Words:
    when = {"always", "draft", "converted"} if converted else {"always", "draft"}
    return Words.of([row for row in rows() if row.when in when or row.found in sure])


@cache
def never_said() -> Words:
    """Those that no Taiwan text says."""
    return Words.of(row for row in rows() if row.when == "always")


@cache
def rarely_said() -> Words:
    """Those that a person may write, though Taiwan mostly says otherwise."""
    return Words.of(row for row in rows() if row.when == "draft")


@cache
def _asked_of() -> Words:
    return Words.of(row for row in rows() if row.english)


@cache
def _telling() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = ((row.found, row.english) for row in rows() if row.english.strip("?"))
    return tuple((found, re.compile(rf"\b(?:{english})", re.IGNORECASE)) for found, english in named)
