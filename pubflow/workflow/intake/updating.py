"""A catalog brought up to date with its statement: what is written down of it, and what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pubflow import history
from pubflow.catalog import Catalog, How, Move, Revision
from pubflow.catalog.change import Known
from pubflow.finding import units_told
from pubflow.history import Event, key_digest
from pubflow.language.spelling import english_words
from pubflow.segment import Segment
from pubflow.termbase.model import SOURCE, Termbase
from pubflow.workflow.workspace.opening import numbers_of

_SHOWN = 12
"""Changes that are told one by one."""


@dataclass(frozen=True, slots=True)
class Updated:
    """A catalog as it should stand now, not yet written."""

    catalog: Catalog
    revision: Revision
    events: tuple[Event, ...] = ()
    """To be written before it."""


def known_words(termbase: Termbase) -> Known:
    """Whether a lower-case word is one: by the word list, or since a term of the glossary holds it."""
    return lambda word: word in _terms_words(termbase) or word in english_words()


@lru_cache(maxsize=2)
def _terms_words(termbase: Termbase) -> frozenset[str]:
    terms = (term for entry in termbase.entries for term in entry.in_language(SOURCE))
    return frozenset(word for term in terms for form in term.spellings for word in form.split() if word.islower())


def events_of(revision: Revision, earlier: Sequence[Event], stamp: datetime) -> Iterator[Event]:
    """What the history is to know: whose review was carried over, which target waits for one again.

    `earlier`: the events of the catalog.
    """
    at = stamp.isoformat()
    by_unit: dict[str, list[Event]] = {}
    for event in earlier if revision.moves else ():
        by_unit.setdefault(event.key, []).append(event)
    for move in revision.moves:
        of_old = [event for unit in move.old for event in by_unit.get(key_digest(unit.key), ())]
        change = ",".join(move.change.kinds)
        if move.how is How.CARRIED:
            yield history.carried_event(move.old[0], move.unit, of_old, change=change, at=at)
        else:
            yield history.changed_event(move.old, move.unit, of_old, change=change, rate=move.rate, at=at)


def told(revision: Revision, segments: Sequence[Segment], name: str, earlier: Sequence[Event] = ()) -> Iterator[str]:
    """What an update did, in one line: `visit in zh-TW: 3 of 22 changed: 6 number (re-opened), 21 spelling (kept)`.

    `earlier`: the events of the catalog. Before it a line on what people did and the file has lost, as one that was cut
    off on its way here.
    """
    numbers = numbers_of(segments)
    people = {event.key for event in earlier if event.verb in ("edited", "review")}
    lost = tuple(numbers[key] for key in revision.added if key_digest(key) in people)
    if lost:
        yield (
            f"{name}: people worked on {units_told(lost)}, and the file has lost that: was it cut off? "
            "get it back from git or a copy"
        )
    parts = [f"{numbers[move.unit.key]} {outcome(move)}" for move in revision.moves]
    if len(revision.added) < len(numbers):
        # A first catalog is not told line by line.
        parts += [f"{numbers[key]} new" for key in revision.added]
        parts.sort(key=lambda part: int(part.split()[0]))
    else:
        return
    more = [f"{len(parts) - _SHOWN} more: pubflow diff"] if len(parts) > _SHOWN else []
    gone = [f"{len(revision.gone)} gone"] if revision.gone else []
    if parts or gone:
        changed = len(revision.moves) + len(revision.added)
        yield f"{name}: {changed} of {len(numbers)} changed: {', '.join((*parts[:_SHOWN], *more, *gone))}"


def outcome(move: Move) -> str:
    """`spelling (kept)`, `number (re-opened)`, `joined of 2 (re-opened)`."""
    if move.how is How.CARRIED:
        return f"{move.change} (kept)"
    words = {How.JOINED: f"joined of {len(move.old)}", How.SPLIT: "split"}.get(move.how, str(move.change))
    return f"{words} (re-opened)"
