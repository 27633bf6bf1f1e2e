"""Whether a quotation is still the words of whoever said them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pubflow.catalog import Unit
from pubflow.checks.quoted import quoted
from pubflow.checks.texts import texts_of
from pubflow.facts.people import names
from pubflow.facts.reduced import Known
from pubflow.facts.scan import pieces
from pubflow.facts.speech import Quoting, moved
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import default_rules, wire_span
from pubflow.segment.quotations import quotations, said_verbs
from pubflow.termbase.model import TermMatch

_MARKS: Final = ("“", '"', "„", "«", "‘")
_SPEAKING: Final = frozenset({"", "person", "group", "institution"})
"""Classes of registered names that say something."""
_ACCORDING: Final = frozenset({"according"})
_Span = tuple[int, int]


class Attribution:
    """Words that the source gives to somebody it names, and the target to somebody else, or to nobody."""

    id = "attribution"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        # Most texts quote nobody, and most that do let nobody speak: their letters and words tell that soonest.
        if not any(mark in unit.key.source for mark in _MARKS):
            return
        source, target = texts_of(unit)
        if source == target or pieces(source).isdisjoint(default_rules().lists["said"] | _ACCORDING):
            return
        ours, theirs = _quotes(source), _quotes_of(target)
        if not ours or not theirs:
            return
        known = [*_registered(context), *_people(source, context)]
        language = context.language.language
        one = moved(Quoting(source, ours), Quoting(target, theirs), known, language, said_verbs())
        if one is not None:
            told = f"the target gives that to “{one.other}”" if one.other else "the target does not say who did"
            message = f"“{one.speaker}” says so in the source: {told}"
            span = wire_span(unit.target, one.span) if one.span else None
            yield Finding(self.id, Severity.WARNING, message, context.where, span=span, about=one.id)


def _quotes(source: str) -> list[_Span]:
    return [(one.start, one.end) for one in quotations(source)]


def _quotes_of(target: str) -> list[_Span]:
    """None where one never closes or opens: nobody knows what is quoted there."""
    found = quoted(target)
    return (
        [] if found.unclosed or found.unopened else [(one.start, one.end + 1) for one in found.pairs if not one.depth]
    )


def _registered(context: CheckContext) -> Iterator[Known]:
    """Those of the glossary whom the source names."""
    matches: dict[str, list[TermMatch]] = {}
    for match in context.terms:
        if match.entry.kind == "name" and match.entry.semantic_class in _SPEAKING:
            matches.setdefault(match.entry.id, []).append(match)
    for name, found in matches.items():
        spans = tuple((match.start, match.end) for match in found)
        entry = found[0].entry
        yield Known(name, found[0].text, spans, entry.accepted(str(context.language)), entry.semantic_class == "person")


def _people(source: str, context: CheckContext) -> Iterator[Known]:
    """The names of other people in it."""
    for name in dict.fromkeys(names(source)):
        spans = tuple(
            span for span in _places(source, name) if not any(_overlaps(span, match) for match in context.terms)
        )
        if spans:
            yield Known(name, name, spans, (name,), is_person=True)


def _places(text: str, name: str) -> Iterator[_Span]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + len(name))


def _overlaps(span: _Span, match: TermMatch) -> bool:
    return span[0] < match.end and match.start < span[1]
