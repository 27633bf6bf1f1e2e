"""Editions that are files to hand on: Word, ODT, EPUB and PDF by the command line, beside the pages of the web."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEGIN = {".docx": b"PK", ".odt": b"PK", ".epub": b"PK", ".pdf": b"%PDF-1.7"}


def _build(desk: Path) -> dict[str, bytes]:
    files = (path for path in (desk / "build").rglob("*") if path.is_file())
    return {path.relative_to(desk / "build/editions").as_posix(): path.read_bytes() for path in files}


@pytest.mark.usefixtures("pandoc")
def test_a_reviewed_statement_leaves_in_every_format_and_a_second_run_changes_nothing(tmp_path, pubflow):
    for name in ("statements", "locales", "glossary"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pubflow.toml", tmp_path)
    run = ("assemble", "marriage-equality-taiwan", "-l", "zh-TW", "--format", "docx,odt,epub,pdf")
    done = pubflow(*run, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = _build(tmp_path)
    assert sorted(made) == [f"{tag}/marriage-equality-taiwan{end}" for tag in ("en", "zh-TW") for end in sorted(BEGIN)]
    assert all(content.startswith(BEGIN[Path(name).suffix]) for name, content in made.items())
    shutil.rmtree(tmp_path / "build")
    assert pubflow(*run, cwd=tmp_path).returncode == 0
    assert _build(tmp_path) == made


def test_a_character_that_no_font_has_stops_the_statement_and_says_what_to_do(desk, pubflow):
    (desk / "release.txt").write_text("Release her now\n\nA sign \U000f8123 of protest.\n", encoding="utf-8")
    assert pubflow("import", "release.txt", cwd=desk).returncode == 0
    done = pubflow("assemble", "release", "--format", "pdf", cwd=desk)
    assert done.returncode == 1
    assert "statements/release.md: no font that is installed has \U000f8123 (U+F8123) (install a font" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (desk / "build").exists()
