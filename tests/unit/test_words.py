"""The words behind the digests, on this machine only."""

from __future__ import annotations

from pathlib import Path

from pubflow.catalog import State, Unit, unit_digest
from pubflow.project import Project
from pubflow.segment.model import Key
from pubflow.workflow.workspace.words import recall, remember

UNIT = Unit(Key("", "Nobody came."), "沒有人來。", State.REVIEWED)
DIGEST = unit_digest(UNIT.key, UNIT.target)


def test_what_was_agreed_to_is_found_again_by_its_digest(tmp_path: Path) -> None:
    project = Project(tmp_path, ())
    assert recall(project, DIGEST) is None
    remember(project, [UNIT, UNIT])
    assert recall(project, DIGEST) == UNIT.target
    assert recall(project, "0" * 16) is None


def test_a_store_that_is_none_costs_the_words_and_nothing_else(tmp_path: Path) -> None:
    project = Project(tmp_path, ())
    (tmp_path / ".pubflow").mkdir()
    (tmp_path / ".pubflow/words.sqlite").write_bytes(b"no store")
    remember(project, [UNIT])
    assert recall(project, DIGEST) is None
    (tmp_path / ".pubflow/words.sqlite").unlink()
    (tmp_path / ".pubflow").rmdir()
    (tmp_path / ".pubflow").write_bytes(b"")
    remember(project, [UNIT])
    assert recall(project, DIGEST) is None


def test_half_a_surrogate_is_passed_over(tmp_path: Path) -> None:
    project = Project(tmp_path, ())
    remember(project, [Unit(UNIT.key, "\ud800", State.REVIEWED)])
    assert recall(project, DIGEST) is None
