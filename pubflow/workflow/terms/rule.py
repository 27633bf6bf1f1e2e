"""`pubflow terms rule` and `rulings`: a dispute about a term is settled, and who settled it stays on record."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pubflow.errors import Refused, UsageError
from pubflow.files import append, read, read_if_there, write
from pubflow.finding import Finding, Severity, errors_in
from pubflow.language import LanguageTag
from pubflow.markup.decode import decode
from pubflow.project import Project
from pubflow.termbase.entries import loads
from pubflow.termbase.model import Termbase
from pubflow.termbase.rulings import Ruling, dumps_ruling, loads_rulings, settled
from pubflow.termbase.table import RULINGS, fault
from pubflow.workflow.workspace.glossary import Glossary, tables_of
from pubflow.workflow.workspace.report import Report

_UNWRITABLE = frozenset({"Cc", "Cs"})
_HINTS = {
    "--term": "write the term as it stands in the glossary",
    "--by": "write a handle: it goes into the glossary",
    "--why": "write the reason in a sentence",
}
STANDS, REPLACED, ENDED = "stands", "replaced", "ended"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling, and whether it still holds."""

    ruling: Ruling
    standing: str
    """`stands`, `replaced` by a later one, or `ended` on its date."""


def rule(
    project: Project, concept: str, language: str, *, term: str, by: str, why: str, until: str | None, stamp: datetime
) -> Report:
    """Make a term the preferred one of its language, its rivals second, and append who ruled so to the history."""
    ruling = Ruling(
        concept,
        str(LanguageTag.parse(language)),
        _said("--term", term),
        _said("--by", by),
        stamp.isoformat(),
        _until(until, stamp),
        _said("--why", why),
    )
    _refuse_unknown(concept, (entry.id for entry in Glossary.load(project).termbase.entries))
    path = project.glossary / f"{ruling.language}.csv"
    if not path.is_file():
        raise UsageError(f"there is no glossary/{path.name}", hint="-l names the language of the term, as in zh-TW")
    content = read(path)
    before = decode(content, project.relative(path), keep_bom=True)
    after = settled(before, path.name, concept, ruling.term)
    _refuse_new_faults(project, path.name, after)
    past = project.glossary / RULINGS
    history = decode(read_if_there(past) or b"", project.relative(past), keep_bom=True)
    known, _ = loads_rulings(history, Termbase())
    # A row that stands there already was written by this very command: nothing is said twice.
    line = "" if ruling in known else dumps_ruling(ruling, history)
    changed = [project.relative(path)] if write(path, after.encode("utf-8"), expected=content) else []
    if line:
        append(past, line)
        changed.append(project.relative(past))
    return Report(changed=tuple(sorted(changed)), notes=("next: pubflow terms impact",) if changed else ())


def rulings(project: Project, concept: str | None, *, now: datetime) -> tuple[tuple[Ruled, ...], tuple[Finding, ...]]:
    """The history, oldest first, of all concepts or of one; and what is wrong in it."""
    termbase = Glossary.load(project).termbase
    found, findings = read_rulings(project, termbase)
    if concept is not None:
        _refuse_unknown(concept, (*(entry.id for entry in termbase.entries), *(one.concept for one in found)))
    last = {(one.concept, one.language): one for one in found}
    ruled = tuple(
        Ruled(one, REPLACED if last[one.concept, one.language] is not one else _standing(one, now))
        for one in found
        if concept in (None, one.concept)
    )
    return ruled, findings


def read_rulings(project: Project, termbase: Termbase) -> tuple[tuple[Ruling, ...], tuple[Finding, ...]]:
    """The rulings of the workspace with the faults of their file, and where the glossary says something else by now."""
    path = project.glossary / RULINGS
    content = read_if_there(path)
    if content is None:
        return (), ()
    found, findings = loads_rulings(decode(content, project.relative(path)), termbase)
    return found, (*findings, *_contradicted(found, termbase))


def _contradicted(found: Iterable[Ruling], termbase: Termbase) -> Iterator[Finding]:
    entries = {entry.id: entry for entry in termbase.entries}
    for one in {(one.concept, one.language): one for one in found}.values():
        accepted = entries[one.concept].accepted(one.language) if one.concept in entries else ()
        if accepted and accepted[0].casefold() != one.term.casefold():
            message = f"“{one.term}” was ruled for “{one.concept}” by {one.by}; here “{accepted[0]}” stands first"
            yield fault(f"{one.language}.csv", 1, message, Severity.WARNING)


def _standing(one: Ruling, now: datetime) -> str:
    return ENDED if one.until and now.date() > date.fromisoformat(one.until) else STANDS


def _refuse_new_faults(project: Project, name: str, after: str) -> None:
    """A ruling that would contradict another row of the glossary is refused before anything is written."""
    standing = tables_of(project)
    old = errors_in(loads(standing)[1])
    new = [finding for finding in errors_in(loads({**standing, name: after})[1]) if finding not in old]
    if new:
        raise Refused(
            f"the ruling contradicts the glossary: {new[0].message}",
            where=str(new[0].where),
            hint="mend that row first; nothing was written",
        )


def _refuse_unknown(concept: str, known: Iterable[str]) -> None:
    names = tuple(dict.fromkeys(known))
    if concept not in names:
        near = difflib.get_close_matches(concept, names, 1)
        hint = f"did you mean {near[0]}?" if near else "the ids stand in glossary/concepts.csv"
        raise UsageError(f"there is no concept “{concept}”", hint=hint)


def _said(option: str, text: str) -> str:
    """What a person typed, on one line."""
    said = " ".join(text.split())
    if not said:
        raise UsageError(f"{option} is empty", hint=_HINTS[option])
    if any(unicodedata.category(char) in _UNWRITABLE for char in said):
        raise UsageError(f"{option} holds a control character, or bytes that are no UTF-8", hint=_HINTS[option])
    return said


def _until(text: str | None, stamp: datetime) -> str:
    if text is None:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--until {text}: is no date", hint="e.g. 2025-12-31") from None
    if day < stamp.date():
        raise UsageError(
            f"--until {text}: lies before the ruling itself, {stamp.date()}",
            hint="name a later day, or leave it out: then the ruling stands until another",
        )
    return day.isoformat()
