"""`pubflow terms match`: which terms occur where in a text, and how each language renders them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pubflow.files import read
from pubflow.identity import derive_id
from pubflow.markup.decode import decode
from pubflow.project import Project
from pubflow.segment import Grain, split
from pubflow.sources.importing import MARKDOWN
from pubflow.termbase.located import Located, excerpt, locate, locate_segments
from pubflow.workflow.intake.importing import reader_for
from pubflow.workflow.workspace.glossary import Glossary

_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Matched:
    """One occurrence of a term."""

    located: Located
    renderings: tuple[tuple[str, tuple[str, ...]], ...]
    """(language of the workspace, its accepted forms, the preferred first)."""
    shown: tuple[str, int, int] | None
    """The line that it stands in, cut to a screen's width, and where in it; None where only the block is known."""


def match(project: Project, content: bytes, name: str) -> tuple[Matched, ...]:
    """The terms of a text, in its order. A Markdown file is read as a statement; all else is plain text.

    Raises SourceError for what is not UTF-8, or is no statement.
    """
    termbase = Glossary.load(project).termbase
    text = decode(content, name)
    if Path(name).suffix.lower() in MARKDOWN:
        statement = reader_for(name).read(content, statement_id=derive_id(name), path=name).statement
        segments = split(statement, grain=Grain(project.grain), quotations=project.quotations)
        found = locate_segments(termbase, text, segments)
    else:
        found = locate(termbase, text)
    languages = tuple(map(str, project.languages))
    return tuple(
        Matched(
            one,
            tuple((language, one.match.entry.accepted(language)) for language in languages),
            None if one.start is None or one.end is None else excerpt(text, one.start, one.end, _WIDTH),
        )
        for one in found
    )


def match_file(project: Project, path: Path) -> tuple[Matched, ...]:
    """The same for a file."""
    return match(project, read(path), str(path))
