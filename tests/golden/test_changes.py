"""What a change of the source means, pair by pair: a new case is three lines in a file of `changes/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pubflow.catalog.change import HARMLESS, Change, Kind, change
from pubflow.language.spelling import english_words

CASES = Path(__file__).parent / "changes"


def _cases(name: str) -> list[tuple[str, str, str]]:
    blocks = (CASES / f"{name}.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
    out = []
    for block in blocks:
        kinds, old, new = block.splitlines()
        assert (old[:2], new[:2]) == ("- ", "+ "), block
        out.append((kinds, old[2:], new[2:]))
    return out


@cache
def _known() -> frozenset[str]:
    return frozenset(english_words())


@pytest.mark.parametrize(("kinds", "old", "new"), [case for name in ("harmless", "meaning") for case in _cases(name)])
def test_a_change_is_told_by_its_kinds(kinds: str, old: str, new: str) -> None:
    assert str(change(old, new, known=_known().__contains__)) == kinds


@pytest.mark.parametrize(("kinds", "old", "new"), _cases("harmless"))
def test_a_review_outlives_what_is_harmless(kinds: str, old: str, new: str) -> None:
    assert change(old, new, known=_known().__contains__).harmless


@pytest.mark.parametrize(("kinds", "old", "new"), _cases("meaning"))
def test_a_change_of_meaning_re_opens_in_both_directions(kinds: str, old: str, new: str) -> None:
    assert not change(old, new, known=_known().__contains__).harmless
    assert not change(new, old, known=_known().__contains__).harmless


def test_without_a_word_list_no_typo_is_taken_for_one() -> None:
    assert change("They recieved it.", "They received it.") == Change((Kind.WORDING,))


def test_the_same_source_has_no_change_and_the_cases_show_every_kind() -> None:
    assert change("Same <b1>text</b1>.", "Same <b1>text</b1>.") == Change()
    shown = {kind for name in ("harmless", "meaning") for kinds, _, _ in _cases(name) for kind in kinds.split(", ")}
    assert shown == set(Kind)
    assert set(Kind) > HARMLESS
