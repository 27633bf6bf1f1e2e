"""What became of a statement is told in its history, and what stops it names the way round a wrong check."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.test_release import AT, catalog, edit, ready

__all__ = ["ready"]


def _at(hour: int) -> tuple[str, str]:
    return "--at", f"2026-01-02T{hour:02}:00:00+00:00"


def test_the_record_is_told_in_order(ready: Path, pubflow) -> None:
    steps = (
        ("release", "visit", "--by", "desk1", *_at(4)),
        ("published", "visit", "-l", "zh-TW", "https://desk.example/zh", "--by", "web1", *_at(5)),
        ("correct", "visit", "-l", "zh-TW", "--unit", "3", "--kind", "date", "--by", "desk1", *_at(6)),
        ("correct", "visit", "--undo", "--by", "desk1", *_at(7)),
        ("retract", "visit", "--by", "desk1", *_at(8)),
    )
    for step in steps:
        done = pubflow(*step, cwd=ready)
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    shown = pubflow("history", "visit", cwd=ready)
    assert shown.returncode == 0, shown.stderr
    flat = " ".join(shown.stdout.split())
    told = (
        "04:00 en, zh-TW: released as number 1 by desk1",
        "05:00 zh-TW: published at https://desk.example/zh, said by web1",
        "06:00 zh-TW: a correction of unit 3 (date) was written down by desk1, since release 1",
        "07:00 zh-TW: taken back by desk1: corrected of 2026-01-02",
        "08:00 source: the retraction was written down by desk1, since release 1",
    )
    at = [flat.find(line) for line in told]
    assert -1 not in at, flat
    assert at == sorted(at)
    of_unit = json.loads(pubflow("history", "visit", "--unit", "4", "--json", cwd=ready).stdout)["happenings"]
    assert [one["verb"] for one in of_unit if one["verb"] in ("released", "published", "corrected", "retracted")] == [
        "released", "published", "retracted",
    ]  # fmt: skip


def test_a_waiver_and_a_wrong_check_are_told(ready: Path, pubflow) -> None:
    edit(catalog(ready), "立即釋放她", "立即釋放她  ")
    stopped = pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready)
    accept = next(line for line in stopped.stdout.splitlines() if "where the check is wrong:" in line)
    command = accept.partition(": pubflow ")[2].replace("NAME", "rev1").replace("REASON", "as set")
    language = ("--waive", "zh-TW:warnings", "--by", "desk1", "--why", "no time")
    assert pubflow("release", "visit", *language, *AT, cwd=ready).returncode == 0
    flat = " ".join(pubflow("history", "visit", cwd=ready).stdout.split())
    assert "zh-TW: let pass at the gate by desk1: warnings (" in flat
    assert "no time" in flat
    words = [*command.split()[:-2], "as set"]
    assert pubflow(*words, cwd=ready).returncode == 0
    assert "where the check is wrong" not in pubflow("release", "visit", "-l", "zh-TW", *AT, cwd=ready).stdout
