"""Whether numbers, amounts and addresses of the source stand in the target, compared by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pubflow.catalog import Unit
from pubflow.facts import emails, matching, stated, urls
from pubflow.facts.matching import Difference
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import TaggedText, is_joined, wire_span

_BLANK: Final = "\ufffc"


class NumberMismatch:
    """A number that the target lacks, changes or adds, by value: `21,000` may be `2.1萬`, never `2,100`."""

    id = "number-mismatch"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = values_of(unit, context)
        if not target:
            return
        for difference in _compared(source, target, context.language.language).different:
            yield _told(self.id, difference, unit, context)


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
            yield _told(self.id, difference, unit, context)


class UrlEmail:
    """A web or e-mail address that the target changes or loses."""

    id = "url-email"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target:
            return
        here = Counter(urls(source) + emails(source))
        for address in here - Counter(urls(target) + emails(target)):
            yield Finding(self.id, Severity.ERROR, f"{address} is not in the target", context.where)


def texts_of(unit: Unit) -> tuple[str, str]:
    """Source and target without tags; "" for a target that has nothing to compare."""
    if not unit.target.strip() or is_joined(unit.target):
        return "", ""
    return plain(unit.key.source), plain(unit.target)


def values_of(unit: Unit, context: CheckContext) -> tuple[str, str]:
    """The same without the names of the glossary, whose numbers are part of them (二二八事件); as long as before.

    "" for a target that is the source's text, and for one in the source's language.
    """
    source, target = texts_of(unit)
    if not target or source == target or context.language.language == "en":
        return "", ""
    for match in context.terms:
        if match.entry.kind == "name" or any(char.isdecimal() for char in match.text):
            source = source[: match.start] + _BLANK * (match.end - match.start) + source[match.end :]
            for form in match.entry.accepted(str(context.language)):
                target = target.replace(form, _BLANK * len(form))
    return source, target


@lru_cache(maxsize=8)
def plain(text: str) -> str:
    """Without tags. Many checks ask it of one unit in turn."""
    return TaggedText.parse(text).plain


@lru_cache(maxsize=2)
def _compared(source: str, target: str, language: str) -> matching.Pairs:
    return matching.quantities(stated(source, "en"), stated(target, language), language)


def in_words(difference: Difference) -> str:
    """What happened to the value."""
    if not difference.ours:
        return f"“{difference.theirs}” is not in the source"
    if not difference.theirs:
        return f"“{difference.ours}” is not in the target"
    return f"“{difference.ours}” became “{difference.theirs}”"


def _told(check: str, difference: Difference, unit: Unit, context: CheckContext) -> Finding:
    span = wire_span(unit.target, difference.span) if difference.span else None
    return Finding(check, Severity.ERROR, in_words(difference), context.where, span=span)
