"""Which gone source became which new one."""

from __future__ import annotations

import pytest

from pubflow.catalog import near
from pubflow.catalog.fitting import joined_sources, joined_targets
from pubflow.catalog.near import Gap, Pair, Text, pairs, rate

ONE = "Guards closed the bridge to the market at night."
TWO = "A nurse told the court what she had seen there."
THREE = "Nobody has been charged with anything since then."


def texts(*plains: str, at: int = 0) -> list[Text]:
    return [Text(plain, at + number) for number, plain in enumerate(plains)]


def test_a_rate_is_whole_and_100_only_for_the_same() -> None:
    assert rate(ONE, ONE) == 100
    assert rate(ONE, ONE.lower()) == 99
    assert 85 < rate(ONE, ONE.replace("night", "dawn")) < 100
    assert rate(ONE, TWO) < 40
    assert (rate("", ""), rate("", "a")) == (100, 0)


@pytest.mark.parametrize(
    ("new", "old", "found"),
    [
        ([], [ONE], ()),
        ([ONE], [], ()),
        ([ONE], [TWO], ()),
        ([ONE + " Now."], [TWO, ONE], (((0,), (1,)),)),
        ([f"{ONE} {TWO}"], [ONE, TWO, THREE], (((0,), (0, 1)),)),
        ([f"{ONE} {TWO} {THREE}"], [ONE, TWO, THREE], (((0,), (0, 1, 2)),)),
        ([ONE, TWO], [f"{ONE} {TWO}"], (((0, 1), (0,)),)),
        ([THREE + "!", ONE + "!"], [ONE, TWO, THREE], (((0,), (2,)), ((1,), (0,)))),
        (["Closed."], ["Closer."], ()),
    ],
)
def test_the_best_pairs(
    new: list[str], old: list[str], found: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
) -> None:
    assert tuple((pair.new, pair.old) for pair in pairs(texts(*new), texts(*old))) == found


def test_what_did_not_stand_together_was_not_joined() -> None:
    apart = [Text(ONE, 0), Text(TWO, 5)]
    assert [pair.old for pair in pairs(texts(f"{ONE} {TWO}"), apart)] != [(0, 1)]


def test_in_its_place_a_sentence_may_have_changed_more() -> None:
    new, old = "Soldiers closed a road to the old market at dawn.", "Guards closed the bridge to the market at night."
    assert rate(new, old) < 70
    assert pairs([Text(new, 3)], [Text(old, 3)]) == ()
    gap = Gap("before", "after")
    assert pairs([Text(new, 3, gap)], [Text(old, 3, gap)]) == (Pair((0,), (0,), rate(new, old)),)


def test_by_arrays_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [f"{text} It was {day}." for text in (ONE, TWO, THREE) for day in ("cold", "warm", "late at the station")]
    new = [text.replace("night", "dawn").replace("court", "judge").replace("Nobody", "No one") for text in old]
    found = pairs(texts(*new), texts(*old))
    assert [pair.old for pair in found] == [(number,) for number in range(len(old))]
    monkeypatch.setattr(near, "_BY_ARRAY", 0)
    assert pairs(texts(*new), texts(*old)) == found


def test_joined_texts_count_their_tags_on() -> None:
    sources = ["A <b1>b</b1><x2/>", "<b1>c</b1>", "d"]
    assert joined_sources(sources) == "A <b1>b</b1><x2/> <b3>c</b3> d"
    assert joined_targets(sources, ["<b1>B</b1>A<x2/>", "<joined/>", "D"], spaced=False) == "<b1>B</b1>A<x2/>D"
    assert joined_targets(sources, ["a", "<b1>c</b1>", "d"], spaced=True) == "a <b3>c</b3> d"
