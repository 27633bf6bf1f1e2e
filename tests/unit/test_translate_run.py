"""One run of `pubflow translate` over a workspace: what it reads, and what it must not overwrite."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow.files import Changed
from pubflow.project import Project, load
from pubflow.workflow.translate import translate

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "pubflow.toml").write_text('languages = ["pt-BR"]\n', encoding="utf-8")
    (tmp_path / "statements").mkdir()
    for name in ("release", "visit"):
        (tmp_path / f"statements/{name}.md").write_text(f"# The {name}\n\nFree her now.\n", encoding="utf-8")
    return load(tmp_path, {})


def run(project, *ids, progress=lambda done, of: None):
    return translate(project, ids, (), engine="pseudo", dry_run=False, redo=False, stamp=NOON, progress=progress)


def test_a_statement_that_is_named_twice_is_drafted_once(project):
    seen: list[tuple[int, int]] = []
    report = run(project, "release", "release", progress=lambda done, of: seen.append((done, of)))
    assert [row.statement for row in report.rows] == ["release"]
    assert seen == [(1, 2), (2, 2)]
