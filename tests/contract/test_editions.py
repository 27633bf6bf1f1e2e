"""What every edition keeps: the same bytes each time, every word in it, and nothing a translation wrote becomes mark-up.

Runs over the whole shelf: a new edition is held to it by standing in the table `EDITIONS`.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pubflow import plugins
from pubflow.document import Alternate, Page, Writer
from pubflow.markup import markdown
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, leaves
from tests import pdf

OFFICE = ("docx", "odt", "epub")
"""Formats that pandoc writes."""
META = ("title", "subtitle", "place", "summary")
LANGUAGES = ("en", "pt-BR", "zh-TW", "ar", "ja", "sr-Latn", "tlh")
HOSTILE = [
    "<script>alert(1)</script>", "</p></article>", "<img src=x onerror=a()>", "<svg/onload=a()>", "</title>", "<!--", "-->",
    "]]>", '" onclick="a()', "' style='x", "<a href='javascript:a()'>x</a>", "[x](javascript:a())", "![x](http://b.example/y.png)",
    "<https://b.example>", "[r]", "[r]: /elsewhere", "[^1]", "[^1]: note", "&lt;b&gt;", "&#60;b&#62;", "&amp;", "{{x}}", "{% x %}",
    "# x", "- x", "1. x", "> x", "    x", "***", "---", "===", "```", "`x`", "**x**", "_x_", "~~x~~", "|x|y|", "\\", "\\\\",
    "a<b", "\u2028", "\u00a0", "\u3000", "é", "人權", "عربي", "😀",
]  # fmt: skip
# Editions leave out controls and what reverses the reading; white space they may fold.
_CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs", "Cf", "Zl", "Zp", "Zs"])
hostile = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(_CHARACTERS, max_size=8)), min_size=1, max_size=4).map(
        "".join
    ),
).filter(str.strip)


@pytest.fixture(scope="module", params=plugins.EDITIONS)
def writer(request, make) -> Writer:
    return make(plugins.EDITIONS[request.param])


def _statement(*words: str, language: str = "en") -> Statement:
    """One of everything, with these words in turn wherever a translation may stand; "word" where they are used up."""
    supply = iter(words)

    def text() -> str:
        return next(supply, "word")

    def one(kind: str, *inlines: Inline, **more) -> Block:
        return Block(kind, inlines=inlines or (Text(text()),), **more)

    meta = tuple((key, f"x{' '.join(text().split())}x") for key in META)  # an empty one would be left out
    head = Block("row", children=(one("cell", attrs=(("header", "true"),)), one("cell", attrs=(("header", "true"),))))
    row = Block("row", children=(one("cell"), one("cell", Span("strong", (Text(text()),)))))
    items = (Block("item", children=(one("paragraph"),)), Block("item", children=(one("paragraph"),)))
    blocks = (
        one("heading", level=2),
        one(
            "paragraph", Text("a " + text() + " b "), Span("strong", (Text(text()),)), Text(" c "),
            Span("link", (Text(text()),), (("href", "https://a.example/b_c?d=1"),)), Text(" d "), Atom("footnote-ref", (("label", "1"),)),
        ),
        one("paragraph", Text("e "), Atom("image", (("alt", " ".join(text().split())), ("src", "s.png"))), Text(" f")),
        Block("list", children=items, attrs=(("tight", "true"),)),
        Block("quote", children=(one("paragraph"),)),
        Block("table", children=(head, row)),
        Block("code", attrs=(("text", "code stays\n"),), translatable=False),
        Block("rule", translatable=False),
        Block("footnote", children=(one("paragraph"),), attrs=(("label", "1"),)),
    )  # fmt: skip
    return Statement("s", language, meta, blocks)


PLACES = 17
"""How many words `_statement` has room for."""


def _page(language: str = "pt-BR", **more) -> Page:
    alternates = (Alternate("en", "../en/s.x"), Alternate(language, "s.x"))
    return Page(language, alternates=alternates, **more)


class _Parser(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.words += [value or "" for name, value in attrs if name in ("alt", "content")]

    def handle_endtag(self, tag):
        self.elements.append((f"/{tag}", ()))

    def handle_comment(self, data):
        self.elements.append(("!--", ()))

    def handle_data(self, data):
        self.words.append(data)


def _parsed(page: bytes) -> _Parser:
    parser = _Parser()
    parser.feed(page.decode("utf-8"))
    parser.close()
    return parser


def _html_shape(page: bytes) -> object:
    found = _parsed(page)
    return found.elements, found.addresses


def _markdown_shape(page: bytes) -> object:
    statement, _ = markdown.loads(page.decode("utf-8"), statement_id="s", path="s.md")
    return [key for key, _ in statement.meta], [_block_shape(block) for block in statement.blocks]


def _block_shape(block: Block) -> object:
    return block.kind, block.attrs, block.level, [*map(_block_shape, block.children)], _inline_shape(block.inlines)


def _inline_shape(inlines: tuple[Inline, ...]) -> object:
    out: list[object] = []
    for inline in inlines:
        match inline:
            case Span(kind, children, attrs):
                out.append((kind, attrs, _inline_shape(children)))
            case Atom(kind, attrs):
                out.append((kind, [pair for pair in attrs if pair[0] != "alt"]))
    return out


def _text_words(page: bytes) -> str:
    return page.decode("utf-8")


def _html_words(page: bytes) -> str:
    return "\n".join(_parsed(page).words)


def _fields_shape(page: bytes) -> object:
    fields = json.loads(page)
    return sorted(fields), sorted(fields["fields"]), len(fields["images"]), _html_shape(fields["body"].encode("utf-8"))


def _fields_words(page: bytes) -> str:
    fields = json.loads(page)
    said = [field["text"] for field in fields["fields"].values()]
    said += [fields["release"], fields["date"]["text"], *fields["contact"], _html_words(fields["body"].encode("utf-8"))]
    return "\n".join(said)


def _markdown_words(page: bytes) -> str:
    statement, _ = markdown.loads(page.decode("utf-8"), statement_id="s", path="s.md")
    return "\n".join(
        [value for _, value in statement.meta] + [_all_words(block.inlines) for block in leaves(statement.blocks)]
    )


def _all_words(inlines: tuple[Inline, ...]) -> str:
    out = []
    for inline in inlines:
        match inline:
            case Text(text):
                out.append(text)
            case Span(children=children):
                out.append(_all_words(children))
            case Atom(attrs=attrs):
                out += [value for name, value in attrs if name == "alt"]
    return "".join(out)


def _pdf_words(made: bytes) -> str:
    found = pdf.read(made)
    return f"{found.metadata and found.metadata.subject}\n{pdf.words(found)}"


def _pdf_shape(made: bytes) -> object:
    found = pdf.read(made)
    return pdf.tags(found), pdf.addresses(found)


def _parts(made: bytes) -> dict[str, ET.Element]:
    """The XML of an office file."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = [
            name for name in archive.namelist() if name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx", ".rdf"))
        ]
        return {name: ET.fromstring(archive.read(name)) for name in names}


