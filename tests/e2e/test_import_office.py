"""`pubflow import` of what press desks send: the real command line, real files and files made for the purpose."""

from __future__ import annotations

import json
import struct
import zlib

import pytest

from tests.doubles.office import comments, docx, odt, package, paragraph

pytestmark = pytest.mark.usefixtures("pandoc")

AT = "2024-07-01T10:00:00Z"
CHANGED = (
    f'<w:p><w:r><w:t>Held </w:t></w:r><w:del w:id="1" w:author="Legal" w:date="{AT}"><w:r><w:delText>six</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="Ana" w:date="{AT}"><w:r><w:t>seven</w:t></w:r></w:ins><w:r><w:t> people.</w:t></w:r></w:p>'
)
ASKED = comments(
    f'<w:comment w:id="0" w:author="desk1" w:date="{AT}"><w:p><w:r><w:t>Can we name her?</w:t></w:r></w:p></w:comment>'
)


def _tree(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _body(desk, name):
    return (desk / f"statements/{name}.md").read_text(encoding="utf-8").partition("\n---\n\n")[2]


def test_open_changes_and_comments_stop_it_and_nothing_is_written(desk, pubflow):
    (desk / "Statement FINAL v3.docx").write_bytes(docx(paragraph("Release her") + CHANGED, ASKED))
    before = _tree(desk)

    done = pubflow("import", "Statement FINAL v3.docx", cwd=desk)

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Statement FINAL v3.docx: 2 tracked changes by 2 people, 1 comment open; nothing was written",
        "  desk1: “Can we name her?”",
        'hint: look: pubflow import "Statement FINAL v3.docx" --show-changes; decide: --changes accept, or --changes reject',
    ]
    shown = pubflow("import", "Statement FINAL v3.docx", "--show-changes", cwd=desk)
    assert shown.stdout.splitlines() == [
        f"deletion    Legal  {AT}  six",
        f"insertion   Ana  {AT}  seven",
        f"comment     desk1  {AT}  Can we name her?",
    ]
    assert _tree(desk) == before


@pytest.mark.parametrize("attributes", ["", 'w:author="Ana"', 'w:id="1"'])
@pytest.mark.parametrize(("decision", "words"), [("accept", "Held seven people."), ("reject", "Held six people.")])
def test_no_word_of_a_change_without_a_number_or_a_name_is_lost(decision, words, attributes, desk, pubflow):
    changed = (
        f"<w:p><w:r><w:t>Held </w:t></w:r><w:del {attributes}><w:r><w:delText>six</w:delText></w:r></w:del>"
        f"<w:ins {attributes}><w:r><w:t>seven</w:t></w:r></w:ins><w:r><w:t> people.</w:t></w:r></w:p>"
    )
    (desk / "a.docx").write_bytes(docx(paragraph("Release her") + changed))

    assert pubflow("import", "a.docx", cwd=desk).returncode == 1
    done = pubflow("import", "a.docx", "--changes", decision, cwd=desk)

    assert done.returncode == 0, done.stderr
    assert _body(desk, "a") == f"{words}\n"


def test_the_command_that_shows_what_is_open_names_the_file_as_it_was_named(desk, pubflow):
    (desk.parent / "a.docx").write_bytes(docx(paragraph("Release her") + CHANGED, ASKED))
    told = pubflow("import", "../a.docx", cwd=desk).stderr
    assert "look: pubflow import ../a.docx --show-changes" in told.replace("\\", "/")


@pytest.mark.parametrize(("decision", "words"), [("accept", "Held seven people."), ("reject", "Held six people.")])
def test_a_decision_is_kept_and_comments_are_told_once_more(decision, words, desk, pubflow):
    (desk / "a.docx").write_bytes(docx(paragraph("Release her") + CHANGED, ASKED))

    done = pubflow("import", "a.docx", "--changes", decision, cwd=desk)

    assert done.returncode == 0, done.stderr
    assert _body(desk, "a") == f"{words}\n"
    assert f"{decision}ed: 2 tracked changes by 2 people" in done.stderr
    assert "a comment was left out: desk1: “Can we name her?”" in done.stderr


