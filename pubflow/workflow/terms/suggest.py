"""`pubflow terms suggest`: recurring terms of the statements that the glossary lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pubflow.project import Project
from pubflow.termbase.suggest import Suggestion
from pubflow.termbase.suggest import suggest as suggestions
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import every, select_ids


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion with the segment that it was first met in."""

    suggestion: Suggestion
    statement: str
    line: int
    """Of the statement's file, where the block begins."""
    example: str
    """The segment, without tags."""


def suggest(project: Project, ids: Sequence[str]) -> tuple[tuple[Suggested, ...], tuple[str, ...]]:
    """The suggestions of the statements asked for or of all, best first; and which statements could not be read."""
    opened, failed = every(project, select_ids(project, ids))
    places = [(one.statement.id, segment.line, segment.text.plain) for one in opened for segment in one.segments]
    found = suggestions(Glossary.load(project).termbase, [text for _, _, text in places])
    return tuple(Suggested(one, *places[one.example]) for one in found), tuple(str(error) for error in failed)
