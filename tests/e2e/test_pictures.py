"""Pictures on their way from beside a statement into its editions."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

from pubflow.markup.images import cleaned
from tests.doubles.pictures import jpeg, png, webp

STATEMENT = """---
title: Release her now
---

She was arrested.

![A door](pictures/door.jpg "The door") ![A map](<a map.png>)
"""


@pytest.fixture
def release(desk: Path) -> Path:
    (desk / "statements/first-statement.md").unlink()
    (desk / "statements/release.md").write_text(STATEMENT, encoding="utf-8")
    (desk / "statements/pictures").mkdir()
    (desk / "statements/pictures/door.jpg").write_bytes(jpeg(told=b"by Anna"))
    (desk / "statements/a map.png").write_bytes(png(30, 20))
    return desk


def _extend(desk: Path, more: str) -> None:
    with (desk / "statements/release.md").open("a", encoding="utf-8") as file:
        file.write(more)


def test_they_lie_beside_the_page_that_shows_them_without_what_they_tell(release: Path, pubflow) -> None:
    done = pubflow("assemble", "-l", "zh-TW", "--draft", "--format", "html,md", cwd=release)
    assert done.returncode == 0, done.stderr
    for folder in (release / "build/editions/en", release / "build/drafts/zh-TW"):
        assert (folder / "pictures/door.jpg").read_bytes() == cleaned(jpeg())
        assert (folder / "a map.png").read_bytes() == png(30, 20)
    page = (release / "build/editions/en/release.html").read_text(encoding="utf-8")
    assert 'src="pictures/door.jpg"' in page
    assert 'src="a%20map.png"' in page
    assert "the picture" not in done.stdout + done.stderr


@pytest.mark.usefixtures("pandoc")
def test_a_file_that_stands_alone_holds_them_and_nothing_lies_beside_it(release: Path, pubflow) -> None:
    done = pubflow("assemble", "-l", "zh-TW", "--draft", "--format", "docx", cwd=release)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (release / "build/drafts/zh-TW").iterdir()] == ["release.docx"]
    with zipfile.ZipFile(release / "build/drafts/zh-TW/release.docx") as archive:
        there = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert there == [cleaned(jpeg()), png(30, 20)] or there == [png(30, 20), cleaned(jpeg())]


def test_what_can_not_be_shown_is_said_once_with_what_to_do(release: Path, pubflow) -> None:
    _extend(release, "\n![Far](gone.png) ![Drawn](plan.svg) ![Not ours](../../people.jpg) ![Cut](cut.png)\n")
    (release / "statements/cut.png").write_bytes(png(30, 20)[:-20])
    (release / "statements/plan.svg").write_bytes(b"<svg/>")
    (release.parent / "people.jpg").write_bytes(jpeg())
    done = pubflow("assemble", "--draft", "--format", "html,txt", cwd=release)
    assert done.returncode == 0, done.stderr
    told = [line.split("the picture ")[1] for line in (done.stdout + done.stderr).splitlines() if "the picture" in line]
    assert told == [
        "gone.png is left out: there is no such file",
        "plan.svg is left out: it is no whole JPEG, PNG, GIF or WebP",
        "../../people.jpg is left out: it does not lie beside the statement",
        "cut.png is left out: it is no whole JPEG, PNG, GIF or WebP",
    ]
    names = {path.name for path in (release / "build").rglob("*") if path.is_file()}
    assert names == {"release.html", "release.txt", "door.jpg", "a map.png"}


@pytest.mark.usefixtures("pandoc")
def test_a_picture_that_a_format_can_not_show_is_told_with_the_way_to_save_it(release: Path, pubflow) -> None:
    _extend(release, "\n![Web](web.webp)\n")
    (release / "statements/web.webp").write_bytes(webp(30, 20))
    (release / "statements/pictures/door.jpg").write_bytes(jpeg(6))
    done = pubflow("assemble", "--draft", "--format", "html,odt,docx", "--json", cwd=release)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["notes"] == [
        "the picture pictures/door.jpg stands as its description in OpenDocument: save it upright to show it there",
        "the picture web.webp stands as its description in Word, OpenDocument: save it as JPEG or PNG to show it there",
    ]


# Windows lets only administrators, or machines in its developer mode, make symbolic links; who can make none there
# can't be led astray by one either.
@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right that few have there")
def test_a_link_leads_no_picture_in_from_outside(release: Path, pubflow) -> None:
    (release.parent / "people.jpg").write_bytes(jpeg())
    (release / "statements/pictures/door.jpg").unlink()
    (release / "statements/pictures/door.jpg").symlink_to(release.parent / "people.jpg")
    done = pubflow("assemble", "--draft", "--format", "html", cwd=release)
    assert "the picture pictures/door.jpg is left out: leads outside" in done.stdout + done.stderr
    assert not list((release / "build").rglob("door.jpg"))