def test_what_an_opendocument_text_leaves_open_stops_it_too(desk, pubflow):
    asked = "<office:annotation><dc:creator>desk1</dc:creator><text:p>Can we name her?</text:p></office:annotation>"
    region = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:insertion><office:change-info><dc:creator>Ana'
        f"</dc:creator><dc:date>{AT}</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
    )
    new = '<text:change-start text:change-id="c"/>new <text:change-end text:change-id="c"/>'
    (desk / "a.odt").write_bytes(odt(f"{region}<text:p>Release her</text:p><text:p>A {new}text{asked}.</text:p>"))

    stopped = pubflow("import", "a.odt", cwd=desk)
    rejected = pubflow("import", "a.odt", "--changes", "reject", cwd=desk)
    accepted = pubflow("import", "a.odt", "--changes", "accept", cwd=desk)

    assert (stopped.returncode, rejected.returncode, accepted.returncode) == (1, 4, 0)
    assert "a.odt: 1 tracked change by 1 person, 1 comment open; nothing was written" in stopped.stderr
    assert "Reject All" in rejected.stderr
    assert _body(desk, "a") == "A new text.\n"


def _jpeg() -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0) + b"GPS 51.5074 N"
    exif = b"Exif\0\0" + tiff
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    comment = b"\xff\xfe" + struct.pack(">H", 8) + b"by Ana"
    return (
        b"\xff\xd8" + segment + comment + b"\xff\xdb\0\x04ab" + b"\xff\xda\0\x04cd" + b"scan\xff\0x\xff\xd9" + b"after"
    )


def _picture(name: str, alt: str) -> str:
    a = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{a}/wordprocessingDrawing"><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="1" name="P" descr="{alt}"/><a:graphic xmlns:a="{a}/main"><a:graphicData uri="{a}/picture">'
        f'<pic:pic xmlns:pic="{a}/picture"><pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def test_pictures_stand_beside_the_statement_without_place_and_camera(desk, pubflow):
    body = paragraph("Release her") + paragraph("She is free.") + _picture("rId1", "Ana at the gate")
    file = docx(body, {"word/media/image1.jpeg": _jpeg()}, {"rId1": "image media/image1.jpeg"})
    (desk / "a.docx").write_bytes(file)

    done = pubflow("import", "a.docx", cwd=desk)

    assert done.returncode == 0, done.stderr
    assert _body(desk, "a") == "She is free.\n\n![Ana at the gate](a-1.jpg)\n"
    made = (desk / "statements/a-1.jpg").read_bytes()
    assert made.endswith(b"\xff\xdb\0\x04ab\xff\xda\0\x04cdscan\xff\0x\xff\xd9")
    assert b"GPS" not in made
    assert b"Ana" not in made
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in made, "how it is turned is kept"
    assert "picture: a-1.jpg, without what it told of place and camera" in done.stderr
    assert (desk / "statements/originals/a.docx").read_bytes() == file


def test_the_embargo_in_the_head_of_a_page_is_kept(desk, pubflow):
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = (
        f'<w:hdr xmlns:w="{ns}">{paragraph("EMBARGOED UNTIL 22:00 BST 1 July 2024")}{paragraph("Letterhead")}</w:hdr>'
    )
    (desk / "a.docx").write_bytes(docx(paragraph("Release her") + paragraph("Now."), {"word/header1.xml": head}))

    done = pubflow("import", "a.docx", cwd=desk)

    assert 'embargo: "2024-07-01 22:00 Europe/London"\n' in (desk / "statements/a.md").read_text(encoding="utf-8")
    assert "left out: the head of the page: “Letterhead”" in done.stderr


