"""The Markdown edition: the source's own text with other words in it, or a fresh one where there is no such text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from pubflow.document import Page
from pubflow.editions.front import Correction, Notice, front, mark_of, notices_of, together
from pubflow.language import LanguageTag, furniture
from pubflow.markup import front_matter, markdown
from pubflow.statement import Atom, Attrs, Block, Inline, Span, Statement, Text

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
        if page.contact is not None:
            statement = replace(statement, meta=_with_contact(statement.meta, "\n".join(page.contact)))
        if page.untranslated or page.local:
            statement = _marked(statement, page)
        if page.source_text is None:
            text, newline = markdown.render_new(statement), "\n"
        else:
            # The text was read for this statement before, by the same name: it is not parsed twice.
            _source, layout = markdown.loads(page.source_text, statement_id=statement.id, path=statement.path)
            text, newline = markdown.dumps(statement, layout), layout.newline
        facts = front(statement, page)
        quotation = _quotation(facts.notices, facts.corrections, LanguageTag.parse(page.language))
        if quotation:
            text = _on_top(text, quotation, newline)
        return text.encode("utf-8")


def with_notices(content: bytes, page: Page) -> bytes:
    """A text that was made earlier, above it the notices of `page`; all else keeps its bytes."""
    text = content.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    return _on_top(text, _quotation(notices_of(page), (), LanguageTag.parse(page.language)), newline).encode("utf-8")


def _marked(statement: Statement, page: Page) -> Statement:
    """With a mark before each block in which source sentences stand in, and before those of this language alone."""
    ordinals = count()

    def marked(block: Block) -> Block:
        if block.children:
            return replace(block, children=tuple(map(marked, block.children)))
        words = mark_of(page, next(ordinals))
        return replace(block, inlines=(Text(f"[{words}] "), *block.inlines)) if words and block.inlines else block

    return replace(statement, blocks=tuple(map(marked, statement.blocks)))


def _in_language(meta: Attrs, language: str) -> Attrs:
    """`language` set, or added at the end; a `lang` of the site's own is set too."""
    named = tuple((key, language if key in {"language", "lang"} else value) for key, value in meta)
    return named if "language" in dict(named) else (*named, ("language", language))


def _quotation(notices: Sequence[Notice], corrections: Sequence[Correction], tag: LanguageTag) -> str:
    """The notices and what was corrected, as a quotation; "" where there is nothing to say."""
    children = [_paragraph(one.label, [together(tag, one.sentences)], one.link) for one in notices]
    if corrections:
        said = [furniture.text(tag, "{day}: {text}", day=one.day, text=one.text) for one in corrections]
        children.append(_paragraph(furniture.text(tag, "Corrections"), said))
    if not children:
        return ""
    return markdown.render_new(Statement("", str(tag), (), (Block("quote", children=tuple(children)),)))


def _with_contact(meta: Attrs, lines: str) -> Attrs:
    """The contact of this language in place of the source's; an empty one where it has none."""
    named = tuple((key, lines if key == "contact" else value) for key, value in meta)
    return named if "contact" in dict(named) or not lines else (*named, ("contact", lines))


def _paragraph(label: str, lines: Sequence[str], link: tuple[str, str] | None = None) -> Block:
    inlines: list[Inline] = [Span("strong", (Text(label),)), Text(f"\n{lines[0]}")]
    for line in lines[1:]:
        inlines += [Atom("break"), Text(line)]
    if link:
        inlines += [Text("\n"), Span("link", (Text(link[0]),), (("href", link[1]),))]
    return Block("paragraph", tuple(inlines))


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
