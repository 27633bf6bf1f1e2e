"""Office files by way of pandoc: what a statement says, a file made of it says again; no word of any file is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pubflow import pandoc
from pubflow.document import Reading
from pubflow.errors import PubflowError
from pubflow.markup.markdown import loads
from pubflow.markup.plaintext import loads as plaintext
from pubflow.markup.press import recognise
from pubflow.plugins import load_sources
from pubflow.sources.importing import statement_text
from pubflow.statement import Block, Statement, leaves, plain
from tests.doubles.office import docx

pytestmark = pytest.mark.usefixtures("pandoc")

WORDS = st.sampled_from(["Ana", "held", "21", "人權", "é", "“so”", "R&D", "x*y", "a_b_c", "1.", "#", "<b>", "[1]"])
RUN = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PIECE = st.one_of(
    RUN.map(lambda text: _escaped(text)),
    st.sampled_from(
        ["**bold**", "*slanted*", "~~gone~~", "[a link](https://a.example/x)", "`code`", "**bold *both***"]
    ),
)
PARAGRAPH = st.lists(PIECE, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    PARAGRAPH,
    PARAGRAPH,
    RUN.map(lambda text: f"## {_escaped(text)}"),
    st.lists(PARAGRAPH, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(PARAGRAPH, min_size=2, max_size=3).map(lambda items: "\n".join(f"{n}. {one}" for n, one in enumerate(items, 1))),
    st.just("| one | two |\n| --- | --- |\n| a | *b* |"),
    PARAGRAPH.map(lambda text: f"> {text}"),
    PARAGRAPH.map(lambda text: f"{text}[^1]\n\n[^1]: A note."),
)  # fmt: skip


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#+!|&~.])", r"\\\1", text)


def _statement(blocks: list[str]) -> Statement:
    noted = False
    kept = []
    for number, block in enumerate(blocks):
        if "[^1]:" in block and noted:
            continue
        noted = noted or "[^1]:" in block
        # Two lists in a row are one, for pandoc and for Markdown alike.
        kept += [block, f"Between {number}."]
    return loads("\n\n".join(kept), statement_id="a", path="a.md")[0]


def _read(content: bytes, suffix: str) -> Reading:
    (source,) = (one for one in load_sources() if suffix in one.suffixes)
    return source.read(content, statement_id="a", path=f"a{suffix}")


@settings(max_examples=40, deadline=None)
@given(blocks=st.lists(BLOCK, min_size=2, max_size=6), kind=st.sampled_from(["docx", "odt", "html"]))
def test_a_file_made_of_a_statement_has_its_blocks(blocks: list[str], kind: str) -> None:
    wanted = _statement(["She is free, they said.", *blocks])
    text = statement_text(b"", Reading(wanted), statement_id="a", filename="a.x").partition(b"---\n\n")[2]
    reader = "--from=commonmark+pipe_tables+strikeout+footnotes"
    made = pandoc.run(text, reader, f"--to={kind}", refusal=PubflowError, where="a", epoch=0)

    found = _read(made, f".{kind}").statement

    assert _shape(found) == _shape(wanted)
    assert [" ".join(plain(one.inlines).split()) for one in leaves(found.blocks)] == [
        " ".join(plain(one.inlines).split()) for one in leaves(wanted.blocks)
    ]
    if kind == "html":
        assert _spans(found) == _spans(wanted)


def _shape(statement: Statement) -> list[object]:
    return [_kinds(block) for block in statement.blocks]


def _kinds(block: Block) -> object:
    return (block.kind, block.level, [_kinds(child) for child in block.children])


def _spans(statement: Statement) -> list[str]:
    """The marks of the text, in its order."""
    return re.findall(r"kind='(strong|emphasis|strike|link|code)'", repr(statement.blocks))


STYLES = st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"])


@settings(max_examples=40, deadline=None)
@given(
    runs=st.lists(
        st.tuples(st.sampled_from(["af", "firm", " it", " ", "x ", "人", "权", "."]), STYLES), min_size=1, max_size=8
    )
)
def test_runs_that_word_has_cut_join_again(runs: list[tuple[str, str]]) -> None:
    cut = "".join(
        f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{char}</w:t></w:r>'
        for text, style in runs
        for char in text
    )
    whole = "".join(f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' for text, style in runs)
    reading = _read(docx(f"<w:p>{cut}</w:p>"), ".docx")

    assert reading.statement == _read(docx(f"<w:p>{whole}</w:p>"), ".docx").statement
    markdown = statement_text(b"", reading, statement_id="a", filename="a.docx").decode()
    assert "****" not in markdown
    assert loads(markdown, statement_id="a", path="a.md")[0].blocks == reading.statement.blocks
    said = "".join(plain(one.inlines) for one in leaves(reading.statement.blocks))
    assert said.split() == "".join(text for text, _ in runs).split()


FURNITURE = st.sampled_from(
    [
        "EMBARGOED UNTIL 22:00 BST 1 July 2024", "Embargo: tomorrow noon", "Release her now", "PRESS RELEASE", "ENDS",
        "London, 1 July 2024 – She is free.", "1 July 2024", "Posted: June 27, 2014 (Press Release)", "###", "-30-",
        "Notes to editors", "Notes to editors: five days", "Contact: Ana, ana@a.example", "Media contacts",
        "For more information, please contact Ana on +44 20 7413 5566.", "Ana Press, ana@a.example", "She is free.",
        "“No,” they said. A second sentence.", "Under strict embargo until 00:01 GMT, Monday 1 July 2024",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(FURNITURE, max_size=9))
@example(lines=["She is free.", "Media contacts", "Ana Press, ana@a.example"])
def test_no_word_of_a_release_is_lost(lines: list[str]) -> None:
    found = recognise(Statement("a", "en", (), plaintext("\n\n".join(lines)), "a.txt"))
    made = statement_text(
        b"", Reading(found.statement), statement_id="a", filename="a.txt", as_written=found.as_written
    ).decode()

    there = _words(made)
    for word in _words("\n".join(lines)):
        assert word in there
        there.remove(word)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\\n", "\n").replace("\\", "").casefold())
