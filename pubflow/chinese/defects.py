"""What is left in a text that a Taiwan edition must not show. Pure; it only looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from pubflow.chinese import words
from pubflow.chinese.chars import CLOSING, HAN, LATIN, MARKS, SPACE
from pubflow.chinese.script import simplified_only
from pubflow.chinese.shield import Shield

Kind = Literal["simplified", "half-width", "quote", "space", "word", "ellipsis", "dash"]

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("half-width", re.compile(rf"(?<=[{HAN}{CLOSING}])(?:[,;:?!()]|\.(?![\w.]))|[,;:?!(](?=[{HAN}])")),
    (
        "quote",
        re.compile(rf"[“”„«»]|(?<![{LATIN}])[‘’]|[‘’](?![{LATIN}{SPACE}])|(?<=[{HAN}{MARKS}])\"|\"(?=[{HAN}{MARKS}])"),
    ),
    ("space", re.compile(f"(?<=[{MARKS}])[{SPACE}]+(?=[^{SPACE}\n])|(?<=[^{SPACE}\n])[{SPACE}]+(?=[{MARKS}])")),
    ("ellipsis", re.compile(rf"(?<=[{HAN}{MARKS}])\.{{3,}}|\.{{3,}}(?=[{HAN}])|。{{2,}}|(?<!…)…(?!…)|…{{3,}}|⋯")),
    ("dash", re.compile(f"(?<=[{HAN}{MARKS}])(?:--+|(?<!—)—(?!—)|—{{3,}}|─+)|(?:--+|(?<!—)—(?!—)|─+)(?=[{HAN}])")),
)


class Defect(NamedTuple):
    """One of them and where it stands."""

    kind: Kind
    start: int
    end: int


def remaining_defects(text: str) -> tuple[Defect, ...]:
    """All of them, in text order. Plain text; addresses, code and placeholders are passed over."""
    shield = Shield(text)
    return tuple(sorted((one for one in _found(text) if not shield.covers(one.start)), key=lambda one: one[1:]))


def doubtful_words(text: str, *, protect: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """(Word, what Taiwan says in its usual sense) of what may be Mainland wording and may be right: for a person.

    Those in addresses, code and `protect` are passed over.
    """
    shield = Shield(text, protect)
    for at, word, wanted in words.doubtful(text):
        if not shield.covers(at):
            yield word, wanted


def _found(text: str) -> Iterator[Defect]:
    simplified = simplified_only()
    for at, char in enumerate(text):
        if char in simplified:
            yield Defect("simplified", at, at + 1)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Defect(kind, *match.span())
    for start, end in words.mainland(text):
        yield Defect("word", start, end)