def _office_words(made: bytes) -> str:
    return "\n".join("".join(root.itertext()) for root in _parts(made).values())


def _office_shape(made: bytes) -> object:
    """Each part with its elements, and where it leads. Several spaces are an element in ODT, Han has its font in Word."""
    found = {}
    for name, root in _parts(made).items():
        elements = [element for element in root.iter() if not element.tag.endswith(("text:1.0}s", "}rFonts"))]
        leads = [
            value for element in elements for key, value in element.items() if key.endswith(("href", "Target", "instr"))
        ]
        found[name] = [element.tag for element in elements], leads
    return found


SHAPES = {
    "html": _html_shape,
    "md": _markdown_shape,
    "fragment": _html_shape,
    "fields": _fields_shape,
    "pdf": _pdf_shape,
    **dict.fromkeys(OFFICE, _office_shape),
}
WORDS = {
    "html": _html_words, "md": _markdown_words, "txt": _text_words, "fragment": _html_words, "fields": _fields_words,
    "pdf": _pdf_words, **dict.fromkeys(OFFICE, _office_words),
}  # fmt: skip
"""How each format is read again. A new format brings its way here, or its own suite; the rest holds for it at once."""
SHAPELESS = {"txt"}
"""Formats that know no mark-up which words could become."""
TEXTS = ("html", "md", "txt", "fragment", "fields")
"""Formats that are text. Each of the others takes its time, so a few hostile texts stand for many."""
STARTING = re.compile(r"subprocess\.Popen |os\.posix_spawn |os\.fork|open \(\d+,\)")
"""What starting a program, and its pipes, are heard as."""
RUNNING = ("html", "fragment")
"""Formats whose readers may run what a link says."""


