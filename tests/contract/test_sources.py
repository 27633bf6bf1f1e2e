"""What every reader keeps: bytes become a statement or an error with its place, the same each time, off the disk.

Runs over the whole shelf: a new reader is held to it by standing in the table `SOURCES`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow import plugins
from pubflow.document import Page, Reading, Source
from pubflow.errors import SourceError
from pubflow.finding import Where
from pubflow.pandoc import program
from pubflow.sources.markdown import MarkdownSource
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, leaves, plain
from tests.doubles.office import of_lines

ORDINARY = """Release her now

She was held for 21 days, said Agnès Callamard. “人權!” ✓ 😀

- first item
- second item

    an indented line

A last line *without* a newline [with](https://a.example/b_c) <b>everything</b> & more."""

HOSTILE = {
    "nothing": b"",
    "a blank": b" ",
    "line ends only": b"\r\n\r\r\n\n",
    "a byte order mark": b"\xef\xbb\xbf",
    "NUL": b"A line.\nAnother \0 line.\n",
    "Latin-1": "Agnès\nAgnès\n".encode("latin-1"),
    "cut off in a letter": "人權".encode()[:-1],
    "UTF-8 of a surrogate": b"a\n\xed\xa0\x80\n",
    "UTF-16": "Release her now\n".encode("utf-16"),
    "UTF-32": "Release her now\n".encode("utf-32"),
    "an overlong form": b"\xc0\xaf",
    "one huge line": b"word " * 100_000,
    "one huge word": b"x" * 500_000,
    "larger than any statement": b"word\n" * 500_000,
    "very many lines": b"\n" * 100_000,
    "very many short lines": b"a\n" * 30_000,
    "quotes in quotes": b"> " * 3_000 + b"deep\n",
    "lists in lists": b"".join(b" " * (2 * n) + b"- x\n" for n in range(400)),
    "lists on one line": b"- " * 3_000 + b"deep\n",
    "brackets": b"[" * 10_000,
    "bracket pairs": b"[a](" * 5_000,
    "pictures": b"![" * 10_000,
    "stars": b"*a **a " * 5_000,
    "underscores": b"_" * 10_000 + b"a",
    "code marks": b"".join(b"`" * n + b" " for n in range(1, 300)),
    "angle brackets": b"<" * 10_000,
    "raw tags": b"<div>\n\n" * 2_000,
    "a table without end": b"|a" * 3_000 + b"\n" + b"|-" * 3_000 + b"\n" + b"|x" * 3_000 + b"\n",
    "definitions": b"".join(b"[r%d]: /u\n" % n for n in range(3_000)),
    "notes in a ring": b"[^a]: see [^b]\n\n[^b]: see [^a]\n\nText[^a].\n",
    "entities": b"&amp;&#0;&#xD800;&#x110000;&nosuch;\n",
    "front matter that never closes": b"---\ntitle: x\n",
    "front matter in a ring": b"---\na: &a [*a]\n---\n",
    "front matter as deep as it goes": b"---\na: " + b"[" * 5_000 + b"\n---\n",
    "front matter of bombs": b"---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c]\n---\n",
    "front matter with a surrogate": b'---\ntitle: "\\ud800"\n---\nBody.\n',
    "front matter with a NUL": b'---\ntitle: "a\\0b"\n---\nBody.\n',
    "front matter that is no mapping": b"---\n- a\n---\nBody.\n",
    "front matter with a tag": b"---\na: !!python/object/apply:os.system ['x']\n---\n",
    "controls": bytes(range(1, 32)) + b"\x7f\xc2\x85\xe2\x80\xa8\xe2\x80\xa9",
    "marks that turn the reading": "a\u202eb\u2066c\u200bd\ufeffe\n".encode(),
    "combining marks": ("a" + "\u0301" * 10_000).encode(),
}  # fmt: skip
MUST_REFUSE = {
    "NUL": 2, "Latin-1": 1, "cut off in a letter": 1, "UTF-8 of a surrogate": 2, "UTF-16": 1, "UTF-32": 1,
    "an overlong form": 1,
}  # fmt: skip
"""No reader can make sense of these; with the line that the error names."""
BY_PANDOC = frozenset({".docx", ".odt", ".html"})
PACKAGES = {".docx": "docx", ".odt": "odt"}
"""Readers of these want a file made of the text; all others take the text itself."""


@pytest.fixture(scope="module", params=plugins.SOURCES)
def source(request, make) -> Source:
    made = make(plugins.SOURCES[request.param])
    if BY_PANDOC & set(made.suffixes):
        request.getfixturevalue("pandoc")
    return made


def _file(source: Source, text: str) -> bytes:
    """The text as a file that the reader is for."""
    kind = PACKAGES.get(source.suffixes[0])
    return of_lines(kind, text) if kind else text.encode()


def _paths(source: Source) -> Iterator[str]:
    yield from (f"no/such folder/人權{suffix}" for suffix in source.suffixes)


def _read(source: Source, content: bytes, path: str = "") -> Reading:
    return source.read(content, statement_id="an-id", path=path or next(_paths(source)))


def _read_or_refuse(source: Source, content: bytes) -> Reading | None:
    """A reading, or None for a refusal in words with its place."""
    path = next(_paths(source))
    try:
        return _read(source, content, path)
    except SourceError as error:
        refusal = error
    assert refusal.message
    assert re.fullmatch(re.escape(path) + r"(:[1-9]\d*){0,2}", refusal.where or "")
    return None


def test_suffixes_are_a_readers_own(source):
    taken = {suffix for one in plugins.load_sources() if type(one) is not type(source) for suffix in one.suffixes}
    assert source.suffixes
    for suffix in source.suffixes:
        assert re.fullmatch(r"\.[a-z0-9]+", suffix)
        assert suffix not in taken


def test_every_suffix_is_read_alike_and_what_was_handed_in_is_kept(source):
    for path in _paths(source):
        reading = _read(source, _file(source, ORDINARY), path)
        statement = reading.statement
        assert (statement.id, statement.language, statement.path) == ("an-id", "en", path)
        assert reading.statement == _read(source, _file(source, ORDINARY)).statement
        assert {finding.where.path for finding in reading.findings} <= {path}


def test_no_word_of_the_text_is_lost(source):
    statement = _read(source, _file(source, ORDINARY)).statement
    there = " ".join((statement.get("title"), *map(_words, leaves(statement.blocks))))
    for word in (
        "Release",
        "21",
        "Callamard",
        "“人權!”",
        "✓",
        "😀",
        "first",
        "second",
        "indented",
        "everything",
        "more",
    ):
        assert word in there


def _words(block: Block) -> str:
    return " ".join((plain(block.inlines), *(value for name, value in block.attrs if name == "text")))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_say_nothing(source, newline, bom):
    wanted = _read(source, _file(source, ORDINARY)).statement
    found = _read(source, _file(source, bom + ORDINARY.replace("\n", newline))).statement
    assert found == wanted
    lines = [[block.line for block in leaves(statement.blocks)] for statement in (found, wanted)]
    assert lines[0] == lines[1]


def test_the_same_bytes_give_the_same_statement(source):
    one, other = _read(source, _file(source, ORDINARY)), _read(type(source)(), bytes(_file(source, ORDINARY)))
    assert (one, repr(one)) == (other, repr(other))


def test_a_reader_touches_nothing_but_its_bytes(source, watch):
    _read(source, _file(source, ORDINARY))  # what is imported and looked up once
    content = _file(source, ORDINARY + "\n\nAnother text.\n")
    with watch() as touched:
        for path in _paths(source):
            _read(source, content, path)
    started = [one for one in touched if BY_PANDOC & set(source.suffixes) and _is_pandoc(one)]
    assert [one for one in touched if one not in started] == []


def _is_pandoc(touched: str) -> bool:
    """Whether it is the start of the program, which has no file and no network, or one of the pipes to it."""
    pipe = re.fullmatch(r"open \(\d+,\)|os\.(?:posix_spawn|fork).*", touched) is not None
    return pipe or touched == f"subprocess.Popen {(str(program()),)}"


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_bytes_give_a_statement_or_an_error_with_its_place(source, what):
    reading = _read_or_refuse(source, HOSTILE[what])
    assert reading is None or _is_sound(reading, HOSTILE[what])


@pytest.mark.parametrize(("what", "line"), MUST_REFUSE.items())
def test_what_is_no_text_is_refused_with_its_line(source, what, line):
    path = next(_paths(source))
    with pytest.raises(SourceError) as caught:
        _read(source, HOSTILE[what], path)
    # A package has no lines.
    place = path if source.suffixes[0] in PACKAGES else f"{path}:{line}"
    assert (caught.value.where or "").startswith(place)
    assert caught.value.hint


@given(content=st.one_of(st.binary(max_size=60), st.text(max_size=120).map(str.encode)))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_statement_or_an_error_with_its_place(source, content):
    reading = _read_or_refuse(source, content)
    assert reading is None or _is_sound(reading, content)


def _is_sound(reading: Reading, content: bytes) -> bool:
    """The tree is what `document.py` and `statement.py` say it is, and every finding points into the file."""
    statement = reading.statement
    lines = 1 + content.count(b"\n") + content.count(b"\r")
    for finding in reading.findings:
        assert isinstance(finding.where, Where)
        assert finding.message
        assert 1 <= (finding.where.line or 1) <= lines
    for block in statement.blocks:
        _sound_block(block, lines)
    for key, value in statement.meta:
        (key + value).encode("utf-8")
    return True


def _sound_block(block: Block, lines: int) -> None:
    assert not (block.children and block.inlines)
    assert 0 <= block.line <= lines
    assert block.level in (range(1, 7) if block.kind == "heading" else (0,))
    for child in block.children:
        _sound_block(child, lines)
    for inline in block.inlines:
        _sound_inline(inline)


def _sound_inline(inline: Inline) -> None:
    match inline:
        case Text(text):
            assert text.encode("utf-8")
        case Span(children=children):
            for child in children:
                _sound_inline(child)
        case Atom(attrs=attrs):
            "".join(value for _, value in attrs).encode("utf-8")


FILES = {"pdf": b"%PDF-1.7\n"}
"""How the editions begin that are no text."""


RUN_BY_A_PROGRAM = {"docx", "odt", "epub"}
"""They are made of the tree that the PDF edition walks; half a minute each for the longest texts is too long here."""


@pytest.mark.parametrize("what", ["the ordinary text", *HOSTILE])
def test_a_reading_can_be_written_by_every_edition(source, what):
    reading = _read_or_refuse(source, HOSTILE.get(what, _file(source, ORDINARY)))
    names = [name for name in plugins.EDITIONS if name not in RUN_BY_A_PROGRAM] if reading else []
    begun = time.process_time()
    for name in (name for name in names if name not in FILES):
        plugins.load_writer(name).write(reading.statement, Page("en")).decode("utf-8")
    assert time.process_time() - begun < 10
    # A typesetter takes its time over ten thousand accents on one letter; that it comes to an end is what counts.
    for name in (name for name in names if name in FILES):
        assert plugins.load_writer(name).write(reading.statement, Page("en")).startswith(FILES[name])


@given(words=st.lists(st.sampled_from(["Ana", "人權", "21", "*", "_", "#", "- ", "1. ", "> ", "`", "|", "\n", "\n\n", "<b>", "[a]", "(b)", "&amp;", "\\", " ", "“é”", "!"]), max_size=25))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_the_markdown_edition_of_a_reading_reads_the_same(source, words):
    statement = _read(source, _file(source, "".join(words))).statement
    edition = plugins.load_writer("md").write(statement, Page("en"))
    again = MarkdownSource().read(edition, statement_id="an-id", path="a.md").statement
    assert _text(again) == _text(statement)


def _text(statement: Statement) -> tuple[str, ...]:
    said = ("".join(plain(block.inlines).split()) for block in leaves(statement.blocks))
    return (statement.get("title"), *filter(None, said))
