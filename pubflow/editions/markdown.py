"""The Markdown edition: the source's own text with other words in it, or a fresh one where there is no such text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

from pubflow.document import Page
from pubflow.editions.front import Notice, front
from pubflow.language import LanguageTag, furniture
from pubflow.language.furniture import language_of
from pubflow.markup import front_matter, markdown
from pubflow.statement import Attrs, Block, Inline, Span, Statement, Text

_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")


class MarkdownWriter:
    """Splices into `page.source_text` where it is given: everything that is not words keeps its bytes.

    A translated edition names its language in the front matter; a draft carries its notice as a quotation on top.
    """

    format = "md"
    suffix = ".md"

    def write(self, statement: Statement, page: Page) -> bytes:
        """The text in UTF-8. Raises EditionError where `page.source_text` has other blocks than the statement."""
        if page.language != page.source_language:
            statement = replace(statement, meta=_in_language(statement.meta, page.language))
        if page.untranslated and page.language != page.source_language:
            statement = _marked(statement, page)
        if page.source_text is None:
            text, newline = markdown.render_new(statement), "\n"
        else:
            # The text was read for this statement before, by the same name: it is not parsed twice.
            _source, layout = markdown.loads(page.source_text, statement_id=statement.id, path=statement.path)
            text, newline = markdown.dumps(statement, layout), layout.newline
        notices = front(statement, page).notices
        if notices:
            text = _on_top(text, _quotation(notices, LanguageTag.parse(page.language)), newline)
        return text.encode("utf-8")


def _marked(statement: Statement, page: Page) -> Statement:
    """With a mark before each block in which source sentences stand in."""
    mark = Text(f"[{furniture.text(LanguageTag.parse(page.language), 'Not yet fully translated')}] ")
    ordinals = count()

    def marked(block: Block) -> Block:
        if block.children:
            return replace(block, children=tuple(map(marked, block.children)))
        stands_in = next(ordinals) in page.untranslated and block.inlines
        return replace(block, inlines=(mark, *block.inlines)) if stands_in else block

    return replace(statement, blocks=tuple(map(marked, statement.blocks)))


def _in_language(meta: Attrs, language: str) -> Attrs:
    """`language` set, or added at the end; a `lang` of the site's own is set too."""
    named = tuple((key, language if key in {"language", "lang"} else value) for key, value in meta)
    return named if "language" in dict(named) else (*named, ("language", language))


def _quotation(notices: tuple[Notice, ...], tag: LanguageTag) -> str:
    between = " " if language_of(tag).spaced or tag.language == "th" else ""
    children: list[Block] = []
    for notice in notices:
        words: tuple[Inline, ...] = (Span("strong", (Text(notice.label),)), Text("\n" + between.join(notice.sentences)))
        children.append(Block("paragraph", words))
    return markdown.render_new(Statement("", str(tag), (), (Block("quote", children=tuple(children)),)))


def _on_top(text: str, quotation: str, newline: str) -> str:
    """The text with a block before its first one, behind the front matter."""
    bom = len(text) - len(text.removeprefix("\ufeff"))
    _yaml, _span, body = front_matter.split(text[bom:])
    at = bom + body
    blank = _BLANK_LINES.match(text, at)
    at = blank.end() if blank else at
    before = text[:at]
    gap = newline if body and not before.endswith(("\n", "\r")) else ""
    after = newline + text[at:] if text[at:] else ""
    return before + gap + quotation.replace("\n", newline) + after
