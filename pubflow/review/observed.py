"""What a person did in a plain editor, told by what the history does not know of yet. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.history import Event, Via, key_digest, live
from pubflow.project import LANGUAGE
from pubflow.review.standing import Terms, review_data

_SETTLING: Final = frozenset({"review", "edited", "carried"})
_OF_TEXTS: Final = _SETTLING | {"draft", "memory", "reopened"}
"""Events after which a text is known."""


@dataclass(slots=True)
class _Known:
    """What the history says of one text of one unit."""

    written: bool = False
    """Whether it is known where the text came from."""
    settled: bool = False
    """Whether a person's act stands there already, and nothing reopened it since."""
    events: list[str] = field(default_factory=list)


def observed(
    catalog: Catalog, events: Sequence[Event], *, at: str, by: str = "", via: Via = "po", terms: Terms = lambda unit: ""
) -> tuple[Event, ...]:
    """The events that are missing for what stands in the catalog.

    A target that is not fuzzy, and that nobody is known to have written or agreed to since it was last reopened, was
    agreed to by a person; where its text is new, that person wrote it as well. `by` is "" for a person, unknown. Each
    event answers all that is known of the same text, so that its order does not hang on clocks. Asked again with these
    events added, there is nothing more.
    """
    known, last = _known(events)
    out: list[Event] = []
    for unit in catalog.units:
        if unit.obsolete or unit.state < State.REVIEWED or not unit.target.strip():
            continue
        key, digest = key_digest(unit.key), unit_digest(unit.key, unit.target)
        page = known.get((key, digest), _Known())
        if not page.settled:
            out += _events(unit, page, last.get(key, ""), Event("review", at, by, via, digest, key), terms)
    return tuple(out)


def _known(events: Sequence[Event]) -> tuple[dict[tuple[str, str], _Known], dict[str, str]]:
    """What is known of each text, and each unit's last text."""
    known: dict[tuple[str, str], _Known] = {}
    last: dict[str, str] = {}
    for event in live(events):
        if event.key and event.digest:
            page = known.setdefault((event.key, event.digest), _Known())
            page.events.append(event.id)
            if event.verb in _OF_TEXTS:
                page.written = True
                last[event.key] = event.digest
                page.settled = event.verb in _SETTLING or (page.settled and event.verb != "reopened")
    return known, last


def _events(unit: Unit, page: _Known, was: str, like: Event, terms: Terms) -> Iterator[Event]:
    """`like`: who, when, by which way, of which text."""
    after = tuple(sorted(page.events))
    if not page.written:
        before = (("was", was),) if was else ()
        edited = Event("edited", like.at, like.by, like.via, like.digest, like.key, before, after)
        yield edited
        after = tuple(sorted({*after, edited.id}))
    data = review_data(LANGUAGE, terms(unit))
    yield Event("review", like.at, like.by, like.via, like.digest, like.key, data, after)
