"""What is open in office files: tracked changes and comments."""

from __future__ import annotations

import pytest

from pubflow.document import Change
from pubflow.errors import SourceError
from pubflow.markup import left_behind, tracked
from pubflow.markup.package import Package, opened
from tests.doubles.office import W, comments, docx, odt, package, paragraph

AT = "2024-07-01T10:00:00Z"


def word(body: str, **parts: str) -> Package:
    return opened(docx(body, parts), "a.docx", main="word/document.xml", kind="Word")


def change(kind: str, text: str, by: str = "Ana", number: int = 1) -> str:
    tag = "delText" if kind == "del" else "t"
    run = f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"
    return f'<w:{kind} w:id="{number}" w:author="{by}" w:date="{AT}">{run}</w:{kind}>'


def test_changes_are_told_with_author_date_and_text() -> None:
    body = (
        f"<w:p><w:r><w:t>Held </w:t></w:r>{change('del', 'six')}{change('ins', 'sev')}{change('ins', 'en')}"
        f"<w:r><w:t> people </w:t></w:r>{change('moveFrom', 'x', 'Bo')}<w:r><w:t>y</w:t></w:r>{change('moveTo', 'x', 'Bo')}</w:p>"
    )

    assert tracked.in_docx(word(body)) == (
        Change("deletion", "Ana", AT, "six"),
        Change("insertion", "Ana", AT, "seven"),
        Change("deletion", "Bo", AT, "x"),
        Change("insertion", "Bo", AT, "x"),
    )


@pytest.mark.parametrize("attributes", ["", 'w:author="Ana"', 'w:id="3"', f'w:date="{AT}"', "w:author='>' w:id='1'"])
@pytest.mark.parametrize("kind", ["ins", "del", "moveFrom", "moveTo"])
def test_pandoc_gets_a_number_and_an_author_of_each_change_and_no_other_byte(kind: str, attributes: str) -> None:
    body = f"<w:p><w:{kind} {attributes}><w:r><w:t>seven</w:t></w:r></w:{kind}><w:r><w:t> w:ins &lt;w:del></w:t></w:r></w:p>"
    content = docx(body, {"word/footnotes.xml": f"<w:footnotes {W}>{body}</w:footnotes>", "docProps/core.xml": "<a/>"})
    package = opened(content, "a.docx", main="word/document.xml", kind="Word")

    made = opened(tracked.numbered(package, content), "a.docx", main="word/document.xml", kind="Word")

    for name in sorted(package.names):
        was, now = package.part(name).decode(), made.part(name).decode()
        assert now.replace(' w:id="0"', "").replace(' w:author=""', "") == was
        assert (now.count(" w:id="), now.count(" w:author=")) == (body in was, body in was)


def test_a_file_whose_changes_have_all_that_pandoc_wants_keeps_its_bytes() -> None:
    content = docx(f"<w:p>{change('ins', 'a')}</w:p>")
    package = opened(content, "a.docx", main="word/document.xml", kind="Word")
    assert tracked.numbered(package, content) is content


def test_a_change_that_can_not_be_given_a_number_is_refused() -> None:
    # The same name space under two names: what is added would stand there twice.
    body = (
        f"<w:p xmlns:v={W.partition('=')[2]}><w:ins v:author='Ana' w:date='{AT}'><w:r><w:t>a</w:t></w:r></w:ins></w:p>"
    )
    content = docx(body)
    package = opened(content, "a.docx", main="word/document.xml", kind="Word")
    with pytest.raises(SourceError, match="a tracked change without a number"):
        tracked.numbered(package, content)


def test_a_change_in_a_text_box_and_one_of_a_paragraphs_end_are_changes() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent><w:p>{change('ins', 'new')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    mark = f'<w:p><w:pPr><w:rPr><w:del w:author="Bo" w:date="{AT}"/></w:rPr></w:pPr></w:p>'

    assert tracked.in_docx(word(box + paragraph("a") + mark)) == (
        Change("insertion", "Ana", AT, "new"),
        Change("deletion", "Bo", AT, ""),
    )


def test_resolved_comments_are_closed() -> None:
    told = "".join(
        f'<w:comment w:id="{name}" w:author="desk" w:date="{AT}"><w:p w14:paraId="{name}">'
        f"<w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
        for name, words in (("1A", "Can we name her?"), ("2B", "Done."))
    )
    file = docx(paragraph("a"), comments(told, done=("2B",)))

    assert tracked.in_docx(opened(file, "a.docx", main="word/document.xml", kind="Word")) == (
        Change("comment", "desk", AT, "Can we name her?"),
    )


def test_an_opendocument_text_tells_its_own() -> None:
    def info(by: str) -> str:
        return f"<office:change-info><dc:creator>{by}</dc:creator><dc:date>{AT}</dc:date></office:change-info>"

    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{info('Ana')}<text:p>six</text:p></text:deletion></text:changed-region>"
        f'<text:changed-region text:id="c2"><text:insertion>{info("Bo")}</text:insertion></text:changed-region>'
        "</text:tracked-changes><text:p>Held <text:change text:change-id='c1'/><text:change-start text:change-id='c2'/>"
        "<text:span>sev</text:span>en<text:change-end text:change-id='c2'/> people"
        f"<office:annotation><dc:creator>desk</dc:creator><dc:date>{AT}</dc:date><text:p>Who?</text:p></office:annotation></text:p>"
    )
    found = opened(odt(body), "a.odt", main="content.xml", kind="OpenDocument")

    assert tracked.in_odt(found) == (
        Change("deletion", "Ana", AT, "six"),
        Change("insertion", "Bo", AT, "seven"),
        Change("comment", "desk", AT, "Who?"),
    )


def test_what_pandoc_does_not_read_is_named_with_its_words() -> None:
    box = "<w:p><w:r><w:pict><w:txbxContent>" + paragraph("In a box") + "</w:txbxContent></w:pict></w:r></w:p>"
    head = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{paragraph("Letterhead")}</w:hdr>'
    found = left_behind.in_docx(
        opened(docx(box, {"word/header1.xml": head}), "a", main="word/document.xml", kind="Word")
    )

    assert [*left_behind.told(found)] == [
        "left out: the head of the page: “Letterhead”",
        "left out: a text box: “In a box”",
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:x xmlns:w="w">&b;</w:x>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0rest", "is an old .doc file, or has a password"),
        (b"PK no zip", "can't be opened as a Word file"),
        (package({"a.txt": "x"}), "holds no word/document.xml: it is no Word file"),
        (docx("", {"word/styles.xml": BOMB}), "word/styles.xml in it declares an entity"),
        (docx("", {"word/../../evil": "x"}), "holds a part that leads out of it"),
        (docx("", {"/etc/passwd": "x"}), "holds a part that leads out of it"),
        (docx("", {"word/media/a.png": b"\0" * (257 * 1024 * 1024)}), "unpacks to more than 256 MB"),
        (docx(paragraph("a")).replace(b"word/document", b"word/documenu", 1), "can't be unpacked"),
    ],
    ids=["old", "no zip", "another zip", "entity", "../", "absolute", "bomb", "names that differ"],
)
def test_what_no_honest_file_holds_is_refused_with_its_name(content: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        opened(content, "a.docx", main="word/document.xml", kind="Word")

    assert (caught.value.where or "").startswith("a.docx")
    assert message in caught.value.message
    assert caught.value.hint
