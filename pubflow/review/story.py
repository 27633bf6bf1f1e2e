"""The way of a sentence through people's hands, told from the histories: what was done, when, by whom. Pure.

What a history tells is attestation: whoever holds the files can write any handle into them. Where it is silent, that is
said as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.finding import runs, units_told
from pubflow.history import UNDONE, Event, key_digest
from pubflow.project import LANGUAGE
from pubflow.review.asked import Lineage, line_of
from pubflow.review.signing import Signed
from pubflow.review.standing import is_withdrawal, signed_units, withdrawn

ATTESTED: Final = (
    "This was written down by those who had the files; nothing in it proves who typed it. Handles stand for people."
)
UNKNOWN: Final = "a person, unknown"
Recall = Callable[[str], str | None]
"""The target of a unit digest, where somebody still knows it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done."""

    at: str
    """ISO 8601 with offset; "" where nobody knows."""
    language: str
    """"" for what concerns the statement itself."""
    unit: int
    """Its number today; 0 for a sentence that is gone, and for what concerns no single unit."""
    verb: str
    by: str
    """Handle, or engine; "" for a person unknown."""
    words: str
    """What was done, for people."""
    quoted: tuple[str, ...] = ()
    """Words of people or of the text that belong to it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a unit reads in one language now."""

    language: str
    target: str
    state: str
    """`agreed`, `needs work`, `not translated`, `gone from the statement`."""
    terms: tuple[str, ...] = ()
    """What the glossary asks, with the ruling behind it."""
    stands_in: tuple[str, ...] = ()
    """Editions in which these very words stand."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One unit with what is known of its sources."""

    number: int
    """0 where it is gone from the statement."""
    context: str
    source: str
    earlier: tuple[str, ...] = ()
    """Sources that it had before, where a catalog still holds them, the last first."""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What `pubflow history` has to say."""

    statement: str
    source: str
    """Digest of the source text, cut to 16 hex digits."""
    sentence: Sentence | None
    happenings: tuple[Happening, ...]
    """By time."""
    gaps: tuple[str, ...]
    """What nobody wrote down."""
    told: str = ATTESTED
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One language's catalog and history, as the story needs it."""

    language: str
    catalog: Catalog
    events: tuple[Event, ...]
    signed: tuple[Signed, ...]
    numbers: Mapping[str, tuple[int, ...]]
    """Key digest -> numbers in the statement, those of earlier sources among them: several for one that was cut."""
    recall: Recall = field(default=lambda digest: None, compare=False)

    def now(self, keys: Iterable[str]) -> list[int]:
        """The numbers of these units today, ascending; none of those that are gone."""
        return sorted({number for key in keys for number in self.numbers.get(key, ())})

    def standing(self, keys: frozenset[str]) -> Mapping[str, str]:
        """Digest -> target of the texts that these units have now; of what is obsolete only where nothing else is."""
        mine = [unit for unit in self.catalog.units if key_digest(unit.key) in keys]
        live = [unit for unit in mine if not unit.obsolete]
        return {unit_digest(unit.key, unit.target): unit.target for unit in live or mine}

    def text(self, digest: str) -> str:
        """The target with that digest, where a catalog or this machine still has it."""
        known = {unit_digest(unit.key, unit.target): unit.target for unit in self.catalog.units if unit.target}
        return known.get(digest) or self.recall(digest) or ""


def of_units(chapter: Chapter, keys: frozenset[str], number: int) -> Iterator[Happening]:
    """All that was done to the unit of this number, under its key or an earlier one, in the order of the history."""
    gone = withdrawn(chapter.events)
    verdicts = {one.event.id: one for one in chapter.signed}
    standing = chapter.standing(keys)
    for event in chapter.events:
        if event.verb == "sign-off":
            if is_withdrawal(event) or keys & {key for key, _, _ in signed_units(event)}:
                yield from _signature(chapter, event, verdicts, gone)
        elif event.verb == "handed-out":
            mine = keys & {unit.partition(":")[0] for unit in event.get("units").split()}
            if mine:
                yield _handed(chapter, event)
        elif event.key in keys:
            yield _done(chapter, event, number, standing)


