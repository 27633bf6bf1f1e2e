"""Files that stand alone bring their pictures along: described, captioned, upright, no larger than their page."""

from __future__ import annotations

import io
import re
import sys
import zipfile

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pubflow.document import Page
from pubflow.editions.office import DocxWriter, EpubWriter, OdtWriter
from pubflow.editions.pdf import PdfWriter
from pubflow.errors import EditionError
from pubflow.markup import markdown
from pubflow.markup.dimensions import dimensions
from pubflow.markup.images import cleaned, kind_of
from pubflow.markup.webp import as_png
from pubflow.sources.docx import DocxSource
from tests import pdf
from tests.doubles.pictures import jpeg, png, webp

pytestmark = pytest.mark.usefixtures("pandoc")
SOURCE = """\
---
title: Release her now
---

![A door & a lock](door.jpg "The door of the <prison>")

Words with ![a map](<the map.png>) in a line.

![](line.png)

![Far away](gone.png)
"""
PICTURES = {"door.jpg": jpeg(), "the%20map.png": png(1600, 400), "line.png": png(20, 2000)}


def made(writer, source: str = SOURCE, pictures: dict[str, bytes] = PICTURES, language: str = "en") -> bytes:
    statement = markdown.loads(source, statement_id="s", path="statements/s.md")[0]
    page = Page(language, embargo_lifted=True, pictures=pictures)
    content = writer().write(statement, page)
    assert writer().write(statement, page) == content
    return content


def parts(writer, **more) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made(writer, **more))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("writer", "text", "folder"),
    [
        (DocxWriter, "word/document.xml", "word/media/"),
        (OdtWriter, "content.xml", "Pictures/"),
        (EpubWriter, "EPUB/text/ch001.xhtml", "EPUB/media/"),
    ],
)
def test_the_very_bytes_are_in_an_office_file_with_their_descriptions_and_captions(writer, text, folder):
    there = parts(writer)
    assert {content for name, content in there.items() if name.startswith(folder)} == set(PICTURES.values())
    shown = there[text].decode("utf-8")
    described = re.findall(r'(?:<wp:docPr descr="|<svg:title>|alt=")([^"<]*)', shown)
    assert described == ["A door &amp; a lock", "a map", ""]
    assert "The door of the &lt;prison&gt;" in shown
    assert "Image: Far away" in shown
    assert "base64" not in shown


def test_in_word_and_opendocument_a_picture_is_no_larger_than_its_page():
    sizes = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', parts(DocxWriter)["word/document.xml"].decode())
    points = [(int(wide) / 12700, int(high) / 12700) for wide, high in sizes]
    assert points == [pytest.approx(size, abs=0.1) for size in [(24, 12), (420, 105), (4.8, 480)]]
    sizes = re.findall(r'svg:width="([\d.]+)in" svg:height="([\d.]+)in"', parts(OdtWriter)["content.xml"].decode())
    assert [(72 * float(wide), 72 * float(high)) for wide, high in sizes] == [
        pytest.approx(size, abs=0.1) for size in points
    ]


def test_in_a_table_it_is_no_wider_than_its_column():
    source = "| a | b |\n| --- | --- |\n| ![a map](<the map.png>) | words |\n"
    (wide,) = re.findall(r'<wp:extent cx="(\d+)"', parts(DocxWriter, source=source)["word/document.xml"].decode())
    assert 100 < int(wide) / 12700 <= 200


@pytest.mark.parametrize(
    ("turned", "shape"),
    [(1, "<a:xfrm>"), (3, '<a:xfrm rot="10800000">'), (6, '<a:xfrm rot="5400000">'), (8, '<a:xfrm rot="16200000">')],
)
def test_word_turns_a_photograph_as_the_camera_says(turned, shape):
    body = parts(DocxWriter, pictures={"door.jpg": jpeg(turned)})["word/document.xml"].decode()
    assert shape in body
    assert re.findall(r'<a:ext cx="(\d+)" cy="(\d+)"', body) == [("304800", "152400")]


def test_what_a_format_can_not_show_stays_its_description():
    turned = {"door.jpg": jpeg(6)}
    assert not [name for name in parts(OdtWriter, pictures=turned) if name.startswith("Pictures/")]
    assert [name for name in parts(EpubWriter, pictures=turned) if name.startswith("EPUB/media/")]
    for writer in (DocxWriter, OdtWriter, EpubWriter):
        there = parts(writer, pictures={"door.jpg": webp(30, 20)})
        assert not [name for name in there if re.search(r"media/|Pictures/", name)]
        assert "Image: A door &amp; a lock" in b"".join(there.values()).decode("utf-8")


