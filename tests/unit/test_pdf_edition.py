"""The PDF edition: tagged, in its language, with its fonts in it, and made of data that nothing can escape from."""

from __future__ import annotations

import re
import struct
import sys
from dataclasses import replace

import pypdf
import pytest

from pubflow.document import Page
from pubflow.editions.pdf import PdfWriter, fonts
from pubflow.editions.pdf.coverage import Coverage, coverage
from pubflow.errors import EditionError
from pubflow.language import LanguageTag, furniture
from pubflow.markup import markdown
from pubflow.statement import Statement
from tests import pdf
from tests.pdf import addresses, elements, tags, words

SOURCE = """\
---
title: Release her now
subtitle: Held for 21 days
date: 2024-06-20
place: Taipei
contact: "press@example.org, +44 20 7413 5566"
---

She was *arrested* at **home**.[^1] See [the report](https://example.org/report?a=1&b=2) and [a neighbour](other.md).

## What must happen

- Release her
- Ask why

> Nobody should be jailed for a protest.

| Day | What |
|-----|------|
| One | Arrest |

### Who decides

A court does.

[^1]: At night.
"""


def read(source: str = SOURCE) -> Statement:
    return markdown.loads(source, statement_id="s", path="statements/s.md")[0]


def write(source: str = SOURCE, language: str = "en", **more) -> pypdf.PdfReader:
    return pdf.read(PdfWriter().write(read(source), Page(language, **{"embargo_lifted": True} | more)))


def test_it_says_its_title_its_publisher_and_its_day_and_no_person():
    made = write(publisher="Example Rights Desk")
    assert made.metadata is not None
    assert made.metadata.title == "Release her now"
    assert made.metadata.author == "Example Rights Desk"
    assert made.metadata["/CreationDate"].startswith("D:20240620")
    assert set(made.metadata) <= {"/Title", "/Author", "/Creator", "/Subject", "/CreationDate", "/ModDate"}
    undated = write(SOURCE.replace("date: 2024-06-20\n", ""))
    assert undated.metadata is not None
    assert not {"/Author", "/CreationDate", "/ModDate"} & set(undated.metadata)


@pytest.mark.parametrize(
    ("language", "stands", "direction"),
    [("en", "en", "/L2R"), ("zh-TW", "zh-TW", "/L2R"), ("ar", "ar", "/R2L"), ("es-419", "es", "/L2R")],
)
def test_it_is_in_its_language_and_tagged(language, stands, direction):
    root = write(language=language).trailer["/Root"]
    assert root["/Lang"] == stands
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/Direction"] == direction
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_its_structure_is_that_of_the_statement():
    found = tags(write())
    kept = {"/H1", "/H2", "/H3", "/L", "/BlockQuote", "/Table", "/TH", "/TD", "/Note"}
    assert [tag for tag in found if tag in kept] == [
        "/H1", "/Note", "/H2", "/L", "/BlockQuote", "/Table", "/TH", "/TH", "/TD", "/TD", "/H3", "/H2",
    ]  # fmt: skip
    assert found.count("/Em") == 1


def test_its_bookmarks_are_its_headings():
    made = write()

    def titles(entries: list) -> list:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    assert titles(made.outline) == ["Release her now", ["What must happen", ["Who decides"], "Contact"]]


def test_every_page_says_which_it_is_of_how_many():
    made = write(SOURCE.replace("A court does.", "A court does. " * 600))
    count = len(made.pages)
    assert count > 1
    for number, page in enumerate(made.pages, 1):
        assert page.extract_text().rstrip().endswith(f"{number} / {count}")


def test_links_are_those_of_the_source_that_lead_somewhere():
    assert addresses(write()) == ["https://example.org/report?a=1&b=2"]
    at = {"url": "https://example.org/en/s.html"}
    assert addresses(write(**at)) == ["https://example.org/en/other.md", "https://example.org/report?a=1&b=2"]


def test_all_its_fonts_are_in_it():
    for language in ("en", "zh-TW", "ar"):
        resources = [page["/Resources"]["/Font"].values() for page in write(language=language).pages]
        for font in (one.get_object() for several in resources for one in several):
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize(
    "hostile",
    [
        "#panic()", '#read("/etc/passwd")', "#include \"x.typ\"", "*x* _y_ `z`", "$x$ \\ #sys.inputs", "= Title", "@label <label>",
        "/* x */ // y", '"); panic(("', "]]] #[", "{{x}}", "\\u{41}", "https://b.example/", "#link(\"https://b.example\")[x]",
    ],
)  # fmt: skip
def test_a_target_is_words_and_never_mark_up(hostile):
    plain = write(SOURCE.replace("A court does.", "word"))
    source = read(SOURCE.replace("A court does.", "word"))
    made = pdf.read(PdfWriter().write(_saying(source, hostile), Page("en", embargo_lifted=True)))
    assert tags(made) == tags(plain)
    assert addresses(made) == addresses(plain)
    assert "".join(hostile.split()) in "".join(words(made).split())
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(made.trailer["/Root"])


def _saying(statement: Statement, hostile: str) -> Statement:
    """The statement with these words where it said "word"."""

    def said(block):
        inlines = tuple(
            replace(one, text=hostile) if getattr(one, "text", "") == "word" else one for one in block.inlines
        )
        return replace(block, inlines=inlines, children=tuple(map(said, block.children)))

    return replace(statement, blocks=tuple(map(said, statement.blocks)))


def test_a_character_that_no_font_has_is_named_and_nothing_is_made():
    with pytest.raises(EditionError) as caught:
        write(SOURCE.replace("A court does.", "A \U000f8123 court."))
    assert str(caught.value).startswith("statements/s.md: no font that is installed has ")
    assert "(U+F8123)" in str(caught.value)
    assert caught.value.hint


