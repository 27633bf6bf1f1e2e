"""The body alone, to paste into a CMS: from h2 down, with no page around it, no class and no style."""

from __future__ import annotations

from collections.abc import Iterable

from pubflow.document import Page
from pubflow.editions.front import Front, Notice, front, notices_of
from pubflow.editions.html.body import Body, said, spoken_in
from pubflow.editions.html.safe import encode, escape
from pubflow.language import LanguageTag
from pubflow.language.furniture import language_of, text
from pubflow.statement import Statement


class FragmentWriter:
    """Makes what stands between the title and the contact, which a CMS has fields of their own for (`fields`).

    What the page must say of itself comes along: notices first, corrections last. Ids begin with the statement's, so
    that several fragments can stand in one page; the links between notes and their places work there.
    """

    format = "fragment"
    suffix = ".fragment.html"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The fragment as UTF-8, ending its last line. The same statement and page give the same bytes."""
        return encode(fragment(statement, page, front(statement, page)) or "\n")


def fragment(statement: Statement, page: Page, facts: Front) -> str:
    """The body of an edition; "" where there is none."""
    tag = LanguageTag.parse(page.language)
    body = Body(statement, page, heading=facts.heading, within=statement.id)
    notices = _notices(tag, facts.notices)
    prose, notes = body.render()
    return f"{notices}{prose}{notes}{_corrections(tag, facts)}"


def with_notices(content: bytes, page: Page) -> bytes:
    """A fragment that was made earlier, above it the notices of `page`; all else keeps its bytes."""
    return encode(_notices(LanguageTag.parse(page.language), notices_of(page))) + content


def _notices(tag: LanguageTag, notices: Iterable[Notice]) -> str:
    return "".join(_notice(tag, notice) for notice in notices)


def _notice(tag: LanguageTag, notice: Notice) -> str:
    return (
        f"<p{spoken_in(language_of(tag), tag)}><strong>{escape(notice.label)}</strong><br>\n{said(tag, notice)}</p>\n"
    )


def _corrections(tag: LanguageTag, facts: Front) -> str:
    if not facts.corrections:
        return ""
    lines = (text(tag, "{day}: {text}", day=one.day, text=one.text) for one in facts.corrections)
    items = "".join(f"<li>{escape(line)}</li>\n" for line in lines)
    return f"<h2{spoken_in(language_of(tag), tag)}>{escape(text(tag, 'Corrections'))}</h2>\n<ul>\n{items}</ul>\n"
