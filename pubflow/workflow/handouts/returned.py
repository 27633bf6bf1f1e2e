"""A person's wishes put into the catalog as it stands now: merged by unit, with the events that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pubflow import history, po
from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.exchange.escape import NO_XML
from pubflow.finding import Severity
from pubflow.history import Event, Via, key_digest
from pubflow.language import LanguageTag
from pubflow.merge import merge, without_conflicts
from pubflow.project import LANGUAGE
from pubflow.review.asked import typed
from pubflow.review.standing import Terms, review_data
from pubflow.segment import Key, TaggedText, is_joined, tag_faults
from pubflow.workflow.handouts.packs import Pack
from pubflow.workflow.handouts.wishes import Told, Wish, Wishes, changed, has_digest, shortened

Log = Mapping[tuple[str, str], Sequence[Event]]
"""(key digest, unit digest) -> what is known of this text."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A catalog with a person's answer in it."""

    catalog: Catalog
    events: tuple[Event, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose answer it is, how it came, when it was taken."""

    by: str
    via: Via
    stamp: datetime
    terms: Terms = lambda unit: ""
    """What the glossary asks of a unit: a review says under which terms it was made."""
    pack: str = ""
    """Which hand-out it answers; "" for a catalog that was sent without one."""


def applied(wishes: Wishes, pack: Pack, ours: Catalog, events: Sequence[Event], hand: Hand) -> Applied:
    """Merge a person's wishes into the catalog as it stands now; nothing of ours is overwritten unseen."""
    desk = _Desk(pack, ours, events)
    desk.follow(wishes.found, hand)
    for wish in wishes.found:
        desk.lay(wish)
    theirs = Catalog(ours.statement_id, ours.language, tuple(desk.theirs.values()))
    merged = merge(desk.base, ours, theirs, name=hand.by or "theirs")
    kinds = {outcome.key: outcome.kind for outcome in merged.outcomes}
    units = tuple(without_conflicts(unit) if _is_resolved(unit, desk, kinds) else unit for unit in merged.catalog.units)
    now = {unit.key: unit for unit in units}
    told, new = [*wishes.told, *desk.told], []
    log = _by_text(events)
    for key, wish in desk.wished.items():
        said, made = _outcome(wish, kinds[key], desk.here.get(key), now.get(key), log, hand)
        told += map(_in_place, said) if key in desk.own else said
        new += made
    catalog = replace(merged.catalog, units=units)
    new += typed(catalog, (*events, *new), at=hand.stamp.isoformat(), by=hand.by, via=hand.via)
    catalog = _recorded(catalog, ours, (*events, *new))
    if catalog.units != ours.units:
        catalog = replace(catalog, headers=_headers(catalog, hand))
    return Applied(catalog, tuple(new), tuple(told))


def _by_text(events: Iterable[Event]) -> Log:
    """The events of each text of each unit, by time."""
    log: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        log.setdefault((event.key, event.digest), []).append(event)
    return log


def _is_resolved(unit: Unit, desk: _Desk, kinds: Mapping[Key, str]) -> bool:
    """Whether the person decided a conflict that was handed out to them, and no new one came of it."""
    wish = desk.wished.get(unit.key)
    return wish is not None and wish.resolved and kinds.get(unit.key) in {"taken", "same"}


class _Desk:
    """The wishes as units of a catalog, laid where their units stand now."""

    def __init__(self, pack: Pack, ours: Catalog, events: Sequence[Event]) -> None:
        self._pack = pack
        self._events = events
        self._carried = {event.get("from"): event for event in events if event.verb == "carried"}
        self.here = {unit.key: unit for unit in ours.units}
        self._named = {key_digest(unit.key): unit for unit in ours.units}
        self._follows = {
            key_digest(unit.previous): unit
            for unit in ours.units
            if unit.previous and not unit.obsolete and unit.state < State.REVIEWED
        }
        self.base: dict[str, str] = {}
        self.theirs: dict[Key, Unit] = {}
        self.wished: dict[Key, Wish] = {}
        self.told: list[Told] = []
        self.own: set[Key] = set()
        """The units that hold what this person gave back before: their later word takes its place."""

    def follow(self, wishes: Sequence[Wish], hand: Hand) -> None:
        """See where these wishes go on from an earlier delivery; a message corrects what it names.

        A file in which a unit that was given back stands as it was handed out is no later save of that delivery, and
        nobody knows which of the two is the right one.
        """
        given = _given(self._events, hand)
        said = {self._now(wish.name)[0] for wish in wishes if wish.target is not None}
        if hand.via == "message" or given.keys() <= said:
            named = ((self._named.get(name), digest) for name, digest in given.items())
            self.own = {unit.key for unit, digest in named if unit and not unit.obsolete and has_digest(unit, digest)}

    def lay(self, wish: Wish) -> None:
        """One wish as a unit of theirs; or the words why it can't be one."""
        name, digest = self._now(wish.name)
        unit = self._named.get(name)
        if unit is None or unit.obsolete:
            wish = self._of_gone(wish, unit)
        elif wish.target is None and wish.finished and not unit.target.strip():
            self._tell(wish, "ignored", "has no translation that could be agreed to")
            wish = replace(wish, finished=False)
        elif wish.target is None and wish.finished and not has_digest(unit, digest):
            self._tell(wish, "late", "they agreed to a text that has changed since; it was not counted")
            wish = replace(wish, finished=False)
        key = unit.key if unit else wish.key
        if key is None or not (wish.target is not None or wish.finished or wish.comments):
            return
        self.base[name] = unit_digest(key, unit.target) if unit and key in self.own else digest
        self.theirs[key] = _theirs(unit, key, wish)
        self.wished[key] = wish

    def _now(self, name: str) -> tuple[str, str]:
        """What the unit is called now, where its source changed without meaning; and its digest as handed out."""
        digest = self._pack.digests.get(name, "")
        for _ in range(len(self._carried)):
            event = self._carried.get(name)
            if event is None or (name in self._named and not self._named[name].obsolete):
                break
            digest = event.digest if event.get("was") == digest else digest
            name = event.key
        return name, digest

    def _of_gone(self, wish: Wish, unit: Unit | None) -> Wish:
        """The sentence is not in the statement any more: a text is kept all the same, a question goes to its heir."""
        if wish.target is None and wish.finished:
            self._tell(wish, "late", "the source changed since; that they agreed was not counted")
            wish = replace(wish, finished=False)
        heir = self._follows.get(wish.name) or (unit if wish.target is None else None)
        if not wish.comments or (heir is None and wish.target is not None):
            return wish
        if heir is None:
            for comment in wish.comments:
                self._tell(wish, "asked", f"its sentence is gone; they wrote: {shortened(comment)}")
        elif asked := tuple(one for one in wish.comments if one not in heir.comments):
            self.base[key_digest(heir.key)] = unit_digest(heir.key, heir.target)
            self.theirs[heir.key] = replace(heir, comments=(*heir.comments, *asked))
            self.wished[heir.key] = Wish(wish.number, key_digest(heir.key), heir.key, comments=asked)
        return replace(wish, comments=())

    def _tell(self, wish: Wish, kind: str, words: str) -> None:
        self.told.append(Told(wish.number, kind, words, Severity.WARNING))


def _given(events: Sequence[Event], hand: Hand) -> dict[str, str]:
    """Key digest -> unit digest of what a person gave back of this very hand-out and nobody wrote over since."""
    found: dict[str, str] = {}
    for event in history.live(events) if hand.by and hand.pack else ():
        if event.verb == "edited":
            found.pop(event.key, None)
            if (event.by, event.get("pack")) == (hand.by, hand.pack):
                found[event.key] = event.digest
        elif event.verb == "carried" and found.get(event.get("from")) == event.get("was"):
            del found[event.get("from")]
            found[event.key] = event.digest
    return found


def _in_place(told: Told) -> Told:
    """What was taken, in the place of what the same person gave back before."""
    if told.kind != "taken":
        return told
    return replace(told, kind="replaced", words=f"in place of what they gave back before: {told.words}")


def _theirs(unit: Unit | None, key: Key, wish: Wish) -> Unit:
    """The unit as the person would have it."""
    unit = unit or Unit(key)
    comments = (*unit.comments, *(one for one in wish.comments if one not in unit.comments))
    if wish.target is None and not wish.finished:
        return replace(unit, comments=comments)
    state = max(State.REVIEWED, unit.state) if wish.finished else State.TRANSLATED
    return replace(
        unit,
        target=unit.target if wish.target is None else wish.target,
        state=state if wish.target is None or wish.finished else State.TRANSLATED,
        comments=comments,
        previous=None if wish.finished else unit.previous,
        obsolete=False,
        record="",
        provenance=None,
    )


def _outcome(
    wish: Wish, kind: str, was: Unit | None, unit: Unit | None, log: Log, hand: Hand
) -> tuple[list[Told], list[Event]]:
    """The words and the events for one unit that was merged."""
    told = [Told(wish.number, "asked", f"they wrote: {shortened(comment)}") for comment in wish.comments]
    new: list[Event] = []
    if unit is None or (wish.target is None and not wish.finished):
        return told, new
    before, after = was.target if was else "", unit.target
    if kind == "conflict":
        words = f"differs from what was written here since; both are kept, marked: {shortened(wish.target or '')}"
        return [*told, Told(wish.number, "conflict", words, Severity.WARNING)], new
    if kind == "kept":
        return [*told, Told(wish.number, "kept", "the text here stays")], new
    known = log.get((key_digest(unit.key), unit_digest(unit.key, after)), ())
    if after != before:
        new.append(_event("edited", unit, known, hand, (("was", unit_digest(unit.key, before)),) if before else ()))
    if wish.finished:
        new.append(_event("review", unit, (*known, *new), hand, review_data(LANGUAGE, hand.terms(unit))))
    new = [event for event in new if not _stands(event, known)]
    if unit.obsolete:
        words = f"the source changed since it was handed out; their text is kept, and waits there: {shortened(after)}"
        told.append(Told(wish.number, "stale", words, Severity.WARNING))
    elif after != before:
        told.append(Told(wish.number, "taken", changed(before, after) if before else shortened(after)))
    else:
        told.append(Told(wish.number, "agreed" if new else "same", "agreed to" if new else "as it stands here already"))
    return told + _amiss(wish, unit), new


def _amiss(wish: Wish, unit: Unit) -> list[Told]:
    """What is wrong with a text that was taken: its tags, characters that nobody sees."""
    if wish.target is None:
        return []
    faults = (
        () if is_joined(unit.target) else tag_faults(TaggedText.parse(unit.key.source), TaggedText.parse(unit.target))
    )
    control = sorted({f"U+{ord(char):04X}" for char in unit.target if NO_XML.match(char)})
    faults += (f"it holds {', '.join(control)}, which nobody sees",) if control else ()
    return [Told(wish.number, "tags", f"taken, but {fault}", Severity.WARNING) for fault in faults]


def _event(
    verb: history.Verb, unit: Unit, known: Iterable[Event], hand: Hand, data: tuple[tuple[str, str], ...]
) -> Event:
    """It names its hand-out, and answers all that is known of the same text (`known`), so that its place does not hang
    on clocks.
    """
    key, digest = key_digest(unit.key), unit_digest(unit.key, unit.target)
    after = tuple(sorted({event.id for event in known}))
    data = tuple(sorted((*data, ("pack", hand.pack)))) if hand.pack else data
    return Event(verb, hand.stamp.isoformat(), hand.by, hand.via, digest, key, data, after)


def _stands(event: Event, known: Iterable[Event]) -> bool:
    """Whether the same person's same act on this text is there already, and nothing reopened it since."""
    standing = False
    for other in known:
        standing = other.verb != "reopened" and (standing or (other.verb, other.by) == (event.verb, event.by))
    return standing


def _recorded(catalog: Catalog, ours: Catalog, events: Sequence[Event]) -> Catalog:
    """The catalog with the history laid over it, and its copy in each unit that changed."""
    attached = history.attach(catalog, events)
    before: Mapping[Key, Unit] = {unit.key: unit for unit in ours.units}
    units = [
        unit if _as_it_was(unit, before.get(unit.key)) else replace(unit, record=history.record_for(unit))
        for unit in attached.units
    ]
    return replace(attached, units=tuple(units))


def _as_it_was(unit: Unit, before: Unit | None) -> bool:
    return before is not None and unit == before and unit.reviews == before.reviews


def _headers(catalog: Catalog, hand: Hand) -> tuple[tuple[str, str], ...]:
    """Revised now; the source and the rules are those that it was made from."""
    said = dict(reversed(catalog.headers))
    headers = po.new_headers(
        catalog.headers,
        statement_id=catalog.statement_id,
        language=LanguageTag.parse(catalog.language),
        source=said.get("X-Pubflow-Source", ""),
        rules=said.get("X-Pubflow-Rules", ""),
        stamp=hand.stamp,
        revised=True,
        translator=hand.by,
    )
    return tuple((name, value) for name, value in headers if value or name in said)