@pytest.fixture
def photograph() -> bytes:
    """A WebP that is whole, in colour, partly seen through."""
    made = io.BytesIO()
    shown = Image.new("RGBA", (30, 20), (200, 40, 60, 255))
    shown.putpixel((3, 2), (0, 90, 200, 90))
    shown.save(made, "WEBP", lossless=True, exact=True, xmp=b"by Anna")
    return made.getvalue()


OFFICE = pytest.mark.parametrize(
    ("writer", "folder"), [(DocxWriter, "word/media/"), (OdtWriter, "Pictures/"), (EpubWriter, "EPUB/media/")]
)


@OFFICE
def test_webp_goes_into_office_files_as_png_of_the_same_pixels(writer, folder, photograph):
    there = parts(writer, pictures={"door.jpg": photograph})
    (shown,) = (content for name, content in there.items() if name.startswith(folder))
    assert kind_of(shown) == "png"
    assert cleaned(shown) == shown
    with Image.open(io.BytesIO(shown)) as after, Image.open(io.BytesIO(photograph)) as before:
        assert (after.size, after.mode, after.tobytes()) == (before.size, before.mode, before.tobytes())
    assert b"by Anna" not in b"".join(there.values())
    assert "Image: A door" not in b"".join(there.values()).decode("utf-8", "replace")


@OFFICE
def test_without_pillow_webp_stays_its_description(writer, folder, photograph, monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL", None)
    as_png.cache_clear()
    there = parts(writer, pictures={"door.jpg": photograph})
    assert not [name for name in there if name.startswith(folder)]
    assert "Image: A door &amp; a lock" in b"".join(there.values()).decode("utf-8")
    as_png.cache_clear()


@pytest.mark.parametrize("most", [599, 600])
def test_a_picture_of_which_pillow_would_warn_is_not_opened(photograph, monkeypatch, most):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
    as_png.cache_clear()
    assert (as_png(photograph) is None) is (most < 30 * 20)
    as_png.cache_clear()


@given(cut=st.integers(0, 200), spoilt=st.binary(min_size=1, max_size=8))
def test_a_webp_that_is_broken_anywhere_is_no_picture_or_a_whole_one(cut, spoilt):
    held = io.BytesIO()
    Image.linear_gradient("L").resize((9, 7)).convert("RGB").save(held, "WEBP", quality=50)
    whole = held.getvalue()
    for broken in (whole[:cut], whole[:cut] + spoilt + whole[cut + len(spoilt) :]):
        made = as_png(broken)
        assert made is None or dimensions(made) is not None


def test_a_pdf_holds_them_with_descriptions_for_who_can_not_see_them():
    read = pdf.read(made(PdfWriter))
    figures = [element for element in pdf.elements(read) if element["/S"] == "/Figure"]
    assert [str(element["/Alt"]) for element in figures] == ["A door & a lock", "a map"]
    said = pdf.words(read)
    assert "The door of the <prison>" in said
    assert "Image: Far away" in said
    assert "Image: a map" not in said


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_pdf_shows_a_photograph_as_the_camera_says(turned):
    (page,) = pdf.read(made(PdfWriter, pictures={"door.jpg": jpeg(turned)})).pages
    (placed,) = _placed(page)
    wide, high = (24, 12) if turned < 5 else (12, 24)
    assert _extent(placed) == pytest.approx((wide, high), abs=0.01)
    # EXIF names the corner where the first pixel that is stored is seen.
    assert _corner(placed) == ("top left", "top right", "bottom right", "bottom left")[(turned - 1) % 4]


Matrix = tuple[float, float, float, float, float, float]


def _placed(page: pypdf.PageObject) -> list[Matrix]:
    """Where the unit square of each picture comes to stand on the page."""
    found: list[Matrix] = []

    def look(operator: bytes, _operands: object, matrix: list[float], _text: object) -> None:
        if operator == b"Do":
            a, b, c, d, e, f = matrix
            found.append((a, b, c, d, e, f))

    page.extract_text(visitor_operand_before=look)
    return found


def _extent(placed: Matrix) -> tuple[float, float]:
    a, b, c, d, _, _ = placed
    return abs(a + c), abs(b + d)


def _corner(placed: Matrix) -> str:
    """Of the picture as it is seen, where its first pixel stands: that is (0, 1) of the unit square."""
    a, b, c, d, _, _ = placed
    return f"{'top' if d > b else 'bottom'} {'left' if c < a else 'right'}"


def test_a_damaged_picture_is_told_and_not_left_out_in_silence():
    damaged = png(30, 20)[:50]
    with pytest.raises(EditionError) as told:
        made(PdfWriter, pictures={"door.jpg": damaged})
    assert "a picture of it is damaged" in str(told.value.hint)


def test_a_figure_comes_back_by_import():
    again = DocxSource().read(made(DocxWriter), statement_id="s", path="s.docx")
    assert {asset.content for asset in again.assets} == {cleaned(content) for content in PICTURES.values()}
