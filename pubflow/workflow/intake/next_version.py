"""`pubflow import --update ID`: the next version of a text in the place of the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pubflow.errors import PubflowError, SourceError
from pubflow.files import read, read_if_there
from pubflow.language.dates import parse_date
from pubflow.project import Project
from pubflow.sources.importing import MARKDOWN, statement_text
from pubflow.sources.update import Updated, alts_in, embargo_of, updated, with_pictures
from pubflow.workflow.intake.diff import Difference, diff_to
from pubflow.workflow.intake.importing import (
    WAY_BACK,
    Decision,
    Incoming,
    arrive,
    latest_original,
    of_bytes,
    reader_for,
    refusal,
    store,
)
from pubflow.workflow.workspace.opening import select_ids
from pubflow.workflow.workspace.report import Report

Ask = Callable[[Difference, tuple[str, ...]], bool]
"""Shown what would change and what was made of the file; whether to write it."""


def update(
    project: Project, path: Path, statement_id: str, *, encoding: str, changes: Decision | None, ask: Ask
) -> Report:
    """Put a new version of a statement in its place, once it was shown what that changes and the answer was yes.

    The id, the sidecar and what people made of the front matter and of the pictures stay. Raises UsageError for an id
    that is not there.
    """
    (statement_id,) = select_ids(project, [statement_id])
    incoming = arrive(path, statement_id, encoding=encoding, changes=changes)
    if incoming.reading.changes and changes is None:
        return refusal(incoming, path)
    place = project.statement_path(statement_id)
    before = read(place)
    ours = before.decode("utf-8")
    incoming = _with_pictures(project, incoming, path, ours)
    base = _base(project, incoming, ours, encoding)
    made = updated(ours, incoming.text.decode("utf-8"), base, path=project.relative(place))
    incoming = _as_taken(incoming, made, ours, project.relative(place))
    found = diff_to(project, statement_id, made.text, read_if_there(project.sidecar_path(statement_id)))
    if made.text == before:
        return Report(notes=(f"nothing changed: {path.name} says what {project.relative(place)} says",))
    if not ask(found, (*incoming.told, *made.told)):
        return Report(findings=incoming.findings, notes=("nothing was written",))
    changed = store(project, incoming, expected=before)
    return Report(
        changed=changed, findings=incoming.findings, notes=(WAY_BACK, f"next: pubflow translate {statement_id}")
    )


def _as_taken(incoming: Incoming, made: Updated, ours: str, path: str) -> Incoming:
    """With the text it becomes; what is amiss with the new file's embargo counts only where that one is taken.

    Raises SourceError for one that nobody could keep.
    """
    before, said, taken = (embargo_of(text, path=path) for text in (ours, incoming.text.decode(), made.text.decode()))
    doubts = [one for one in incoming.findings if one.check == "embargo" and said == taken]
    if doubts and taken != before and not _is_moment(taken):
        hint = f"write the new hour into {path} as in embargo: 2024-07-01 22:00 Europe/London, and import again"
        raise SourceError(doubts[0].message.partition(";")[0], where=doubts[0].where.path, hint=hint)
    others = tuple(one for one in incoming.findings if one.check != "embargo")
    return replace(incoming, text=made.text, findings=(*others, *doubts))


def _is_moment(embargo: str | None) -> bool:
    try:
        return isinstance(parse_date(embargo or ""), datetime)
    except ValueError:
        return False


def _with_pictures(project: Project, incoming: Incoming, path: Path, ours: str) -> Incoming:
    """The same with the names and descriptions that its pictures have in the statement as it stands."""
    if incoming.suffix in MARKDOWN:
        return incoming
    there = {one.name: read(one) for one in _pictures(project, incoming)}
    alts = alts_in(ours, path=project.relative(project.statement_path(incoming.statement_id)))
    statement, assets = with_pictures(incoming.reading.statement, incoming.reading.assets, there, alts)
    reading = replace(incoming.reading, statement=statement, assets=assets)
    text = statement_text(b"", reading, statement_id=incoming.statement_id, filename=path.name)
    return replace(incoming, reading=reading, text=text)


def _pictures(project: Project, incoming: Incoming) -> list[Path]:
    """Those that an import put beside the statement."""
    return sorted(
        one
        for kind in ("jpg", "png", "gif", "webp")
        for one in project.statements.glob(f"{incoming.statement_id}-*.{kind}")
        if one.stem.removeprefix(f"{incoming.statement_id}-").isdigit()
    )


def _base(project: Project, incoming: Incoming, ours: str, encoding: str) -> str | None:
    """What the original of the statement becomes today; None where it is not there, or can't be read any more."""
    path = latest_original(project, incoming.statement_id)
    if path is None:
        return None
    try:
        source = reader_for(path.name)
        old = of_bytes(source, read(path), path, incoming.statement_id, encoding=encoding, changes="accept")
        return _with_pictures(project, old, path, ours).text.decode("utf-8")
    except PubflowError:
        return None
