"""import(text), read again as Markdown, says what the text said: same blocks, same words."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.markup.markdown import loads
from pubflow.sources.importing import statement_text
from pubflow.sources.text import TextSource
from pubflow.statement import Statement

SIGNS = (
    "*",
    "#",
    "1.",
    "2.",
    "-",
    "<b>",
    "&amp;",
    "[a](b)",
    "_x_",
    "`",
    "~~~",
    "|",
    "    ",
    "word",
    "A.",
    "\n",
    "\n\n",
    "\\",
)
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=20).map(" ".join) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\ufeff"), max_size=60
)


def both_ways(content: bytes) -> tuple[Statement, Statement]:
    reading = TextSource().read(content, statement_id="x", path="x.txt")
    markdown = statement_text(content, reading, statement_id="x", filename="x.txt")
    return reading.statement, loads(markdown.decode(), statement_id="x", path="x.md")[0]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_text_in_is_text_out(text: str) -> None:
    came, went = both_ways(text.encode())

    assert went.blocks == came.blocks
    assert went.get("title") == came.get("title")


def test_the_real_texts_go_in_whole(corpora: Path) -> None:
    for path in sorted((corpora / "statements").glob("*.txt")):
        came, went = both_ways(path.read_bytes())
        assert went.blocks == came.blocks
        assert went.get("title") == came.get("title")
