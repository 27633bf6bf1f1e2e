"""Whether names are in the target, and carry their Latin name where a statement mentions them first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pubflow.catalog import Unit
from pubflow.checks.texts import target_of, values_of, verdict
from pubflow.facts.people import lost_names
from pubflow.finding import Finding, Severity
from pubflow.language.script import is_latin
from pubflow.plugins import CheckContext
from pubflow.segment import is_joined, wire_span
from pubflow.termbase.names import missing, repeated, wanted

_NAMED: Final = frozenset({"person", "group", "institution", "instrument"})
"""Classes of registered names without which a reader does not know of whom the source speaks."""


class NameMissing:
    """A name that the target leaves out or misspells: one of the glossary, or one of a person.

    A capital that stands for its government, and places altogether, are not asked for.
    """

    id = "name-missing"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        if not target:
            return
        for match in verdict(unit, context).missing:
            if match.entry.kind == "name" and match.entry.semantic_class in _NAMED:
                message = f"the name “{match.text}” is not in the target"
                yield Finding(self.id, Severity.ERROR, message, context.where, about=match.entry.id)
        language = context.language
        for lost in lost_names(source, target, latin=is_latin(language), language=language.language):
            span = wire_span(unit.target, lost.span) if lost.span else None
            message = f"the name “{lost.name}” is " + (
                f"misspelt “{lost.theirs}”" if lost.theirs else "not in the target"
            )
            yield Finding(self.id, Severity.ERROR, message, context.where, span=span)


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
        plain = target_of(unit).plain
        for one in missing(plain, context.terms, first, language):
            message = f"“{one.match.text}” is first mentioned here: write {wanted(plain, one, language)}"
            span = wire_span(unit.target, (one.start, one.end))
            yield Finding(self.id, Severity.WARNING, message, context.where, span=span)
        for one in repeated(plain, context.terms, first, language):
            message = f"“{one.match.text}” was mentioned before: its Latin name is not repeated"
            span = wire_span(unit.target, (one.start, one.end))
            yield Finding(self.id, Severity.INFO, message, context.where, span=span)
