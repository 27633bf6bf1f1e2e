"""Whether a unit has a target at all, one of its own, and one that somebody agreed to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubflow.catalog import State, Unit
from pubflow.checks.texts import is_code, texts_of
from pubflow.finding import Finding, Severity
from pubflow.language.foreign import without_fixed
from pubflow.plugins import CheckContext
from pubflow.segment import is_optional

_FEWEST = 3
"""Words in small letters from which a target that equals its source was left, not chosen: names are short."""
_WORD = re.compile(r"(?<!\S)[^\w\s]*([^\W\d_]+)[^\w\s]*(?!\S)")
"""Letters alone, with the punctuation around them: no part of an address or a code."""


class Empty:
    """No target text; what is late by right may have none."""

    id = "empty"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        if not unit.target.strip() and not is_optional(unit.key):
            yield Finding(self.id, Severity.ERROR, "not translated", context.where)


class SameAsSource:
    """The target is the source's own text, and that is more than a name."""

    id = "same-as-source"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if context.language.language == "en" or not _same(source, target) or is_code(source):
            return
        if sum(word.islower() for word in _WORD.findall(without_fixed(source))) >= _FEWEST:
            yield Finding(self.id, Severity.ERROR, "still the source's words", context.where)


def _same(source: str, target: str) -> bool:
    """But for case and white space; nearly all texts differ at their first letter."""
    if source.lstrip()[:1].casefold()[:1] != target.lstrip()[:1].casefold()[:1]:
        return False
    return " ".join(source.split()).casefold() == " ".join(target.split()).casefold()


class Unreviewed:
    """A target that nobody has agreed to."""

    id = "unreviewed"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        if unit.target.strip() and unit.state < State.REVIEWED:
            yield Finding(self.id, Severity.INFO, "a draft: nobody has agreed to it yet", context.where)
