"""Word, OpenDocument and EPUB: in the style of the house, in the language of their readers, and nobody's name in them."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from pubflow import pandoc as program
from pubflow.document import Page
from pubflow.editions.office import DocxWriter, EpubWriter, OdtWriter
from pubflow.errors import EditionError
from pubflow.markup import markdown
from pubflow.sources.docx import DocxSource
from pubflow.sources.odt import OdtSource
from pubflow.statement import Statement, leaves, plain
from tests.unit.test_pdf_edition import SOURCE

pytestmark = pytest.mark.usefixtures("pandoc")
WRITERS = [DocxWriter, OdtWriter, EpubWriter]
LANGUAGES = ["en", "pt-BR", "zh-TW", "ja", "ko", "ar", "he", "th", "hi", "sr-Latn", "es-419", "tlh"]


def read(source: str = SOURCE) -> Statement:
    return markdown.loads(source, statement_id="s", path="statements/s.md")[0]


def parts(writer, language: str = "en", source: str = SOURCE, **more) -> dict[str, str]:
    """The text of each file in it."""
    page = Page(language, **{"embargo_lifted": True, "publisher": "Example & <Desk>"} | more)
    with zipfile.ZipFile(io.BytesIO(writer().write(read(source), page))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_well_formed(writer, language):
    made = parts(writer, language, draft=True, untranslated=frozenset({"title", 0}))
    for name, text in made.items():
        if name.endswith((".xml", ".rels", ".opf", ".xhtml", ".ncx", ".rdf")):
            ET.fromstring(text)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_title_in_the_brackets_of_our_own_templates_keeps_its_words(writer):
    source = SOURCE.replace("title: ", "title: Signed {{publisher}} on {{dates}}. ", 1)
    made = parts(writer, "en", source)
    assert any("Signed {{publisher}} on {{dates}}." in text for text in made.values())
    for name, text in made.items():
        if name.endswith((".xml", ".rels", ".opf", ".xhtml")):
            ET.fromstring(text)
            assert "Signed Example" not in text


@pytest.mark.parametrize("writer", WRITERS)
def test_the_archive_names_no_moment_and_no_machine(writer):
    made = writer().write(read(), Page("en", publisher="Example"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        listed = archive.infolist()
    assert {info.date_time for info in listed} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in listed} == {0}
    assert listed[0].filename in {"mimetype", "[Content_Types].xml"}
    if listed[0].filename == "mimetype":
        assert listed[0].compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize("writer", WRITERS)
def test_its_properties_name_the_organisation_and_the_day_and_no_person(writer):
    made = "\n".join(text for name, text in parts(writer).items() if name.endswith(("core.xml", "meta.xml", ".opf")))
    assert "Release her now" in made
    creators = re.findall(r"<(?:dc:creator|meta:initial-creator|cp:lastModifiedBy|dc:publisher)[^>]*>([^<]*)<", made)
    assert set(creators) == {"Example &amp; &lt;Desk&gt;"}
    assert set(re.findall(r"\d{4}-\d\d-\d\d", made)) == {"2024-06-20"}


@pytest.mark.parametrize(
    ("language", "latin", "east", "font"),
    [
        ("zh-TW", "en", "zh-TW", "Microsoft JhengHei"),
        ("zh-CN", "en", "zh-CN", "Microsoft YaHei"),
        ("ja", "en", "ja", "Yu Gothic"),
        ("ko", "en", "ko", "Malgun Gothic"),
        ("pt-BR", "pt-BR", "zh-TW", "Microsoft JhengHei"),
    ],
)
def test_a_word_file_says_the_language_of_each_kind_of_letters(language, latin, east, font):
    styles = parts(DocxWriter, language)["word/styles.xml"]
    assert f'<w:lang w:val="{latin}" w:eastAsia="{east}" w:bidi="ar"/>' in styles
    assert f'w:eastAsia="{font}"' in styles


def test_a_word_file_from_right_to_left_is_so_in_every_paragraph():
    made = parts(DocxWriter, "ar")
    body = made["word/document.xml"]
    assert body.count("<w:pPr>") == body.count("<w:bidi />")
    assert "<w:bidiVisual/>" in body
    assert "<w:bidi/>" in made["word/header1.xml"]
    assert "<w:bidi" not in parts(DocxWriter, "en")["word/document.xml"]


def test_words_own_library_reads_it():
    page = Page("pt-BR", embargo_lifted=True, publisher="Example")
    file = docx.Document(io.BytesIO(DocxWriter().write(read(), page)))
    styles = [paragraph.style.name for paragraph in file.paragraphs if paragraph.style]
    assert styles[:4] == ["Release", "Title", "Subtitle", "Dateline"]
    assert {"Heading 1", "Heading 2", "Block Text", "Contact", "Colophon"} <= set(styles)
    assert file.core_properties.author == "Example"
    assert [cell.text for cell in file.tables[0].rows[1].cells] == ["One", "Arrest"]


@pytest.mark.parametrize(("writer", "source"), [(DocxWriter, DocxSource), (OdtWriter, OdtSource)])
def test_what_leaves_comes_back_by_import(writer, source):
    statement = read(SOURCE.replace(" and [a neighbour](other.md)", ""))
    made = writer().write(statement, Page("en", embargo_lifted=True, publisher="Example"))
    again = source().read(made, statement_id="s", path="s" + writer.suffix).statement
    kept = [(block.kind, plain(block.inlines)) for block in leaves(again.blocks)]
    ours = [(block.kind, plain(block.inlines)) for block in leaves(statement.blocks)]
    assert [pair for pair in ours if pair not in kept] == []
    assert "https://example.org/report?a=1&b=2" in repr(again.blocks)


@pytest.mark.parametrize("name", ["word/document.xml", "content.xml"])
@pytest.mark.parametrize("language", ["zh-TW", "ar", "hi"])
def test_no_slanted_letters_where_the_script_has_none(language, name):
    writer = DocxWriter if name.startswith("word/") else OdtWriter
    slanted = re.compile(r'<w:i />|fo:font-style="italic"')
    assert not slanted.search(parts(writer, language)[name])
    assert slanted.search(parts(writer, "en")[name])


@pytest.mark.parametrize("writer", [DocxWriter, OdtWriter])
def test_no_field_but_the_page_numbers_and_no_macro(writer):
    made = parts(writer)
    whole = "\n".join(made.values())
    assert set(re.findall(r"<w:instrText[^>]*>\s*([^<]*?)\s*<", whole)) <= {"PAGE", "NUMPAGES"}
    assert not re.search(r"fldSimple|attachedTemplate|vbaProject|<script:|office:scripts|text:(?!page)\w+-field", whole)
    assert set(re.findall(r'(?:Target="|xlink:href=")(https?:[^"]*)"', whole)) == {
        "https://example.org/report?a=1&amp;b=2"
    }


def test_a_book_is_in_its_language_and_turned_as_it_reads():
    made = parts(EpubWriter, "ar")
    package, chapter = made["EPUB/content.opf"], made["EPUB/text/ch001.xhtml"]
    assert "<dc:language>ar</dc:language>" in package
    assert 'page-progression-direction="rtl"' in package
    assert 'dir="rtl"' in chapter
    assert "<dc:language>zh-Hant-TW</dc:language>" in parts(EpubWriter, "zh-TW")["EPUB/content.opf"]
    assert "page-progression-direction" not in parts(EpubWriter, "en")["EPUB/content.opf"]


def test_a_book_says_how_it_can_be_read_and_leads_through_its_headings():
    made = parts(EpubWriter)
    package = made["EPUB/content.opf"]
    for said in (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
    ):
        assert f'property="schema:{said}"' in package
    leads = re.findall(r'<a href="text/ch001.xhtml#([\w-]+)"', made["EPUB/nav.xhtml"])
    assert leads == ["title", "part-1", "part-2", "contact"]
    assert len(re.findall("<h1", made["EPUB/text/ch001.xhtml"])) == 1


def test_a_book_asks_no_other_host():
    for name, page in parts(EpubWriter, source=SOURCE + "\n![a map](https://example.org/map.png)\n").items():
        if name.endswith(".css"):
            assert not re.search(r"url\(|@import", page)
        elif name.endswith(".xhtml"):
            asks = [value for found in ET.fromstring(page).iter() for key, value in found.items() if key == "src"]
            sheets = [found.get("href", "") for found in ET.fromstring(page).iter("{http://www.w3.org/1999/xhtml}link")]
            assert asks == []
            assert [sheet for sheet in sheets if ":" in sheet] == []


@pytest.mark.parametrize(("writer", "foot"), [(DocxWriter, "word/footer1.xml"), (OdtWriter, "styles.xml")])
@pytest.mark.parametrize(("language", "mark"), [("ar", "\u200e"), ("he", "\u200e"), ("en", ""), ("zh-TW", "")])
def test_page_of_pages_reads_from_left_to_right_in_every_language(writer, foot, language, mark):
    text = parts(writer, language)[foot].rpartition("tab/>")[2]
    told = re.sub(r"<w:instrText.*?</w:instrText>|<[^>]*>", "", text).strip("\n")
    assert unescape(told) == f"{mark}1 / 1{mark}"


def test_a_book_is_the_same_book_in_each_of_its_editions():
    first, again = parts(EpubWriter), parts(EpubWriter, source=SOURCE.replace("A court", "The court"))
    other = parts(EpubWriter, "pt-BR")
    names = [re.findall(r"urn:uuid:[0-9a-f-]+", made["EPUB/content.opf"])[0] for made in (first, again, other)]
    assert names[0] == names[1] != names[2]


def test_without_pandoc_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(program, "program", lambda: None)
    with pytest.raises(EditionError) as caught:
        DocxWriter().write(read(), Page("en"))
    assert caught.value.hint == 'pip install "pubflow[office]"'
    assert str(caught.value).startswith("statements/s.md: ")


@pytest.fixture(scope="module")
def epubcheck(java: list[str]) -> list[str]:
    """How the checker of books is called, which takes one book at a time. It is a Java program and no Python package."""
    named = os.environ.get("PUBFLOW_EPUBCHECK") or shutil.which("epubcheck")
    if named is None:
        pytest.skip("no epubcheck here: apt-get install epubcheck, or name its jar in PUBFLOW_EPUBCHECK")
    return [*java, "-jar", named] if Path(named).read_bytes()[:2] == b"PK" else [named]


@pytest.mark.parametrize("language", ["en", "zh-TW", "ar"])
def test_epubcheck_has_nothing_to_say(language, epubcheck, tmp_path):
    everything = Path(__file__).parents[1] / "golden/markdown/everything.md"
    book = tmp_path / "s.epub"
    page = Page(
        language, draft=True, untranslated=frozenset({"title", 0, 2}), publisher="Example & <Desk>", sample=True
    )
    book.write_bytes(EpubWriter().write(read(everything.read_text("utf-8")), page))
    done = subprocess.run([*epubcheck, str(book)], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr, done.stdout + done.stderr


@pytest.mark.parametrize(("language", "before"), [("ar", "\u200f"), ("en", "")])
def test_a_figure_that_cites_a_note_leaves_the_full_stop_where_its_reader_looks_for_it(language, before):
    body = parts(EpubWriter, language)["EPUB/text/ch001.xhtml"]
    found = re.search(r'\.(.?)<a href="#fn1"', body)
    assert found is not None
    assert found[1] == before


def test_the_number_of_a_note_stands_apart_from_its_words():
    assert 'style:num-suffix=" "' in parts(OdtWriter)["styles.xml"]


def test_in_a_page_from_right_to_left_it_is_a_space_that_no_program_swallows():
    for language in ("ar", "he"):
        assert 'style:num-suffix="\u00a0"' in unescape(parts(OdtWriter, language)["styles.xml"])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_opendocument_aligns_in_a_table_keeps_the_looks_of_its_style(language):
    """Programs look for a parent among the styles of the house only: with another, letters and alignment are lost."""
    table = "| a | b | c |\n| --- | ---: | :-: |\n| 1 | 2 | 3 |\n\n- one\n- two\n\n> said\n"
    there = parts(OdtWriter, language, SOURCE + "\n" + table)
    house = set(
        re.findall(
            r'style:name="([^"]*)" (?:style:display-name="[^"]*" )?style:family="paragraph"', there["styles.xml"]
        )
    )
    own = dict(
        re.findall(
            r'style:name="(P\d+)" style:family="paragraph" style:parent-style-name="([^"]*)"', there["content.xml"]
        )
    )
    assert {"Table_20_Heading", "Table_20_Contents"} <= set(own.values()) <= house


@pytest.mark.parametrize(("language", "end"), [("ar", "left"), ("he", "left"), ("en", "end")])
def test_figures_that_are_set_to_the_right_stand_where_lines_end(language, end):
    """LibreOffice takes “end” for the right side of the paper, whichever way lines run."""
    there = parts(OdtWriter, language, SOURCE + "\n| a | b |\n| --- | ---: |\n| 1 | 2 |\n")["content.xml"]
    assert set(re.findall(r'fo:text-align="(left|end|start)"', there)) == {end}
