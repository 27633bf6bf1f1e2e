"""Reads Markdown: what `statements/` holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from pubflow.document import Reading
from pubflow.facts import invisible_characters
from pubflow.finding import Finding, Severity, Where
from pubflow.markup import markdown
from pubflow.markup.decode import decode, refuse_conflict
from pubflow.statement import Atom, Statement, leaves, plain

_MOST_REMARKS: Final = 50
_NEWLINE: Final = re.compile(r"\r\n|\r|\n")


class MarkdownSource:
    """CommonMark with tables, strikethrough, footnotes and YAML front matter; UTF-8. See `markup.markdown`."""

    suffixes: tuple[str, ...] = (".md", ".markdown")

    def read(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """Raises SourceError for what is not UTF-8, for front matter that can't be read, for what is too large."""
        text = decode(content, path, keep_bom=True)
        refuse_conflict(text, path)
        statement, _layout = markdown.loads(text, statement_id=statement_id, path=path)
        return Reading(statement, tuple(_remarks(text, statement, path)))


def _remarks(text: str, statement: Statement, path: str) -> Iterator[Finding]:
    if not any(_speaks(statement)):
        message = "there is nothing to translate in the body"
        yield Finding("empty-source", Severity.WARNING, message, Where(path, max(1, len(_NEWLINE.findall(text)))))
    if text.isascii():
        return
    bom = text.startswith("\ufeff")
    starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]
    for count, (offset, name) in enumerate(invisible_characters(text[bom:])):
        if count == _MOST_REMARKS:
            yield Finding("invisible-char", Severity.WARNING, "and more invisible characters", Where(path))
            return
        line = bisect_right(starts, offset + bom)
        yield Finding("invisible-char", Severity.WARNING, f"an invisible character, {name}", Where(path, line))


def _speaks(statement: Statement) -> Iterator[bool]:
    """For each block, whether it has words, or a picture that may be described."""
    for block in leaves(statement.blocks):
        picture = any(isinstance(inline, Atom) and inline.kind == "image" for inline in block.inlines)
        yield picture or bool(plain(block.inlines).strip())
