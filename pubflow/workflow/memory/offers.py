"""What people said for a similar sentence, told in the notes of a unit that waits for a person.

It is never a draft: a target that fits another sentence reads as if it fitted this one. `translate` makes the notes
again from what the memory holds then; `extract` keeps them as they are, and a unit that is agreed to has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from pubflow.catalog import Catalog, State, Unit
from pubflow.catalog.diff import marked
from pubflow.catalog.notes import MEMORY, notes_of, with_notes
from pubflow.facts import invisible_characters
from pubflow.language import LanguageTag
from pubflow.memory.compare import shortened
from pubflow.project import Project
from pubflow.segment import Key, Segment, TaggedText
from pubflow.segment.match import Said
from pubflow.termbase.judge import remarks
from pubflow.termbase.match import find
from pubflow.termbase.model import Termbase
from pubflow.workflow.memory.agreed import Found, OpenMemory
from pubflow.workflow.workspace.glossary import Glossary

_MOST: Final = 400
"""Characters of a source that are shown; a target is shown whole."""


def asked_for(catalog: Catalog, *, open_units: bool) -> frozenset[Key]:
    """The units whose notes are made again: those that a person has still to look at, if any of them is open, or has
    such notes. A statement with nothing to draft is not looked through, however many drafts wait in it.
    """
    return frozenset(unit.key for unit in catalog.units if _waits(unit) and (open_units or notes_of(unit, MEMORY)))


def with_offers(
    project: Project,
    glossary: Glossary,
    memory: OpenMemory,
    catalog: Catalog,
    segments: Mapping[Key, Segment],
    keys: frozenset[Key],
) -> Catalog:
    """The catalog with the notes that the memory gives these units today."""
    language = LanguageTag.parse(catalog.language)

    def noted(unit: Unit) -> Unit:
        offers: tuple[str, ...] = ()
        segment = segments.get(unit.key)
        if segment is not None and project.memory_fuzzy < 100:
            offers = tuple(_offer(memory, segment, project.memory_fuzzy, glossary.termbase, language))
        return with_notes(unit, MEMORY, offers)

    return replace(catalog, units=tuple([noted(unit) if unit.key in keys else unit for unit in catalog.units]))


def with_kept_offers(catalog: Catalog, before: Catalog | None) -> Catalog:
    """The catalog, its other notes made again, with those of the memory as they stood."""
    known = {unit.key: notes_of(unit, MEMORY) for unit in before.units} if before is not None else {}
    if not any(known.values()):
        return catalog

    def keeping(unit: Unit) -> Unit:
        offers = known.get(unit.key, ())
        return with_notes(unit, MEMORY, offers) if offers and _waits(unit) else unit

    return replace(catalog, units=tuple(map(keeping, catalog.units)))


def of_whom(said: Said) -> str:
    """`release-2023 unit 4, rev1, 2023-12-10`: where it was said, who agreed to it, when, as far as that is known."""
    unit = f" unit {said.number}" if said.number else ""
    part = f", sentence {said.part}" if said.part else ""
    return ", ".join(filter(None, (f"{said.origin}{unit}{part}", said.by, said.at[:10])))


def term_remarks(termbase: Termbase, said: Said, language: LanguageTag) -> tuple[str, ...]:
    """Where an old target does not keep to the glossary of today."""
    source, target = TaggedText.parse(said.source).plain, TaggedText.parse(said.target).plain
    return tuple(told for _, told in remarks(find(termbase, source), target, language))


def _offer(
    memory: OpenMemory, segment: Segment, least: int, termbase: Termbase, language: LanguageTag
) -> Iterator[str]:
    if memory.lookup(segment) is not None:
        # That one becomes the draft.
        return
    for found in memory.alike(segment.text, least, 1):
        yield from (f"{MEMORY}{line}" for line in offer_of(found, segment.text.plain, termbase, language))


def offer_of(found: Found, wanted: str, termbase: Termbase, language: LanguageTag) -> Iterator[str]:
    """What people are told of a match: rate and origin, what differs from the source that is wanted, its target."""
    was = marked(TaggedText.parse(found.said.source).plain, wanted)
    yield f"{found.compared.rate} % ({of_whom(found.said)}): {_shown(shortened(was, _MOST))}"
    yield f"target: {_shown(found.target)}"
    for told in (*_told(found), *term_remarks(termbase, found.said, language)):
        yield f"look out: {_shown(told)}"


def _told(found: Found) -> Iterator[str]:
    if found.compared.numbers:
        yield f"the numbers differ: {', '.join(found.compared.numbers)}"
    if not found.tags_placed:
        yield "its tags are others"


def _shown(text: str) -> str:
    """On one line, without what nobody sees: it may come from another tool's file."""
    line = " ".join("".join(char if char.isprintable() or char.isspace() else "\ufffd" for char in text).split())
    for _, name in invisible_characters(line):
        line = line.replace(chr(int(name[2:].split()[0], 16)), "")
    return line


def _waits(unit: Unit) -> bool:
    """Whether a person has still to look at the unit."""
    return not unit.obsolete and unit.state < State.REVIEWED and unit.source_plural is None
