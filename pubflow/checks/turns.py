"""Whether what is denied in the source is denied in the target, and what is doubted is doubted."""

from __future__ import annotations

from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.texts import values_of
from pubflow.facts.turns import hedges_lost, negations_added, negations_lost, refusals_lost
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import wire_span


class NegationDropped:
    """A negation of the source for which the target has nothing: `has not been charged`, 已遭起訴."""

    id = "negation-dropped"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        if not target:
            return
        for lost in negations_lost(source, target, context.language.language):
            message = f"“{lost.text}”: the target does not say that something is not so"
            yield Finding(self.id, Severity.ERROR, message, context.where)
        for lost in refusals_lost(source, target, context.language.language):
            message = f"“{lost.text}”: the target says that it was done"
            yield Finding(self.id, Severity.ERROR, message, context.where)
        for start, end in negations_added(source, target, context.language.language):
            message = f"“{target[start:end]}”: the source does not say that something is not so"
            span = wire_span(unit.target, (start, end))
            yield Finding(self.id, Severity.WARNING, message, context.where, span=span)


class HedgeDropped:
    """A word for how sure or how exact something is, for which the target has nothing: `allegedly`, `at least`."""

    id = "hedge-dropped"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        if not target:
            return
        for lost in hedges_lost(source, target, context.language.language):
            message = f"“{lost.text}” is not in the target"
            yield Finding(self.id, Severity.WARNING, message, context.where)
