"""One run of `pubflow translate` over a workspace: what it reads, and what it must not overwrite."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow import po
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
    return translate(
        project, ids, (), engine="pseudo", dry_run=False, redo=False, stamp=NOON, now=NOON, progress=progress
    )


def test_a_statement_that_is_named_twice_is_drafted_once(project):
    seen: list[tuple[int, int]] = []
    report = run(project, "release", "release", progress=lambda done, of: seen.append((done, of)))
    assert [row.statement for row in report.rows] == ["release"]
    assert seen == [(1, 2), (2, 2)]


def test_a_catalog_that_came_meanwhile_is_not_overwritten(project):
    """A person's, or one that git brought: there was none when the run began, so none may be lost."""
    path = project.root / "locales/pt_BR/LC_MESSAGES/release.po"
    theirs = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'

    def arrives(done: int, of: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(theirs)

    with pytest.raises(Changed):
        run(project, "release", progress=arrives)
    assert path.read_bytes() == theirs


def test_each_catalog_is_read_once_a_run(project, monkeypatch):
    """What is drafted is remembered from too, and so are the statements that were not asked for."""
    run(project)
    read: list[str] = []
    loads = po.loads

    def noted(content: bytes, *, path: str):
        read.append(path)
        return loads(content, path=path)

    (project.root / "statements/release.md").write_text("# The release\n\nFree her now. Free them.\n", encoding="utf-8")
    monkeypatch.setattr(po, "loads", noted)
    assert run(project, "release").rows[0].drafts == 3
    catalogs = [path for path in read if path.endswith(".po")]
    assert sorted(catalogs) == [f"locales/pt_BR/LC_MESSAGES/{name}.po" for name in ("release", "visit")]
