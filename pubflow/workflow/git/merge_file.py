"""`pubflow git merge-file`: what git calls where two branches changed one catalog."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pubflow import po
from pubflow.errors import CatalogError, PubflowError
from pubflow.files import read, write
from pubflow.merge import merge
from pubflow.workflow.git.door import run_git

_NAME_WIDTH = 40


@dataclass(frozen=True, slots=True)
class MergedFile:
    """What became of the file."""

    clean: bool
    """Whether nothing is left to be decided."""
    notes: tuple[str, ...] = ()
    """Lines for the person at the terminal."""


def merge_file(base: Path, ours: Path, theirs: Path, *, path: str, name: str) -> MergedFile:
    """Merge by unit into the file `ours`. A catalog that can't be read is merged as text, by git's own means.

    `path`: what the file is called in the repository; the three are git's own, and pass. `name`: of theirs.
    """
    contents = [read(file) for file in (base, ours, theirs)]
    name = " ".join(name.split())[:_NAME_WIDTH] if name and not name.startswith("%") else "theirs"
    try:
        (was, _), (mine, layout), (yours, beside) = (po.loads(content, path=path) for content in contents)
        done = merge(was, mine, yours, name=name)
        content = po.dumps(done.catalog, layout, beside)
    except CatalogError as error:
        return _as_text(base, ours, theirs, error, path)
    write(ours, content)
    if open_ := len(done.keys("conflict")):
        units = "1 unit was" if open_ == 1 else f"{open_} units were"
        note = f"{path}: {units} judged differently on both sides; each has a comment “conflict, {name}: ...”"
        return MergedFile(False, (note, "hint: decide in your PO editor, take the comment out, then git add the file"))
    return MergedFile(True)


def _as_text(base: Path, ours: Path, theirs: Path, error: PubflowError, path: str) -> MergedFile:
    arguments = ["merge-file", "-L", "ours", "-L", "base", "-L", "theirs", *map(str, (ours, base, theirs))]
    status = run_git(arguments, folder=Path.cwd()).returncode
    if not 0 <= status < 128:
        raise CatalogError("git could not merge it as text either", where=path, hint=error.in_one_line)
    return MergedFile(status == 0, (f"merged as text, not by unit: {error.in_one_line}",))
