"""How a PO file was written, beside what it says: so that what nobody changed keeps its very bytes."""

from __future__ import annotations

from dataclasses import dataclass

from pubflow.catalog import Unit
from pubflow.finding import Finding


@dataclass(frozen=True, slots=True)
class Layout:
    """The file that a catalog was read from. Only `dumps` looks inside; everybody may read `findings`."""

    content: bytes
    """The whole file."""
    text: str
    """`content` decoded, without byte order mark."""
    starts: tuple[int, ...]
    """Where each entry begins in `text`; last, where the last one ends."""
    entries: tuple[Unit, ...]
    """What each of them said: units and the header, in file order."""
    header: int | None
    """Which entry is the header."""
    headers: tuple[tuple[str, str], ...]
    header_comments: tuple[str, ...]
    charset: str
    bom: bool
    findings: tuple[Finding, ...] = ()
    """Remarks that did not stop the reading: a charset or line ends that the next real write converts, a header key
    that stands twice, a language that is none."""

    @property
    def converts(self) -> bool:
        """Whether a real write changes more than its units: it is not UTF-8 with LF."""
        return self.bom or self.charset not in {"utf-8", "utf8", "ascii", "us-ascii"} or "\r\n" in self.text
