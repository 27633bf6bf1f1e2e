"""How much room a text takes where there is only so much."""

from __future__ import annotations

import pytest

from pubflow.catalog import State, Unit
from pubflow.errors import ProjectError
from pubflow.finding import Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, load_check
from pubflow.project import load
from pubflow.segment import Key


def told(context: str, target: str, limits: dict[str, int], flags: tuple[str, ...] = ()) -> list[str]:
    unit = Unit(Key(context, "Release her now"), target, State.REVIEWED, flags=flags)
    where = CheckContext(LanguageTag.parse("zh-TW"), Where("a.po", unit=1), limits=limits)
    return [finding.message for finding in load_check("max-length")(unit, where)]


@pytest.mark.parametrize(
    ("context", "target", "limits", "message"),
    [
        ("meta:title", "釋放她", {}, None),
        ("meta:title", "釋放她", {"title": 3}, None),
        ("meta:title", "釋放她！", {"title": 3}, "4 characters, and 3 are allowed"),
        ("heading#2", "釋放她！", {"heading": 3}, "4 characters, and 3 are allowed"),
        ("heading", "<b1>釋放她</b1>", {"heading": 3}, None),
        ("", "釋放她！", {"heading": 3}, None),
        # X counts a Han character twice, and any address as 23.
        ("meta:social.x", "字" * 140, {}, None),
        ("meta:social.x", "字" * 141, {}, "282 characters as X counts them, and 280 are allowed"),
        ("meta:social.x", "a" * 200, {"social.x": 199}, "200 characters as X counts them, and 199 are allowed"),
        ("meta:social.x", "https://example.org/" + "a" * 400, {}, None),
        (
            "meta:social.x",
            "字" * 130 + " https://a.example",
            {},
            "284 characters as X counts them, and 280 are allowed",
        ),
    ],
)
def test_what_does_not_fit_its_place_is_told(context, target, limits, message):
    assert told(context, target, limits) == ([message] if message else [])


def test_a_flag_of_the_po_file_is_a_limit_and_the_setting_goes_before_it():
    assert told("", "釋放她！", {}, ("max-length:3",)) == ["4 characters, and 3 are allowed"]
    assert told("alt", "釋放她！", {"alt": 4}, ("max-length:3",)) == []
    assert told("", "釋放她！", {}, ("no-c-format",)) == []


def test_limits_are_set_by_place_and_a_place_that_is_none_is_an_error(tmp_path):
    settings = tmp_path / "pubflow.toml"
    settings.write_text('[limits]\ntitle = 90\n"social.x" = 260\n', encoding="utf-8")
    assert load(tmp_path, {}).limits == (("title", 90), ("social.x", 260))
    settings.write_text("[limits]\ntitel = 90\n", encoding="utf-8")
    with pytest.raises(ProjectError, match="titel") as caught:
        load(tmp_path, {})
    assert "title" in (caught.value.hint or "")
