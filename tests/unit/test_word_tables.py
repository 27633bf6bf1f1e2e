"""The tables of words that checks read: each row is found, and what it becomes is left alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pubflow.catalog import State, Unit
from pubflow.chinese.miswritten import miswritten
from pubflow.finding import Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, load_check
from pubflow.segment import Key

PACKAGE = Path(__file__).parents[2] / "pubflow"


def rows(path: str) -> list[dict[str, str]]:
    with (PACKAGE / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def variants(language: str, source: str, target: str) -> list[str | None]:
    context = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1))
    unit = Unit(Key("", source), target, State.REVIEWED)
    return [finding.fix for finding in load_check("locale-variant")(unit, context)]


def test_a_miswritten_word_is_found_and_its_right_form_is_not():
    table = rows("chinese/miswritten.csv")
    assert len({row["found"] for row in table}) == len(table) > 250
    for row in table:
        found, wanted = row["found"], row["wanted"]
        assert [edit.text for edit in miswritten(found)] == [wanted], row
        assert len(found) == len(wanted), row
        assert list(miswritten(wanted)) == [], row


def test_what_stands_beside_a_miswritten_word_may_make_it_right():
    for row in rows("chinese/miswritten.csv"):
        for part in filter(None, row["unless-before"].split("|")):
            assert row["wanted"] not in [edit.text for edit in miswritten(part + row["found"])], (part, row)
        for part in filter(None, row["unless-after"].split("|")):
            assert row["wanted"] not in [edit.text for edit in miswritten(row["found"] + part)], (part, row)


@pytest.mark.parametrize(
    ("language", "path"), [("pt-BR", "checks/data/pt-BR.csv"), ("es-419", "checks/data/es-419.csv")]
)
def test_a_word_of_another_country_is_found_and_what_is_said_here_is_not(language, path):
    table = rows(path)
    assert len({row["found"] for row in table}) == len(table)
    for row in table:
        told = row["english"].split("|")[0]
        source = "" if told.startswith("!") else told
        expected = [] if row["found"] == row["wanted"] else [row["wanted"]]
        assert variants(language, source, row["found"]) == expected, row
        assert variants(language, source, row["wanted"]) == [], row
        if told:
            other = told.removeprefix("!") if told.startswith("!") else ""
            assert variants(language, other, row["found"]) == [], row
