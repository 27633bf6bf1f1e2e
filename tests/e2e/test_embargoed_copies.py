"""Copies for journalists before the hour: marked, apart from the editions, and none once the hour has passed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest

from pubflow.project.read import load
from pubflow.workflow.editions.assemble import assemble

LATER = "2099-07-01 22:00 Europe/London"


def _embargo(desk: Path, moment: str, name: str = "release") -> None:
    path = desk / "statements" / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert "embargo" not in text
    path.write_text(text.replace("---\n", f"---\nembargo: {moment}\n", 1), encoding="utf-8")


def _agree(desk: Path, locale: str) -> None:
    path = desk / "locales" / locale / "LC_MESSAGES" / "release.po"
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entries.save()


@pytest.fixture
def release(desk, pubflow):
    (desk / "release.txt").write_text("Release her now\n\nShe was arrested in Taipei.\n", encoding="utf-8")
    assert pubflow("import", "release.txt", cwd=desk).returncode == 0
    assert pubflow("translate", "release", "--engine", "pseudo", cwd=desk).returncode == 0
    _agree(desk, "pt_BR")
    return desk


def _build(desk: Path) -> set[str]:
    return {path.relative_to(desk / "build").as_posix() for path in (desk / "build").rglob("*") if path.is_file()}


def test_reviewed_languages_are_copied_with_the_hour_and_nothing_stands_among_the_editions(release, pubflow):
    _embargo(release, LATER)
    done = pubflow("assemble", "release", "--embargoed", "--format", "html,txt", cwd=release)
    assert done.returncode == 1  # zh-TW is only a draft
    assert "zh_TW/LC_MESSAGES/release.po: refused" in done.stderr
    names = {f"embargoed/{language}/release{suffix}" for language in ("en", "pt-BR") for suffix in (".html", ".txt")}
    assert _build(release) == names
    page = (release / "build/embargoed/pt-BR/release.html").read_text(encoding="utf-8")
    assert "Cópia sob embargo para a imprensa" in page
    assert "Não publique, cite nem repasse antes de 1º de julho de 2099, 22:00 (Londres, UTC+1)." in page
    assert '<meta name="robots" content="noindex">' in page
    assert not re.search(r"<script|og:title|rel=.canonical", page)
    assert 'href="../en/release.html"' in page


def test_a_draft_may_be_copied_where_it_is_asked_for_and_says_both(release, pubflow):
    _embargo(release, LATER)
    done = pubflow("assemble", "release", "-l", "zh-TW", "--embargoed", "--draft", "--json", cwd=release)
    assert done.returncode == 0, done.stderr
    text = (release / "build/embargoed/zh-TW/release.txt").read_text(encoding="utf-8")
    assert text.startswith(
        "[供媒體預先參閱，限時發布]\n2099年7月2日05:00（台北，UTC+8）前，請勿發布、引述或轉傳。\n\n[未經審校的草稿]\n"
    )
    assert not {name for name in _build(release) if not name.startswith("embargoed/")}


@pytest.mark.parametrize(
    ("moment", "why"), [("", "it has no embargo"), ("2020-07-01 22:00 Europe/London", "its embargo has passed")]
)
def test_what_anybody_may_read_is_refused_by_name_and_passed_over_else(release, pubflow, moment, why):
    if moment:
        _embargo(release, moment)
    done = pubflow("assemble", "release", "-l", "pt-BR", "--embargoed", cwd=release)
    assert done.returncode == 1
    assert f"statements/release.md: refused: {why}" in done.stderr
    assert "hint: anybody may read it: pubflow assemble release" in done.stderr
    assert not (release / "build").exists()
    assert pubflow("assemble", "-l", "pt-BR", "--embargoed", cwd=release).returncode == 0
    assert not (release / "build").exists()


def test_an_edition_before_the_hour_names_it_and_is_for_no_index_and_after_it_is_like_any_other(release, pubflow):
    _embargo(release, "2024-07-01 22:00 Europe/London")
    project = load(release, {})

    def page(at: datetime) -> str:
        report = assemble(project, ("release",), ("pt-BR",), draft=False, formats=("html",), now=at)
        assert report.refused == ()
        return (release / "build/editions/pt-BR/release.html").read_text(encoding="utf-8")

    before = page(datetime(2024, 7, 1, 20, 59, tzinfo=UTC))
    assert "Embargado até 1º de julho de 2024, 22:00 (Londres, UTC+1)" in before
    assert "noindex" in before
    after = page(datetime(2024, 7, 1, 21, 0, tzinfo=UTC))
    assert "Embargado" not in after
    assert "noindex" not in after
    assert "application/ld+json" in after
