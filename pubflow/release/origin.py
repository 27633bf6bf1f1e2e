"""Where each text of a catalog came from, as its history tells it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pubflow.catalog import Unit, unit_digest
from pubflow.history import Event, key_digest, live

_Text = tuple[str, str]
"""`key_digest` and `unit_digest`."""


class Origin(NamedTuple):
    """Who made a text."""

    kind: Literal["person", "memory", "engine"]
    engine: str = ""
    """With its model; of a person's text: of the draft that it was made from."""
    rate: str = ""
    by: tuple[str, ...] = ()
    """Handles of those who wrote it."""


class Origins:
    """Asked unit by unit."""

    def __init__(self, events: Iterable[Event]) -> None:
        """`events`: of one catalog, in the order of its history."""
        self._made: dict[_Text, Event] = {}
        self._edited: dict[_Text, list[Event]] = {}
        self._carried: dict[_Text, _Text] = {}
        for event in live(tuple(events)):
            text = event.key, event.digest
            if event.verb in ("draft", "memory"):
                self._made[text] = event
            elif event.verb == "edited":
                self._edited.setdefault(text, []).append(event)
            elif event.verb == "carried":
                self._carried[text] = event.get("from"), event.get("was")

    def of(self, unit: Unit) -> Origin:
        """Of the target as it stands. What the history is silent of is a person's."""
        text: _Text | None = (key_digest(unit.key), unit_digest(unit.key, unit.target))
        authors: dict[str, None] = {}
        seen: set[_Text] = set()
        person = False
        while text is not None and text not in seen:
            seen.add(text)
            edited = self._edited.get(text, [])
            person = person or bool(edited)
            authors |= dict.fromkeys(event.by for event in edited if event.by)
            if made := self._made.get(text):
                return _origin(made, tuple(authors), person=person)
            text = self._carried.get(text) or _before(text, edited)
        return Origin("person", by=tuple(authors))


def _before(text: _Text, edited: Sequence[Event]) -> _Text | None:
    """The text that was there before people edited it."""
    was = next((event.get("was") for event in reversed(edited) if event.get("was")), "")
    return (text[0], was) if was else None


def _origin(made: Event, authors: tuple[str, ...], *, person: bool) -> Origin:
    engine = made.by if made.verb == "draft" else ""
    if person:
        return Origin("person", engine, by=authors)
    return Origin("engine", engine) if made.verb == "draft" else Origin("memory", rate=made.get("rate"))
