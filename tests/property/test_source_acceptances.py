"""What a person accepts of a source holds for that very text and for nothing else, whatever happens round it."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from pubflow.catalog import Unit
from pubflow.finding import Finding, Severity, Where
from pubflow.history import Event, dumps_line, loads, undone_event
from pubflow.review.accepted import (
    accept_event,
    acceptance_events,
    acceptances,
    accepted_of,
    held_against,
    sorted_out,
)
from pubflow.segment.model import Key

AT = "2026-03-01T10:00:00+00:00"
CHECKS = ["source-name", "source-quotes", "source-duration"]
texts = st.sampled_from(["A", "B", "A ", "<b1>A</b1>", "說", ""])
units = st.builds(lambda context, text: Unit(Key(context, text)), st.sampled_from(["", "meta:title"]), texts)
abouts = st.sampled_from(["", "Council", "1 to 4 July", "Ministry"])


def _finding(check: str, about: str = "") -> Finding:
    return Finding(check, Severity.WARNING, "m", Where("statements/a.md", 3, 1), about=about)


def _stands(unit: Unit, findings: list[Finding], record: tuple[Event, ...]) -> list[str]:
    _, accepted = sorted_out(findings, accepted_of(unit, acceptances(None, record)), held_against(findings))
    return [one.reason for one in accepted]


def _accept(unit: Unit, check: str, record: tuple[Event, ...], terms: str = "") -> Event:
    return accept_event(unit, check, "so", terms=terms, by="rev1", at=AT, after=record)


@given(unit=units, others=st.lists(units, max_size=6), check=st.sampled_from(CHECKS), about=abouts)
def test_it_holds_for_its_own_text_and_check_alone(unit: Unit, others: list[Unit], check: str, about: str) -> None:
    found = [_finding(check, about)]
    record = (_accept(unit, check, (), held_against(found)),)
    for other in (unit, *others):
        assert _stands(other, found, record) == ["so"] * (other.key == unit.key)
    for name in CHECKS:
        assert _stands(unit, [_finding(name, about)], record) == ["so"] * (name == check)


@given(unit=units, then=st.lists(abouts, min_size=1, max_size=3), now=st.lists(abouts, min_size=1, max_size=3))
def test_it_holds_while_the_text_is_held_against_the_same(unit: Unit, then: list[str], now: list[str]) -> None:
    before, after = [_finding("source-name", one) for one in then], [_finding("source-name", one) for one in now]
    record = (_accept(unit, "source-name", (), held_against(before)),)
    same = held_against(before) in ("", held_against(after))
    for finding, about in zip(after, now, strict=True):
        stands = sorted_out([finding], accepted_of(unit, acceptances(None, record)), held_against(after))[1]
        assert bool(stands) == (same or not about)


steps = st.lists(st.tuples(st.integers(0, 1), st.booleans()), max_size=8)


@given(steps=steps, order=st.randoms(use_true_random=False))
def test_the_last_word_counts_whatever_the_order_of_the_lines(steps: list[tuple[int, bool]], order) -> None:
    """Accepting and taking back, of two units in turn and at one moment; the file is only ever appended to."""
    pair = [Unit(Key("", "A")), Unit(Key("", "B"))]
    wanted = [False, False]
    lines: list[str] = []
    for which, accepting in steps:
        record = loads("".join(lines), path="r")[0]
        lines += map(dumps_line, _step(pair[which], record, accepting))
        wanted[which] = accepting
    order.shuffle(lines)
    record = loads("".join((*lines, *lines[:1])), path="r")[0]
    for unit, stands in zip(pair, wanted, strict=True):
        assert bool(_stands(unit, [_finding("source-quotes")], record)) == stands


def _step(unit: Unit, record: tuple[Event, ...], accepting: bool) -> Iterator[Event]:
    given = acceptance_events(unit, "source-quotes", record)
    if accepting and not given:
        yield _accept(unit, "source-quotes", record)
    elif given and not accepting:
        yield undone_event(unit, given, at=AT, by="rev1")
