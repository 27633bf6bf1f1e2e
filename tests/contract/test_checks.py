"""What every check keeps: it never raises, points into the target, and says what its docs say it says.

Runs over the whole shelf: a new check is held to it by standing in the table `CHECKS`, its examples by standing under
its heading in docs/checks.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pubflow import plugins
from pubflow.catalog import State, Unit
from pubflow.finding import Finding, Severity, Where
from pubflow.language import LanguageTag
from pubflow.language.mention import WITH_LATIN, style_of
from pubflow.plugins import Check, CheckContext
from pubflow.segment import JOINED, Key, Place, Segment, TaggedText
from pubflow.termbase.entries import loads
from pubflow.termbase.match import find
from pubflow.termbase.names import first_mentions

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
TERMS, _ = loads({path.name: path.read_text(encoding="utf-8") for path in (ROOT / "glossary").glob("*.csv")})
WHERE = Where("locales/zh_TW/LC_MESSAGES/a.po", unit=1)
LANGUAGES = (
    "zh-TW",
    "zh-CN",
    "zh-HK",
    "pt-BR",
    "es",
    "es-419",
    "fr",
    "fr-CA",
    "ar",
    "ja",
    "ko",
    "id",
    "th",
    "tr",
    "de",
    "de-CH",
    "en",
    "sr-Latn",
    "tlh",
)

pieces = st.sampled_from(
    ["<b1>", "</b1>", "<x2/>", "<b2>", "</b2>", "<b1", "b1>", "\\<b1>", "\\\\<b1>", "<b999999>", JOINED, "<joined", " ",
     "\n", "\t", "21,000", "2.1萬", "1.000.000", "٢١", "²", "½", "0" * 30, "9" * 5_000, "million", "5pm", "asylum seeker",
     "尋求庇護者", "難民", "人權", "，", ",", "(", ")", "。", "https://a.example/b_c?d=1", "www.", "http://[", "a@b.example", "@",
     "\u200b", "\u202e", "\ufeff", "\u0301", "İ", "ß", "ﬁ", "😀", "\U000e0041", "\x00", "%s", "{0}", "*" * 50,
     "Amnesty International", "國際特赦組織", "（", "）", "UNHCR", "聯合國難民署", "solicitante de refúgio", "requerente de asilo", "「", "」", "\u3000",
     "“", "”", "„", "«", "»", "‘", "’", '"', "'", "『", "』", "《", "》", "[", "】", "...", "…", "—", "--", "?", "？", "¿", "!", "؟", "،", "%", " %", "25", "9:30 PM",
     "6/24/2024", "24 de Junho", "de", "de de", "الشرطة", "皇後", "当局", "互聯網", "裏", "一步一步", "\u2066", "\u2069", "\u202c", "\ufffd", "１", "ß", "은(는)",
     "“Go,” said Agnès Callamard", " of Amnesty International.", "國際特赦組織表示：", "disse Agnès Callamard", "（Agnès Callamard）", "\ue100",
     "ſ$", "ſeptember", "\ud800", "Thouſands of", "3. JULİ", "24 de JUNİO", "ſábado", "“ “", "“ ”", "half a million", "um ano e meio", "18 months", "一年半", "六四", "2022年1月至3月", "84 cents"]
)  # fmt: skip
texts = st.one_of(st.lists(pieces, max_size=12).map("".join), st.text(max_size=60))


class Example(NamedTuple):
    """One line of the docs."""

    check: str
    word: str
    language: str
    source: str
    target: str
    comments: tuple[str, ...]


_EXAMPLE = re.compile(
    r"^- (Good|Bad), ([A-Za-z-]+): `([^`]+)` as (?:`([^`]+)`|nothing)(?:, [a-z ]+(?:`([^`]+)`)?)?$", re.MULTILINE
)
_NAMED = re.compile(r"<U\+([0-9A-F]{4,6})>")


def _examples() -> list[Example]:
    found = []
    for section in DOCS.split("\n## ")[1:]:
        check = section.partition("\n")[0]
        for word, language, source, target, comment in _EXAMPLE.findall(section):
            shown = _NAMED.sub(lambda match: chr(int(match[1], 16)), target)
            found.append(Example(check, word, language, source, shown, (comment,) if comment else ()))
    return found


EXAMPLES = _examples()


@pytest.fixture(scope="module", params=plugins.CHECKS)
def check(request, make) -> Check:
    return make(plugins.CHECKS[request.param])


def _look(check: Check, unit: Unit, language: str, *, with_segment: bool = True) -> list[Finding]:
    """What a check says of a unit that is all of its statement, or of one whose statement is not known."""
    text = TaggedText.parse(unit.key.source)
    tag, terms = LanguageTag.parse(language), find(TERMS, text.plain)
    segment = Segment(unit.key, text, (), Place(0)) if with_segment else None
    first = None
    if segment is not None and style_of(tag) == WITH_LATIN:
        first = first_mentions([segment], lambda _: terms).get(unit.key, frozenset())
    return list(check(unit, CheckContext(tag, WHERE, segment, terms, first)))


def _unit(source: str, target: str, *, state: State = State.TRANSLATED, comments: tuple[str, ...] = ()) -> Unit:
    """`comments`: also flags, as they stand in an example."""
    flags = tuple(one for one in comments if re.fullmatch(r"[a-z-]+:\d+", one))
    return Unit(Key("", source), target, state, comments=tuple(set(comments) - set(flags)), flags=flags)


def test_the_docs_have_an_example_of_each_sort_for_every_check():
    assert {(one.check, one.word) for one in EXAMPLES} == {(name, word) for name in plugins.CHECKS for word in ("Good", "Bad")}  # fmt: skip
    others = sum(name in plugins.CATALOG_CHECKS for name in re.findall(r"^## (\S+)$", DOCS, re.MULTILINE)) * 2
    assert len([line for line in DOCS.splitlines() if re.match(r"- (Good|Bad)\b", line)]) == len(EXAMPLES) + others


def test_a_check_is_called_what_the_shelf_calls_it(check):
    assert plugins.CHECKS[check.id].endswith(f":{type(check).__name__}")
    assert f"\n## {check.id}\n" in DOCS


def test_the_docs_say_how_loudly_it_speaks(check):
    [bad] = [one for one in EXAMPLES if (one.check, one.word) == (check.id, "Bad")]
    section = DOCS.partition(f"\n## {check.id}\n")[2].lstrip()
    said = re.match("[A-Z]+", section)
    assert {
        finding.severity.name
        for finding in _look(check, _unit(bad.source, bad.target, comments=bad.comments), bad.language)
    } == {said[0]}


@pytest.mark.parametrize("one", [one for one in EXAMPLES if one.word == "Bad"], ids=lambda one: one.check)
def test_it_speaks_of_the_bad_example(one, make):
    findings = _look(
        make(plugins.CHECKS[one.check]), _unit(one.source, one.target, comments=one.comments), one.language
    )
    assert [finding.check for finding in findings] == [one.check]


@pytest.mark.parametrize("one", [one for one in EXAMPLES if one.word == "Good"], ids=lambda one: one.check)
def test_no_check_speaks_of_a_good_example(one, check):
    assert _look(check, _unit(one.source, one.target, state=State.REVIEWED, comments=one.comments), one.language) == []


@pytest.mark.parametrize("source", ["Libertem-na já, 21.000 pessoas.", "Veja <b1>o relatório</b1><x2/>: https://a.b/c"])
def test_a_target_that_is_its_source_in_another_language_loses_nothing(source, check):
    """A name or a code that is the same in both: whatever compares the two has nothing to say."""
    findings = _look(check, _unit(source, source, state=State.REVIEWED), "en")
    assert findings == []


@given(
    source=texts, target=texts, language=st.sampled_from(LANGUAGES), state=st.sampled_from(State), bare=st.booleans()
)
@example(source="An asylum seeker", target="<b1>x</b1> 難民", language="zh-TW", state=State.REVIEWED, bare=False)
@example(
    source="An asylum seeker", target="\\<b1> e\u0301 難民 \\\\<x1/>", language="zh-TW", state=State.REVIEWED, bare=True
)
@settings(max_examples=300, deadline=None)
def test_whatever_the_target_holds_it_gives_findings_that_point_into_it(check, source, target, language, state, bare):
    unit = _unit(source, target, state=state)
    findings = _look(check, unit, language, with_segment=not bare)
    for finding in findings:
        assert (finding.check, finding.where) == (check.id, WHERE)
        assert isinstance(finding.severity, Severity)
        assert finding.message.strip()
        if finding.span is not None:
            start, end = finding.span
            assert 0 <= start < end <= len(target)
    assert _look(type(check)(), unit, language, with_segment=not bare) == findings


def test_the_span_of_a_forbidden_term_is_the_term_also_behind_tags(make):
    target = "<b1>她</b1>\\<b2>是<x2/>難民。"
    unit = _unit("<b1>She</b1> \\<b2><x2/>is an asylum seeker.", target)
    [finding] = _look(make(plugins.CHECKS["term-forbidden"]), unit, "zh-TW")
    start, end = finding.span
    assert target[start:end] == "難民"


AMNESTY = "Amnesty International calls for her <b1>release</b1>."
"""A name, and tags behind which a span is counted in wire form."""


def _named(make, target: str, first: frozenset[str] | None, *, language: str = "zh-TW") -> list[tuple[str, str]]:
    check = make(plugins.CHECKS["name-first-mention"])
    terms = find(TERMS, TaggedText.parse(AMNESTY).plain)
    context = CheckContext(LanguageTag.parse(language), WHERE, None, terms, first)
    found = list(check(_unit(AMNESTY, target), context))
    return [(finding.severity.name, target[slice(*finding.span)]) for finding in found]


def test_a_latin_name_is_wanted_at_the_first_mention_and_nowhere_else(make):
    bare, told = "<b1>釋放</b1>她，國際特赦組織呼籲。", "<b1>釋放</b1>她，國際特赦組織（Amnesty International）呼籲。"
    first, later = frozenset({"amnesty-international"}), frozenset()
    assert _named(make, bare, first) == [("WARNING", "國際特赦組織")]
    assert _named(make, told, first) == []
    assert _named(make, bare, later) == []
    assert _named(make, told, later) == [("INFO", "國際特赦組織")]
    assert _named(make, bare, None) == _named(make, told, None) == []


def test_a_name_that_is_not_there_is_a_missing_term_and_not_this_checks_business(make):
    assert _named(make, "他們呼籲<b1>釋放</b1>她。", frozenset({"amnesty-international"})) == []
    check = make(plugins.CHECKS["term-missing"])
    [finding] = _look(check, _unit(AMNESTY, "他們呼籲<b1>釋放</b1>她。"), "zh-TW")
    assert "the name “Amnesty International” is not there as 國際特赦組織" in finding.message
    [finding] = _look(make(plugins.CHECKS["term-forbidden"]), _unit(AMNESTY, "大赦國際"), "zh-TW")
    assert finding.message == "“大赦國際” is forbidden for the name “Amnesty International”"
