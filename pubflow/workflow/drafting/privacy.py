"""What of a statement may leave this machine, and what is taken out of the rest before it does.

A statement, or a block of it, that its sidecar marks as offline goes to no online engine; nor does a statement under
embargo, unless the workspace decided so (`embargo-online`). Names that any sidecar or the file of names marks as
sensitive are taken out of every statement: who is named in one is no less in danger in the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pubflow.files import read, read_if_there
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.segment import Key, Segment, offline_blocks
from pubflow.termbase.match import find
from pubflow.termbase.model import Termbase
from pubflow.termbase.swap import form_for
from pubflow.translate import Mask
from pubflow.translate.masking import words_of
from pubflow.workflow.workspace.opening import OpenStatement, read_decisions, under_embargo

NAMES: Final = "sensitive.txt"
"""The file of names, unless the settings name another."""


@dataclass(frozen=True, slots=True)
class Leave:
    """What online engines may read of one statement."""

    home: frozenset[Key]
    """The keys of segments that stay here: all whose text stands in an offline block too."""
    why: str = ""
    """Why nothing may leave, in words; "" where the rest may."""

    def may(self, segment: Segment) -> bool:
        """Whether an online engine may read this segment."""
        return not self.why and segment.key not in self.home


def leave_of(project: Project, opened: OpenStatement, now: datetime) -> Leave:
    """What the sidecar, the embargo and the settings say."""
    blocks = offline_blocks(opened.statement, opened.decisions)
    if blocks is None:
        return Leave(frozenset(), "marked as offline")
    until = under_embargo(opened, now)
    if until is not None and not project.embargo_online:
        return Leave(frozenset(), f"under embargo until {opened.statement.get('embargo')}")
    return Leave(frozenset(segment.key for segment in opened.segments if segment.place.block in blocks))


def embargo_rule(project: Project) -> str:
    """The workspace's decision in one line, for every run with an online engine."""
    if project.embargo_online is None:
        return "online engines read nothing under embargo (embargo-online in pubflow.toml is not decided)"
    may = "may read statements" if project.embargo_online else "read nothing"
    return f"online engines {may} under embargo (embargo-online in pubflow.toml)"


def sensitive_names(project: Project) -> tuple[str, ...]:
    """All names that are marked anywhere in the workspace, each once. Raises SourceError for a broken sidecar."""
    return tuple(dict.fromkeys(_names(project)))


def mask_for(names: tuple[str, ...], termbase: Termbase, language: LanguageTag) -> Mask:
    """These names, with their renderings where the glossary has any, and every address and telephone number."""
    return Mask(names, details=True, renderings=tuple(_renderings(names, termbase, language)))


def _names(project: Project) -> Iterator[str]:
    for statement_id in project.statement_ids():
        # One that can't be read ends the run: its names are not known, and any text might hold one.
        yield from read_decisions(project, statement_id).sensitive
    path = project.sensitive or project.root / NAMES
    listed = read(path) if project.sensitive else read_if_there(path) or b""
    for line in listed.decode("utf-8-sig", "replace").splitlines():
        if name := line.partition("#")[0].strip():
            yield name


def _renderings(names: tuple[str, ...], termbase: Termbase, language: LanguageTag) -> Iterator[tuple[str, str]]:
    for name in (*names, *sorted(words_of(names) - {*names})):
        for match in find(termbase, name):
            form = form_for(match, language)
            if (match.start, match.end) == (0, len(name)) and form is not None:
                yield name, form[0]
