"""`pubflow terms sync`: the glossaries at an engine's server hold what glossary/ says."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Final, cast

from pubflow.errors import TermbaseError, UsageError
from pubflow.finding import errors_in
from pubflow.language import LanguageTag
from pubflow.plugins import GlossaryChange, GlossaryEngine, load_engine
from pubflow.project import Project
from pubflow.workflow.drafting.engines import options_for
from pubflow.workflow.drafting.online import terms_to_know
from pubflow.workflow.workspace.glossary import Glossary

_ENGINE: Final = "deepl"
"""The one engine of ours that keeps glossaries."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done, or would be."""

    changes: tuple[GlossaryChange, ...]
    remarks: tuple[str, ...]
    """What could not be had, a line each."""


def sync(project: Project, languages: Iterable[str], *, dry_run: bool = False) -> Synced:
    """Make, renew and remove the glossaries of these languages; of all that the engine stands for, when none is named.

    Raises UsageError for a language that the engine does not do, TermbaseError for a faulty glossary, since a row that
    is left out would be taken out of the engine's glossary too, and EngineError.
    """
    with closing(cast("GlossaryEngine", load_engine(_ENGINE, **dict(options_for(project, _ENGINE))))) as engine:
        only = tuple(map(LanguageTag.parse, languages))
        targets = _targets(project, engine, only)
        termbase = _faultless(Glossary.load(project)).termbase
        engine.know_terms(terms_to_know(project, engine, termbase, only))
        changes = engine.sync(dry_run=dry_run, only=only, wanted=targets)
        return Synced(changes, engine.remarks)


def _targets(project: Project, engine: GlossaryEngine, only: tuple[LanguageTag, ...]) -> tuple[LanguageTag, ...]:
    """All that are to have a glossary where each has its own."""
    for target in only:
        if why := engine.why_not(project.source, target):
            raise UsageError(f"{_ENGINE} can't do {target}: {why}", hint="pubflow engines tells what can")
    named = tuple(target for target in project.languages if _ENGINE in project.engines_for(target))
    if not named and not only:
        raise UsageError(
            f"no language of this workspace is translated by {_ENGINE}",
            hint=f'engine = ["{_ENGINE}", "firefox"] in pubflow.toml, or name one: pubflow terms sync -l zh-TW',
        )
    can = tuple(target for target in named if engine.supports(project.source, target))
    if named and not can and not only:
        why = engine.why_not(project.source, named[0])
        raise UsageError(
            f"{_ENGINE} can do none of {', '.join(map(str, named))}: {why}", hint="pubflow engines tells what can"
        )
    return tuple(dict.fromkeys((*can, *only)))


def _faultless(glossary: Glossary) -> Glossary:
    if faults := errors_in(glossary.findings):
        raise TermbaseError(faults[0].message, where=str(faults[0].where), hint="pubflow terms names every fault")
    return glossary
