"""The version of a library, as its installer states it."""

from __future__ import annotations

from importlib.metadata import version as stated
from pathlib import Path

import pytest

from pubflow.library import version


@pytest.mark.parametrize("name", ["sentencex", "deepl", "polib"])
def test_it_is_what_the_installer_states(name: str) -> None:
    assert version(name) == stated(name)


def test_a_library_that_is_not_there_is_told() -> None:
    assert version("no_such_library_anywhere") == "not installed"


def test_one_that_nobody_installed_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loose_module_of_mine.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert version("loose_module_of_mine") == "unknown"
