"""What the checks find in the labelled pairs, and what they cry wolf at.

python -m benchmarks checks [--set dev|held|later|seeded] [--wrong]
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.checks.pairs import Pair, Text, load
from benchmarks.measure import table
from benchmarks.startup import ROOT
from pubflow import precedence, project
from pubflow.catalog import State, Unit
from pubflow.finding import Finding, Severity, Where
from pubflow.language import LanguageTag
from pubflow.plugins import (
    Check,
    CheckContext,
    UnitAt,
    catalog_check_names,
    check_names,
    load_catalog_check,
    load_check,
)
from pubflow.segment import Key, Segment
from pubflow.segment.model import Place, Slot
from pubflow.segment.tagged import Form, TaggedText
from pubflow.statement import Atom, Span
from pubflow.workflow.workspace.glossary import Glossary

SEEDED = "seeded"
_EMPTY = "empty"
"""The one check that the program asks about a unit without a target."""


@dataclass(slots=True)
class Count:
    """Of one check, of one language, or of all."""

    defects: int = 0
    met: int = 0
    findings: int = 0
    right: int = 0
    clean: int = 0
    flagged: int = 0


@dataclass(slots=True)
class Score:
    total: Count = field(default_factory=Count)
    languages: dict[str, Count] = field(default_factory=dict)
    checks: dict[str, Count] = field(default_factory=dict)
    """Defects and clean pairs by the check that they are there for, findings by the check that made them."""
    missed: list[Pair] = field(default_factory=list)
    wrong: list[tuple[Pair, Finding]] = field(default_factory=list)


def checks(half: str, *, wrong: bool = False) -> None:
    """Print the table of a half; with `wrong`, its pairs that were not judged as they are labelled."""
    pairs = of_set(half)
    total = score(pairs, Bench().findings(pairs))
    print(f"{half}: {len(pairs)} pairs\n")
    heads = ("", "defects", "recall", "findings", "precision", "clean pairs", "flagged")
    table(heads, rows({"all": total.total, **total.languages}))
    print()
    table(heads, rows(dict(sorted(total.checks.items()))))
    if wrong:
        print()
        for line in told(total):
            print(line)


def of_set(name: str) -> list[Pair]:
    """A half of the labelled pairs, or the seeded ones."""
    if name != SEEDED:
        return load(name)
    from benchmarks.checks.seeded import seeded

    return seeded()


def score(pairs: Iterable[Pair], findings: Mapping[str, Sequence[Finding]]) -> Score:
    """Hold what was found (by pair id) against the labels. Notes count for nothing."""
    total = Score()
    for pair in pairs:
        language = total.languages.setdefault(pair.language, Count())
        own = total.checks.setdefault(pair.group, Count())
        loud = [finding for finding in findings.get(pair.id, ()) if finding.severity > Severity.INFO]
        _count_pair(total, (total.total, language, own), pair, loud)
        for finding in loud:
            right = finding.check in pair.checks or finding.check in pair.also
            for count in (total.total, language, total.checks.setdefault(finding.check, Count())):
                count.findings += 1
                count.right += right
            if not right:
                total.wrong.append((pair, finding))
    return total


def _count_pair(total: Score, counts: Iterable[Count], pair: Pair, loud: Sequence[Finding]) -> None:
    met = any(finding.check in pair.checks for finding in loud)
    if pair.checks and not met:
        total.missed.append(pair)
    for count in counts:
        if pair.checks:
            count.defects += 1
            count.met += met
        else:
            count.clean += 1
            count.flagged += any(finding.check not in pair.also for finding in loud)


def rows(counts: Mapping[str, Count]) -> Iterator[tuple[str, ...]]:
    """The table, line by line."""
    for name, count in counts.items():
        yield (
            name,
            str(count.defects),
            share(count.met, count.defects),
            str(count.findings),
            share(count.right, count.findings),
            str(count.clean),
            share(count.flagged, count.clean),
        )


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def told(total: Score) -> Iterator[str]:
    """The pairs behind the figures, as a list."""
    for pair in total.missed:
        yield f"- missed {pair.id} ({' or '.join(pair.checks)}): {pair.why}"
        yield from _texts(pair)
    for pair, finding in total.wrong:
        yield f"- {'wrong' if pair.checks else 'flagged'} {pair.id} by {finding.check}: {finding.message} ({pair.why})"
        yield from _texts(pair)


def _texts(pair: Pair) -> Iterator[str]:
    for text in pair.texts:
        yield f"  - {text.source!r}"
        yield f"  - {text.target!r}"


class Bench:
    """All checks and the glossary of this repository, for pairs from the middle of a statement."""

    def __init__(self) -> None:
        self._glossary = Glossary.load(project.load(ROOT, os.environ))
        self._checks = [load_check(name) for name in check_names()]
        self._across = catalog_check_names()
        self._order = (*check_names(), *self._across)

    def findings(self, pairs: Iterable[Pair]) -> dict[str, list[Finding]]:
        """What the checks say of each pair, by its id. No name is mentioned first in them."""
        return {pair.id: list(self._of(pair)) for pair in pairs}

    def _of(self, pair: Pair) -> Iterator[Finding]:
        language = LanguageTag.parse(pair.language)
        placed = list(_placed(pair))
        across = list(_across(placed, language, self._across))
        for text, (unit, where) in zip(pair.texts, placed, strict=True):
            segment = segment_of(text, (where.unit or 1) - 1)
            terms = () if unit.state is State.INITIAL else self._glossary.matches(segment)
            context = CheckContext(language, where, segment, terms)
            found = [finding for check in self._asked(unit) for finding in check(unit, context)]
            found += [finding for finding in across if finding.where == where]
            yield from precedence.told(found, self._order)

    def _asked(self, unit: Unit) -> Iterator[Check]:
        return (check for check in self._checks if unit.state is not State.INITIAL or check.id == _EMPTY)


def _placed(pair: Pair) -> Iterator[tuple[Unit, Where]]:
    """A pair whose units stand apart is one from several statements; else its units follow one another."""
    for number, text in enumerate(pair.texts, 1):
        path, place = (f"{pair.id}-{number}.po", 1) if pair.apart else (f"{pair.id}.po", number)
        yield unit_of(text), Where(path, unit=place)


def _across(placed: Iterable[tuple[Unit, Where]], language: LanguageTag, names: Iterable[str]) -> Iterator[Finding]:
    catalogs: dict[str, list[UnitAt]] = {}
    for unit, where in placed:
        if unit.state is not State.INITIAL:
            catalogs.setdefault(where.path, []).append(UnitAt(unit, where))
    for check in map(load_catalog_check, names):
        for units in catalogs.values():
            yield from check.of_catalog(units, language)


def unit_of(text: Text) -> Unit:
    """A unit that a person has reviewed, or an empty one."""
    return Unit(Key(text.context, text.source), text.target, State.REVIEWED if text.target else State.INITIAL)


def segment_of(text: Text, number: int) -> Segment:
    """The source segment; a paired tag is bold print, a single one a line break."""
    tagged = TaggedText.parse(text.source)
    slots = tuple(
        Slot(tag.name, tag.number, Atom("break") if tag.form is Form.SINGLE else Span("strong", ()))
        for tag in tagged.tags
        if tag.form is not Form.CLOSE
    )
    return Segment(Key(text.context, text.source), tagged, slots, Place(number))
