"""Lists of pairs: what DeepL and OmegaT take goes out, the rest is named; what people send is read, or told by line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pubflow.errors import UsageError
from pubflow.exchange import pairs
from pubflow.exchange.given import Given
from pubflow.termbase.model import Status, Term, Termbase, TermEntry


def entry(key: str, english: str, *targets: Term, language: str = "zh-TW", **fields: object) -> TermEntry:
    return TermEntry(key, terms=(("en", (Term(english, 1),)), (language, targets)), **fields)  # type: ignore[arg-type]


BASE = Termbase((
    entry("refugee", "refugee", Term("難民", 1, forms=("難民們",), source="HRE"), Term("難胞", 2, note="rare"), Term("流民", 0, Status.FORBIDDEN), note="a note"),
    entry("asylum", "asylum, political", Term("庇護", 1)),
    entry("tag", "#MeToo", Term("我也是", 1)),
    TermEntry("lgbti", terms=(("en", (Term("LGBTI", 1, Status.DNT),)),)),
    entry("none", "lacking"),
))  # fmt: skip


def said(given: Given) -> list[tuple[str, ...]]:
    return [
        (concept.terms[0].cells["term"], term.language, *term.cells.values())
        for concept in given.concepts
        for term in concept.terms[1:]
    ]


def told(given: Given) -> list[str]:
    return [f"{finding.where} {finding.severity.name} {finding.message}" for finding in given.findings]


def test_a_deepl_list_has_base_languages_and_the_preferred_term() -> None:
    made = pairs.dumps_deepl(BASE, ["zh-TW"])

    assert made.content.decode() == (
        'refugee,難民,en,zh\n"asylum, political",庇護,en,zh\n#MeToo,我也是,en,zh\nLGBTI,LGBTI,en,zh\n'
    )
    assert (made.concepts, made.terms, made.findings) == (4, 4, ())
    assert made.left_out == {
        "note of a concept": 1, "form": 1, "source": 1, "further rendering": 1, "note": 1, "forbidden term": 1
    }  # fmt: skip


def test_a_deepl_list_with_tabs_has_two_columns() -> None:
    base = Termbase((entry("a", '"so" it is', Term("甲, 乙", 1)), entry("b", "b", Term("丙", 1))))
    made = pairs.dumps_deepl(base, ["zh-TW"], tabs=True)
    assert made.content.decode() == '"so" it is\t甲, 乙\nb\t丙\n'
    assert said(pairs.loads_deepl(made.content.decode(), "x.tsv", ["zh-TW"])) == [
        ('"so" it is', "zh-TW", "甲, 乙", "1"), ("b", "zh-TW", "丙", "1"),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="holds one target language"):
        pairs.dumps_deepl(base, ["zh-TW", "pt-BR"], tabs=True)


def test_an_omegat_list_has_every_accepted_term_and_its_comment() -> None:
    made = pairs.dumps_omegat(BASE, "zh-TW")

    assert made.content.decode() == (
        "# pubflow glossary: en > zh-TW\n"
        "refugee\t難民\nrefugee\t難胞\trare\nasylum, political\t庇護\nLGBTI\tLGBTI\n"
    )  # fmt: skip
    assert [finding.message for finding in made.findings] == ["“#MeToo” is left out: OmegaT would read a comment"]
    assert made.left_out == {"note of a concept": 1, "form": 1, "source": 1, "forbidden term": 1}


def test_two_languages_that_deepl_does_not_tell_apart_are_refused() -> None:
    with pytest.raises(UsageError, match="one list for zh-TW and zh-CN: zh") as raised:
        pairs.dumps_deepl(BASE, ["zh-TW", "pt-BR", "zh-CN"])
    assert raised.value.hint == "export them apart: -l zh-TW, then -l zh-CN"


@pytest.mark.parametrize(
    ("source", "target", "problem"),
    [
        ("a" * 1024, "字", ""),
        ("a" * 1025, "字", "longer than 1024 bytes"),
        ("a", "字" * 342, "longer than 1024 bytes"),
        ("a\u200bb", "字", ""),
        ("a", "字\ufeff", "a character that nobody sees"),
        ("a", "字\x7f", "holds U+007F"),
        ("a\x9fb", "字", "holds U+009F"),
        ("a", "می\u200cخواهم", ""),
        ("twice", "字", "the same source stands there already"),
        ("Twice", "字", ""),
    ],
)
def test_what_deepl_would_refuse_is_left_out_by_name(source: str, target: str, problem: str) -> None:
    base = Termbase((entry("one", "twice", Term("兩次", 1)), entry("two", source, Term(target, 1))))
    made = pairs.dumps_deepl(base, ["zh-TW"])
    assert made.terms == (1 if problem else 2)
    assert [problem in finding.message for finding in made.findings] == ([True] if problem else [])


def test_a_list_that_a_spreadsheet_would_reckon_with_is_told_and_kept() -> None:
    base = Termbase((entry("a", "=1+1", Term("@x", 1)), entry("b", "-", Term("b", 1))))
    for made in (pairs.dumps_deepl(base, ["zh-TW"]), pairs.dumps_omegat(base, "zh-TW")):
        assert b"=1+1" in made.content
        [finding] = made.findings
        assert "a spreadsheet would read a formula in “=1+1”, “@x”" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "refugee,難民\nasylum,庇護\n",
        "\ufeffsource,target\r\nrefugee,難民\r\nasylum,庇護\r\n",
        "refugee\t難民\nasylum\t庇護",
        '"refugee";"難民"\n\n" asylum ";庇護\n',
        "target,comment,source\n難民,,refugee\n庇護,,asylum\n",
        "source,target,source_lang,target_lang\nrefugee,難民,EN,ZH\nasylum,庇護,en,zh-TW\n",
    ],
)
def test_a_deepl_list_is_read_as_people_write_it(text: str) -> None:
    read = pairs.loads_deepl(text, "x.csv", ["zh-TW"])
    assert said(read) == [("refugee", "zh-TW", "難民", "1"), ("asylum", "zh-TW", "庇護", "1")]
    assert told(read) == []


def test_the_first_target_wins_and_both_lines_of_another_are_named(corpora: Path) -> None:
    path = corpora / "broken" / "glossary-duplicate-terms.csv"
    read = pairs.loads_deepl(path.read_text("utf-8"), path.name, ["zh-TW"])
    assert said(read) == [
        ("human rights", "zh-TW", "人權", "1"),
        ("refugee", "zh-TW", "難民", "1"),
        ("asylum seeker", "zh-TW", "尋求庇護者", "1"),
    ]
    assert told(read) == [f"{path.name}:4 ERROR “human rights” has two targets: “人權” in line 2 and “人權利” here"]


def test_faults_of_a_deepl_list_are_told_by_line_all_at_once() -> None:
    text = 'a,b,en,zh\nA,c,en,zh\nb,c,d\n,c\nx,y,de,zh\nx,y,en,??\na,b,en,zh\n"open,x\n'
    read = pairs.loads_deepl(text, "x.csv", ["zh-TW"])
    assert told(read) == [
        "x.csv:2 ERROR “A” has two targets: “b” in line 1 and “c” here",
        "x.csv:3 ERROR 3 cells; a row is source, target, or source, target, source language, target language",
        "x.csv:4 ERROR a cell is empty",
        "x.csv:5 WARNING its source is de; pubflow's terms start from English",
        "x.csv:6 ERROR “??” is not a language tag",
        "x.csv:8 ERROR the row can't be read: unexpected end of data",
    ]
    assert said(read) == [("a", "zh-TW", "b", "1")]


def test_what_can_steer_a_terminal_is_refused() -> None:
    told_twice = ["x:1 ERROR holds the control character U+001B", "x:2 ERROR holds the control character U+009B"]
    assert told(pairs.loads_omegat("a\x1b[2J\tb\nc\td\t\x9b\n", "x", ["zh-TW"])) == told_twice
    assert told(pairs.loads_deepl("a\x1b[2J,b\nc,\x9bd\n", "x", ["zh-TW"])) == told_twice


def test_a_list_with_a_header_may_hold_notes() -> None:
    read = pairs.loads_deepl("Source;Target;Note\nrefugee;難民;HRE\nasylum;庇護\nx;;y\na;b;c;d\n", "x.csv", ["zh-TW"])
    assert said(read) == [("refugee", "zh-TW", "難民", "1", "HRE"), ("asylum", "zh-TW", "庇護", "1")]
    assert told(read) == ["x.csv:4 ERROR a cell is empty", "x.csv:5 ERROR 4 cells where the header has 3"]


def test_a_base_language_is_only_understood_where_it_is_clear() -> None:
    assert said(pairs.loads_deepl("a,b,en,pt\n", "x.csv", ["zh-TW", "pt-BR"])) == [("a", "pt-BR", "b", "1")]
    assert said(pairs.loads_deepl("a,b,en,de\n", "x.csv", ["zh-TW"])) == [("a", "de", "b", "1")]
    assert said(pairs.loads_deepl("a,b,en,zh-CN\n", "x.csv", ["zh-TW"])) == [("a", "zh-CN", "b", "1")]
    with pytest.raises(UsageError, match="zh may be zh-TW or zh-HK"):
        pairs.loads_deepl("a,b,en,zh\n", "x.csv", ["zh-TW", "zh-HK"])
    with pytest.raises(UsageError, match="does not say which language"):
        pairs.loads_deepl("a,b\n", "x.csv", ["zh-TW", "pt-BR"])


def test_an_omegat_list_is_read_with_its_comments() -> None:
    text = "\ufeff# a comment\r\nrefugee\t難民\tHRE\tmore\r\nRefugee\t難胞\n\n#MeToo\tx\nalone\n\tx\nasylum \t 庇護\u2028 \n"
    read = pairs.loads_omegat(text, "x.utf8", ["zh-TW"])
    assert said(read) == [
        ("refugee", "zh-TW", "難民", "1", "HRE more"),
        ("refugee", "zh-TW", "難胞"),
        ("asylum", "zh-TW", "庇護", "1"),
    ]
    assert told(read) == [f"x.utf8:{line} ERROR needs a source, a tab and a target" for line in (6, 7)]
    with pytest.raises(UsageError, match="does not say which language"):
        pairs.loads_omegat(text, "x.utf8", [])


@pytest.mark.parametrize("name", ["countries", "digital-security", "tw-law-names"])
def test_lists_of_other_people_are_read(name: str, corpora: Path) -> None:
    path = corpora / "glossary" / f"{name}.en-zh-TW.csv"
    text = path.read_text("utf-8")
    read = pairs.loads_deepl(text, path.name, ["zh-TW"])
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    refused = {finding.where.line for finding in read.findings}
    assert len(rows) - len(refused) <= sum(len(concept.terms) - 1 for concept in read.concepts) + _repeated(rows)
    assert all("has two targets" in finding.message for finding in read.findings)


def _repeated(rows: list[dict[str, str]]) -> int:
    return len(rows) - len({" ".join(row["source"].split()).casefold() for row in rows})
