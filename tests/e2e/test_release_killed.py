"""Killed at any moment, a release leaves no bundle or a whole one that verifies, and the next run mends the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_release import AT, bundle, events, make, translate

# One run tells at which lines of its writing the disk first looks otherwise; at each of them a fork is killed.
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of itself, which Windows has not")

RUN = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pubflow.project import load
from pubflow.workflow.releases.outcome import Wanted
from pubflow.workflow.releases.release import add, go, release
from pubflow.workflow.releases.folders import audited

how, desk, copies = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
FILES = ("pubflow/files.py", "releases/release.py", "releases/folders.py")
WRITING = {"make_folder", "move_folder", "swap_folders", "remove_folder", "_swapped", "append", "_put", "_note"}

def run(root):
    project, clocks = load(root, {}), {"stamp": noon, "now": noon}
    if how == "add":
        outcomes = add(project, ("visit",), ("pt-BR",), Wanted(), **clocks)
    elif how == "go":
        outcomes = go(project, ("visit",), Wanted(), **clocks)
    else:
        outcomes = release(project, ("visit",), Wanted(("zh-TW",)), prepare=how == "prepare", **clocks)
    return [outcome.state for outcome in outcomes]

def told(root):
    # The bundles under a number with their faults, and what else stands beside them, half done.
    folder = root / "build/releases/visit"
    found = [(path.name, *audited(path)[0].faults) for path in sorted(folder.glob("[0-9]*"))]
    return found, sorted(path.name for path in folder.glob(".*"))

def at_each_line(act):
    moment = 0
    def lines(frame, event, argument):
        nonlocal moment
        moment += 1
        sys.settrace(None)
        act(moment)
        sys.settrace(calls)
        return lines
    def calls(frame, event, argument):
        code = frame.f_code
        return lines if code.co_filename.endswith(FILES) and code.co_name in WRITING else None
    sys.settrace(calls)

def forked(work):
    child = os.fork()
    if child == 0:
        work()
        sys.stdout.flush()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def look(root, seen):
    # What a kill would leave is what stands on the disk at that line: told at the first line of each.
    def act(moment):
        state = repr(told(root))
        if state not in seen:
            seen.add(state)
            print("stands", moment, state)
    at_each_line(act)
    run(root)

def kill(root, when):
    at_each_line(lambda moment: os.kill(os.getpid(), signal.SIGKILL) if moment == when else None)
    run(root)

shutil.copytree(desk, copies / "look")
out = open(copies / "out", "w+")
saved, sys.stdout = sys.stdout, out
assert forked(lambda: look(copies / "look", set())) == 0
sys.stdout = saved
out.seek(0)
for line in out.read().splitlines():
    _, moment, state = line.split(" ", 2)
    root = copies / moment
    shutil.copytree(desk, root)
    assert forked(lambda: kill(root, int(moment))) == -signal.SIGKILL
    assert repr(told(root)) == state, (moment, told(root), state)
    print("left", told(root)[0])
    states = run(root)
    print("again", *told(root), states)
print("whole", told(copies / "look")[0])
"""


@pytest.mark.parametrize(
    ("how", "before", "after"),
    [
        ("release", [], ["1"]),
        ("prepare", [], ["1.prepared"]),
        ("go", ["1.prepared"], ["1"]),
        ("add", ["1"], ["1"]),
        ("retract", ["1"], ["1", "2"]),
    ],
)
def test_killed_at_any_line_there_is_no_bundle_or_a_whole_one(
    desk: Path, pubflow, tmp_path: Path, how: str, before: list[str], after: list[str]
) -> None:
    ready = make(desk, pubflow)
    if how == "go":
        assert pubflow("release", "visit", "-l", "zh-TW", "--prepare", *AT, cwd=ready).returncode == 0
    if how == "add":
        assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
        translate(ready, "pt-BR")
    if how == "retract":  # while a unit is being corrected
        assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
        unit = ("-l", "zh-TW", "--unit", "3", "--kind", "translation")
        assert pubflow("correct", "visit", *unit, *AT, cwd=ready).returncode == 0
        assert pubflow("retract", "visit", *AT, cwd=ready).returncode == 0
    assert [path.name for path in sorted((ready / "build/releases/visit").glob("*"))] == before

    done = subprocess.run(
        [sys.executable, "-c", RUN, how, ready, tmp_path / "copies"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    left = {line.removeprefix("left ") for line in lines if line.startswith("left ")}
    # Whatever stands under a number verifies: a name with no fault behind it.
    assert left == {str([(name,) for name in names]) for names in (before, after)}
    assert lines[-1] == f"whole {[(name,) for name in after]}"
    again = {line.partition(" [] ")[0] for line in lines if line.startswith("again ")}
    assert again == {f"again {[(name,) for name in after]}"}, done.stdout


def test_a_bundle_that_nobody_wrote_down_is_written_down_by_the_next_run(desk: Path, pubflow) -> None:
    ready = make(desk, pubflow)
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    (told,) = events(ready, "released")
    (ready / "statements/visit.history.jsonl").unlink()
    assert pubflow("release", "visit", *AT, cwd=ready).returncode == 0
    assert events(ready, "released") == [told]
    assert not bundle(ready, "2").exists()