def test_each_format_is_read_again():
    assert set(WORDS) == set(plugins.EDITIONS)
    assert set(SHAPES) | SHAPELESS == set(plugins.EDITIONS)
    assert set(SHAPES).isdisjoint(SHAPELESS)


def test_a_format_is_called_what_the_shelf_calls_it(writer):
    assert plugins.EDITIONS[writer.format].endswith(f":{type(writer).__name__}")


def test_a_suffix_is_an_editions_own(writer):
    others = [plugins.load_writer(name).suffix for name in plugins.EDITIONS if name != writer.format]
    assert writer.suffix.startswith(".")
    assert writer.suffix == writer.suffix.lower()
    assert writer.suffix not in others


@pytest.mark.parametrize("writer", TEXTS, indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("draft", [False, True])
def test_an_edition_is_utf_8_without_a_mark_and_ends_its_last_line(writer, language, draft):
    page = _page(
        language, draft=draft, machine=draft, untranslated=frozenset({"title", 0, 3}) if draft else frozenset()
    )
    made = writer.write(_statement("Título", "人權", "عربي", language=language), page)
    text = made.decode("utf-8", "strict")
    assert text.endswith("\n")
    assert not text.startswith("\ufeff")
    assert "\r" not in text


def test_the_same_statement_gives_the_same_bytes(writer):
    statement, page = _statement(*HOSTILE[:PLACES]), _page(draft=True, sample=True, untranslated=frozenset({1, 2}))
    assert type(writer)().write(statement, page) == writer.write(statement, page)


_IN_A_PROCESS = """
import hashlib, importlib, sys
from pubflow.document import Page
from pubflow.sources.markdown import MarkdownSource
module, _, name = sys.argv[1].partition(":")
content = open(sys.argv[2], "rb").read()
statement = MarkdownSource().read(content, statement_id="s", path="s.md").statement
made = getattr(importlib.import_module(module), name)().write(statement, Page("pt-BR", draft=True))
print(hashlib.sha256(made).hexdigest())
"""


def test_another_process_gives_the_same_bytes(writer, tmp_path):
    source = Path(__file__).parents[1] / "golden/markdown/everything.md"
    entry = plugins.EDITIONS[writer.format]
    digests = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-c", _IN_A_PROCESS, entry, str(source)]
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Taipei" if seed == "1" else "America/Sao_Paulo"}
        digests.add(subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, check=True, text=True).stdout)
    assert len(digests) == 1


def test_a_writer_touches_nothing(writer, watch):
    writer.write(_statement(), _page())  # what is imported and looked up once
    with watch() as touched:
        writer.write(_statement("another"), _page())
    assert [event for event in touched if writer.format not in OFFICE or not STARTING.match(event)] == []


def test_a_writer_leaves_the_statement_as_it_is(writer):
    statement = _statement(*HOSTILE[:PLACES])
    before = repr(statement)
    writer.write(statement, _page(draft=True, untranslated=frozenset({0})))
    assert repr(statement) == before


