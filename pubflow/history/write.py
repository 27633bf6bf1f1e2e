"""What is to be written down when something was done to a unit: the event of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pubflow.catalog import Origin, Provenance, Unit, unit_digest
from pubflow.history.digests import key_digest
from pubflow.history.event import UNDONE, Event, Verb

DRAFTS = {"draft": Origin.ENGINE, "memory": Origin.MEMORY}
_KEPT = "kept"
"""Why another engine drafted: the first was not to read the text."""


def draft_event(unit: Unit, *, at: str) -> Event:
    """What to write down when pubflow itself has filled a unit (`unit.provenance` says with what)."""
    provenance = unit.provenance
    if provenance is None or provenance.origin is Origin.HUMAN:
        raise ValueError("only what an engine or the memory wrote is a draft event")
    return Event(
        "memory" if provenance.origin is Origin.MEMORY else "draft",
        at,
        provenance.by,
        digest=unit_digest(unit.key, unit.target),
        key=key_digest(unit.key),
        data=tuple(_data_of(provenance)),
    )


def _data_of(provenance: Provenance) -> Iterator[tuple[str, str]]:
    """Sorted."""
    if provenance.kept_from:
        yield "because", _KEPT
    if provenance.instead_of:
        yield "instead-of", provenance.instead_of
    if provenance.match_rate is not None:
        yield "rate", str(provenance.match_rate)
    if provenance.told:
        yield "told", "\n".join(provenance.told)


def provenance_of(event: Event) -> Provenance:
    """What a draft or memory event says of its unit, read back."""
    rate = event.get("rate")
    return Provenance(
        DRAFTS[event.verb],
        event.by,
        int(rate) if rate.isdecimal() and len(rate) <= 3 else None,
        event.get("instead-of"),
        event.get("because") == _KEPT,
        tuple(filter(None, event.get("told").split("\n"))),
    )


def undone_event(unit: Unit, undone: Iterable[Event], *, at: str, by: str) -> Event:
    """What to write down when a person takes back what they just did; `unit` as that left it."""
    digest, after = unit_digest(unit.key, unit.target), tuple(sorted(event.id for event in undone))
    return Event("reopened", at, by, digest=digest, key=key_digest(unit.key), data=(("why", UNDONE),), after=after)


def reopened_event(unit: Unit, earlier: Iterable[Event], *, concept: str, why: str, at: str) -> Event:
    """What to write down when a unit that was agreed to must be looked at again; it answers what made it agreed to.

    `earlier`: the events of the catalog. `why` holds no words of the target.
    """
    key, digest = key_digest(unit.key), unit_digest(unit.key, unit.target)
    answered = (event.id for event in earlier if event.key == key and event.digest == digest)
    data = (("concept", concept), ("why", why))
    return Event("reopened", at, digest=digest, key=key, data=data, after=tuple(sorted(set(answered))))


def carried_event(old: Unit, new: Unit, earlier: Iterable[Event], *, change: str, at: str) -> Event:
    """What to write down when a source changed and the reviews of the old unit hold for the new one.

    It answers what made the old one agreed to, so that it comes after it whatever the clocks say. `earlier`: the events
    of the catalog.
    """
    return _succeeding("carried", (old,), new, earlier, {"change": change}, at)


def mended_events(
    old: Unit, new: Unit, earlier: Iterable[Event], *, checks: str, at: str, reopen: bool
) -> tuple[Event, ...]:
    """What to write down when pubflow mended marks and spaces of a person's text: who wrote it still did.

    `reopen`: somebody had agreed to it, and must look again. `earlier`: the events of the catalog.
    """
    told = tuple(earlier)
    carried = _succeeding("carried", (old,), new, told, {"change": checks}, at)
    if not reopen:
        return (carried,)
    data = {"why": "marks and spaces mended", "change": checks}
    event = _succeeding("reopened", (old,), new, told, data, at)
    return carried, replace(event, after=tuple(sorted({*event.after, carried.id})))


def changed_event(
    old: Sequence[Unit], new: Unit, earlier: Iterable[Event], *, change: str, rate: int, at: str
) -> Event:
    """What to write down when old targets are offered for a source that says another thing: it is to be reviewed."""
    data = {"why": "the source changed", "change": change, "rate": str(rate)}
    return _succeeding("reopened", old, new, earlier, data, at)


def _succeeding(
    verb: Verb, old: Sequence[Unit], new: Unit, earlier: Iterable[Event], data: dict[str, str], at: str
) -> Event:
    """An event of a unit that follows others; `from` and `was` name them, in reading order."""
    came = [(key_digest(unit.key), unit_digest(unit.key, unit.target)) for unit in old]
    names = {"from": " ".join(key for key, _ in came), "was": " ".join(digest for _, digest in came)}
    answered = {event.id for event in earlier if (event.key, event.digest) in came}
    told = tuple(sorted({**data, **names}.items()))
    digest = unit_digest(new.key, new.target)
    return Event(verb, at, digest=digest, key=key_digest(new.key), data=told, after=tuple(sorted(answered)))
