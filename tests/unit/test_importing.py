"""What `import` makes of a file, before anything is written."""

import pytest

from pubflow.document import Reading
from pubflow.errors import SourceError
from pubflow.sources.importing import refuse_kind, statement_text
from pubflow.sources.text import TextSource
from pubflow.statement import Statement


def imported(content: bytes, filename: str) -> bytes:
    reading = Reading(Statement("a-visit", "en", (), ()))
    if filename.endswith(".txt"):
        reading = TextSource().read(content, statement_id="a-visit", path=filename)
    return statement_text(content, reading, statement_id="a-visit", filename=filename)


def test_plain_text_becomes_markdown_with_front_matter() -> None:
    text = "A visit: what was said\r\n\r\nWe ask:\r\n- # 1 *first*\r\n- 2024. <b>\r\n\r\n1. alone\r\n"

    assert imported(text.encode(), "Visit 1.txt") == (
        b'---\nid: a-visit\ntitle: "A visit: what was said"\nlanguage: en\n---\n\n'
        b"We ask:\n\n- \\# 1 \\*first\\*\n- 2024\\. \\<b>\n\n1\\. alone\n"
    )


def test_a_text_without_headline_has_no_title() -> None:
    assert imported(b"The visit ended.", "a.txt") == b"---\nid: a-visit\nlanguage: en\n---\n\nThe visit ended.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\ntitle: A\n---\nBody", b"---\nid: a-visit\ntitle: A\n---\nBody"),
        (b"---\r\ntitle: A\r\n---\r\nBody\r\n", b"---\r\nid: a-visit\r\ntitle: A\r\n---\r\nBody\r\n"),
        (b"\xef\xbb\xbf---\ntitle: A\n---\n", b"\xef\xbb\xbf---\nid: a-visit\ntitle: A\n---\n"),
        (b"---\ntitle: A\nid: 'a-visit' # mine\n---\n", b"---\ntitle: A\nid: 'a-visit' # mine\n---\n"),
        (b"# A *visit*\n\n<b>x", b"---\nid: a-visit\n---\n\n# A *visit*\n\n<b>x"),
        (b"\nbody", b"---\nid: a-visit\n---\n\nbody"),
        (b"", b"---\nid: a-visit\n---\n"),
        (b"---\n---\nBody", b"---\nid: a-visit\n---\nBody"),
    ],
    ids=["front matter", "crlf", "bom", "same id", "none", "blank line first", "empty", "empty front matter"],
)
def test_markdown_keeps_its_bytes_but_for_the_id(before: bytes, after: bytes) -> None:
    assert imported(before, "A visit.MD") == after


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (
            b"---\ntitle: A\nid: own\n---\n",
            "x.md:3: the front matter says id “own”, not “a-visit”",
            "import it under its own: --id own",
        ),
        (
            b"---\nid: ../up\n---\n",
            "x.md:2: the front matter says id “../up”, not “a-visit”",
            "take the line out of the file",
        ),
    ],
)
def test_another_id_in_the_file_is_refused_with_both_names(content: bytes, message: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        imported(content, "x.md")

    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("suffix", "hint"),
    [
        ("doc", "save it as .docx in a word processor"),
        ("RTF", "save it as .docx in a word processor"),
        ("pages", "export it as .docx from Pages"),
        ("pdf", "a PDF has lost what is a heading and what a paragraph: ask for the file it was made from"),
    ],
)
def test_kinds_that_desks_send_and_nobody_reads_are_refused_with_the_way_out(suffix: str, hint: str) -> None:
    error = refuse_kind(f"a.{suffix}")

    assert (str(error), error.hint) == (f"a.{suffix}: .{suffix.lower()} files are not read", hint)


def test_what_stood_there_in_other_words_is_kept_in_the_front_matter() -> None:
    reading = Reading(Statement("a", "en", (("embargo", "2024-07-01 22:00 Europe/London"),), ()))

    made = statement_text(
        b"", reading, statement_id="a", filename="a.txt", as_written=[("embargo", "EMBARGOED\nuntil: #22:00 BST")]
    )

    assert made == (
        b'---\nid: a\nlanguage: en\nembargo: "2024-07-01 22:00 Europe/London"\n'
        b"# embargo, as it stood: EMBARGOED until: #22:00 BST\n---\n\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.exe", "a.exe: .exe files are not read"),
        ("README", "README: the file's name has no suffix that says what it is"),
        ("a.b/c", "a.b/c: the file's name has no suffix that says what it is"),
    ],
)
def test_other_kinds_are_refused_by_naming_what_is_taken(name: str, message: str) -> None:
    error = refuse_kind(name)

    assert (str(error), error.hint) == (message, "import takes .docx, .odt, .html, .htm, .txt, .text, .md, .markdown")