def test_there_is_room_for_every_word():
    words = [f"w{n}w" for n in range(PLACES + 1)]
    there = repr(_statement(*words))
    assert [word for word in words if word not in there] == words[-1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_statement_stands_in_the_edition(writer, language):
    words = [f"w{n}w" for n in range(PLACES)]
    there = WORDS[writer.format](writer.write(_statement(*words, language=language), _page(language)))
    # The summary is no part of the text itself; what stands around a body has fields of its own.
    left_out = {"txt": {"w3w"}, "fragment": set(words[: len(META)])}.get(writer.format, set())
    assert {word for word in words if word not in there} == left_out
    assert writer.format == "md" or "code stays" in there


@pytest.mark.parametrize("writer", [name for name in SHAPES if name in TEXTS], indirect=True)
@given(words=st.lists(hostile, min_size=1, max_size=PLACES), draft=st.booleans(), language=st.sampled_from(LANGUAGES))
@example(words=HOSTILE[:PLACES], draft=True, language="zh-TW")
@example(words=HOSTILE[PLACES : 2 * PLACES], draft=False, language="pt-BR")
@example(words=HOSTILE[2 * PLACES :], draft=False, language="ar")
@settings(max_examples=120, deadline=None)
def test_what_a_translation_says_never_becomes_mark_up(writer, words, draft, language):
    shape = SHAPES[writer.format]
    page = _page(language, draft=draft)
    plain = writer.write(_statement(*["word"] * len(words), language=language), page)
    assert shape(writer.write(_statement(*words, language=language), page)) == shape(plain)


@pytest.mark.parametrize("writer", [name for name in plugins.EDITIONS if name not in TEXTS], indirect=True)
@pytest.mark.parametrize(
    ("first", "language"), [(0, "pt-BR"), (PLACES, "zh-TW"), (2 * PLACES, "ar")], ids=["mark-up", "marks", "letters"]
)
def test_a_file_shows_what_a_translation_says_and_takes_none_of_it_for_mark_up(writer, first, language):
    said = HOSTILE[first : first + PLACES]
    page = _page(language, draft=True)
    made = writer.write(_statement(*said, language=language), page)
    plain = writer.write(_statement(*["word"] * len(said), language=language), page)
    assert SHAPES[writer.format](made) == SHAPES[writer.format](plain)
    there = "".join(WORDS[writer.format](made).split())
    left_to_right = [
        word for word in said if all(unicodedata.bidirectional(letter) not in {"R", "AL"} for letter in word)
    ]
    assert [word for word in left_to_right[: PLACES - 1] if "".join(word.split()) not in there] == []


@pytest.mark.parametrize("writer", TEXTS, indirect=True)
@given(word=hostile, language=st.sampled_from(LANGUAGES))
@settings(max_examples=120, deadline=None)
def test_what_a_translation_says_is_shown_as_it_says_it(writer, word, language):
    read = WORDS[writer.format]
    statement = Statement("s", language, (("title", "T"),), (Block("paragraph", inlines=(Text(f"x{word}x"),)),))
    there = read(writer.write(statement, _page(language)))
    assert "".join(f"x{word}x".split()) in "".join(there.split())


@pytest.mark.parametrize("writer", RUNNING, indirect=True)
@pytest.mark.parametrize("address", ["javascript:a()", "JaVaScRiPt:a()", "java\nscript:a()", "data:text/html,x", "vbscript:a", "file:///etc/passwd", " javascript:a()", "\x01javascript:a()"])  # fmt: skip
def test_no_page_holds_a_link_that_runs_something(writer, address):
    inlines = (Span("link", (Text("x"),), (("href", address),)), Atom("image", (("alt", "y"), ("src", address))))
    page = writer.write(Statement("s", "en", (("title", "T"),), (Block("paragraph", inlines=inlines),)), Page("en"))
    assert [address for address in _parsed(page).addresses if not address.startswith("#")] == []


@pytest.mark.parametrize(
    "odd",
    [
        Statement("s", "en", (), ()),
        Statement("s", "en", (("title", ""),), ()),
        Statement("s", "en", (("date", "whenever"), ("embargo", "soon")), (Block("paragraph"),)),
        Statement("s", "en", (), (Block("list"), Block("table"), Block("quote"), Block("heading", level=6))),
        Statement("s", "en", (("title", "x" * 5_000),), (Block("paragraph", inlines=(Text("字" * 50_000),)),)),
        Statement("s", "en", (), (Block("paragraph", inlines=(Atom("footnote-ref", (("label", "none"),)),)),)),
        Statement("s", "en", (), (Block("footnote", children=(Block("paragraph", (Atom("footnote-ref", (("label", "a"),)),)),), attrs=(("label", "a"),)),)),
    ],
    ids=["nothing", "an empty title", "no dates", "empty blocks", "very long", "a note that is none", "a note in a ring"],
)  # fmt: skip
def test_an_odd_statement_gives_an_edition(writer, odd):
    made = writer.write(odd, _page("en", draft=True))
    assert made.strip()
    assert writer.format not in TEXTS or made.decode("utf-8")
