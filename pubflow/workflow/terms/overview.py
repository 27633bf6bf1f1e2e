"""`pubflow terms`: what the glossary holds, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from pubflow.finding import Finding
from pubflow.project import Project
from pubflow.termbase.model import SOURCE, Status, Termbase
from pubflow.workflow.terms.rule import read_rulings
from pubflow.workflow.workspace.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one language has."""

    language: str
    concepts: int
    """Concepts with an accepted term."""
    missing: tuple[str, ...]
    """Ids of the concepts without one."""
    unverified: int
    """Terms that wait for a native reviewer."""
    disputed: int
    forbidden: int


def survey(project: Project) -> tuple[tuple[Coverage, ...], tuple[Finding, ...]]:
    """Coverage of each language, English first, and the faults of the files."""
    glossary = Glossary.load(project)
    languages = {language for entry in glossary.termbase.entries for language, _ in entry.terms}
    languages |= {str(tag) for tag in project.languages}
    ordered = sorted(languages, key=lambda language: (language != SOURCE, language))
    findings = glossary.findings + read_rulings(project, glossary.termbase)[1]
    return tuple(_coverage(glossary.termbase, language) for language in ordered), findings


def _coverage(termbase: Termbase, language: str) -> Coverage:
    terms = [term for entry in termbase.entries for term in entry.in_language(language)]
    missing = tuple(entry.id for entry in termbase.entries if not entry.accepted(language))
    counts = {status: sum(term.status is status for term in terms) for status in Status}
    return Coverage(
        language,
        len(termbase.entries) - len(missing),
        missing,
        counts[Status.UNVERIFIED],
        counts[Status.DISPUTED],
        counts[Status.FORBIDDEN] + sum(len(term.forbidden) for term in terms),
    )
