"""Reads OpenDocument texts (.odt), by pandoc."""

from __future__ import annotations

from pubflow.document import Reading
from pubflow.errors import SourceError
from pubflow.markup import left_behind, office, tracked
from pubflow.markup.package import opened


class OdtSource:
    """LibreOffice and others. Tracked changes and comments that are open stand in the reading's `changes`."""

    suffixes: tuple[str, ...] = (".odt",)

    def read(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """Raises SourceError for what is no OpenDocument text, is too large, or where pandoc is not there."""
        package = opened(content, path, main="content.xml", kind="OpenDocument")
        read = office.tree_of(content, "odt", path=path)
        return office.reading_of(
            read,
            lambda src: package.part(src) if src in package.names else None,
            statement_id=statement_id,
            path=path,
            changes=tracked.in_odt(package),
            told=left_behind.told(left_behind.in_odt(package)),
        )

    def read_rejecting(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        """As `read`, where nothing but comments is open: what was tracked is taken as it stands by pandoc."""
        reading = self.read(content, statement_id=statement_id, path=path)
        if any(change.kind != "comment" for change in reading.changes):
            hint = "open it in LibreOffice: Edit > Track Changes > Reject All, save, and import it again"
            raise SourceError("tracked changes of an .odt can be accepted only", where=path, hint=hint)
        return reading
