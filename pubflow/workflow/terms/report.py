"""`pubflow terms report`: what an engine says today for each term, beside what is approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from pubflow.errors import UsageError
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.termbase.mining import Ask, Mined, mine
from pubflow.termbase.model import SOURCE, TermEntry
from pubflow.termbase.pack import Pack
from pubflow.termbase.packs import pack_for
from pubflow.translate import Asker
from pubflow.workflow.drafting import engines
from pubflow.workflow.drafting.online import Outside
from pubflow.workflow.workspace.glossary import Glossary

_BATCH = 12
"""Terms asked about at once: between two, the progress moves."""


@dataclass(frozen=True, slots=True)
class Said:
    """One English term and what the engine makes of it."""

    concept: str
    english: str
    approved: tuple[str, ...]
    """All accepted forms, the preferred first."""
    says: str
    """The engine's own rendering; "" where its answers have nothing in common."""
    stability: float
    """Share of the answers that hold it, 0-1."""
    verdict: str
    """`approved`, `other`, `forbidden` or `unclear`."""


def report(
    project: Project,
    language: str,
    *,
    engine: str | None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[Said, ...]:
    """Each concept with a term in the language, in the glossary's order. Writes no file that people read.

    An online engine reads no sensitive name, stays within the budget and is told no terms: what it says by itself is
    the question. Raises BudgetError; UsageError where no engine can, or where the language's grammar is not known well
    enough to ask.
    """
    target = LanguageTag.parse(language)
    pack = pack_for(target.language)
    if pack is None:
        raise UsageError(f"there is no language pack for {target}", hint="pubflow check tells what drafts lack")
    name, why = engines.choose(project, project.source, target, engine=engine)
    if not name:
        raise UsageError(why, hint="pubflow engines tells what there is")
    termbase = Glossary.load(project).termbase
    entries = [entry for entry in termbase.entries if _english(entry) and entry.accepted(str(target))]
    with (
        closing(engines.opened(project, name, words=len(entries) * 40)) as opened,
        closing(Outside(project)) as outside,
    ):
        translator, mask = outside.wrapped(opened, target, termbase, with_glossary=False)
        ask = Asker(translator, project.source, target, mask=mask)
        return tuple(_asked(entries, ask, str(target), pack, progress))


def _asked(
    entries: Sequence[TermEntry], ask: Ask, language: str, pack: Pack, progress: Callable[[int, int], None]
) -> Iterator[Said]:
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        found = mine([(_english(entry), False) for entry in batch], ask, pack)
        progress(start + len(batch), len(entries))
        for entry, mined in zip(batch, found, strict=True):
            yield _said(entry, mined, language)


def _english(entry: TermEntry) -> str:
    return next((term.text for term in entry.used(SOURCE)), "")


def _said(entry: TermEntry, mined: Mined | None, language: str) -> Said:
    accepted = entry.accepted(language)
    if mined is None:
        return Said(entry.id, _english(entry), accepted, "", 0.0, "unclear")
    says = mined.rendering.casefold()
    verdict = "other"
    if says in {form.casefold() for form in accepted}:
        verdict = "approved"
    elif says in {form.casefold() for form in entry.forbidden(language)}:
        verdict = "forbidden"
    return Said(entry.id, _english(entry), accepted, mined.rendering, mined.stability, verdict)
