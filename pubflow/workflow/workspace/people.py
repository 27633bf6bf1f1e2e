"""Handles for people: histories and sidecars travel, so they hold neutral handles and never a name.

`people.toml` at the top of the workspace says who is who on this machine; `init` keeps it out of git:

    [people]
    "Mei Lin" = "rev1"
    "mei@desk.example" = "rev1"
"""

from __future__ import annotations

import re
import tomllib
from typing import Final

from pubflow.errors import ProjectError, UsageError
from pubflow.files import read_if_there
from pubflow.project import Project

FILE: Final = "people.toml"
_HANDLE: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


def handle_of(project: Project, name: str, option: str = "--by") -> str:
    """The handle that stands for a name; a handle is its own. Raises UsageError for a name that nobody mapped."""
    name = " ".join(name.split())
    known = _people(project)
    found = known.get(name, name)
    if not _HANDLE.fullmatch(found):
        raise UsageError(
            f"{option} “{name}”: is no neutral handle, and it would be published with the history",
            hint=f'choose one such as rev1, or write "{name}" = "rev1" under [people] in {FILE}, which stays here',
        )
    return found


def handle_if_named(project: Project, name: str, option: str = "--by") -> str:
    """The same where a name may be left out; "" for none."""
    return handle_of(project, name, option) if name else ""


def known_handle(project: Project, written: str) -> str:
    """The handle of who `Name <address>` names, as PO editors write it; "" for anybody who is not in the file."""
    people = _people(project)
    name, _, address = written.partition("<")
    return people.get(" ".join(name.split())) or people.get(address.strip(" >")) or ""


def _people(project: Project) -> dict[str, str]:
    path = project.root / FILE
    try:
        table = tomllib.loads((read_if_there(path) or b"").decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProjectError(
            f"is not TOML in UTF-8: {error}", where=FILE, hint='each line is: "Name" = "handle"'
        ) from None
    people = table.get("people", {})
    if set(table) - {"people"} or not isinstance(people, dict):
        raise ProjectError("holds one table, [people]", where=FILE, hint='each line is: "Name" = "handle"')
    for name, handle in people.items():
        if not isinstance(handle, str) or not _HANDLE.fullmatch(handle):
            raise ProjectError(
                f"what stands for “{name}” is no handle", where=FILE, hint="small letters, digits, . _ -; at most 32"
            )
    return people