def test_an_embargo_without_a_zone_stops_every_command_until_it_is_mended(desk, pubflow):
    (desk / "a.txt").write_text("EMBARGOED UNTIL 22:00 1 July 2024\n\nRelease her\n\nNow.\n", encoding="utf-8")

    made = pubflow("import", "a.txt", cwd=desk)
    assert "it names no time zone" in made.stdout
    assert made.returncode == 0
    assert made.stderr.splitlines()[-2:] == ["first: mend embargo: in statements/a.md", "next: pubflow translate a"]

    done = pubflow("translate", "a", "--engine", "pseudo", cwd=desk)
    assert done.returncode == 1
    assert "statements/a.md:1: embargo" in done.stderr


HOSTILE_PAGE = """<html><body onload="alert(1)"><nav><p>Menu of the site</p></nav><main><h1>Release her</h1>
<p>She is <a href=" java&#10;script:alert(2)">free</a> and <a href="data:text/html,x">well</a>.</p>
<script>alert(3)</script><iframe src="http://127.0.0.1:9/x"></iframe><img src=x onerror="alert(4)">
<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="drawn"><p hidden>unseen</p><style>p{}</style>
<p>&lt;script&gt;alert(5)&lt;/script&gt;</p></main><footer><p>All rights</p></footer></body></html>"""


def test_nothing_of_a_page_runs_or_is_fetched_and_what_was_left_out_is_named(desk, pubflow):
    (desk / "page.html").write_text(HOSTILE_PAGE, encoding="utf-8")

    done = pubflow("import", "page.html", cwd=desk)

    assert done.returncode == 0, done.stderr
    text = (desk / "statements/page.md").read_text(encoding="utf-8")
    assert "\ntitle: Release her\n" in text
    assert _body(desk, "page") == "She is free and well.\n\n\\[drawn]\n\n\\<script>alert(5)\\</script>\n"
    for words in ("Menu of the site", "All rights", "scripts", "iframe", "unseen", "a link that is no web address"):
        assert words in done.stderr


