"""The editions that stand on the disk: where, of what, and the words in them. What is released joins the list here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pubflow.errors import UsageError
from pubflow.files import read
from pubflow.language import LanguageTag
from pubflow.project import Project

_MARKUP: Final = {".html": re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.DOTALL | re.IGNORECASE)}
"""What holds no words, by suffix; other formats are read as they stand."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One edition as it stands: it carries every unit of its statement as that was when it was made."""

    path: Path
    statement: str
    language: LanguageTag

    def words(self) -> str:
        """Its text without mark-up, on one line. Raises SourceError when it can't be read."""
        text = read(self.path).decode("utf-8", "replace")
        markup = _MARKUP.get(self.path.suffix)
        return " ".join((html.unescape(markup.sub("", text)) if markup else text).split())


def standing_editions(project: Project) -> Iterator[Standing]:
    """Every edition that `assemble` left in build/editions, sorted; drafts are no editions yet.

    What is no edition's file there (a folder that is no language, a statement that does not exist) is passed over.
    """
    known = set(project.statement_ids())
    for path in sorted(project.editions.glob("*/*.*")):
        statement, language = path.name.partition(".")[0], _language(path.parent.name)
        if language is not None and statement in known and path.is_file():
            yield Standing(path, statement, language)


def _language(name: str) -> LanguageTag | None:
    try:
        tag = LanguageTag.parse(name)
    except UsageError:
        return None
    return tag if str(tag) == name else None
