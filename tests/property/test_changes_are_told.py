"""Whatever is written, a change of what bears the meaning is never taken for a harmless one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pubflow.catalog.change import Change, Kind, change

WORDS = "guards closed the bridge and held people at night near old harbour walls".split()
TELLING = {
    Kind.NUMBER: ["six", "eleven", "14", "1,200", "thousands", "second", "50%", "$500"],
    Kind.DATE: ["Monday", "Friday", "yesterday", "today", "1984", "2024", "weeks"],
    Kind.NEGATION: ["not", "never", "without", "nobody", "refused", "didn't"],
    Kind.HEDGE: ["allegedly", "may", "must", "some", "all", "reportedly"],
    Kind.NAME: ["Lima", "Accra", "Okello", "UNHCR", "McBride"],
}
sentences = st.lists(st.sampled_from(WORDS), min_size=4, max_size=12)
everything_is_a_word = frozenset(word for words in TELLING.values() for word in words).__contains__


def _text(words: list[str]) -> str:
    return f"The {' '.join(words)}."


@given(sentences, st.integers(0, 11), st.data())
def test_what_tells_is_told(words: list[str], at: int, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(TELLING)))
    one, other = data.draw(st.lists(st.sampled_from(TELLING[kind]), min_size=2, max_size=2, unique=True))
    at %= len(words)
    old, new = [*words[:at], one, *words[at:]], [*words[:at], other, *words[at:]]
    for before, after in ((old, new), (words, new), (old, words)):
        found = change(_text(before), _text(after), known=lambda word: True)
        assert kind in found.kinds
        assert not found.harmless


@given(sentences, st.integers(0, 11), st.sampled_from(WORDS))
def test_another_word_is_never_harmless(words: list[str], at: int, other: str) -> None:
    changed = [*words[: at % len(words)], other, *words[at % len(words) + 1 :]]
    found = change(_text(words), _text(changed), known=frozenset(WORDS).__contains__)
    assert found.harmless is (words == changed)


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared_and_the_same_have_no_change(one: str, other: str) -> None:
    assert change(one, one, known=lambda word: True) == Change()
    there, back = (change(*pair, known=lambda word: True) for pair in ((one, other), (other, one)))
    assert (there == Change()) is (one == other) is (back == Change())
    assert there.harmless is back.harmless