def _png() -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(b"tEXt", b"Author\0Ana") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "is an old .doc file, or has a password"),
        ("a.docx", b"PK\x03\x04 cut off", "can't be opened as a Word file"),
        ("a.odt", package({"word/document.xml": "<x/>"}), "holds no content.xml: it is no OpenDocument file"),
        ("a.docx", docx("", {"word/../../up.xml": "x"}), "holds a part that leads out of it"),
        ("a.docx", docx("", {"word/a.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}), "declares an entity"),
        ("a.docx", docx("", {"word/media/a.png": b"\0" * (257 << 20)}), "unpacks to more than 256 MB"),
        ("a.docx", docx("<w:p><w:r>"), "can't be read"),
        ("a.docx", b"x" * (65 << 20), "is larger than 64 MB"),
        ("a.html", b"<p>" + b"x" * (6 << 20), "is larger than 5 MB"),
        ("a.html", b"<p>Agn\xe8s", "not UTF-8"),
        ("a.html", b"<div>" * 5_000, "nests its elements deeper"),
    ],
    ids=["old", "cut off", "other", "../", "entity", "bomb", "torn", "huge", "huge page", "latin", "deep"],
)  # fmt: skip
def test_hostile_files_are_answered_with_the_file_and_a_reason(name, content, words, desk, pubflow):
    (desk / name).write_bytes(content)
    before = _tree(desk / "statements")

    done = pubflow("import", name, cwd=desk)

    assert done.returncode == 4
    assert name in done.stderr.splitlines()[0]
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert _tree(desk / "statements") == before


# --- the next version -------------------------------------------------------------------------------------------------

V3 = """Release her, say groups

London, 1 July 2024 – She was held for six days. They were glad.

“We will come back,” she said.
"""


@pytest.fixture
def visit(desk, pubflow):
    (desk / "v3.txt").write_text(V3, encoding="utf-8")
    (desk / "v4.txt").write_text(V3.replace("six", "seven").replace("say groups", "groups say"), encoding="utf-8")
    assert pubflow("import", "v3.txt", "--id", "visit", cwd=desk).returncode == 0
    path = desk / "statements/visit.md"
    path.write_text(path.read_text().replace("place: London", "place: London, UK\ncontact: desk@a.example"))
    assert pubflow("translate", "visit", "-l", "pt-BR", "--engine", "pseudo", cwd=desk).returncode == 0
    return desk


def test_a_new_version_is_shown_by_unit_before_anything_is_written(visit, pubflow):
    before = _tree(visit)

    shown = pubflow("import", "v4.txt", "--update", "visit", "--dry-run", cwd=visit)
    asked = pubflow("import", "v4.txt", "--update", "visit", cwd=visit)

    assert (shown.returncode, asked.returncode) == (0, 2)
    assert "held for [-six-]{+seven+} days" in shown.stdout
    assert "   3  number" in shown.stdout
    assert "pt-BR: " in shown.stdout
    assert "nothing was written" in asked.stderr
    assert _tree(visit) == before


def test_a_new_version_keeps_what_people_made(visit, pubflow):
    done = pubflow("import", "v4.txt", "--update", "visit", "--yes", cwd=visit)

    assert done.returncode == 0, done.stderr
    text = (visit / "statements/visit.md").read_text(encoding="utf-8")
    assert "title: Release her, groups say\n" in text
    assert "place: London, UK\ncontact: desk@a.example\n" in text
    assert "held for seven days" in text
    assert sorted(path.name for path in (visit / "statements/originals").glob("*.txt")) == ["visit.1.txt", "visit.txt"]
    assert "visit in pt-BR: " in done.stderr, "what translate would do"

    again = pubflow("import", "v4.txt", "--update", "visit", "--yes", cwd=visit)
    assert "nothing changed" in again.stderr

    back = pubflow("import", "statements/originals/visit.1.txt", "--update", "visit", "--yes", cwd=visit)
    assert back.returncode == 0, back.stderr
    assert "held for six days" in (visit / "statements/visit.md").read_text(encoding="utf-8")


def test_where_both_changed_ours_stays_and_hand_made_edits_are_told(visit, pubflow):
    path = visit / "statements/visit.md"
    path.write_text(
        path.read_text().replace("title: Release her, say groups", "title: Ours").replace("glad", "very glad")
    )

    done = pubflow("import", "v4.txt", "--update", "visit", "--yes", cwd=visit)

    assert "title: Ours\n" in path.read_text(encoding="utf-8")
    assert "title: “Ours” is kept; the new file says “Release her, groups say”" in done.stderr
    assert "the text was edited by hand" in done.stderr
    assert "[-very -]" in done.stdout


def test_an_embargo_that_somebody_mended_is_not_warned_of_again(desk, pubflow):
    (desk / "v3.txt").write_text("EMBARGOED UNTIL 22:00 CST 1 July 2099\n\n" + V3, encoding="utf-8")
    assert (
        "first: mend embargo: in statements/visit.md" in pubflow("import", "v3.txt", "--id", "visit", cwd=desk).stderr
    )
    path = desk / "statements/visit.md"
    path.write_text(path.read_text().replace("EMBARGOED UNTIL 22:00 CST 1 July 2099", "2099-07-01 22:00 Asia/Taipei"))
    later = V3.replace("six", "seven")
    (desk / "v4.txt").write_text("EMBARGOED UNTIL 22:00 CST 1 July 2099\n\n" + later, encoding="utf-8")

    done = pubflow("import", "v4.txt", "--update", "visit", "--yes", cwd=desk)

    assert done.returncode == 0, done.stderr
    assert "embargo: 2099-07-01 22:00 Asia/Taipei\n" in path.read_text()
    assert "embargo" not in done.stdout + done.stderr


def test_a_new_version_whose_embargo_nobody_could_keep_is_refused_until_the_statement_has_it(desk, pubflow):
    (desk / "v3.txt").write_text("EMBARGOED UNTIL 22:00 BST 1 July 2099\n\n" + V3, encoding="utf-8")
    assert pubflow("import", "v3.txt", "--id", "visit", cwd=desk).returncode == 0
    (desk / "v4.txt").write_text("EMBARGOED UNTIL 23:00 CST 1 July 2099\n\n" + V3, encoding="utf-8")
    before = _tree(desk / "statements")

    done = pubflow("import", "v4.txt", "--update", "visit", "--yes", cwd=desk)

    assert (done.returncode, done.stderr.splitlines()) == (
        4,
        [
            "pubflow: v4.txt: the embargo can't be kept as it is written: “CST” is not one time zone: “EMBARGOED UNTIL "
            "23:00 CST 1 July 2099”",
            "hint: write the new hour into statements/visit.md as in embargo: 2024-07-01 22:00 Europe/London, and import "
            "again",
        ],
    )
    assert _tree(desk / "statements") == before

    path = desk / "statements/visit.md"
    path.write_text(path.read_text().replace("22:00 Europe/London", "23:00 Asia/Taipei"))
    again = pubflow("import", "v4.txt", "--update", "visit", "--yes", cwd=desk)
    assert again.returncode == 0, again.stderr
    assert "2099-07-01 23:00 Asia/Taipei" in path.read_text()


def test_descriptions_of_pictures_are_kept_by_the_picture(desk, pubflow):
    def file(first: str) -> bytes:
        body = paragraph("Release her") + paragraph(first) + _picture("rId2", "") + _picture("rId1", "")
        relations = {"rId1": "image media/image1.jpeg", "rId2": "image media/image2.png"}
        return docx(body, {"word/media/image1.jpeg": _jpeg(), "word/media/image2.png": _png()}, relations)

    (desk / "a.docx").write_bytes(file("She was held."))
    assert pubflow("import", "a.docx", cwd=desk).returncode == 0
    path = desk / "statements/a.md"
    assert b"Ana" not in (desk / "statements/a-1.png").read_bytes()
    path.write_text(path.read_text().replace("![](a-2.jpg)", "![Ana at the gate](a-2.jpg)"))
    (desk / "b.docx").write_bytes(file("She is free."))

    done = pubflow("import", "b.docx", "--update", "a", "--yes", cwd=desk)

    assert done.returncode == 0, done.stderr
    assert _body(desk, "a") == "She is free.\n\n![](a-1.png)\n\n![Ana at the gate](a-2.jpg)\n"
    assert sorted(one.name for one in (desk / "statements").glob("a-*")) == ["a-1.png", "a-2.jpg"]


@pytest.mark.parametrize("folder", ["docx", "statements", "broken"])
def test_real_files_come_in_whole(folder, corpora, desk, pubflow):
    files = [path for path in sorted((corpora / folder).iterdir()) if path.suffix in {".docx", ".html"}]
    assert files
    for path in files:
        done = pubflow("import", path, cwd=desk)
        assert done.returncode == 0, done.stderr
        name = path.stem.lower()
        text = (desk / f"statements/{name}.md").read_text(encoding="utf-8")
        assert len(text) > 300
        for never in ("<script", "javascript:", "onerror", "Career Opportunities", "\u200b", "****"):
            assert never not in text
        assert pubflow("extract", name, cwd=desk).returncode == 0


def test_programs_read_what_came_in_and_what_is_open(desk, pubflow):
    (desk / "a.docx").write_bytes(docx(paragraph("Release her") + CHANGED))

    shown = json.loads(pubflow("import", "a.docx", "--show-changes", "--json", cwd=desk).stdout)
    refused = pubflow("import", "a.docx", "--json", cwd=desk)
    done = pubflow("import", "a.docx", "--changes", "accept", "--json", cwd=desk)
    asked = pubflow("import", "a.docx", "--changes", "reject", "--update", "a", "--json", cwd=desk)
    again = pubflow("import", "a.docx", "--changes", "reject", "--update", "a", "--yes", "--json", cwd=desk)

    assert [(one["kind"], one["by"], one["text"]) for one in shown["changes"]] == [
        ("deletion", "Legal", "six"),
        ("insertion", "Ana", "seven"),
    ]
    assert refused.returncode == 1
    assert "2 tracked changes" in json.loads(refused.stdout)["refused"][0]
    assert "statements/a.md" in json.loads(done.stdout)["changed"]
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "statements/a.md" in json.loads(again.stdout)["changed"]
