"""Whether the target is in its own language, and all of it."""

from __future__ import annotations

from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.texts import is_code, texts_of
from pubflow.finding import Finding, Severity
from pubflow.language.foreign import in_other_letters, left_over, other_language
from pubflow.language.names import common_name
from pubflow.plugins import CheckContext
from pubflow.segment import wire_span


class PartialUntranslated:
    """Words of the source that were left in the target, in a row."""

    id = "partial-untranslated"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target or context.language.language == "en" or source == target:
            return
        span = left_over(source, target, context.language)
        if span is not None and not is_code(source):
            message = f"left in the source's language: “{target[slice(*span)]}”"
            yield Finding(self.id, Severity.WARNING, message, context.where, span=wire_span(unit.target, span))


class WrongLanguage:
    """A target in another language than its own, told by its letters, else by its words."""

    id = "wrong-language"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        language = context.language
        if not target or language.language == "en" or source == target:
            return
        if in_other_letters(source, target, language):
            message = f"not written in the letters of {common_name(language)}"
            yield Finding(self.id, Severity.ERROR, message, context.where)
        elif (other := other_language(target, language)) is not None:
            message = f"reads as {common_name(other)}, not {common_name(language)}"
            yield Finding(self.id, Severity.ERROR, message, context.where)