def of_statement(chapter: Chapter) -> Iterator[Happening]:
    """The same for a whole catalog; what one person did in the same way at one moment to many units is one line."""
    gone = withdrawn(chapter.events)
    verdicts = {one.event.id: one for one in chapter.signed}
    alike: dict[tuple[str, ...], list[Event]] = {}
    for event in chapter.events:
        if event.verb == "sign-off":
            yield from _signature(chapter, event, verdicts, gone)
        elif event.verb == "handed-out":
            yield _handed(chapter, event)
        elif not event.key:
            yield Happening(event.at, chapter.language, 0, event.verb, event.by, f"taken back from {_who(event)}")
        elif event.verb in ("question", "answer", "accept"):
            yield _done(chapter, event, next(iter(chapter.now([event.key])), 0), {})
        else:
            words = _WORDS.get(event.verb, _other)(event)
            alike.setdefault((event.at[:10], event.verb, event.by, words), []).append(event)
    for (_, verb, by, words), events in alike.items():
        keys = {event.key for event in events}
        numbers = chapter.now(keys)
        past = len(keys - chapter.numbers.keys())
        told = [units_told(numbers)] if numbers else []
        told += [f"{past} sentence{'s' * (past > 1)} gone from the statement since"] if past else []
        yield Happening(events[-1].at, chapter.language, 0, verb, by, f"{words}: {' and '.join(told)}")


def gaps_of(chapter: Chapter, unit: Unit, keys: frozenset[str]) -> Iterator[str]:
    """What nobody wrote down about a unit as it stands."""
    here = [event for event in chapter.events if event.key in keys]
    digest = unit_digest(unit.key, unit.target)
    name = chapter.language
    if not unit.target:
        return
    if not here:
        yield f"{name}: nobody wrote down where this text came from, nor who agreed to it"
        return
    now = [event for event in here if event.digest == digest]
    if not any(event.verb in ("draft", "memory", "edited", "carried") for event in now):
        yield f"{name}: nobody wrote down who wrote the text as it stands"
    agreed = [event for event in now if event.verb in ("review", "carried")]
    if unit.state >= State.REVIEWED and not agreed:
        yield f"{name}: nobody wrote down who agreed to the text as it stands"
    elif any(event.verb == "review" and not event.by for event in agreed):
        yield f"{name}: who agreed did it in a PO editor and gave no handle"


def earlier_sources(units: Iterable[Unit], unit: Unit, lineage: Lineage) -> tuple[str, ...]:
    """Sources that a unit had before, where a catalog still holds them."""
    line = line_of(key_digest(unit.key), lineage) - {key_digest(unit.key)}
    found = [other.key.source for other in units if key_digest(other.key) in line]
    found += [unit.previous.source] if unit.previous is not None else []
    return tuple(dict.fromkeys(source for source in found if source != unit.key.source))


def by_time(happenings: Iterable[Happening], instant: Callable[[str], float]) -> tuple[Happening, ...]:
    """Oldest first; what was written down at one moment: first what was done to the text, then what was said of it."""
    return tuple(sorted(happenings, key=lambda one: (instant(one.at), _RANKS.get(one.verb, 0))))


def _done(chapter: Chapter, event: Event, number: int, standing: Mapping[str, str]) -> Happening:
    """`standing`: digest -> target of the texts that stand now; these are not said again."""
    words = _WORDS.get(event.verb, _other)(event)
    quoted: list[str] = []
    if event.verb == "question":
        quoted = [f"? {event.get('text')}"]
    elif event.verb == "answer":
        quoted = [f"? {event.get('asked')}"] * bool(event.get("asked")) + [f"= {event.get('text')}"]
    elif event.verb == "accept" and standing and event.digest not in standing:
        words += " (of an earlier text)"
    elif event.verb in _OF_TEXTS and event.digest:
        was = chapter.text(event.get("was")) if event.verb == "edited" else ""
        now = "" if event.digest in standing else chapter.text(event.digest)
        words += _which(event, standing, now)
        said_above = now in standing.values()
        quoted = [f"was: {was}"] * bool(was) + [now] * bool(now and not said_above)
    return Happening(event.at, chapter.language, number, event.verb, event.by, words, tuple(quoted))


