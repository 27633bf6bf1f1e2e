"""What became of a statement as a whole, for people: released, published, corrected, taken back, let pass, accepted.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from pubflow.history import UNDONE, Event
from pubflow.review.story import Happening, accepted


def of_record(
    record: Sequence[Event],
    units: Mapping[str, int],
    languages: Iterable[str] = (),
    number: int = 0,
    keys: frozenset[str] = frozenset(),
) -> Iterator[Happening]:
    """Each event of the statement's record, in its order.

    `units`: key digest -> number, of the statement as it reads now; `languages`: only what concerns one of them, or
    all; `number`, `keys`: without what was said of other units than this one, by its number or by the key digests that
    it has and had.
    """
    wanted = frozenset(languages)
    known = {event.id: event for event in record}
    for event in record:
        about = _languages(event, known)
        numbers = event.get("units").split()
        other_unit = number and numbers and str(number) not in numbers
        other_text = keys and event.key and event.key not in keys
        if other_unit or other_text or (wanted and about and not wanted & set(about)):
            continue
        if (tell := _TELLS.get(event.verb)) is not None and (words := tell(event, known)):
            why = event.get("why")
            quoted = (why,) if why and event.verb == "waived" else ()
            here = units.get(event.key, 0)
            words += " (of an earlier text)" if event.key and not here else ""
            yield Happening(event.at, ", ".join(about), here, event.verb, event.by, words, quoted)


def _languages(event: Event, known: Mapping[str, Event]) -> tuple[str, ...]:
    """() for what concerns all."""
    if event.verb == "reopened":
        event = next((known[name] for name in event.after if name in known), event)
    return tuple((event.get("languages") or event.get("language")).split())


def _by(event: Event) -> str:
    return f" by {event.by}" if event.by else ""


def _released(event: Event, known: Mapping[str, Event]) -> str:
    grown = ", with more languages" if event.get("generation", "1") != "1" else ""
    return f"released as number {event.get('release')}{grown}{_by(event)}"


def _published(event: Event, known: Mapping[str, Event]) -> str:
    site = f" ({event.get('site')})" if event.get("site") else ""
    removed = event.get("removed")
    said = f"published no more at {removed}" if removed else f"published at {event.get('url')}"
    return f"{said}{site}{', said' + _by(event) if event.by else ''}"


def _waived(event: Event, known: Mapping[str, Event]) -> str:
    covers = ", ".join(event.get("covers").split())
    return f"let pass at the gate{_by(event)}: {event.get('blocker')}{f' ({covers})' if covers else ''}"


def _said(event: Event, known: Mapping[str, Event]) -> str:
    what = {"corrected": "a correction", "retracted": "the retraction"}[event.verb]
    units = f" of unit {event.get('units').replace(' ', ', ')}" if event.get("units") else ""
    kind = f" ({event.get('kind')})" if event.get("kind") else " (a note of its own)" if event.get("note") else ""
    return f"{what}{units}{kind} was written down{_by(event)}, since release {event.get('since')}"


def _accepted(event: Event, known: Mapping[str, Event]) -> str:
    return accepted(event)


def _taken_back(event: Event, known: Mapping[str, Event]) -> str:
    if event.get("why") != UNDONE:
        return ""
    of = [f"{known[name].verb} of {known[name].at[:10]}" for name in event.after if name in known]
    return f"taken back{_by(event)}: {', '.join(of)}" if of else ""


_TELLS: Final[Mapping[str, Callable[[Event, Mapping[str, Event]], str]]] = {
    "released": _released,
    "published": _published,
    "waived": _waived,
    "corrected": _said,
    "retracted": _said,
    "accept": _accepted,
    "reopened": _taken_back,
}
