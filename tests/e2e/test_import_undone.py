"""`pubflow import --undo`: the last import is as if it had not been, unless somebody has worked on it since."""

from __future__ import annotations

from pathlib import Path

import pytest

FIRST = "Release her now\n\nShe was taken at night.\n\nShe is nineteen.\n"
SECOND = "Release her now\n\nShe was taken at dawn.\n\nShe is nineteen.\n"


def _tree(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith((".git/", ".pubflow/"))}


@pytest.fixture
def imported(desk: Path, pubflow) -> tuple[Path, dict[str, bytes]]:
    """A workspace in which visit.txt came in, and what stood there before."""
    (desk / "visit.txt").write_text(FIRST, encoding="utf-8")
    (desk / "v2.txt").write_text(SECOND, encoding="utf-8")
    before = _tree(desk)
    assert pubflow("import", "visit.txt", cwd=desk).returncode == 0
    assert "statements/visit.md" in _tree(desk)
    return desk, before


def test_a_first_import_goes_with_all_that_it_wrote(imported, pubflow) -> None:
    desk, before = imported
    done = pubflow("import", "--undo", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "the last import is taken back" in done.stderr
    assert _tree(desk) == before
    again = pubflow("import", "--undo", cwd=desk)
    assert (again.returncode, "there is no import to take back" in again.stderr) == (1, True)


def test_of_a_new_version_the_one_before_comes_back_with_its_original(imported, pubflow) -> None:
    desk, _ = imported
    before = _tree(desk)
    for _ in range(2):
        assert pubflow("import", "v2.txt", "--update", "visit", "--yes", cwd=desk).returncode == 0
        assert "statements/originals/visit.1.txt" in _tree(desk)
        assert pubflow("import", "--undo", cwd=desk).returncode == 0
        assert _tree(desk) == before


def test_the_version_before_comes_back_also_where_catalogs_took_the_new_one_in(imported, pubflow) -> None:
    desk, _ = imported
    assert pubflow("extract", cwd=desk).returncode == 0
    before = _tree(desk)
    assert pubflow("import", "v2.txt", "--update", "visit", "--yes", cwd=desk).returncode == 0
    assert pubflow("extract", cwd=desk).returncode == 0
    assert pubflow("import", "--undo", cwd=desk).returncode == 0
    assert _tree(desk)["statements/visit.md"] == before["statements/visit.md"]


def test_what_somebody_touched_since_stays_and_is_named(imported, pubflow) -> None:
    desk, _ = imported
    statement = desk / "statements/visit.md"
    statement.write_text(statement.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    before = _tree(desk)
    done = pubflow("import", "--undo", cwd=desk)
    assert done.returncode == 1
    assert "statements/visit.md: changed since the last import; nothing was taken back" in done.stderr
    assert _tree(desk) == before


@pytest.mark.parametrize(
    "name", ["locales/pt_BR/LC_MESSAGES/visit.po", "statements/visit.toml", "statements/visit.history.jsonl"]
)
def test_a_statement_that_was_worked_on_does_not_go_from_under_the_work(imported, pubflow, name: str) -> None:
    desk, _ = imported
    if name.endswith(".po"):
        assert pubflow("extract", cwd=desk).returncode == 0
    else:
        (desk / name).write_bytes(b"")
    before = _tree(desk)
    done = pubflow("import", "--undo", cwd=desk)
    assert done.returncode == 1
    assert "was made of it since; nothing was taken back" in done.stderr
    assert _tree(desk) == before


def test_an_import_that_wrote_nothing_leaves_the_way_back_as_it_was(imported, pubflow) -> None:
    desk, before = imported
    assert pubflow("import", "visit.txt", cwd=desk).returncode == 1
    assert pubflow("import", "v2.txt", "--id", "other", "--dry-run", cwd=desk).returncode == 0
    assert pubflow("import", "visit.txt", "--update", "visit", "--yes", cwd=desk).returncode == 0
    assert pubflow("import", "--undo", cwd=desk).returncode == 0
    assert _tree(desk) == before


@pytest.mark.parametrize("options", [("visit.txt", "--undo"), (), ("--undo", "--update", "visit")])
def test_a_file_or_the_way_back_and_not_both(imported, pubflow, options) -> None:
    desk, _ = imported
    before = _tree(desk)
    assert pubflow("import", *options, cwd=desk).returncode == 2
    assert _tree(desk) == before
