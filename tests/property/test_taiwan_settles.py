"""Whatever an engine writes: run twice is run once, no value changes, no tag is lost, nothing amiss is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pubflow.chinese import remaining_defects, to_taiwan, to_taiwan_tagged
from pubflow.facts import emails, numbers, urls
from pubflow.language import ChineseStyle
from pubflow.po import loads
from pubflow.segment.tagged import TaggedText

PIECES = st.one_of(
    st.sampled_from(list("当局逮捕记者后里面干发只台湾軟件說話人權的是在年月日人%万億亿互联网")),
    st.sampled_from(["软件", "互联网", "特朗普", "土著", "公元前", "2024", "25", "3.5", "1,234.56", "12:30", "US$5"]),
    st.sampled_from(["Amnesty", "O'Brien", "U.S.", "é", "https://example.org/a,b", "x@example.org", "{n}", "`a,b`"]),
    st.sampled_from(list(",.;:?!()[]/-—–~·‧…“”‘’\"'，。；：？！、（）「」『』《》—％１Ａ")),
    st.sampled_from(["...", "--", "……", "——", " ", "  ", "\u3000", "\u200b", "\n"]),
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)
STYLES = st.builds(
    ChineseStyle,
    spacing=st.sampled_from(["none", "thin", "space"]),
    interpunct=st.sampled_from(["‧", "·", "・"]),
    taiwan=st.sampled_from(["台灣", "臺灣"]),
    range=st.sampled_from(["至", "–", "～"]),
)
TAGS = st.sampled_from(["<b1>", "</b1>", "<x2/>", "<b3>", "</b3>", "<x4/>"])
CATALOGS = Path(__file__).parents[2] / "locales/zh_TW/LC_MESSAGES"
SPACED = ChineseStyle(spacing="space")
SYSTEMS = ("bergamot-base", "google", "microsoft")


ADDRESSES = ("https://example.org/a,b", "x@example.org")


def _values(text: str) -> list[frozenset[str]]:
    # What stands right behind an address counts as part of it there.
    for address in ADDRESSES:
        text = text.replace(address, " ")
    return [readings for _, readings in numbers(text)]


@settings(max_examples=600, deadline=None)
@given(TEXTS, STYLES)
@example("他說「甲“乙”丙", ChineseStyle())
@example("“”", ChineseStyle())
@example("2024后里", ChineseStyle(spacing="thin"))
def test_run_twice_is_run_once(text: str, style: ChineseStyle) -> None:
    once = to_taiwan(text, style)
    assert to_taiwan(once, style) == once


@settings(max_examples=300, deadline=None)
@given(TEXTS, STYLES)
def test_no_value_and_no_address_changes(text: str, style: ChineseStyle) -> None:
    out = to_taiwan(text, style)
    assert _shares(_values(text), _values(out))
    for address in (*ADDRESSES, "{n}", "`a,b`", "O'Brien"):
        assert out.count(address) == text.count(address)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), STYLES)
def test_whatever_stands_there_is_taken(text: str, style: ChineseStyle) -> None:
    for given_text in (text, f"当局{text}说"):
        once = to_taiwan(given_text, style)
        assert to_taiwan(once, style) == once
        remaining_defects(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, TAGS), max_size=24).map("".join), STYLES)
def test_every_tag_stays_in_its_order_and_hides_nothing(wire: str, style: ChineseStyle) -> None:
    text = TaggedText.parse(wire)
    out = to_taiwan_tagged(text, style)
    assert out.tags == text.tags
    assert to_taiwan_tagged(out, style) == out
    assert to_taiwan_tagged(TaggedText.parse(str(out)), style) == out


@pytest.mark.parametrize("system", SYSTEMS)
def test_over_recorded_renderings_nothing_amiss_is_left(corpora: Path, system: str) -> None:
    lines = (corpora / "mt" / f"flores-dev.en-zh.{system}.zh").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 997
    assert sum(bool(remaining_defects(line)) for line in lines) > 900
    for line in lines:
        out = to_taiwan(line)
        assert remaining_defects(out) == (), line
        assert to_taiwan(out) == out, line
        assert _shares(_values(line), _values(out)), line
        assert urls(out) == urls(line)
        assert emails(out) == emails(line)


def test_what_was_reviewed_for_taiwan_is_left_as_it_is() -> None:
    targets = [target for path in sorted(CATALOGS.glob("*.po")) for target in _targets(path)]
    assert len(targets) > 150
    for target in targets:
        text = TaggedText.parse(target)
        assert to_taiwan_tagged(text) == text
        assert remaining_defects(text.plain) == ()


def test_of_what_taiwan_writes_no_word_is_touched(corpora: Path) -> None:
    """Programs and documentation of many hands: their marks are repaired, characters and words stay."""
    lines = [
        line
        for name in ("apt.zh_TW", "django-conf.zh_Hant", "nautilus.zh_TW", "plone-widgets.zh_TW", "vim.zh_TW")
        for target in _targets(corpora / "po" / f"{name}.po")
        for line in target.splitlines()
    ]
    assert len(lines) > 3000
    changed = [line for line in lines if _letters(to_taiwan(line, SPACED)) != _letters(line)]
    assert changed == []
    for line in lines:
        once = to_taiwan(line, SPACED)
        assert to_taiwan(once, SPACED) == once


def _targets(path: Path) -> list[str]:
    catalog, _ = loads(path.read_bytes(), path=path.name)
    return [target for unit in catalog.units if not unit.obsolete for target in (unit.target, *unit.targets) if target]


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _shares(before: list[frozenset[str]], after: list[frozenset[str]]) -> bool:
    """One by one a reading in common: `2-3 千米` is 2 to 3 km, and read with its 千 also 3,000 of something."""
    return len(before) == len(after) and all(one & other for one, other in zip(before, after, strict=True))
