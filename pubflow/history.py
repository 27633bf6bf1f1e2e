"""Who did what to which unit: events and their lines. It is attestation, not authentication. Pure.

A line holds digests, never the words of a statement or of its translation, so that the file may travel where an
embargoed text may not. The lines mean the same in any order; a file is only ever appended to.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from pubflow.catalog import Catalog, Origin, Provenance, Review, State, Unit, unit_digest
from pubflow.finding import Finding, Severity, Where
from pubflow.segment.model import Key

Verb = Literal[
    "draft",
    "memory",
    "edited",
    "review",
    "accept",
    "sign-off",
    "handed-out",
    "carried",
    "reopened",
    "question",
    "answer",
]
Via = Literal["", "po", "pack", "browser", "message"]

RECORD_WIDTH = 75 - len("# pubflow: ")
"""Characters of a record, so that its line stays under 76 columns and no editor wraps it."""
UNDONE: Final = "undone"
_VERBS: tuple[str, ...] = get_args(Verb)
_ORIGINS = {"draft": Origin.ENGINE, "memory": Origin.MEMORY}
_KEPT = "kept"
"""Why another engine drafted: the first was not to read the text."""
_SHOWN = re.compile(r"[^!-~]+")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to one unit, or to a whole catalog (`sign-off`, `handed-out`: no key)."""

    verb: Verb
    at: str
    """ISO 8601 with offset."""
    by: str = ""
    """Neutral handle; engine for a draft; statement id for memory."""
    via: Via = ""
    """How it came in; "" from pubflow itself."""
    digest: str = ""
    """`unit_digest` of what it speaks of; `sign_off_digest` for a sign-off."""
    key: str = ""
    """`key_digest` of the unit."""
    data: tuple[tuple[str, str], ...] = ()
    """Sorted (name, value) pairs: `kind` of a review, `rate` of a match, `instead-of` ..."""
    after: tuple[str, ...] = ()
    """Ids of the events it answers."""

    @property
    def id(self) -> str:
        """Hash of its content, 16 hex digits."""
        return hashlib.sha256(_canonical(_fields(self))).hexdigest()[:16]

    def get(self, name: str, default: str = "") -> str:
        """One value of `data`."""
        return dict(self.data).get(name, default)


