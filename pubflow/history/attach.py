"""What the events make of a catalog: who wrote each unit, and who agreed to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pubflow.catalog import Catalog, Review, State, Unit, unit_digest
from pubflow.history.digests import key_digest
from pubflow.history.event import Event, live
from pubflow.history.write import DRAFTS, provenance_of

_Text = tuple[str, str]
"""`key_digest` and `unit_digest`."""


def attach(catalog: Catalog, events: Sequence[Event]) -> Catalog:
    """Give each unit its provenance and its reviews.

    Provenance: only to a draft that is still as pubflow wrote it, that is fuzzy and of the digest that a draft or
    memory event names; all else is a person's. Reviews: all of this unit, lapsed ones too; `standing` sorts them. A
    unit that was reopened had been agreed to: what was drafted or reviewed there before holds no more, so that
    nothing drafts it anew, and only a new review makes it reviewed. One that was carried over from another source has
    the reviews that the old text had then, also those that had been carried to it before.
    """
    drafts: dict[tuple[str, str], Event] = {}
    reviews = _Reviews()
    for event in live(events):
        if event.verb in DRAFTS:
            drafts[event.key, event.digest] = event
        elif event.verb == "reopened":
            drafts.pop((event.key, event.digest), None)
            reviews.lapse(event.key, event.digest)
        elif event.verb == "carried":
            reviews.carry((event.get("from"), event.get("was")), (event.key, event.digest))
        elif event.verb == "review":
            reviews.give(event.key, Review(event.get("kind", "language"), event.by, event.at, event.digest))
    return replace(catalog, units=tuple([_attached(unit, drafts, reviews.by_key) for unit in catalog.units]))


def standing(unit: Unit) -> tuple[Review, ...]:
    """The unit's reviews that are of its present text."""
    digest = unit_digest(unit.key, unit.target)
    return tuple([review for review in unit.reviews if review.digest == digest])


class _Reviews:
    """Who agreed to what, as the events tell it one after the other."""

    def __init__(self) -> None:
        self.by_key: dict[str, list[Review]] = {}
        self._next: dict[_Text, list[_Text]] = {}
        """What a text was carried over to."""

    def give(self, key: str, review: Review) -> None:
        """A review, also for all that its text was carried over to: which of the two was told first means nothing."""
        now = self.by_key.setdefault(key, [])
        if review in now:
            return
        now.append(review)
        for to, digest in self._next.get((key, review.digest), ()):
            self.give(to, replace(review, digest=digest))

    def carry(self, old: _Text, new: _Text) -> None:
        """The reviews of one text hold for another."""
        self._next.setdefault(old, []).append(new)
        for review in tuple(self.by_key.get(old[0], ())):
            if review.digest == old[1]:
                self.give(new[0], replace(review, digest=new[1]))

    def lapse(self, key: str, digest: str) -> None:
        """Nothing holds for this text that was said of it, or of what it was carried over from."""
        self.by_key[key] = [review for review in self.by_key.get(key, ()) if review.digest != digest]
        for to in self._next.values():
            to[:] = [text for text in to if text != (key, digest)]


def _attached(unit: Unit, drafts: dict[tuple[str, str], Event], reviews: dict[str, list[Review]]) -> Unit:
    key = key_digest(unit.key)
    provenance = None
    if unit.state is State.TRANSLATED:
        event = drafts.get((key, unit_digest(unit.key, unit.target)))
        if event is not None:
            provenance = provenance_of(event)
    found = tuple(reviews.get(key, ()))
    if provenance == unit.provenance and found == unit.reviews:
        return unit
    return replace(unit, provenance=provenance, reviews=found)
