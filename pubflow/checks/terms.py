"""Whether the glossary's terms stand in the target, and none that it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pubflow.catalog import Unit
from pubflow.checks.texts import is_code, target_of, texts_of, verdict
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import wire_span
from pubflow.termbase.model import TermMatch
from pubflow.termbase.shared import stands_in_parts
from pubflow.termbase.verify import verify


class TermMissing:
    """A term of the source none of whose accepted forms stands in the target.

    While people dispute a term, a target that holds one of its disputed renderings is a note: it stops nobody. So is a
    single word beside code.
    """

    id = "term-missing"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        missing = verdict(unit, context).missing
        for match in missing if missing and not is_code(unit.key.source) else ():
            forms = " or ".join(match.entry.accepted(str(context.language))[:3])
            if stands_in_parts(texts_of(unit)[0], match, target_of(unit).plain, context.language):
                continue
            note = _note(unit, context, match)
            severity = Severity.INFO if note else Severity.WARNING
            message = f"{_called(match)} is not there as {forms}{note}"
            yield Finding(self.id, severity, message, context.where, about=match.entry.id)


class TermForbidden:
    """A rendering that the glossary forbids for a term of the source."""

    id = "term-forbidden"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        for hit in verdict(unit, context).forbidden:
            message = f"“{hit.form}” is forbidden for {_called(hit.match)}"
            span = wire_span(unit.target, (hit.start, hit.end))
            yield Finding(self.id, Severity.ERROR, message, context.where, span=span, about=hit.match.entry.id)


def _called(match: TermMatch) -> str:
    """The words of the source; a name is said to be one, since a person looks it up elsewhere than a term."""
    return f"the name “{match.text}”" if match.entry.kind == "name" else f"“{match.text}”"


def _note(unit: Unit, context: CheckContext, match: TermMatch) -> str:
    """Why it stops nobody; "" where it does."""
    if _holds_disputed(unit, context, match):
        return ", a disputed term"
    # `statement`, `execution` beside code are those of a program.
    return ": it may mean something else beside code" if "`" in unit.key.source and not match.sure else ""


def _holds_disputed(unit: Unit, context: CheckContext, match: TermMatch) -> bool:
    """Whether a rendering that people dispute stands in the target, be it inside another term's."""
    language = str(context.language)
    disputed = match.entry.disputed(language)
    if not disputed:
        return False
    alone = replace(match, entry=replace(match.entry, terms=((language, disputed),)))
    return not verify(target_of(unit).plain, (alone,), context.language).missing
