"""Killed at any moment of its writing, a run leaves each catalog old or new, its history never behind, and no work lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pubflow import history, po
from pubflow.catalog import State, unit_digest
from pubflow.history import key_digest

# Each moment is tried in a fork that is killed there, hundreds of them, which costs little only where a process can be
# copied as it stands. Windows can't; what is asked here is of the order of writing, which is the same on every system.
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of itself, which Windows has not")

RUN = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pubflow.project import load
from pubflow.workflow.intake.extract import extract
from pubflow.workflow.drafting.translate import translate

command, desk, copies, most = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
WRITING = {"write", "append", "keep"}

def run(root):
    project = load(root, {})
    if command == "extract":
        return extract(project, (), (), stamp=noon)
    return translate(project, (), (), engine="pseudo", dry_run=False, redo=False, stamp=noon, now=noon)

def killed_at(moment):
    left = moment
    def lines(frame, event, argument):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return lines
    def calls(frame, event, argument):
        code = frame.f_code
        here = code.co_filename.endswith(("pubflow/files.py", "workspace/keeping.py"))
        return lines if here and code.co_name in WRITING else None
    sys.settrace(calls)

whole = copies / "whole"
shutil.copytree(desk, whole)
run(whole)
for moment in range(1, most + 1):
    root = copies / str(moment)
    shutil.copytree(desk, root)
    child = os.fork()
    if child == 0:
        killed_at(moment)
        run(root)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        print("ended by itself at", moment)
        run(root)
        break
    shutil.copytree(root, copies / f"{moment}-as-it-was-left")
    run(root)
"""
STATEMENT = "# The release\n\nFree her now. {}She was tried in May. Her lawyers were not let in.\n"
CATALOG = "locales/pt_BR/LC_MESSAGES/release.po"
HISTORY = "locales/pt_BR/LC_MESSAGES/release.history.jsonl"
MOST = 400
"""Lines of writing; a run has fewer, or the test fails."""


@pytest.mark.parametrize("command", ["translate", "extract"])
def test_killed_at_any_line_of_its_writing_it_leaves_old_or_new_and_the_next_run_mends_all(
    command: str, tmp_path: Path, pubflow
) -> None:
    desk = tmp_path / "desk"
    (desk / "statements").mkdir(parents=True)
    (desk / "pubflow.toml").write_text('languages = ["pt-BR"]\n', encoding="utf-8")
    source = desk / "statements/release.md"
    source.write_text(STATEMENT.format(""), encoding="utf-8")
    assert pubflow("translate", "--engine", "pseudo", cwd=desk).returncode == 0
    text = (desk / CATALOG).read_text(encoding="utf-8")
    reviewed = text.replace("#, fuzzy\n", "", 1)
    (desk / CATALOG).write_text(reviewed, encoding="utf-8")
    source.write_text(STATEMENT.format("Free them all. "), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", RUN, command, desk, tmp_path / "copies", str(MOST)],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "ended by itself at" in done.stdout, done.stderr
    old = (desk / CATALOG).read_bytes()
    new = (tmp_path / "copies/whole" / CATALOG).read_bytes()
    assert old != new
    left = {path for path in (tmp_path / "copies").iterdir() if path.name.endswith("as-it-was-left")}
    found = {(path / CATALOG).read_bytes() for path in left}
    assert found == {old, new}
    for root in left:
        _nothing_lags(root, agreed=1)
    for root in set((tmp_path / "copies").iterdir()) - left:
        assert (root / CATALOG).read_bytes() == new, root.name


def _nothing_lags(root: Path, *, agreed: int) -> None:
    """Every draft in the catalog has its event; what was reviewed is."""
    catalog, _ = po.loads((root / CATALOG).read_bytes(), path=CATALOG)
    events, findings = history.loads((root / HISTORY).read_text(encoding="utf-8"), path=HISTORY)
    assert findings == ()
    known = {(event.key, event.digest) for event in events}
    drafts = [unit for unit in catalog.units if unit.state is State.TRANSLATED]
    assert {(key_digest(unit.key), unit_digest(unit.key, unit.target)) for unit in drafts} <= known
    assert sum(unit.state is State.REVIEWED for unit in catalog.units) == agreed
