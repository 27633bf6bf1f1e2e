"""Whatever people and tools do to a catalog, no review appears that nobody gave, and none is lost that somebody gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.history import Event, dumps_line, key_digest, loads
from pubflow.project import Policy
from pubflow.review.observed import observed
from pubflow.review.standing import Stand, standings
from pubflow.segment.model import Key

KEYS = [Key("", "A"), Key("heading", "A"), Key("", "B")]
NAMES = ["rev1", "rev2"]
TWO = Policy(two_persons=True)
AT = "2026-03-01T10:00+08:00"

acts = st.one_of(
    st.tuples(st.just("type"), st.integers(0, 2), st.sampled_from(["x", "y", ""]), st.booleans()),
    st.tuples(st.just("agree"), st.integers(0, 2), st.sampled_from(NAMES)),
    st.tuples(st.just("write"), st.integers(0, 2), st.sampled_from(NAMES), st.sampled_from(["x", "y", "z"])),
    st.tuples(st.just("reopen"), st.integers(0, 2)),
    st.tuples(st.just("note")),
    st.tuples(st.just("sort")),
    st.tuples(st.just("comments")),
)
Act = tuple
Story = list[Act]


class Desk:
    """A catalog and its history, and beside them who really agreed to which text and who really wrote it."""

    def __init__(self) -> None:
        self.units = {key: Unit(key) for key in KEYS}
        self.lines = ""
        self.agreed: dict[tuple[Key, str], set[str]] = {}
        self.wrote: dict[tuple[Key, str], set[str]] = {}

    @property
    def catalog(self) -> Catalog:
        return Catalog("visit", "de", tuple(self.units.values()))

    @property
    def events(self) -> tuple[Event, ...]:
        return loads(self.lines, path="h")[0]

    def do(self, act: Act) -> None:
        getattr(self, f"_{act[0]}")(*act[1:])

    def _type(self, number: int, text: str, fuzzy: bool) -> None:
        """By a person in any editor, by msgmerge, by a script: nobody tells us who."""
        state = State.INITIAL if not text else State.TRANSLATED if fuzzy else State.REVIEWED
        self._set(number, target=text, state=state)

    def _agree(self, number: int, name: str) -> None:
        self._note()
        unit = self.units[KEYS[number]]
        if unit.target:
            self._add("review", unit, name, kind="language")
            self._set(number, state=State.REVIEWED)
            self.agreed.setdefault((unit.key, unit.target), set()).add(name)

    def _write(self, number: int, name: str, text: str) -> None:
        self._note()
        self._set(number, target=text, state=State.REVIEWED)
        unit = self.units[KEYS[number]]
        self._add("edited", unit, name)
        self._add("review", unit, name, kind="language")
        self.wrote.setdefault((unit.key, text), set()).add(name)
        self.agreed.setdefault((unit.key, text), set()).add(name)

    def _reopen(self, number: int) -> None:
        self._note()
        unit = self.units[KEYS[number]]
        if unit.state is State.REVIEWED:
            self._add("reopened", unit, "", why="source")
            self._set(number, state=State.TRANSLATED)
            self.agreed.pop((unit.key, unit.target), None)

    def _note(self) -> None:
        self.lines += "".join(map(dumps_line, observed(self.catalog, self.events, at=AT)))

    def _sort(self) -> None:
        self.units = dict(reversed(self.units.items()))
        self.lines = "".join(sorted(self.lines.splitlines(keepends=True)))

    def _comments(self) -> None:
        """“Delete comment” in Poedit: everything in `#` goes."""
        self.units = {key: replace(unit, comments=(), record="") for key, unit in self.units.items()}

    def _set(self, number: int, **changes: object) -> None:
        self.units[KEYS[number]] = replace(self.units[KEYS[number]], **changes)  # type: ignore[arg-type]

    def _add(self, verb: str, unit: Unit, by: str, **data: str) -> None:
        key, digest = key_digest(unit.key), unit_digest(unit.key, unit.target)
        after = tuple(sorted(event.id for event in self.events if (event.key, event.digest) == (key, digest)))
        self.lines += dumps_line(Event(verb, AT, by, "", digest, key, tuple(sorted(data.items())), after))  # type: ignore[arg-type]


def run(story: Story) -> Iterator[Desk]:
    """The desk as it stands at first and after each act."""
    desk = Desk()
    yield desk
    for act in story:
        desk.do(act)
        yield desk


def end(story: Story) -> Desk:
    return list(run(story))[-1]


@settings(max_examples=200, deadline=None)
@given(st.lists(acts, max_size=12))
def test_two_persons_agreed_exactly_where_two_persons_agreed(story: Story) -> None:
    for desk in run(story):
        for unit in desk.units.values():
            people = desk.agreed.get((unit.key, unit.target), set())
            authors = desk.wrote.get((unit.key, unit.target), set())
            really = any(one not in authors and (people | authors) - {one} for one in people)
            found = standings(desk.catalog, desk.events, TWO)[unit.key]
            assert (found.stand is Stand.AGREED) == (really and unit.state is State.REVIEWED)


@settings(max_examples=200, deadline=None)
@given(st.lists(acts, max_size=12))
def test_what_is_observed_is_observed_once_and_never_has_a_name(story: Story) -> None:
    desk = end([*story, ("note",)])
    assert observed(desk.catalog, desk.events, at=AT) == ()
    named = {event.by for event in desk.events if event.via == "po"}
    assert named <= {""}


@settings(max_examples=100, deadline=None)
@given(st.lists(acts, max_size=12))
def test_a_lost_history_leaves_nobody_second(story: Story) -> None:
    found = standings(end(story).catalog, (), TWO)
    assert all(one.stand is not Stand.AGREED for one in found.values())
