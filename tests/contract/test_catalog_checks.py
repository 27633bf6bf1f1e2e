"""What every check across units keeps: it never raises, speaks of the units it was asked about, and says what its docs say.

Runs over the whole shelf, as test_checks.py does over the checks of one unit.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow import plugins
from pubflow.catalog import State, Unit
from pubflow.finding import Finding, Severity, Where
from pubflow.language import LanguageTag
from pubflow.plugins import CatalogCheck, UnitAt
from pubflow.segment import Key
from tests.contract.test_checks import LANGUAGES, texts

DOCS = (Path(__file__).parents[2] / "docs/checks.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(r"^- (Good|Bad), ([A-Za-z-]+): `([^`]+)` as `([^`]+)`, `([^`]+)` as `([^`]+)`$", re.MULTILINE)
EXAMPLES = {
    (name, word): (language, ((source, target), (other, its)))
    for name in plugins.CATALOG_CHECKS
    for word, language, source, target, other, its in _EXAMPLE.findall(
        DOCS.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    )
}


@pytest.fixture(params=plugins.CATALOG_CHECKS)
def check(request) -> CatalogCheck:
    return plugins.load_catalog_check(request.param)


def catalog(*pairs: tuple[str, ...], path: str = "a.po") -> tuple[UnitAt, ...]:
    """Units of prose in one file; the third part of a pair is its context."""
    return tuple(
        UnitAt(Unit(Key("".join(context), source), target, State.TRANSLATED), Where(path, unit=number))
        for number, (source, target, *context) in enumerate(pairs, 1)
    )


def look(check: CatalogCheck, *catalogs: tuple[UnitAt, ...], language: str = "zh-TW") -> list[Finding]:
    tag = LanguageTag.parse(language)
    return [finding for units in catalogs for finding in check.of_catalog(units, tag)]


def places(findings: list[Finding]) -> list[tuple[str, int | None]]:
    return [(finding.where.path, finding.where.unit) for finding in findings]


def test_it_is_called_what_the_shelf_calls_it_and_says_how_loudly_it_speaks(check):
    assert plugins.CATALOG_CHECKS[check.id].endswith(f":{type(check).__name__}")
    language, bad = EXAMPLES[check.id, "Bad"]
    [finding] = look(check, catalog(*bad), language=language)
    assert (finding.check, finding.where) == (check.id, Where("a.po", unit=2))
    assert re.match("[A-Z]+", DOCS.partition(f"\n## {check.id}\n")[2].lstrip())[0] == finding.severity.name


def test_no_check_speaks_of_a_good_example(check):
    assert {name for name, _ in EXAMPLES} == set(plugins.CATALOG_CHECKS)
    for (_, word), (language, pairs) in EXAMPLES.items():
        if word == "Good":
            assert look(check, catalog(*pairs), language=language) == []


def test_two_catalogs_are_held_against_each_other_and_the_later_is_told(check):
    language, (one, other) = EXAMPLES[check.id, "Bad"]
    assert places(look(check, catalog(one), catalog(other, path="b.po"), language=language)) == [("b.po", 1)]


def test_a_catalog_asked_about_again_keeps_its_place_and_what_left_it_is_forgotten(check):
    language, (one, other) = EXAMPLES[check.id, "Bad"]
    first, later = catalog(one), catalog(other, path="b.po")
    assert places(look(check, first, later, first, later, language=language)) == [("b.po", 1)] * 2
    assert look(check, catalog(("Another text altogether.", "另一段文字。")), later, language=language) == []


@given(
    pairs=st.lists(st.tuples(texts, texts, st.sampled_from(("", "heading", "cell", "#2"))), max_size=6),
    split=st.integers(0, 6),
    language=st.sampled_from(LANGUAGES),
)
@settings(max_examples=200, deadline=None)
def test_whatever_the_targets_hold_it_speaks_of_the_units_it_was_given(pairs, split, language):
    parts = [catalog(*pairs[:split]), catalog(*pairs[split:], path="b.po")]
    for check in map(plugins.load_catalog_check, plugins.CATALOG_CHECKS):
        for units in parts:
            for finding in look(check, units, language=language):
                assert finding.where in {one.where for one in units}
                assert finding.check == check.id
                assert isinstance(finding.severity, Severity)
                assert finding.message.strip()


SAID = [
    # Two renderings of a source in one kind of place are one too many.
    ("inconsistent-repeat", "pt-BR", (("Read more", "Leia mais"), ("Read more", "Saiba mais")), [2]),
    ("inconsistent-repeat", "pt-BR", (("<b1>Read</b1> more", "Leia mais"), ("Read more", "Saiba mais")), [2]),
    ("inconsistent-repeat", "zh-TW", (("Taiwan", "台灣", "meta:title"), ("Taiwan", "臺灣的事", "heading")), [2]),
    # A heading is no prose, and a place with a target of its own is meant to have it.
    ("inconsistent-repeat", "zh-TW", (("Detention", "拘禁", "heading"), ("Detention", "遭到拘禁")), []),
    ("inconsistent-repeat", "zh-TW", (("Detention", "拘禁"), ("Detention", "遭到拘禁", "#2")), []),
    ("inconsistent-repeat", "pt-BR", (("They were arrested.", "Eles foram presos."), ("They were arrested.", "Elas foram presas.")), []),
    ("inconsistent-repeat", "fr", (("They were arrested.", "Ils ont été arrêtés."), ("They were arrested.", "Elles ont été arrêtées.")), []),
    ("inconsistent-repeat", "zh-TW", (("They must be freed.", "他們必須獲釋。"), ("They must be freed.", "她們必須獲釋。")), []),
    ("inconsistent-repeat", "zh-TW", (("2024", "2024"), ("2024", "二〇二四")), []),
    # One target for what differs in a number, a negation, or in what it speaks of.
    ("reused-target", "zh-TW", (("In Lagos, 40 were held.", "在拉哥斯，有人被捕。"), ("In Lagos, 14 were held.", "在拉哥斯，有人被捕。")), [2]),
    ("reused-target", "zh-TW", (("He was charged in May.", "他五月被起訴。"), ("He was not charged in May.", "他五月被起訴。")), [2]),
    ("reused-target", "zh-TW", (("You were very brave there.", "你很勇敢。"), ("You have been very brave there.", "你很勇敢。")), []),
    ("reused-target", "zh-TW", (("See also", "參見"), ("Further reading", "參見")), []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "language", "pairs", "told"), SAID)
def test_what_repeats_rightly_is_left_alone(name, language, pairs, told):
    findings = look(plugins.load_catalog_check(name), catalog(*pairs), language=language)
    assert [finding.where.unit for finding in findings] == told


def test_the_message_names_the_other_place():
    check = plugins.load_catalog_check("inconsistent-repeat")
    one, other = ("Read more", "Leia mais"), ("Read more", "Saiba mais")
    [within] = look(check, catalog(one, other), language="pt-BR")
    assert within.message == "unit 1 has “Leia mais” for the same source"
    [across] = look(check, catalog(other, path="b.po"), language="pt-BR")
    assert across.message == "a.po unit 1 has “Leia mais” for the same source"
