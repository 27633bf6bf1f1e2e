"""Whether numbers, amounts and addresses of the source stand in the target, compared by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pubflow.catalog import Unit
from pubflow.checks.texts import of_difference, texts_of, values_of
from pubflow.facts import emails, matching, urls
from pubflow.facts.stated import stated
from pubflow.facts.vague import resized
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext


class NumberMismatch:
    """A number that the target lacks, changes or adds, by value: `21,000` may be `2.1萬`, never `2,100`."""

    id = "number-mismatch"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        if not target:
            return
        for difference in _compared(source, target, context.language.language).different:
            yield of_difference(self.id, difference, unit, context)
        for difference in resized(source, target, context.language.language):
            yield of_difference(self.id, difference, unit, context)


class AmountMismatch:
    """A number that is right, with another currency, unit or per cent, or without it."""

    id = "amount-mismatch"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        language = context.language.language
        if not target:
            return
        for difference in matching.units(_compared(source, target, language).same, target, language):
            yield of_difference(self.id, difference, unit, context)


class UrlEmail:
    """A web or e-mail address that the target changes or loses."""

    id = "url-email"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target:
            return
        here = urls(source) + emails(source)
        if not here:
            return
        for address in Counter(here) - Counter(urls(target) + emails(target)):
            yield Finding(self.id, Severity.ERROR, f"{address} is not in the target", context.where)


@lru_cache(maxsize=2)
def _compared(source: str, target: str, language: str) -> matching.Pairs:
    return matching.quantities(stated(source, "en"), stated(target, language), language)
