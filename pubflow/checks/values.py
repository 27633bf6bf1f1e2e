"""Whether numbers and addresses of the source stand in the target, compared by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.facts import emails, numbers, urls
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import TaggedText, is_joined

_HAN_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千萬億兆兩半]")
_WRITTEN_OUT = 12
"""Up to here a number may be written as a word in the target, and in most languages' house styles is."""


class NumberMismatch:
    """A number in digits that the target does not hold in any reading: `21,000` may be `2.1萬`, never `2,100`."""

    id = "number-mismatch"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = _texts(unit)
        if not target:
            return
        theirs = list(numbers(target))
        for token, readings in numbers(source):
            found = next((at for at, (_, other) in enumerate(theirs) if readings & other), None)
            if found is not None:
                del theirs[found]
            elif not _may_be_written_out(readings, target, context):
                yield Finding(self.id, Severity.ERROR, f"{token} is not in the target", context.where)


class UrlEmail:
    """A web or e-mail address that the target changes or loses."""

    id = "url-email"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = _texts(unit)
        if not target:
            return
        here = Counter(urls(source) + emails(source))
        for address in here - Counter(urls(target) + emails(target)):
            yield Finding(self.id, Severity.ERROR, f"{address} is not in the target", context.where)


def _texts(unit: Unit) -> tuple[str, str]:
    """Source and target without tags; "" for a target that has nothing to compare."""
    if not unit.target.strip() or is_joined(unit.target):
        return "", ""
    return TaggedText.parse(unit.key.source).plain, TaggedText.parse(unit.target).plain


def _may_be_written_out(readings: frozenset[str], target: str, context: CheckContext) -> bool:
    """Small numbers are words in many house styles; Han numerals are not read here, so they are believed."""
    if context.language.language in ("zh", "ja") and _HAN_NUMERAL.search(target):
        return True
    return any(reading.isdigit() and len(reading) <= 2 and int(reading) <= _WRITTEN_OUT for reading in readings)
