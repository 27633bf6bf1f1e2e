"""Reads plain text: headline first, then paragraphs, wrapped or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from pubflow.document import Reading
from pubflow.errors import SourceError
from pubflow.facts import invisible_characters
from pubflow.finding import Finding, Severity, Where
from pubflow.markup import plaintext, press
from pubflow.markup.decode import decode
from pubflow.statement import Statement

LIMIT: Final = 2_000_000
"""Bytes. A long report has 100,000 words, a third of it."""
_MOST_REMARKS: Final = 50


class TextSource:
    """Plain text, UTF-8. See `plaintext.loads` for what becomes structure.

    A short first block without a full stop, with more to follow, is the headline: it becomes `meta` title and is no
    block any more. Blocks carry the lines of the file.
    """

    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """Raises SourceError for what is not UTF-8, holds NUL bytes or is larger than `LIMIT`."""
        if len(content) > LIMIT:
            raise SourceError(
                f"the file has {len(content):,} bytes; a statement may have {LIMIT:,}",
                where=path,
                hint="is it the right file? a long report goes in by chapters",
            )
        text = decode(content, path)
        meta, blocks = press.headline(plaintext.loads(text))
        statement = Statement(statement_id, "en", meta, blocks, path)
        return Reading(statement, tuple(_remarks(text, statement, path)))


def _remarks(text: str, statement: Statement, path: str) -> Iterator[Finding]:
    if not statement.blocks:
        yield Finding("empty-source", Severity.WARNING, "the file is empty: 0 segments", Where(path, 1))
        return
    if not statement.get("title"):
        yield Finding(
            "no-title",
            Severity.WARNING,
            "no headline found: the first block is no short line without a full stop",
            Where(path, statement.blocks[0].line or 1),
        )
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    for count, (offset, name) in enumerate(invisible_characters(text)):
        if count == _MOST_REMARKS:
            yield Finding("invisible-char", Severity.WARNING, "and more invisible characters", Where(path))
            return
        line = bisect_right(starts, offset)
        yield Finding("invisible-char", Severity.WARNING, f"an invisible character, {name}", Where(path, line))
