"""What the checks say of pairs of texts: as the program asks them, outside of a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from benchmarks.checks.pairs import Pair, Text
from benchmarks.startup import ROOT
from pubflow import precedence, project
from pubflow.catalog import State, Unit
from pubflow.finding import Finding, Where
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

_EMPTY = "empty"
"""The one check that the program asks about a unit without a target."""


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
