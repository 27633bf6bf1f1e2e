"""The plain text reader: headline, remarks, refusals."""

import time

import pytest

from pubflow.document import Reading
from pubflow.errors import SourceError
from pubflow.finding import Finding, Severity, Where
from pubflow.sources.text import LIMIT, TextSource
from pubflow.statement import Block, Statement, Text


def read(content: str | bytes) -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return TextSource().read(data, statement_id="visit", path="visit.txt")


def test_the_headline_is_the_title_and_no_block() -> None:
    assert read("A visit to Taiwan\n\nThe delegation met ministers.") == Reading(
        Statement(
            "visit",
            "en",
            (("title", "A visit to Taiwan"),),
            (Block("paragraph", (Text("The delegation met ministers."),)),),
        )
    )


def test_a_wrapped_headline_is_one_title() -> None:
    text = "Taiwan can play a leading regional role on human rights\nbut commitment is needed\n\nThe delegation left."

    assert read(text).statement.meta == (
        ("title", "Taiwan can play a leading regional role on human rights but commitment is needed"),
    )


@pytest.mark.parametrize("first", ["The visit ended.", "FOR IMMEDIATE RELEASE", "Press release", "Contact:", "x" * 201])
def test_what_is_no_headline_stays_a_block_and_is_said(first: str) -> None:
    reading = read(f"{first}\n\nThe delegation met ministers.")

    assert reading.statement.meta == ()
    assert reading.statement.blocks[0] == Block("paragraph", (Text(first),))
    assert [(finding.check, finding.severity) for finding in reading.findings] == [("no-title", Severity.WARNING)]


def test_one_block_alone_is_the_body() -> None:
    assert read("A visit to Taiwan").statement.blocks == (Block("paragraph", (Text("A visit to Taiwan"),)),)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_an_empty_file_is_a_warning(content: bytes) -> None:
    assert read(content) == Reading(
        Statement("visit", "en", (), ()),
        (Finding("empty-source", Severity.WARNING, "the file is empty: 0 segments", Where("visit.txt", 1)),),
    )


def test_a_byte_order_mark_and_crlf_leave_no_trace() -> None:
    assert read(b"\xef\xbb\xbfTitle\r\n\r\nOne.\r\nTwo.") == read("Title\n\nOne.\nTwo.")


def test_invisible_characters_are_named_with_their_line() -> None:
    reading = read("Title\r\n\r\nOne.\r\nfr\u200bee \ufeff")

    assert [(finding.message, finding.where.line) for finding in reading.findings] == [
        ("an invisible character, U+200B ZERO WIDTH SPACE", 4),
        ("an invisible character, U+FEFF ZERO WIDTH NO-BREAK SPACE", 4),
    ]


def test_a_flood_of_invisible_characters_is_cut() -> None:
    findings = read("Title\n\n" + "\u200b" * 10_000 + "One.").findings

    assert len(findings) == 51
    assert findings[-1].message == "and more invisible characters"


@pytest.mark.parametrize(
    ("content", "where"),
    [(b"One\n\ncaf\xe9", "visit.txt:3:4"), (b"One\nrig\0ht", "visit.txt:2:4"), (b"x" * (LIMIT + 1), "visit.txt")],
)
def test_what_can_not_be_read_is_refused_with_its_place(content: bytes, where: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(content)

    assert caught.value.where == where
    assert caught.value.hint


@pytest.mark.parametrize(
    "content",
    [
        "x" * 1_000_000,
        "word " * 200_000,
        "- a\n" * 60_000,
        "".join(f"{' ' * (n % 50)}- a\n" for n in range(15_000)),
        "".join(f"{n}. a\n" for n in range(1, 40_000)),
        "_ " * 500_000 + "x",
    ],
    ids=["one word", "one line", "bullets", "steps", "numbers", "almost a rule"],
)
def test_hostile_layouts_take_seconds_at_most(content: str) -> None:
    began = time.process_time()

    assert read(content).statement.blocks
    assert time.process_time() - began < 10
