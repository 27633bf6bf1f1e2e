"""Plain text in = the same words out, in order, whatever the file looks like."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.sources.text import TextSource
from pubflow.statement import Block, Statement, attr, plain

RULE = re.compile(r"\s*([_*=–—-])(?:[ \t]*\1){2,}\s*")
WORDS = (
    "Taiwan",
    "the",
    "rights.",
    "“No,”",
    "1.",
    "2.",
    "3.",
    "-",
    "•",
    "*",
    "a",
    "www.example.org/" + "x" * 50,
    "____",
    "é",
)
LINES = st.builds(
    lambda indent, words, gap: indent + gap.join(words),
    st.sampled_from(["", "", "  ", "    ", "\t"]),
    st.lists(st.sampled_from(WORDS), max_size=14),
    st.sampled_from([" ", " ", "  "]),
)
LAYOUTS = st.builds(
    lambda lines, end, last: end.join(lines) + last,
    st.lists(LINES, max_size=14),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n"]),
)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=80)


def source_words(text: str) -> list[str]:
    lines = re.split(r"\r\n|[\r\n\f\u2029]", text)
    return bullets_alike(word for line in lines if not RULE.fullmatch(line) for word in line.split())


def statement_words(statement: Statement) -> list[str]:
    return bullets_alike([*statement.get("title").split(), *block_words(statement.blocks)])


def block_words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        number = int(attr(block, "start", "1")) if attr(block, "ordered") else 0
        for index, child in enumerate(block.children):
            if block.kind == "list":
                yield f"{number + index}." if number else "•"
            yield from block_words((child,))
        yield from plain(block.inlines).split()


def bullets_alike(words: Iterator[str] | list[str]) -> list[str]:
    return ["•" if word in set("-*▪●‣◦") else word for word in words]


def read(text: str) -> Statement:
    return TextSource().read(text.encode(), statement_id="x", path="x.txt").statement


@settings(max_examples=150, deadline=None)
@given(LAYOUTS | ANYTHING)
def test_no_word_is_lost_added_or_moved(text: str) -> None:
    assert statement_words(read(text)) == source_words(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS[:2]), min_size=1, max_size=60), st.integers(55, 80))
def test_wrapping_a_paragraph_changes_no_block(words: list[str], width: int) -> None:
    lines: list[str] = []
    for word in [*words, "rights."]:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    wrapped = "\n".join(lines)

    blocks = read(f"{wrapped}\n\nThe end.").blocks
    joined = [plain(block.inlines) for block in blocks]
    if len(lines) > 2:
        assert joined == [wrapped, "The end."]


@pytest.mark.parametrize("name", ["amnesty-taiwan-visit-2024", "debian-social-contract", "drw-2016-06-09*"])
def test_real_statements_lose_nothing(name: str, corpora: Path) -> None:
    path = next((corpora / "statements").glob(f"{name}.txt"))
    text = path.read_text("utf-8")

    assert statement_words(read(text)) == source_words(text)