def test_without_fonts_the_error_says_what_brings_them(monkeypatch):
    monkeypatch.setattr(fonts, "_path", lambda family: "")
    monkeypatch.setattr(fonts, "find_spec", lambda package: None)
    monkeypatch.setattr(fonts, "_fonts", lambda folders, machine: Nothing())
    with pytest.raises(EditionError, match=re.escape("no font that is installed has")) as caught:
        write()
    assert caught.value.hint == 'pip install "pubflow[pdf]" brings fonts for most scripts'


class Nothing:
    """A machine without a font."""

    def fonts(self) -> list:
        return []


def test_without_the_typesetter_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(EditionError) as caught:
        write()
    assert str(caught.value).startswith("statements/s.md: PDF needs its typesetter")
    assert caught.value.hint == 'pip install "pubflow[pdf]"'


@pytest.mark.parametrize(
    ("language", "text", "first", "never"),
    [
        ("zh-TW", "人權骨直", "Noto Sans TC", {"Noto Sans SC", "Noto Sans JP", "Noto Sans KR"}),
        ("zh-Hant", "人權骨直", "Noto Sans TC", {"Noto Sans SC", "Noto Sans JP", "Noto Sans KR"}),
        ("zh-CN", "人权骨直", "Noto Sans SC", {"Noto Sans TC", "Noto Sans JP", "Noto Sans KR"}),
        ("ja", "人権骨直の", "Noto Sans JP", {"Noto Sans TC", "Noto Sans SC"}),
        ("ko", "인권骨直", "Noto Sans KR", {"Noto Sans TC", "Noto Sans SC"}),
        ("ar", "حقوق", "Noto Sans Arabic", {"Source Serif 4"}),
        ("he", "זכויות", "Noto Sans Hebrew", {"Source Serif 4"}),
        ("th", "สิทธิ", "Noto Sans Thai", {"Source Serif 4"}),
        ("hi", "अधिकार", "Noto Sans Devanagari", {"Source Serif 4"}),
        ("pt-BR", "Direitos humanos 人權", "Source Serif 4", {"Noto Sans SC", "Noto Sans JP"}),
        ("ru", "Права человека", "Source Serif 4", {"Noto Sans TC"}),
    ],
)
def test_a_language_gets_the_letters_of_its_own_readers(language, text, first, never):
    chosen = fonts.choose(LanguageTag.parse(language), text, where="s.md").families
    assert chosen[0] == first
    assert never.isdisjoint(chosen)


def test_what_needs_no_glyph_is_not_missed():
    assert (
        fonts.choose(LanguageTag("en"), "a\u200d\u2066\u00ad\ufe0f\n\u3000", where="s.md").families[0]
        == "Source Serif 4"
    )


def test_words_of_the_source_are_marked_where_they_stand_in():
    made = write(language="pt-BR", draft=True, untranslated=frozenset({"title", 0}))
    assert words(made).count(furniture.text(LanguageTag.parse("pt-BR"), "Not yet fully translated")) == 2
    assert "en" in {element.get("/Lang") for element in elements(made)}


def _font(*tables: tuple[int, int, bytes]) -> bytes:
    """A font file with nothing but a cmap of these (platform, encoding, subtable)."""
    at, heads, bodies = 4 + 8 * len(tables), b"", b""
    for platform, encoding, body in tables:
        heads += struct.pack(">HHL", platform, encoding, at + len(bodies))
        bodies += body
    cmap = struct.pack(">HH", 0, len(tables)) + heads + bodies
    return struct.pack(">LHHHH", 0x10000, 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap


def _by_segments(*segments: tuple[int, int, int]) -> bytes:
    """A subtable in format 4 of (first, last, delta)."""
    several = [*segments, (0xFFFF, 0xFFFF, 1)]
    count = len(several)
    lasts = b"".join(struct.pack(">H", last) for _, last, _ in several)
    firsts = b"".join(struct.pack(">H", first) for first, _, _ in several)
    deltas = b"".join(struct.pack(">H", delta & 0xFFFF) for _, _, delta in several)
    body = lasts + b"\0\0" + firsts + deltas + b"\0\0" * count
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 2 * count, 0, 0, 0) + body


def _by_groups(*groups: tuple[int, int, int]) -> bytes:
    body = b"".join(struct.pack(">LLL", *group) for group in groups)
    return struct.pack(">HHLLL", 12, 0, 16 + len(body), 0, len(groups)) + body


@pytest.mark.parametrize(
    ("content", "there"),
    [
        (_font((3, 1, _by_segments((0x41, 0x43, -0x40), (0x61, 0x61, -0x61)))), "ABC"),
        (_font((3, 1, _by_segments((0x41, 0x41, 1))), (3, 10, _by_groups((0x42, 0x43, 5), (0x1F600, 0x1F600, 9)))), "BC😀"),
        (_font((3, 10, _by_groups((0x41, 0x42, 0)))), "B"),
        (_font((1, 0, b"\0\0")), ""),
        (b"no font at all", ""),
        (b"", ""),
    ],
    ids=["segments without the glyph 0", "groups before segments", "a group that begins with no glyph", "no Unicode", "no font", "nothing"],
)  # fmt: skip
def test_the_characters_of_a_font_file(tmp_path, content, there):
    file = tmp_path / "font.ttf"
    file.write_bytes(content)
    held = coverage(str(file))
    assert "".join(c for c in "@ABCDa😀\uffff" if c in held) == there


def test_a_file_that_is_not_there_holds_nothing(tmp_path):
    assert coverage(str(tmp_path / "none.ttf")) == Coverage((), ())
