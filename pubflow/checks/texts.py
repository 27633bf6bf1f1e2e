"""What checks compare: the texts of a unit without tags, without names, and what became of the terms in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar, cast

from pubflow.catalog import Unit
from pubflow.facts.matching import Difference
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import TaggedText, is_joined, wire_span
from pubflow.termbase.verify import Verdict, verify

_BLANK: Final = "\ufffc"
_NOTHING: Final = Verdict()
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_CODE = re.compile(
    r"^(?:>>> |\$ \w|def \w+\(|class \w+[(:]|import \w+$|from [\w.]+ import |[\w.]+\([\"']"
    r"|(?:if|for|while|with|match|case) [^\n]+:\n[ \t]+\S)",
    re.MULTILINE,
)


Given = ParamSpec("Given")
Read = TypeVar("Read")


def once(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """Keep what was read of the unit asked about last: the checks ask of each in turn.

    By identity: to compare units, and the terms of a context with all that they hold, costs more than to read again.
    """
    ask = cast("Callable[..., Read]", read)
    last: tuple[Unit | None, CheckContext | None, Any] = None, None, None

    @wraps(read)
    def kept(unit: Unit, context: CheckContext | None = None) -> Read:
        nonlocal last
        # One name for all three, so that two threads never mix them.
        of_unit, in_context, known = last
        if of_unit is not unit or in_context is not context:
            known = ask(unit) if context is None else ask(unit, context)
            last = unit, context, known
        found: Read = known
        return found

    return cast("Callable[Given, Read]", kept)


def is_code(text: str) -> bool:
    """Whether a text is a program, or what one printed: nobody translates that."""
    return _CODE.search(text) is not None


@once
def has_text(unit: Unit) -> bool:
    """Whether it has a target of its own: none that is empty, or joined to its neighbour's."""
    return bool(unit.target.strip()) and not is_joined(unit.target)


@once
def target_of(unit: Unit) -> TaggedText:
    """The target with its tags."""
    return TaggedText.parse(unit.target)


@once
def texts_of(unit: Unit) -> tuple[str, str]:
    """Source and target without tags; "" for a target that has nothing to compare."""
    if not has_text(unit):
        return "", ""
    source = unit.key.source
    return TaggedText.parse(source).plain if "<" in source else source, target_of(unit).plain


@once
def values_of(unit: Unit, context: CheckContext) -> tuple[str, str]:
    """The same without the names of the glossary, whose numbers are part of them (二二八事件); as long as before.

    "" for a target that is the source's text, and for one in the source's language.
    """
    source, target = texts_of(unit)
    if not target or source == target or context.language.language == "en":
        return "", ""
    for match in context.terms:
        if match.entry.kind == "name" or _DIGIT.search(match.text):
            source = source[: match.start] + _BLANK * (match.end - match.start) + source[match.end :]
            forms = match.entry.accepted(str(context.language))
            for form in forms:
                target = target.replace(form, _BLANK * len(form))
            target = _without_numbers(match.text, forms, target)
    return source, target


def _without_numbers(name: str, forms: Iterable[str], target: str) -> str:
    """The target without the numbers of a name that its forms leave to the text: 1951年《難民公約》."""
    for number in _NUMBER.findall(name):
        if not any(number in form for form in forms):
            alone = rf"(?<!\d){number}(?!\d)(?:\s?年)?"
            target = re.sub(alone, lambda match: _BLANK * len(match[0]), target, count=1)
    return target


@once
def verdict(unit: Unit, context: CheckContext) -> Verdict:
    """What became of the terms of the source in the target."""
    if not context.terms or not has_text(unit):
        return _NOTHING
    return verify(target_of(unit).plain, context.terms, context.language)


def in_words(difference: Difference) -> str:
    """What happened to the value."""
    if not difference.ours:
        return f"“{difference.theirs}” is not in the source"
    if not difference.theirs:
        return f"“{difference.ours}” is not in the target"
    return f"“{difference.ours}” became “{difference.theirs}”"


def of_difference(check: str, difference: Difference, unit: Unit, context: CheckContext) -> Finding:
    """The finding of a check about a value."""
    span = wire_span(unit.target, difference.span) if difference.span else None
    return Finding(check, Severity.ERROR, in_words(difference), context.where, span=span)
