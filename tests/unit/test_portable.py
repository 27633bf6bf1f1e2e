"""What office and PDF editions share: an honest front, safe addresses, words without mark-up, languages marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.document import Alternate, Note, Page
from pubflow.editions.portable import Portable, portable
from pubflow.markup import markdown
from pubflow.markup.pandoc_write import Mark
from pubflow.statement import Atom, Block, Span, Statement, Text

PAGE = Page(
    "pt-BR",
    alternates=(Alternate("en", "../en/s.html", "https://example.org/en/s"), Alternate("pt-BR", "s.html")),
    stale=True,
    sample=True,
    embargoed_copy=True,
    corrections=(Note("2025-03-07T10:00:00+00:00", "O número de pessoas era 21."),),
    retraction=Note("2025-03-08T10:00:00+00:00", "A fonte não se confirmou."),
    contact=("Imprensa, imprensa@example.org",),
    publisher="Example",
)


def read(source: str, language: str = "pt-BR", **more) -> Portable:
    statement = markdown.loads(source, statement_id="s", path="s.md")[0]
    return portable(statement, replace(PAGE, **{"language": language} | more))


def shown(*inlines, language: str = "en", url: str = "") -> tuple:
    statement = Statement("s", language, (("title", "T"),), (Block("paragraph", inlines),))
    return portable(statement, Page(language, url=url)).blocks[0].inlines


def text_of(nodes: list) -> str:
    return "".join(
        one["c"] if one["t"] == "Str" else " " if one["t"] == "Space" else text_of(one["c"][1] if one["t"] == "Link" else one["c"])
        for one in nodes
    )  # fmt: skip


def test_what_weighs_most_is_said_first_and_each_notice_once():
    made = read("---\ntitle: T\nembargo: 2025-03-05T10:00+01:00\n---\nWords.\n")
    assert [kind for kind, _ in made.notices] == ["retracted", "", "", ""]
    said = [text_of(words) for _, words in made.notices]
    assert "A fonte não se confirmou." in said[0]
    assert made.facts.release == ""
    assert made.corrections[0].endswith("O número de pessoas era 21.")
    assert made.facts.contact == ("Imprensa, imprensa@example.org",)


def test_a_stale_edition_leads_to_the_source_where_that_is_published():
    links = [one for _, words in read("Words.\n").notices for one in words if one["t"] == "Link"]
    assert [link["c"][2][0] for link in links] == ["https://example.org/en/s"]
    unpublished = (Alternate("en", "../en/s.html"), Alternate("pt-BR", "s.html"))
    assert not [
        one for _, words in read("Words.\n", alternates=unpublished).notices for one in words if one["t"] == "Link"
    ]


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("https://example.org/a b?c=1&d=é", "https://example.org/a%20b?c=1&d=%C3%A9"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+442074135566", "tel:+442074135566"),
        ("javascript:a()", None),
        ("java\nscript:a()", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("//evil.example/x", None),
        ("other.md", None),
        ("#part", None),
        ("https:", None),
        ("https://example.org/" + "x" * 3000, None),
        ("", None),
    ],
)
def test_a_link_leads_somewhere_from_a_file_that_lies_alone_or_is_words(written, stands):
    made = shown(Span("link", (Text("x"),), (("href", written), ("title", ""))))
    addresses = [dict(one.attrs)["href"] for one in made if isinstance(one, Span)]
    assert addresses == ([stands] if stands else [])
    assert [one for one in made if isinstance(one, Text)] == ([] if stands else [Text("x")])


def test_a_relative_link_leads_on_from_where_the_edition_is_published():
    made = shown(Span("link", (Text("x"),), (("href", "../b.html"),)), url="https://example.org/en/a.html")
    assert dict(made[0].attrs)["href"] == "https://example.org/b.html"


def test_a_link_in_a_link_is_words():
    inner = Span("link", (Text("y"),), (("href", "https://b.example/"),))
    made = shown(Span("link", (Text("x"), inner), (("href", "https://a.example/"),)))
    assert made[0].children == (Text("x"), Text("y"))


def test_a_picture_is_its_description():
    beside = Atom("image", (("alt", "a map"), ("src", "map.png"), ("title", "")))
    assert shown(beside) == (Text("Image: a map"),)
    assert shown(replace(beside, attrs=(("alt", ""), ("src", "line.png"), ("title", "")))) == ()
    assert shown(replace(beside, attrs=(("alt", "a map"), ("src", "map.png"), ("title", "The camp")))) == (
        Text("Image: a map"), Atom("break"), Text("The camp"),
    )  # fmt: skip
    (elsewhere,) = shown(Atom("image", (("alt", "a map"), ("src", "https://a.example/m.png"), ("title", ""))))
    assert (elsewhere.kind, elsewhere.children) == ("link", (Text("Image: a map"),))


def test_no_control_and_no_override_gets_through():
    assert shown(Text("a\u202eb\x00c\ufeffd"), Atom("code", (("text", "e\x07f"),))) == (
        Text("abcd"), Atom("code", (("text", "ef"),)),
    )  # fmt: skip


@pytest.mark.parametrize(("language", "stands"), [("zh-TW", "人權法 a b"), ("en", "人權 法 a b")])
def test_a_line_break_of_the_source_is_a_space_where_there_are_spaces(language, stands):
    assert shown(Text("人權\n法 a\nb"), language=language) == (Text(stands),)


def test_no_level_of_headings_is_skipped_and_an_empty_one_is_none():
    made = read("# T\n\n#### A\n\n## B\n\n##\n\n###### C\n", language="en")
    assert [(block.kind, block.level) for block in made.blocks] == [
        ("paragraph", 0), ("heading", 1), ("heading", 1), ("paragraph", 0), ("heading", 2),
    ]  # fmt: skip


def test_what_stands_in_is_marked_with_its_language_and_what_is_local_with_none():
    made = read(
        "One.\n\nTwo 人權.\n\nThree.\n\nFour.\n", untranslated=frozenset({0, 1, "title"}), local=frozenset({2, 3})
    )
    assert made.marks[0].language == "en"
    assert made.marks[1].language == ""
    assert made.marks[1].words == made.marks[0].words != made.marks[2].words
    assert made.marks[2].language == ""
    assert 3 not in made.marks
    assert made.front_marks == {"title": Mark("en", "ltr", made.marks[0].words)}


def test_a_title_that_is_a_heading_takes_the_mark_of_its_block():
    made = read("# The title\n\nOne.\n", untranslated=frozenset({0}))
    assert made.facts.title == "The title"
    assert (list(made.front_marks), made.marks) == (["title"], {})


def test_words_of_the_page_in_another_language_are_told():
    made = read("One.\n", language="tlh", untranslated=frozenset({0}))
    assert str(made.spoken) == "en"
    assert made.marks[0].spoken == "en"


@pytest.mark.parametrize(
    ("language", "apart"), [("he", True), ("ps", True), ("ar", False), ("el", False), ("pt-BR", False)]
)
def test_where_the_page_speaks_the_other_way_round_its_words_keep_together(language, apart):
    one = read("---\ntitle: T\ndate: 2026-01-01\nplace: P\n---\n\nText.\n", language)
    said = [*(label for _, label, _ in one.dateline), *one.colophon]
    assert len(said) >= 3
    assert {(words[0], words[-1]) == ("\u2066", "\u2069") for words in said} == {apart}


def test_numbers_and_addresses_of_the_contact_keep_their_direction():
    made = read("One.\n", language="ar", contact=("هاتف +44 20 7413 5566، press@example.org",))
    assert made.facts.contact == ("هاتف \u2066+44 20 7413 5566\u2069، \u2066press@example.org\u2069",)


def test_a_title_of_nothing_visible_is_the_id():
    assert read('---\ntitle: "\\u200B\\u200B"\n---\nOne.\n').facts.title == "s"
