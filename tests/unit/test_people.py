"""Handles for people: what travels holds no name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubflow.errors import ProjectError, UsageError
from pubflow.project import Project
from pubflow.workflow.workspace.people import handle_of


@pytest.mark.parametrize("handle", ["rev1", "desk", "legal-2", "a.b_c", " rev1 "])
def test_a_handle_is_its_own(tmp_path: Path, handle: str) -> None:
    assert handle_of(Project(tmp_path, ()), handle) == handle.strip()


@pytest.mark.parametrize("name", ["Mei Lin", "mei@desk.example", "林美", "Rev1", "", "x" * 33, "-rev"])
def test_a_name_or_an_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no neutral handle"):
        handle_of(Project(tmp_path, ()), name)


def test_this_machine_may_know_whose_handle_it_is(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text('[people]\n"Mei Lin" = "rev1"\n', encoding="utf-8")
    assert handle_of(Project(tmp_path, ()), "Mei  Lin") == "rev1"


@pytest.mark.parametrize(
    "text", ["x", "people = 1\n", '[persons]\na = "b"\n', '[people]\na = "B C"\n', "[people]\na = 1\n"]
)
def test_a_file_that_says_something_else_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "people.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError) as error:
        handle_of(Project(tmp_path, ()), "rev1")
    assert error.value.where == "people.toml"
