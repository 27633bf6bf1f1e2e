"""Ordinary English nouns that stand in for a term while a sentence is drafted, and what an engine makes of them. Pure.

A pivot has the gender and number of the term that will take its place, so that the engine itself does articles,
contractions, adjectives and participles. The pool depends on the model alone. That of the embedded English-Portuguese
model is shipped; another model's is mined when it is first wanted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from pubflow.termbase.mining import Ask, Mined, mine
from pubflow.termbase.pack import Agreement, Pack

_NOUNS: Final = {
    "person": "teacher/teachers prisoner/prisoners lawyer/lawyers doctor/doctors worker/workers neighbour/neighbours "
    "soldier/soldiers student/students journalist/journalists farmer/farmers driver/drivers",
    "group": "family/families crowd/crowds team/teams crew/crews tribe/tribes",
    "act": "deportation/deportations attack/attacks decision/decisions visit/visits investigation/investigations "
    "election/elections invasion/invasions punishment/punishments trip/trips accident/accidents",
    "state": "poverty/ hunger/ silence/ illness/illnesses crisis/crises danger/dangers fear/fears",
    "principle": "rule/rules idea/ideas duty/duties reason/reasons tradition/traditions plan/plans",
    "right": "privilege/privileges benefit/benefits guarantee/guarantees",
    "instrument": "treaty/treaties letter/letters contract/contracts document/documents agreement/agreements law/laws",
    "institution": "school/schools church/churches hospital/hospitals court/courts university/universities "
    "ministry/ministries",
    "place": "village/villages island/islands prison/prisons",
    "thing": "house/houses book/books machine/machines bridge/bridges problem/problems weapon/weapons road/roads",
}
"""By semantic class, singular/plural; nothing behind the bar where it is not counted."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """One noun in one number."""

    noun: str
    plural: bool
    semantic_class: str
    rendering: str
    agreement: Agreement


def nouns() -> Iterator[tuple[str, str, bool]]:
    """The pool in English: (class, noun, plural)."""
    for semantic_class, words in _NOUNS.items():
        for pair in words.split():
            singular, _, plural = pair.partition("/")
            yield semantic_class, singular, False
            if plural:
                yield semantic_class, plural, True


def shipped(language: str, model: str) -> tuple[Pivot, ...]:
    """The pool of a model that is shipped with one; () for any other."""
    return tuple(pivot for name, pivot in _rows(language) if name == model)


def mined(ask: Ask, pack: Pack) -> tuple[Pivot, ...]:
    """The pool of the model behind `ask`: some 700 sentences."""
    words = tuple(nouns())
    found = mine([(noun, plural) for _, noun, plural in words], ask, pack)
    return tuple(pivots_of(words, found, pack))


def pivots_of(words: Sequence[tuple[str, str, bool]], found: Sequence[Mined | None], pack: Pack) -> Iterator[Pivot]:
    """The (class, noun, plural) that have a rendering to stand in with; each singular stands before its plural."""
    gender = ""
    for (semantic_class, noun, plural), one in zip(words, found, strict=True):
        told = one.agreement if one else None
        if not plural:
            gender = told[0] if told else ""
        # A rendering of several words, or of another number than was asked for, is no plain noun.
        if one is None or told is None or len(pack.words(one.rendering)) != 1:
            continue
        if not pack.inflects:
            yield Pivot(noun, plural, semantic_class, one.rendering, told)
        elif told[1] == ("pl" if plural else "sg") and (told[0] or gender):
            # Where plurals do not show their gender, the singular has told it.
            yield Pivot(noun, plural, semantic_class, one.rendering, (told[0] or gender, told[1]))


@cache
def _rows(language: str) -> tuple[tuple[str, Pivot], ...]:
    source = resources.files(__package__).joinpath(f"pivots_{language}.csv")
    if not source.is_file():
        return ()
    rows = csv.DictReader(source.read_text("utf-8").splitlines())
    return tuple(
        (
            row["model"],
            Pivot(row["noun"], row["plural"] == "yes", row["class"], row["rendering"], (row["gender"], row["number"])),
        )
        for row in rows
    )
