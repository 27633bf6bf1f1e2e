"""Whether names carry their Latin name where a statement mentions them first, in languages that want it."""

from __future__ import annotations

from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import TaggedText, is_joined, wire_span
from pubflow.termbase.names import missing, repeated, wanted


class NameFirstMention:
    """The first mention of a name goes without its Latin name, or a later one repeats it.

    A rendering that is not there at all is a missing term, and that check's business.
    """

    id = "name-first-mention"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        first, language = context.first_mentions, context.language
        if first is None or is_joined(unit.target):
            return
        plain = TaggedText.parse(unit.target).plain
        for one in missing(plain, context.terms, first, language):
            message = f"“{one.match.text}” is first mentioned here: write {wanted(plain, one, language)}"
            span = wire_span(unit.target, (one.start, one.end))
            yield Finding(self.id, Severity.WARNING, message, context.where, span=span)
        for one in repeated(plain, context.terms, first, language):
            message = f"“{one.match.text}” was mentioned before: its Latin name is not repeated"
            span = wire_span(unit.target, (one.start, one.end))
            yield Finding(self.id, Severity.INFO, message, context.where, span=span)
