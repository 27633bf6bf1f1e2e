"""A disputed term stops nobody: what would be a warning is a note where the target holds a disputed rendering."""

from __future__ import annotations

import pytest

from pubflow.catalog import State, Unit
from pubflow.checks.terms import TermMissing
from pubflow.finding import Severity, Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext
from pubflow.segment.model import Key
from pubflow.termbase.match import find
from pubflow.termbase.model import Status, Term, Termbase, TermEntry

SOURCE = "Human rights are the work of every human rights defender."
DEFENDER = TermEntry(
    "d", terms=(("en", (Term("human rights defender"),)), ("pt-BR", (Term("defensora de direitos humanos"),)))
)


def _rights(status: Status) -> TermEntry:
    return TermEntry("r", terms=(("en", (Term("human rights"),)), ("pt-BR", (Term("direitos humanos", 1, status),))))


@pytest.mark.parametrize(
    ("status", "target", "severities"),
    [
        (Status.APPROVED, "São o trabalho de cada defensora de direitos humanos.", [Severity.WARNING]),
        (Status.DISPUTED, "São o trabalho de cada defensora de direitos humanos.", [Severity.INFO]),
        (Status.DISPUTED, "São o trabalho de todos.", [Severity.WARNING, Severity.WARNING]),
        (Status.DISPUTED, "Direitos humanos são o trabalho de cada defensora de direitos humanos.", []),
    ],
)
def test_it_is_a_note_where_a_disputed_rendering_is_used(status, target, severities):
    terms = find(Termbase((_rights(status), DEFENDER)), SOURCE)
    context = CheckContext(LanguageTag.parse("pt-BR"), Where("x.po", unit=1), terms=terms)
    findings = list(TermMissing()(Unit(Key("", SOURCE), target, State.TRANSLATED), context))
    assert [finding.severity for finding in findings] == severities


def test_code_is_asked_for_no_terms():
    source = "class Derived:\n    <human rights>"
    context = CheckContext(
        LanguageTag.parse("pt-BR"), Where("x.po"), terms=find(Termbase((_rights(Status.APPROVED),)), source)
    )
    assert context.terms
    assert list(TermMissing()(Unit(Key("", source), "class Derivada:\n    <direitos>", State.REVIEWED), context)) == []


@pytest.mark.parametrize(
    ("source", "severity"),
    [("The execution of `main` began.", Severity.INFO), ("The execution of the prisoner", Severity.WARNING)],
)
def test_a_single_word_beside_code_is_a_note(source, severity):
    execution = TermEntry("e", terms=(("en", (Term("execution"),)), ("pt-BR", (Term("execução"),))))
    context = CheckContext(LanguageTag.parse("pt-BR"), Where("x.po"), terms=find(Termbase((execution,)), source))
    [finding] = TermMissing()(Unit(Key("", source), "Começou.", State.REVIEWED), context)
    assert finding.severity is severity


def test_a_term_that_shares_a_word_with_its_neighbour_is_there():
    source = "Human rights and freedoms"
    context = CheckContext(
        LanguageTag.parse("pt-BR"), Where("x.po"), terms=find(Termbase((_rights(Status.APPROVED),)), source)
    )
    unit = Unit(Key("", source), "Direitos e liberdades humanas", State.REVIEWED)
    assert list(TermMissing()(unit, context)) == []
