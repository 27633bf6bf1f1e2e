"""What becomes of a catalog when its statement changes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pubflow.catalog.model import Catalog, Unit
from pubflow.segment.model import Key, Segment


def update(
    old: Catalog | None,
    segments: Sequence[Segment],
    *,
    statement_id: str,
    language: str,
    reference: Callable[[Segment], str],
    extra_notes: Callable[[Segment], Sequence[str]] = lambda segment: (),
) -> Catalog:
    """Make a catalog say what the statement says now, and lose nothing that a person wrote.

    One unit for each key, in reading order of its first place. Target, state, comments, record and flags stay, or come
    back from an obsolete unit; notes and references are made again; a new unit is empty. A unit that is gone becomes
    obsolete where it holds a target or a person's comment, and vanishes where it holds neither. Updating twice is
    updating once. The header is left alone.

    Args:
        segments: of the whole statement.
        reference: the `#:` entry of a place: without a line in a catalog, so that a new neighbour changes nothing.
        extra_notes: `#.` lines after the segment's own, e.g. its terms with their renderings.
    """
    old = Catalog(statement_id, language) if old is None else old
    stock = {unit.key: unit for unit in old.units}
    heres: dict[Key, list[Segment]] = {}
    for segment in sorted(segments, key=lambda segment: segment.place):
        heres.setdefault(segment.key, []).append(segment)
    units = []
    for key, here in heres.items():
        places = tuple([segment.place for segment in here])
        notes = tuple(dict.fromkeys([note for segment in here for note in (*segment.notes, *extra_notes(segment))]))
        references = tuple(dict.fromkeys(map(reference, here)))
        known = stock.pop(key, None)
        if known is None:
            units.append(Unit(key, places=places, notes=notes, references=references))
        else:
            units.append(replace(known, places=places, notes=notes, references=references, obsolete=False))
    # What is left stands last in the old file's order, so that what was obsolete already does not move.
    units += [_retired(unit) for unit in stock.values() if unit.target or any(unit.targets) or unit.comments]
    return replace(old, statement_id=statement_id, language=language, units=tuple(units))


def _retired(unit: Unit) -> Unit:
    """A unit whose source is gone. gettext keeps no notes and references in an obsolete entry either."""
    return unit if unit.obsolete else replace(unit, obsolete=True, places=(), notes=(), references=())
