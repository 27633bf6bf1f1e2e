"""No sequence of source edits, updates, reviews and merges loses what a person wrote, or forges an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.catalog import Catalog, State, revise, unit_digest
from pubflow.catalog.change import change
from pubflow.history import Event, attach, key_digest, standing
from pubflow.merge import merge
from pubflow.po import dumps, loads
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText
from pubflow.workflow.intake.updating import events_of

PATH = "locales/de/LC_MESSAGES/visit.po"
KNOWN = frozenset(("guards", "witness", "closed", "bridge")).__contains__
FIRST = [
    "Guards closed the bridge at night.",
    "A witness saw six men near the <b1>bridge</b1>.",
    "Nobody told the families about it.",
    "The court met on 3 May 2021 without them.",
]
EDITS = [
    ("six", "seven"), ("closed", "clsoed"), ("bridge", "brigde"), (" the ", "  the "), ("<b1>", ""), ("</b1>", ""),
    ("Nobody", "Somebody"), ("3 May", "4 May"), (".", "!"), ("night", "dawn"), ("court", "tribunal"), ("men", "people"),
]  # fmt: skip
NEW = ["A lawyer asked for an inquiry.", "Guards opened the road at noon.", "Nobody told the court about it."]


@st.composite
def source_steps(draw: st.DrawFn) -> tuple[str, int, int]:
    kinds = ["edit", "insert", "delete", "move", "join", "split", "retype", "restore", "mend"]
    return draw(st.sampled_from(kinds)), draw(st.integers(0, 11)), draw(st.integers(0, 11))


desk_steps = st.tuples(
    st.sampled_from(["agree", "translate", "comment", "leave"]), st.integers(0, 9), st.sampled_from("xyz")
)
rounds = st.tuples(st.lists(source_steps(), max_size=3), st.lists(desk_steps, max_size=4), st.booleans())


def edited(sources: list[str], step: tuple[str, int, int]) -> list[str]:
    kind, one, other = step
    at = one % len(sources) if sources else 0
    match kind:
        case "insert":
            return [*sources[:at], NEW[other % len(NEW)], *sources[at:]]
        case "restore":
            return list(FIRST)
        case _ if not sources:
            return [FIRST[0]]
        case "edit" | "mend":
            old, new = EDITS[other % len(EDITS)] if kind == "edit" else EDITS[other % len(EDITS)][::-1]
            changed = sources[at].replace(old, new, 1) if old else sources[at]
            return [*sources[:at], changed or sources[at], *sources[at + 1 :]]
        case "delete":
            return [*sources[:at], *sources[at + 1 :]]
        case "move":
            rest = [*sources[:at], *sources[at + 1 :]]
            return [*rest[: other % (len(rest) + 1)], sources[at], *rest[other % (len(rest) + 1) :]]
        case "join" if at + 1 < len(sources):
            return [*sources[:at], f"{sources[at]} {sources[at + 1]}", *sources[at + 2 :]]
        case "split" if " the " in sources[at]:
            head, _, tail = sources[at].partition(" the ")
            return [*sources[:at], head + ".", "The " + tail, *sources[at + 1 :]]
        case "retype":
            return [*sources[:at], sources[at].upper(), *sources[at + 1 :]]
    return sources


@dataclass
class Desk:
    """One working copy: its catalog, its history, and what people wrote there."""

    catalog: Catalog | None = None
    events: list[Event] = field(default_factory=list)
    agreed: set[tuple[str, str]] = field(default_factory=set)
    """(source, target) that somebody agreed to."""
    written: dict[Key, str] = field(default_factory=dict)
    """The last target that a person left in each unit."""
    comments: dict[Key, set[str]] = field(default_factory=dict)
    day: int = 1

    def update(self, sources: list[str]) -> None:
        segments = [Segment(Key("", s), TaggedText.parse(s), (), Place(n)) for n, s in enumerate(sources) if s.strip()]
        revision = revise(
            self.catalog, segments, statement_id="visit", language="de", reference=lambda _: "a.md", known=KNOWN
        )
        self.day += 1
        self.events += events_of(revision, self.events, datetime(2026, 1, 1, 0, 0, self.day % 60, tzinfo=UTC))
        self.catalog, _ = loads(dumps(attach(revision.catalog, self.events)), path=PATH)
        self.catalog = attach(replace(self.catalog, statement_id="visit", language="de"), self.events)

    def work(self, steps: list[tuple[str, int, str]]) -> None:
        assert self.catalog is not None
        units = list(self.catalog.units)
        live = [number for number, unit in enumerate(units) if not unit.obsolete]
        for kind, number, text in steps:
            if not live:
                return
            at = live[number % len(live)]
            unit = units[at]
            target = unit.target or unit.key.source + text
            match kind:
                case "agree":
                    units[at] = replace(unit, target=target, state=State.REVIEWED, previous=None)
                    self._review(unit.key, target)
                case "translate":
                    units[at] = replace(unit, target=target + text, state=State.TRANSLATED)
                case "comment":
                    units[at] = replace(unit, comments=(*unit.comments, text + str(self.day)))
                    self.comments.setdefault(unit.key, set()).add(text + str(self.day))
            if units[at].target and kind in {"agree", "translate"}:
                self.written[unit.key] = units[at].target
        self.catalog = attach(replace(self.catalog, units=tuple(units)), self.events)

    def _review(self, key: Key, target: str) -> None:
        self.agreed.add((key.source, target))
        at, digest = f"2026-01-01T00:00:{self.day % 60:02}+00:00", unit_digest(key, target)
        self.events.append(
            Event("review", at, "rev1", digest=digest, key=key_digest(key), data=(("kind", "language"),))
        )

    def check(self) -> None:
        assert self.catalog is not None
        units = {unit.key: unit for unit in self.catalog.units}
        assert len(units) == len(self.catalog.units)
        for key, target in self.written.items():
            assert units[key].target == target
        for key, comments in self.comments.items():
            assert comments <= set(units[key].comments)
        for unit in self.catalog.units:
            if unit.state >= State.REVIEWED:
                self._is_agreed(unit.key.source, unit.target)
                assert standing(unit)

    def _is_agreed(self, source: str, target: str) -> None:
        """A person agreed to these very words of the target, or to the same but for its tags, for a source from which
        a chain of harmless changes leads here."""
        plain = TaggedText.parse(target).plain
        reached = {was for was, said in self.agreed if TaggedText.parse(said).plain == plain}
        seen: set[str] = set()
        assert self.catalog is not None
        sources = {unit.key.source for unit in self.catalog.units}
        while reached - seen:
            seen |= reached
            reached |= {to for to in sources for was in seen if change(was, to, known=KNOWN).harmless}
        assert source in reached


def lived(story: Iterable[tuple]) -> Iterator[tuple[Desk, list[str]]]:  # type: ignore[type-arg]
    """The desk and its sources after each round: people work, the sources are edited, the catalog is updated."""
    desk, sources = Desk(), list(FIRST)
    desk.update(sources)
    for steps, work, _ in story:
        desk.work(work)
        for step in steps:
            sources = edited(sources, step)
        desk.update(sources)
        yield desk, sources


@settings(max_examples=120, deadline=None)
@given(st.lists(rounds, min_size=1, max_size=6))
def test_what_a_person_wrote_stays_and_only_what_was_agreed_to_is_reviewed(story: list) -> None:  # type: ignore[type-arg]
    for desk, sources in lived(story):
        desk.check()
        live = [unit.key.source for unit in desk.catalog.units if not unit.obsolete]  # type: ignore[union-attr]
        assert live == list(dict.fromkeys(source for source in sources if source.strip()))


@settings(max_examples=80, deadline=None)
@given(st.lists(rounds, min_size=1, max_size=4))
def test_a_second_update_changes_nothing_and_tells_nothing(story: list) -> None:  # type: ignore[type-arg]
    for desk, sources in lived(story):
        once, events = dumps(desk.catalog), list(desk.events)  # type: ignore[arg-type]
        desk.update(sources)
        assert (dumps(desk.catalog), desk.events) == (once, events)  # type: ignore[arg-type]


@settings(max_examples=80, deadline=None)
@given(rounds, rounds, st.lists(rounds, max_size=2))
def test_two_branches_that_were_updated_apart_lose_nothing_when_merged(one: tuple, other: tuple, later: list) -> None:  # type: ignore[type-arg]
    base, sources = Desk(), list(FIRST)
    base.update(sources)
    base.work([("agree", 0, "x"), ("agree", 1, "y"), ("comment", 2, "z")])
    assert base.catalog is not None
    sides, texts = [], []
    for steps, work, _ in (one, other):
        side = replace(base, events=list(base.events), agreed=set(base.agreed), written=dict(base.written))
        side.comments = {key: set(lines) for key, lines in base.comments.items()}
        text = list(sources)
        for step in steps:
            text = edited(text, step)
        side.update(text)
        side.work(work)
        sides.append(side)
        texts.append(text)
    ours, theirs = sides
    assert ours.catalog is not None
    assert theirs.catalog is not None
    merged = merge(base.catalog, ours.catalog, theirs.catalog).catalog
    targets = {unit.target for unit in merged.units} | {line for unit in merged.units for line in unit.comments}
    for side in sides:
        for target in side.written.values():
            assert any(target in said for said in targets)
    desk = replace(ours, catalog=merged, events=list(dict.fromkeys(ours.events + theirs.events)))
    desk.written = {unit.key: unit.target for unit in merged.units if unit.state >= State.REVIEWED}
    desk.comments = {unit.key: set(unit.comments) for unit in merged.units}
    desk.agreed = ours.agreed | theirs.agreed
    text = texts[0]
    for steps, _, _ in later:
        for step in steps:
            text = edited(text, step)
        desk.update(text)
        assert desk.catalog is not None
        units = {unit.key: unit for unit in desk.catalog.units}
        for key, target in desk.written.items():
            assert units[key].target == target
        for key, lines in desk.comments.items():
            assert key not in units or lines <= set(units[key].comments)