def _which(event: Event, standing: Mapping[str, str], now: str) -> str:
    """Of which text an event speaks."""
    if event.digest in standing:
        return ": the text as it stands"
    if now and now in standing.values():
        return ": the text as it stands, for an earlier source"
    return ": an earlier text" if now else ": an earlier text, whose words are not at hand"


def _drafted(event: Event) -> str:
    return f"drafted by {event.by or 'an engine'}"


def _remembered(event: Event) -> str:
    rate = f" at {event.get('rate')} %" if event.get("rate") else ""
    return f"taken from memory{rate}, from {event.by or 'an earlier statement'}"


def _edited(event: Event) -> str:
    return f"written or changed by {_who(event)}"


def _reviewed(event: Event) -> str:
    return f"agreed to ({event.get('kind', LANGUAGE)}) by {_who(event)}"


def _carried(event: Event) -> str:
    change = f" ({event.get('change')})" if event.get("change") else ""
    if event.get("from") == event.key:
        return f"marks and spaces mended by pubflow{change}"
    return f"the source changed without meaning{change}: what was agreed holds"


def _reopened(event: Event) -> str:
    if event.get("why") == UNDONE:
        return f"taken back by {_who(event)}"
    told = [f"the term {event.get('concept')}"] if event.get("concept") else []
    told += [event.get(name) for name in ("why", "change") if event.get(name)]
    return f"re-opened: {', '.join(told)}" if told else "re-opened"


def _asked(event: Event) -> str:
    return f"asked by {_who(event)}{', to be answered before anybody signs' if event.get('blocking') else ''}"


def _answered(event: Event) -> str:
    return f"answered for all languages by {_who(event)}"


def accepted(event: Event) -> str:
    """Who let what stand, and why."""
    return f"accepted by {_who(event)}: {event.get('check') or 'whatever was found'}: {event.get('reason')}"


def _other(event: Event) -> str:
    return f"{event.verb} by {_who(event)}"


_WORDS: Final[Mapping[str, Callable[[Event], str]]] = {
    "draft": _drafted,
    "memory": _remembered,
    "edited": _edited,
    "review": _reviewed,
    "carried": _carried,
    "reopened": _reopened,
    "question": _asked,
    "answer": _answered,
    "accept": accepted,
}
_RANKS: Final = {"question": 1, "answer": 2, "sign-off": 3}
_OF_TEXTS: Final = frozenset({"draft", "memory", "edited", "review"})
_WAYS: Final = {
    "po": "in a PO editor",
    "pack": "in a hand-out",
    "browser": "in the browser",
    "message": "by message",
}


def _who(event: Event) -> str:
    way = f", {_WAYS[event.via]}" if event.via in _WAYS else ""
    entered = f", written down by {event.get('entered-by')}" if event.get("entered-by") else ""
    return f"{event.by or UNKNOWN}{way}{entered}"


def _handed(chapter: Chapter, event: Event) -> Happening:
    numbers = runs(chapter.now(unit.partition(":")[0] for unit in event.get("units").split()))
    what = "to review" if event.get("kind") == "review" else "to translate"
    then = event.get("numbers").replace(",", ", ")
    which = f": units {then or numbers}" if then or numbers else ""
    which += ", as they were numbered then" if then not in ("", numbers) else ""
    words = f"handed out to {event.by or 'somebody'} {what}{which}"
    return Happening(event.at, chapter.language, 0, event.verb, event.by, words)


def _signature(
    chapter: Chapter, event: Event, verdicts: Mapping[str, Signed], gone: frozenset[str]
) -> Iterator[Happening]:
    if is_withdrawal(event):
        words = f"{event.by or UNKNOWN} took a signature back"
        yield Happening(event.at, chapter.language, 0, event.verb, event.by, words)
        return
    scope = event.get("scope") or "the whole text"
    one = verdicts.get(event.id)
    told = "taken back since" if event.id in gone else one.told if one else "nobody can say whether it holds"
    words = f"signed ({event.get('kind', LANGUAGE)}, {scope}) by {_who(event)}: {told}"
    yield Happening(event.at, chapter.language, 0, event.verb, event.by, words)
