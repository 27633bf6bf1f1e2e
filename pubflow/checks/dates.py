"""Whether the dates and days of the week of the source stand in the target, and agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pubflow.catalog import Unit
from pubflow.checks.texts import in_words, values_of
from pubflow.facts import matching, stated
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import wire_span

_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DateMismatch:
    """A date that the target lacks or changes, or gives in two calendars that disagree."""

    id = "date-mismatch"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        if not target:
            return
        language = context.language.language
        for difference in matching.days(stated(source, "en"), stated(target, language)):
            span = wire_span(unit.target, difference.span) if difference.span else None
            told = (
                in_words(difference) if difference.ours else f"the two years of “{difference.theirs}” are not the same"
            )
            yield Finding(self.id, Severity.ERROR, told, context.where, span=span)


class WeekdayMismatch:
    """A day of the week that became another, or one that its date does not fall on, in the target or in the source."""

    id = "weekday-mismatch"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        if not target:
            return
        ours, theirs = stated(source, "en"), stated(target, context.language.language)
        for difference in matching.weekdays(ours, theirs):
            span = wire_span(unit.target, difference.span) if difference.span else None
            yield Finding(self.id, Severity.ERROR, in_words(difference), context.where, span=span)
            return
        for day, weekday, falls in matching.out_of_step(theirs):
            span = wire_span(unit.target, (weekday.start, weekday.end))
            message = f"“{day.text}” is a {_NAMES[falls]}, not a {_NAMES[weekday.day]}"
            yield Finding(self.id, Severity.ERROR, message, context.where, span=span)
            return
        for day, weekday, falls in matching.out_of_step(ours):
            message = f"in the source: “{day.text}” is a {_NAMES[falls]}, not a {weekday.text}"
            yield Finding(self.id, Severity.ERROR, message, context.where)