def key_digest(key: Key) -> str:
    """What a unit is called in the history: sha256 over msgctxt NUL msgid, cut to 16 hex digits."""
    return hashlib.sha256(f"{key.context}\0{key.source}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def dumps_line(event: Event) -> str:
    """The event as one line of canonical JSON (ASCII, sorted keys), with its line end."""
    return _canonical({**_fields(event), "id": event.id}).decode("ascii") + "\n"


def loads(text: str, *, path: str) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """Read a history file: its events by time, answers after what they answer; each once, whatever the lines' order.

    A line that is torn, broken or altered (its id is not its content's) is a WARNING and left out; the file is not
    rewritten, so it stays there.
    """
    events: dict[str, Event] = {}
    findings = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            event = _event(line)
        except _NoEvent as fault:
            torn = number == len(lines)
            message = "the last line is torn: its event is lost" if torn else f"no event: {fault}"
            findings.append(Finding("history-line", Severity.WARNING, message, Where(path, number)))
        else:
            events[event.id] = event
    return _in_order(events), tuple(findings)


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
        if event.verb in _ORIGINS:
            drafts[event.key, event.digest] = event
        elif event.verb == "reopened":
            drafts.pop((event.key, event.digest), None)
            reviews.lapse(event.key, event.digest)
        elif event.verb == "carried":
            reviews.carry((event.get("from"), event.get("was")), (event.key, event.digest))
        elif event.verb == "review":
            reviews.give(event.key, Review(event.get("kind", "language"), event.by, event.at, event.digest))
    return replace(catalog, units=tuple([_attached(unit, drafts, reviews.by_key) for unit in catalog.units]))


_Text = tuple[str, str]
"""`key_digest` and `unit_digest`."""


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


def live(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without those that their author took back at once, and without the taking back.

    That is a `reopened` whose `why` is `undone`: it speaks of the events it answers, and of nobody else's.
    """
    undoing = [event for event in events if event.verb == "reopened" and event.get("why") == UNDONE]
    gone = {name for event in undoing for name in (event.id, *event.after)}
    return tuple([event for event in events if event.id not in gone]) if gone else tuple(events)


def undone_event(unit: Unit, undone: Iterable[Event], *, at: str, by: str) -> Event:
    """What to write down when a person takes back what they just did; `unit` as that left it."""
    digest, after = unit_digest(unit.key, unit.target), tuple(sorted(event.id for event in undone))
    return Event("reopened", at, by, digest=digest, key=key_digest(unit.key), data=(("why", UNDONE),), after=after)


def standing(unit: Unit) -> tuple[Review, ...]:
    """The unit's reviews that are of its present text."""
    digest = unit_digest(unit.key, unit.target)
    return tuple([review for review in unit.reviews if review.digest == digest])


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


def _provenance_of(event: Event) -> Provenance:
    rate = event.get("rate")
    return Provenance(
        _ORIGINS[event.verb],
        event.by,
        int(rate) if rate.isdecimal() and len(rate) <= 3 else None,
        event.get("instead-of"),
        event.get("because") == _KEPT,
        tuple(filter(None, event.get("told").split("\n"))),
    )


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


def record_for(unit: Unit) -> str:
    """The copy of the history that stands in the PO file: `VERB for=HEX16 key=value ...`; "" where there is nothing.

    The last standing review, else where the draft came from. Values are cut so that the line stays under 76 columns.
    """
    digest = unit_digest(unit.key, unit.target)
    provenance = unit.provenance
    reviews = standing(unit)
    if reviews and unit.state >= State.REVIEWED:
        return _record("review", digest, ("by", reviews[-1].by), ("kind", reviews[-1].kind))
    if not unit.is_own_draft or provenance is None:
        return ""
    if provenance.origin is Origin.ENGINE:
        return _record("draft", digest, ("engine", provenance.by), ("instead-of", provenance.instead_of))
    rate = () if provenance.match_rate is None else (("rate", str(provenance.match_rate)),)
    return _record("memory", digest, *rate, ("from", provenance.by))


def tells_of_draft(record: str) -> bool:
    """Whether such a copy says that pubflow itself wrote the target."""
    return record.startswith(("draft ", "memory "))


def sign_off_digest(units: Iterable[Unit], *, source: str, rules: str, terms: str) -> str:
    """What a signature on a catalog is bound to: sha256, 64 hex digits.

    Over [context, source, target] of every place in the statement's order, front matter first, then the digests of
    the source, of the segmentation rules and of the term entries that occur. The order in the PO file, its wrapping,
    comments, header and obsolete entries do not count; a sentence that moved does.
    """
    placed = sorted((place, unit) for unit in units if not unit.obsolete for place in unit.places)
    lines = [[*unit.key, unit.target] for _, unit in placed]
    digest = hashlib.sha256()
    for line in (*lines, ["source", source], ["rules", rules], ["terms", terms]):
        digest.update(_canonical(line) + b"\n")
    return digest.hexdigest()


class _NoEvent(ValueError):
    """Why a line is none."""


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _fields(event: Event) -> dict[str, object]:
    fields: dict[str, object] = {
        "verb": event.verb,
        "at": event.at,
        "by": event.by,
        "via": event.via,
        "for": event.digest,
        "key": event.key,
        "data": dict(event.data),
        "after": list(event.after),
    }
    return {name: value for name, value in fields.items() if value}


def _parsed(line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise _NoEvent("not JSON") from None
    if not isinstance(fields, dict):
        raise _NoEvent("not a JSON object")
    return fields


def _event(line: str) -> Event:
    fields = _parsed(line)
    verb, data, after = fields.get("verb"), fields.get("data", {}), fields.get("after", [])
    if verb not in _VERBS:
        raise _NoEvent(f"pubflow does not know the verb {str(verb)[:40]!r}")
    strings = {name: fields.get(name, "") for name in ("at", "by", "via", "for", "key")}
    if not (_all_strings(strings.values()) and isinstance(data, dict) and _all_strings(data.values())):
        raise _NoEvent("a value that is no text")
    if not (isinstance(after, list) and _all_strings(after)):
        raise _NoEvent("`after` is no list of ids")
    if _instant(strings["at"]) is None:
        raise _NoEvent("`at` is no time with an offset")
    event = Event(
        verb,
        strings["at"],
        strings["by"],
        strings["via"],
        strings["for"],
        strings["key"],
        tuple(sorted(data.items())),
        tuple(after),
    )
    if event.id != fields.get("id"):
        raise _NoEvent("its id is not its content's: it was altered")
    return event


def _all_strings(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _instant(at: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _in_order(events: dict[str, Event]) -> tuple[Event, ...]:
    """By time, then id; an event comes after those it answers even where clocks disagree."""
    queue = sorted(events.values(), key=lambda event: (_instant(event.at) or _EPOCH, event.id), reverse=True)
    done: dict[str, Event] = {}
    open_: set[str] = set()
    while queue:
        event = queue[-1]
        waits = [events[name] for name in event.after if name in events and name not in done and name not in open_]
        if event.id not in done and waits:
            # An id is a hash of the ids it answers, so there is no circle; `open_` guards against a forged one.
            open_.add(event.id)
            queue += waits
        else:
            done.setdefault(event.id, event)
            queue.pop()
    return tuple(done.values())


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _attached(unit: Unit, drafts: dict[tuple[str, str], Event], reviews: dict[str, list[Review]]) -> Unit:
    key = key_digest(unit.key)
    provenance = None
    if unit.state is State.TRANSLATED:
        event = drafts.get((key, unit_digest(unit.key, unit.target)))
        if event is not None:
            provenance = _provenance_of(event)
    found = tuple(reviews.get(key, ()))
    if provenance == unit.provenance and found == unit.reviews:
        return unit
    return replace(unit, provenance=provenance, reviews=found)


def _record(verb: str, digest: str, *values: tuple[str, str]) -> str:
    record = f"{verb} for={digest}"
    for name, value in values:
        shown = _SHOWN.sub("_", value)[: max(RECORD_WIDTH - len(record) - len(name) - 2, 0)]
        if shown:
            record += f" {name}={shown}"
    return record
