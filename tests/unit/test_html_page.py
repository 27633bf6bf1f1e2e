"""The main text of a page, and what was left out of it."""

from __future__ import annotations

import pytest

from pubflow.errors import SourceError
from pubflow.markup.html_page import main_text

PROSE = "She was held for twenty-one days without a word to her family, said the groups. " * 4
MENU = "<ul>" + "<li><a href='/x'>Somewhere else on this site</a></li>" * 40 + "</ul>"


def text_of(html: str) -> str:
    return main_text(html, path="a.html").html


@pytest.mark.parametrize(
    "page",
    [
        f"<body><div>{MENU}</div><main><p>{PROSE}</p></main><p>Foot</p>",
        f"<body><div>{MENU}</div><div role=main><p>{PROSE}</p></div><p>Foot",
        f"<article><p>{PROSE}</article><aside>{MENU}</aside>",
        f"<div id=a>{MENU}<div id=b><div id=c><p>{PROSE}</div><div><p>Side note</p></div></div></div><p>Foot</p>",
        f"<table><tr><td>{MENU}<td><p>{PROSE}</table><p>Foot",
        f"<form action=/x><div>{MENU}</div><div><p>{PROSE}</p></div></form><p>Foot",
        f"<article><p>Teaser</p></article><article><p>{PROSE}</p></article>",
    ],
    ids=["main", "role", "article", "densest", "table", "form", "articles"],
)
def test_the_main_text_is_found_however_a_page_is_built(page: str) -> None:
    found = text_of(page)

    assert PROSE in found
    for other in ("Somewhere", "Foot", "Teaser"):
        assert other not in found


@pytest.mark.parametrize("page", ["<p>Short.", "No tags at all", "<p>Two.</p><p>Three.</p>", "</div><p>Stray end"])
def test_a_piece_of_a_page_is_taken_whole(page: str) -> None:
    assert text_of(page) == page


def test_what_is_left_out_is_named_by_its_first_words() -> None:
    found = main_text(
        f"<html lang=fr><title>The page</title><div id=menu>Home News</div><main><p>{PROSE}</p><form>Sign up</form>"
        "<p onclick=x>So.</p><script>if (a</b) {}</script></main><footer>All rights",
        path="a.html",
    )

    assert (found.title, found.language) == ("The page", "fr")
    assert found.html == f"<p>{PROSE}</p><p onclick=x>So.</p></main>"
    assert found.told == (
        "left out of the page: div menu: “Home News …”",
        "left out of the page: footer: “All rights …”",
        "left out of the page: scripts (2)",
        "left out of the text: form: “Sign up …”",
    )


def test_nesting_has_an_end_and_a_place() -> None:
    with pytest.raises(SourceError) as caught:
        text_of("\n" + "<div>" * 2_000)

    assert caught.value.where == "a.html:2"
