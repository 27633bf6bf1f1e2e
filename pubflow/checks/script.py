"""Whether a text in Traditional characters holds others."""

from __future__ import annotations

from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.reading import Reading, each, read
from pubflow.checks.writing import is_traditional
from pubflow.chinese.miswritten import miswritten
from pubflow.chinese.script import script_of, simplified_places, to_traditional
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext


class SimplifiedChar:
    """A Simplified character, or a Traditional one that a conversion put into the wrong word (皇後)."""

    id = "simplified-char"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        if not is_traditional(context.language) or (reading := read(unit, context)) is None:
            return
        yield from self._simplified(reading)
        message = "“{old}” is “{new}” in Traditional characters"
        yield from each(reading, self.id, Severity.ERROR, message, miswritten(reading.text))

    def _simplified(self, reading: Reading) -> Iterator[Finding]:
        """One finding a text: a person mends it in one go."""
        text = reading.text
        found = [at for at in simplified_places(text) if reading.allows(at, at + 1)]
        if not found:
            return
        edits = reading.edits(to_traditional(text, script_of(text)))
        told = "".join(dict.fromkeys(text[at] for at in found))
        message = f"Simplified character{'s' if len(told) > 1 else ''} {told}"
        end = next(at for at in range(found[0], len(text) + 1) if at not in found)
        yield reading.found(self.id, Severity.ERROR, message, (found[0], end), edits)
