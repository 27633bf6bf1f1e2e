"""The message that goes with a hand-out: what it is, until when, how to answer. Pure.

It begins and ends with a line of its own, so that an answer below, above or within it can be told from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pubflow.exchange.handout import Handout, ranges
from pubflow.exchange.phrases import ENGLISH, Phrases, phrases_for
from pubflow.language import LanguageTag
from pubflow.language.dates import moment_in_words, newsroom_zone
from pubflow.termbase.notes import TERMS

_LISTED = 12
_ENGLISH = LanguageTag("en")


@dataclass(frozen=True, slots=True)
class Hours:
    """What the clock says of a hand-out."""

    embargo: datetime | None = None
    """Only where it still holds."""
    deadline: datetime | None = None


def dumps(handout: Handout, hours: Hours, files: tuple[str, ...]) -> str:
    """The whole message. Under embargo its first line says so."""
    tag = LanguageTag.parse(handout.language)
    own = phrases_for(tag)
    lines = [_first(handout, hours), ""]
    lines += _said(ENGLISH, _ENGLISH, handout, hours, tag)
    if terms := _terms(handout):
        lines += ["", "Terms to watch:", *(f"  {term}" for term in terms)]
    if files:
        lines += ["", "Attached: " + ", ".join(files)]
    if own is not None:
        lines += ["", *_said(own, tag, handout, hours, tag)]
    return "\n".join([*lines, "", f"END {handout.code}"]) + "\n"


def local_hours(moment: datetime, tag: LanguageTag, words: LanguageTag = _ENGLISH) -> str:
    """The moment in its own zone and, where that is another, in the reader's; each with its city."""
    own = moment_in_words(words, moment)
    zone = newsroom_zone(tag)
    if zone is None or moment.astimezone(zone).utcoffset() == moment.utcoffset():
        return own
    return f"{own} = {moment_in_words(words, moment, zone)}"


def _first(handout: Handout, hours: Hours) -> str:
    name = f"{handout.statement}, {handout.language}"
    if hours.embargo is None:
        return f"HAND-OUT {handout.code} {name}"
    until = local_hours(hours.embargo, LanguageTag.parse(handout.language))
    return f"EMBARGO until {until}: do not pass on. {handout.code} {name}"


def _said(phrases: Phrases, words: LanguageTag, handout: Handout, hours: Hours, tag: LanguageTag) -> Iterator[str]:
    numbers = [row.number for row in handout.open]
    if hours.embargo is not None and words != _ENGLISH:
        yield phrases.embargo.format(moment=local_hours(hours.embargo, tag, words))
    asked = phrases.review if handout.kind == "review" else phrases.translate
    yield asked.format(count=len(numbers), numbers=ranges(numbers))
    if hours.deadline is not None:
        yield phrases.deadline.format(moment=local_hours(hours.deadline, tag, words))
    yield phrases.answer
    for example in phrases.examples:
        yield "  " + example.format(n=numbers[0] if numbers else 1)
    if any("<b1>" in row.key.source or "<x1/>" in row.key.source for row in handout.open):
        yield phrases.marks


def _terms(handout: Handout) -> list[str]:
    """The terms of the person's units, the most frequent first."""
    counts: dict[str, int] = {}
    for row in handout.open:
        for note in row.notes:
            if note.startswith(TERMS):
                for term in note.removeprefix(TERMS).split(" | "):
                    counts[term] = counts.get(term, 0) + 1
    found = sorted(counts, key=lambda term: -counts[term])
    return found[:_LISTED] + ([f"and {len(found) - _LISTED} more, beside the units"] if len(found) > _LISTED else [])
