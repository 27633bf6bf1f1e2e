"""`pubflow git install`, `uninstall`, `status`: a clone in which git merges catalogs by unit and looks before commits.

What every clone shares stands in .gitattributes; what is this machine's own (the driver's command, the hook) in .git.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pubflow.files import read_if_there, write
from pubflow.project import Project
from pubflow.workflow.git.door import asked, inside, run_git
from pubflow.workflow.workspace.report import Remark, Report

DRIVER: Final = "pubflow-po"
ATTRIBUTES: Final = (f"locales/**/*.po merge={DRIVER} eol=lf", "*.history.jsonl merge=union eol=lf")
"""Lines of .gitattributes: catalogs by unit; of a history, whose lines mean the same in any order, all lines."""
_SECTION: Final = f"merge.{DRIVER}"
_MARK: Final = "# Written by pubflow git install; taken out by pubflow git uninstall."
_INSTALL: Final = "pubflow git install"


def install(project: Project) -> Report:
    """Set up this clone; what is set up already stays as it is, and nobody's hook or line is touched."""
    inside(project.root)
    changed = []
    if _attributes(project):
        changed.append(".gitattributes")
    for key, value in _settings():
        if _config(project, key) != value:
            asked(project.root, "config", "--local", key, value)
            changed.append(f"git config {key}")
    notes = []
    hook = _hook(project)
    content = _hook_text().encode()
    if not hook.exists() or _is_ours(hook):
        if write(hook, content):
            hook.chmod(0o755)
            changed.append(_shown(project, hook))
    else:
        there = f"{_shown(project, hook)} is there already and was not touched"
        notes.append(f"{there}; to look at catalogs before a commit too, add to it:")
        notes.append(f"    {_command('git check-staged')}")
    return Report(changed=tuple(changed), notes=tuple(notes))


def uninstall(project: Project) -> Report:
    """Take out what `install` put into this clone; .gitattributes is everybody's and stays."""
    inside(project.root)
    changed = []
    if any(_config(project, key) for key, _ in _settings()):
        asked(project.root, "config", "--local", "--remove-section", _SECTION)
        changed.append(f"git config {_SECTION}")
    hook = _hook(project)
    if _is_ours(hook):
        hook.unlink()
        changed.append(_shown(project, hook))
    note = ".gitattributes stays: it belongs to every clone, and without the driver git merges catalogs as text"
    return Report(changed=tuple(changed), notes=(note,) if changed else ("nothing of pubflow's was there",))


def survey(project: Project) -> Iterator[Remark]:
    """Whether catalogs are merged by unit here, histories by line, and whether commits are looked at."""
    inside(project.root)
    yield driver_remark(project)
    path = project.relative(project.history_path("any", project.source))
    union = _attribute(project, path) == "union"
    message = "both sides' lines are kept" if union else "two persons' lines are a conflict"
    yield Remark("histories in git", message, hint="" if union else _INSTALL)
    hook = _hook(project)
    if hook.exists() and "git check-staged" in hook.read_text(encoding="utf-8", errors="replace"):
        yield Remark("commits", f"catalogs are looked at before each, by {_shown(project, hook)}")
    else:
        there = f"{_shown(project, hook)} does not look at catalogs" if hook.exists() else "catalogs are not looked at"
        yield Remark("commits", there, hint=_INSTALL)


def driver_remark(project: Project) -> Remark:
    """Whether this clone merges catalogs by unit, for `status` and `doctor`."""
    subject = "catalogs in git"
    if _attribute(project, project.relative(project.catalog_path("any", project.source))) != DRIVER:
        return Remark(subject, "are merged as text: both sides' work ends as a conflict", hint=_INSTALL)
    command = _config(project, f"{_SECTION}.driver")
    if not command:
        return Remark(subject, "are merged as text in this clone", hint=_INSTALL)
    try:
        program = shlex.split(command)[0].replace("%%", "%")
    except (ValueError, IndexError):
        program = ""
    if not shutil.which(program):
        return Remark(subject, f"the merge driver's program is gone: {program or command}", hint=f"{_INSTALL} again")
    return Remark(subject, "are merged by unit")


def _settings() -> tuple[tuple[str, str], ...]:
    # git puts the files' names for %O %A %B %P, quotes for a shell included, and a word for theirs for %Y (since 2.44).
    # A program that is gone, or fails, must not leave ours as if theirs had never been: then git's own merge does it.
    command = _command("git merge-file").replace("%", "%%")
    driver = f"{command} %O %A %B %P --name %Y; s=$?; test $s -lt 2 && exit $s; git merge-file %A %O %B"
    return (f"{_SECTION}.name", "catalogs by unit (pubflow)"), (f"{_SECTION}.driver", driver)


def _command(words: str) -> str:
    """This very pubflow, for the shell that git brings: on Windows too that one reads /, and ' as a quote.

    `-P`: nothing that lies in the repository is taken for a module.
    """
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m pubflow {words}"


def _hook_text() -> str:
    python = shlex.quote(Path(sys.executable).as_posix())
    return f"""\
#!/bin/sh
{_MARK}
if ! test -x {python}; then
    echo "pubflow has moved, so that catalogs are not looked at; run: {_INSTALL}" >&2
    exit 0
fi
exec {_command("git check-staged")}
"""


def _hook(project: Project) -> Path:
    """Where git looks for it, `core.hooksPath` and work trees considered."""
    folder = asked(project.root, "rev-parse", "--git-path", "hooks").decode("utf-8", "surrogateescape").strip()
    return project.root / Path(folder).expanduser() / "pre-commit"


def _is_ours(hook: Path) -> bool:
    return hook.is_file() and _MARK in hook.read_text(encoding="utf-8", errors="replace")


def _shown(project: Project, path: Path) -> str:
    resolved = path.resolve()
    return project.relative(resolved) if resolved.is_relative_to(project.root) else str(resolved)


def _attributes(project: Project) -> bool:
    """Add the lines that are not in force yet, after what is there."""
    path = project.root / ".gitattributes"
    content = read_if_there(path) or b""
    probes = project.catalog_path("any", project.source), project.history_path("any", project.source)
    lacking = [
        line
        for line, probe, wanted in zip(ATTRIBUTES, probes, (DRIVER, "union"), strict=True)
        if _attribute(project, project.relative(probe)) != wanted
    ]
    if not lacking:
        return False
    end = b"\r\n" if b"\r\n" in content else b"\n"
    before = content if not content or content.endswith(b"\n") else content + end
    return write(path, before + b"".join(line.encode() + end for line in lacking), expected=content)


def _attribute(project: Project, path: str) -> str:
    """The `merge` attribute of a path."""
    told = asked(project.root, "check-attr", "-z", "merge", "--", path).split(b"\0")
    return told[2].decode("utf-8", "replace") if len(told) > 2 else ""


def _config(project: Project, key: str) -> str:
    done = run_git(["config", "--local", "--get", key], folder=project.root)
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").rstrip("\n")
