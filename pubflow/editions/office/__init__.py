"""The office editions: Word, OpenDocument and EPUB, written by pandoc and finished in the style of the house."""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_URL, uuid5

from pubflow import pandoc
from pubflow.document import Page
from pubflow.editions.office import epub, opendocument, word
from pubflow.editions.office.content import book, content, descriptions
from pubflow.editions.portable import Portable, portable
from pubflow.errors import EditionError
from pubflow.language import LanguageTag
from pubflow.markup.pandoc_write import Node, dumps, node
from pubflow.statement import Statement

_KINDS: Final = ("jpg", "png", "gif")
"""Pictures that every program for these files shows: not all know WebP."""


class DocxWriter:
    """A Word file with the styles of the house. Raises EditionError where pandoc is not there or fails."""

    format = "docx"
    suffix = ".docx"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The file: no macros, no field but the page numbers, no link that the source has not, nobody's name."""
        shown = portable(statement, page, kinds=_KINDS)
        made = _made(content(shown), shown, statement, "docx")
        return word.finished(made, shown, LanguageTag.parse(page.source_language))


class OdtWriter:
    """An OpenDocument text with the styles of the house. Raises EditionError where pandoc is not there or fails."""

    format = "odt"
    suffix = ".odt"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The file: no macros, no field but the page numbers, no link that the source has not, nobody's name."""
        shown = portable(statement, page, kinds=_KINDS, turned=False)
        tree = content(shown)
        made = _made(tree, shown, statement, "odt")
        return opendocument.finished(made, shown, LanguageTag.parse(page.source_language), described=descriptions(tree))


class EpubWriter:
    """An EPUB 3 for readers of books and phones. Raises EditionError where pandoc is not there or fails."""

    format = "epub"
    suffix = ".epub"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The file: one text, its headings as the way through it, no request to any host."""
        shown = portable(statement, page, kinds=_KINDS)
        more = {
            "title": _string(shown.facts.title),
            "identifier": _string(f"urn:uuid:{uuid5(NAMESPACE_URL, f'pubflow:{statement.id}:{shown.tag}')}"),
        }
        if shown.publisher:
            more |= {"publisher": _string(shown.publisher), "creator": _string(shown.publisher)}
        if shown.facts.published_iso:
            more["date"] = _string(shown.facts.published_iso[:10])
        if shown.facts.description:
            more["description"] = _string(shown.facts.description)
        options = ("--epub-title-page=false", "--split-level=1", "--toc-depth=3")
        return epub.finished(_made(book(shown), shown, statement, "epub3", *options, **more), shown)


def _made(tree: list[Node], shown: Portable, statement: Statement, kind: str, *options: str, **more: Node) -> bytes:
    meta = {"lang": _string(shown.tag.html), **more}
    if shown.tag.direction == "rtl":
        meta |= {"dir": _string("rtl"), "page-progression-direction": _string("rtl")}
    return pandoc.run(
        dumps(tree, meta),
        "--from=json",
        f"--to={kind}",
        *options,
        refusal=EditionError,
        where=statement.path or statement.id,
        epoch=0,
    )


def _string(words: str) -> Node:
    return node("MetaString", words)
