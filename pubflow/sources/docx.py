"""Reads Word files (.docx), by pandoc."""

from __future__ import annotations

from pubflow.document import Reading
from pubflow.markup import left_behind, office, tracked
from pubflow.markup.embargo_line import embargo_of
from pubflow.markup.package import Package, opened
from pubflow.statement import Block, Text


class DocxSource:
    """Word 2007 and later. Tracked changes and comments that are open stand in the reading's `changes`."""

    suffixes: tuple[str, ...] = (".docx",)

    def read(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """Raises SourceError for what is no Word file, is too large, or where pandoc is not there."""
        return _read(content, statement_id, path, "accept")

    def read_rejecting(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """The file as it was before all that was tracked."""
        return _read(content, statement_id, path, "reject")


def _read(content: bytes, statement_id: str, path: str, decision: office.Decision) -> Reading:
    package = opened(content, path, main="word/document.xml", kind="Word")
    behind = left_behind.in_docx(package)
    read = office.tree_of(tracked.numbered(package, content), "docx", path=path, decision=decision)
    # Many desks write the embargo into the head of the page, where no reader of the text sees it.
    above = [pair for pair in behind if pair[0] != "a text box" and embargo_of(pair[1])][:1]
    blocks = tuple(Block("paragraph", (Text(words),)) for _, words in above)
    return office.reading_of(
        office.with_head(read, blocks),
        lambda src: _picture(package, src),
        statement_id=statement_id,
        path=path,
        changes=tracked.in_docx(package),
        told=left_behind.told(tuple(pair for pair in behind if pair not in above)),
    )


def _picture(package: Package, src: str) -> bytes | None:
    """pandoc names pictures as the document does: from its own folder."""
    return next((package.part(name) for name in (f"word/{src}", src.lstrip("/")) if name in package.names), None)
