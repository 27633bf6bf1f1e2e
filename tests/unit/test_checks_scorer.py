"""The scorer of checks counts what its table says, and the labelled pairs are what their README says they are."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from benchmarks.checks.bench import Bench, segment_of, unit_of
from benchmarks.checks.pairs import HALVES, HERE, IDS, LATER, LATER_IDS, RULES, BadPairError, Text, load, pair
from benchmarks.checks.score import rows, score, told
from pubflow.catalog import State
from pubflow.finding import Finding, Severity, Where

DEFECT: dict[str, Any] = {
    "id": "d1",
    "check": ["quotes", "brackets"],
    "severity": "E",
    "source": "“Go.”",
    "target": "“Vai.",
    "span": "“",
    "why": "never closed",
    "also": ["end-punct"],
}
CLEAN: dict[str, Any] = {
    "id": "c1",
    "check": None,
    "trap": ["quotes"],
    "source": "Go.",
    "target": "Vai.",
    "why": "no quotation",
}
MINIMUM = {"zh-TW": 190, "pt-BR": 150, "es": 20, "fr": 20, "ja": 20, "ar": 20}
SETS = {half: load(half) for half in HALVES}
ALL = [each for half in HALVES for each in SETS[half]]
NOT_IN_ONE_TEXT = {"unreviewed", "max-length", "bidi", "caps"}
"""State, limits of a place, and what Chinese has none of."""


def finding(check: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(check, severity, "a remark", Where("x.po"))


def figures(found: dict[str, list[Finding]], row: str = "all") -> tuple[str, ...]:
    total = score([pair(DEFECT, "pt-BR"), pair(CLEAN, "pt-BR")], found)
    counts = {"all": total.total, **total.languages, **total.checks}
    return next(line for line in rows(counts) if line[0] == row)[1:]


def test_a_defect_is_met_by_any_of_its_ids_and_companions_are_no_false_alarm():
    assert figures({"d1": [finding("brackets"), finding("end-punct")]}) == ("1", "1.00", "2", "1.00", "1", "0.00")


def test_a_companion_alone_does_not_meet_the_defect():
    assert figures({"d1": [finding("end-punct")]}) == ("1", "0.00", "1", "1.00", "1", "0.00")


def test_another_finding_on_a_defect_is_wrong_and_the_defect_is_missed():
    assert figures({"d1": [finding("spacing")]}) == ("1", "0.00", "1", "0.00", "1", "0.00")


def test_any_finding_on_a_clean_pair_is_a_false_alarm():
    found = {"d1": [finding("quotes")], "c1": [finding("quotes"), finding("spacing", Severity.WARNING)]}
    assert figures(found) == ("1", "1.00", "3", "0.33", "1", "1.00")
    assert figures(found, "quotes") == ("1", "1.00", "2", "0.50", "1", "1.00")
    assert figures(found, "spacing") == ("0", "-", "1", "0.00", "0", "-")


def test_notes_count_for_nothing():
    assert figures({"d1": [finding("quotes", Severity.INFO)], "c1": [finding("quotes", Severity.INFO)]}) == (
        *("1", "0.00", "0", "-"),
        *("1", "0.00"),
    )


def test_pairs_judged_wrongly_are_told_with_their_texts():
    pairs = [pair(DEFECT, "pt-BR"), pair(CLEAN, "pt-BR")]
    lines = list(told(score(pairs, {"c1": [finding("quotes")]})))
    assert lines[0] == "- missed d1 (quotes or brackets): never closed"
    assert lines[3] == "- flagged c1 by quotes: a remark (no quotation)"
    assert lines[2] == "  - '“Vai.'"


@pytest.mark.parametrize(
    "changed",
    [
        {"check": ["quote"]},
        {"also": ["quote"]},
        {"severity": "I"},
        {"span": "”"},
        {"why": ""},
        {"note": "not a field"},
        {"units": [{"source": "Go."}]},
    ],
)
def test_lines_in_another_form_are_refused(changed):
    with pytest.raises(BadPairError):
        pair({**DEFECT, **changed}, "pt-BR")


def test_a_line_without_its_fields_is_refused():
    with pytest.raises(BadPairError, match="trap"):
        pair({key: value for key, value in CLEAN.items() if key != "trap"}, "pt-BR")


def test_a_text_becomes_a_reviewed_unit_and_a_segment_with_its_tags():
    text = Text("See <b1>the list</b1>.<x2/>", "Veja <b1>a lista</b1>.<x2/>", "heading")
    segment = segment_of(text, 3)
    assert segment.key == unit_of(text).key == ("heading", text.source)
    assert [(slot.name, slot.number, slot.inline.kind) for slot in segment.slots] == [
        ("b", 1, "strong"),
        ("x", 2, "break"),
    ]
    assert (unit_of(text).state, unit_of(Text("Go.", "")).state) == (State.REVIEWED, State.INITIAL)


def test_an_empty_target_is_found_by_the_program_itself():
    empty = pair({**DEFECT, "id": "e1", "check": ["empty"], "target": "", "span": ""}, "pt-BR")
    assert [each.check for each in Bench().findings([empty])["e1"]] == ["empty"]


def test_ids_and_texts_are_unique_and_the_halves_apart():
    assert len({each.id for each in ALL}) == len(ALL)
    texts = Counter((each.language, each.texts) for each in ALL)
    assert [key for key, times in texts.items() if times > 1] == []
    sources = {half: {(each.language, each.texts[0].source) for each in SETS[half]} for half in HALVES}
    assert len(sources["dev"] & sources["held"]) == 0


def test_the_readme_lists_the_ids():
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    listed = re.search(r"## Ids\n\n(.+?)\n\n", readme, re.DOTALL)
    assert listed is not None
    assert set(re.findall(r"`([a-z-]+)`", listed[1])) == IDS
    assert len(IDS) == 36


@pytest.mark.parametrize("language", MINIMUM)
def test_there_are_enough_pairs_and_two_fifths_of_them_are_clean(language):
    here = [each for each in ALL if each.language == language]
    assert len(here) >= MINIMUM[language]
    assert sum(not each.checks for each in here) >= 0.4 * len(here)
    halves = [sum(each.language == language for each in SETS[half]) for half in HALVES]
    assert abs(halves[0] - halves[1]) <= 1


@pytest.mark.parametrize(("language", "without"), [("zh-TW", NOT_IN_ONE_TEXT), ("pt-BR", NOT_IN_ONE_TEXT - {"caps"})])
def test_every_check_of_a_text_has_three_defects_and_stands_in_both_halves(language, without):
    wanted = IDS - without - ({"simplified-char", "halfwidth-punct"} if language == "pt-BR" else set())
    defects = {
        half: Counter(each.group for each in SETS[half] if each.language == language and each.checks) for half in HALVES
    }
    assert {check: total for check in wanted if (total := sum(counts[check] for counts in defects.values())) < 3} == {}
    assert all(wanted <= counts.keys() for counts in defects.values())


def test_clean_pairs_have_targets_and_no_label_of_a_defect():
    clean = [each for each in ALL if not each.checks]
    assert [
        each.id for each in clean if each.severity or each.span or not all(text.target for text in each.texts)
    ] == []


def test_pairs_of_later_checks_stand_apart_and_two_fifths_of_them_are_clean():
    later = load(LATER)
    names = [each.id for each in (*ALL, *later)]
    assert len(set(names)) == len(names)
    assert {each.group for each in later} == LATER_IDS
    assert not LATER_IDS & IDS
    assert sum(not each.checks for each in later) >= 0.4 * len(later)


def test_a_later_check_speaks_of_its_defects_and_of_no_clean_pair():
    later = load(LATER)
    total = score(later, Bench().findings(later)).checks
    assert {check: (total[check].met, total[check].flagged) for check in LATER_IDS} == {
        "attribution": (sum(bool(each.checks) for each in later), 0)
    }


def test_what_was_missed_or_told_in_vain_stays_mended():
    pairs = load(RULES)
    assert len({each.id for each in (*ALL, *pairs)}) == len(ALL) + len(pairs)
    told = {
        name: {(one.check, one.severity.name[0]) for one in found if one.severity}
        for name, found in Bench().findings(pairs).items()
    }
    assert [each.id for each in pairs if not each.checks and told[each.id]] == []
    wanted = {each.id: {(check, each.severity) for check in each.checks} for each in pairs if each.checks}
    assert [name for name, any_of in wanted.items() if not told[name] or told[name] - any_of] == []
