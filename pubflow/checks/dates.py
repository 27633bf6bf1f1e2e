"""Whether the dates and days of the week of the source stand in the target, and agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pubflow.catalog import Unit
from pubflow.checks.texts import of_difference, values_of
from pubflow.facts import matching
from pubflow.facts.stated import stated
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
        theirs = stated(target, context.language.language)
        disagreeing = list(matching.out_of_calendar(theirs))
        told = {(day.start, day.end) for day in disagreeing}
        for difference in matching.days(stated(source, "en"), theirs):
            if difference.span not in told:
                yield of_difference(self.id, difference, unit, context)
        for day in disagreeing:
            span = wire_span(unit.target, (day.start, day.end))
            message = f"the two years of “{day.text}” are not the same"
            yield Finding(self.id, Severity.ERROR, message, context.where, span=span)


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
            yield of_difference(self.id, difference, unit, context)
            return
        for day, weekday, falls in matching.out_of_step(theirs):
            span = wire_span(unit.target, (weekday.start, weekday.end))
            message = f"“{day.text}” is a {_NAMES[falls]}, not a {_NAMES[weekday.day]}"
            yield Finding(self.id, Severity.ERROR, message, context.where, span=span)
            return
        for day, weekday, falls in matching.out_of_step(ours):
            message = f"in the source: “{day.text}” is a {_NAMES[falls]}, not a {weekday.text}"
            yield Finding(self.id, Severity.ERROR, message, context.where)
