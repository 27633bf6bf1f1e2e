"""What stands in build/editions is found again, and read as its reader sees it."""

from __future__ import annotations

import pytest

from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.editions.standing import standing_editions

HTML = '<!DOCTYPE html><style>p { x: "old" }</style><script>old()</script><!-- old -->\n<p title="old">A <em>pris</em>oner &amp;\n  friend'


@pytest.fixture
def project(tmp_path) -> Project:
    (tmp_path / "statements").mkdir()
    (tmp_path / "statements/a.md").write_text("A.\n", encoding="utf-8")
    return Project(tmp_path, ())


def _put(project: Project, name: str, content: str = "x") -> None:
    path = project.editions / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_nothing_stands_where_nothing_was_assembled(project):
    assert list(standing_editions(project)) == []


def test_each_edition_of_a_statement_is_found_and_nothing_else(project):
    for name in (
        "zh-TW/a.html",
        "zh-TW/a.txt",
        "en/a.md",
        "zh_TW/a.html",
        "zh-TW/b.html",
        "zh-TW/style/a.html",
        "a.html",
    ):
        _put(project, name)
    found = [(one.path.relative_to(project.editions).as_posix(), one.language) for one in standing_editions(project)]
    assert found == [
        ("en/a.md", LanguageTag("en")),
        ("zh-TW/a.html", LanguageTag("zh", region="TW")),
        ("zh-TW/a.txt", LanguageTag("zh", region="TW")),
    ]


def test_a_page_is_read_without_its_mark_up(project):
    _put(project, "en/a.html", HTML)
    _put(project, "en/a.txt", "A <em>\n b &amp; c")
    assert [one.words() for one in standing_editions(project)] == ["A prisoner & friend", "A <em> b &amp; c"]
