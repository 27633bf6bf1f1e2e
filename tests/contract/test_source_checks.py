"""What every check of statements keeps: it never raises, speaks of the text it was given, and says what its docs say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow import plugins
from pubflow.finding import Finding, Severity
from pubflow.plugins import SourceCheck, SourceContext
from pubflow.segment import split
from pubflow.sources.markdown import MarkdownSource
from pubflow.termbase.entries import loads

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
TERMS, _ = loads({path.name: path.read_text(encoding="utf-8") for path in (ROOT / "glossary").glob("*.csv")})
EXAMPLES = [
    (name, word, text)
    for name in plugins.SOURCE_CHECKS
    for word, text in re.findall(
        r"^- (Sound|Faulty): `([^`]+)`$", DOCS.partition(f"\n## {name}\n")[2].partition("\n## ")[0], re.MULTILINE
    )
]


def found(check: SourceCheck, text: str, head: str = "") -> list[Finding]:
    content = f"---\n{head}\n---\n\n{text}\n" if head else f"{text}\n"
    statement = MarkdownSource().read(content.encode("utf-8"), statement_id="a", path="statements/a.md").statement
    context = SourceContext(statement, "statements/a.md", split(statement), TERMS)
    findings = list(check(context))
    for finding in findings:
        text = context.segments[(finding.where.unit or 0) - 1].text.plain
        start, end = finding.span or (0, len(text))
        assert 0 <= start < end <= len(text)
    return findings


@pytest.fixture(params=plugins.SOURCE_CHECKS)
def check(request: pytest.FixtureRequest) -> SourceCheck:
    return plugins.load_source_check(request.param)


def test_each_has_both_examples() -> None:
    assert [(name, word) for name, word, _ in EXAMPLES] == [
        (name, word) for name in plugins.SOURCE_CHECKS for word in ("Sound", "Faulty")
    ]


@pytest.mark.parametrize(("name", "word", "text"), EXAMPLES, ids=lambda value: str(value)[:16])
def test_it_says_of_its_examples_what_its_docs_say(name: str, word: str, text: str) -> None:
    head = "embargo: 2024-07-01 22:00 Europe/London" if (name, word) == ("source-embargo", "Sound") else ""
    told = found(plugins.load_source_check(name), text, head)
    assert [finding.check for finding in told] == ([name] if word == "Faulty" and name != "source-embargo" else
        [name, name] if word == "Faulty" else [])  # fmt: skip
    assert all(finding.severity is Severity.WARNING for finding in told)


pieces = st.sampled_from(
    ["“", "”", '"', "‘", "’", "  ", "\n\n", ". ", "National Development Counsel", "Agnes Callamard", "24 June", " to ",
     "1 July", "31 June 2024", "Monday, 25 June 2024", "last year", "yesterday", "the five days of this visit",
     "a five-day visit", "EMBARGO", "until 22:00", "<b>", "**", "`x", "99999999999 days", "²", "\u0301", "İ", "é", "難民"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.lists(pieces, max_size=12).map("".join), st.text(max_size=60)))
def test_none_raises_whatever_the_statement_holds(text: str) -> None:
    for name in plugins.SOURCE_CHECKS:
        found(plugins.load_source_check(name), "x " + text.replace("\0", "").replace("\r", ""))


@pytest.mark.parametrize(
    ("name", "text", "head", "words"),
    [
        ("source-date", "The march is on Monday, 25 June 2024.", "", "25 June 2024 is a Tuesday"),
        ("source-date", "He was held on 31 June 2024.", "", "no such day"),
        ("source-relative", "It was passed last year.", "date: 2024-07-01", "write 2023"),
        ("source-name", "Agnes Callamard said so.", "", "is registered as “Agnès Callamard”"),
        ("source-spaces", "He left.  She stayed.", "", "two spaces"),
        ("source-quotes", "She must be released,” he said.", "", "never opened"),
        ("source-quotes", '"She must be released, he said.', "", "has no other one"),
        ("source-quotes", 'She must be released," he said.\n\n"Now," she said.', "", "has no other one"),
        ("source-quotes", '"One," he said.\n\n"Two, she said.\n\nThree.', "", "has no other one"),
        ("source-quotes", '"One. The world is watching.” He left.', "", "curly, and the one that opens it straight"),
        ("source-quotes", '“One. The world is watching." He left.', "", "straight, and the one that opens it curly"),
        ("source-quotes", '“One, the "so-called" one, he said.', "", "never closed"),
    ],
)
def test_what_it_tells(name: str, text: str, head: str, words: str) -> None:
    (finding,) = found(plugins.load_source_check(name), text, head)
    assert words in finding.message


@pytest.mark.parametrize(
    ("name", "text", "head"),
    [
        ("source-date", "She came on 24 June.", "date: 2024-07-01"),
        ("source-date", "She came in June.", ""),
        ("source-duration", "She came from 24 June to 1 July 2024, an eight-day visit.", ""),
        ("source-duration", "She came from 24 June to 1 July 2024, a week-long visit.", ""),
        ("source-duration", "She came from 24 June to 1 July 2024. He was held for 21 days.", ""),
        ("source-name", "The Minister of Foreign Affairs met the National Human Rights Commissioner.", ""),
        ("source-name", "Amnesty International and the National Development Council’s staff.", ""),
        ("source-relative", "It went on for the last year.", ""),
        ("source-relative", "Tomorrow, on July 2, 2014, the board meets.", ""),
        ("source-spaces", "Run `pubflow` to see.", ""),
        ("source-spaces", "- One. Two.\n  Three.\n- Four.", ""),
        ("source-quotes", "“One.\n\n“Two,” she said.", ""),
        ("source-quotes", '"One.\n\n"Two.\n\n"Three," she said.', ""),
        ("source-quotes", 'He said: "One.\n\n"Two," she said. "Three."', ""),
        ("source-quotes", '"She called it “the end”," he said. "We all did."', ""),
        ("source-quotes", '“She called it "the end",” he said.', ""),
        ("source-quotes", 'A 5" pipe, and "so on".', ""),
        ("source-spaces", "One  \ntwo.", ""),
    ],
)
def test_what_it_passes_over(name: str, text: str, head: str) -> None:
    assert found(plugins.load_source_check(name), text, head) == []
