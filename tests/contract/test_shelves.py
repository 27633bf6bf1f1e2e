"""Plug-ins of other packages are found by their entry points; a name that is taken is an error, never a silent choice."""

from __future__ import annotations

import importlib.metadata
import sys
import types
from collections.abc import Callable

import pytest

from pubflow import plugins
from pubflow.document import Page, Reading
from pubflow.errors import ProjectError, UsageError
from pubflow.language import LanguageTag
from pubflow.statement import Block, Statement, Text

GROUPS = {
    "pubflow.sources": plugins.SOURCES,
    "pubflow.engines": plugins.ENGINES,
    "pubflow.checks": plugins.CHECKS,
    "pubflow.catalog_checks": plugins.CATALOG_CHECKS,
    "pubflow.editions": plugins.EDITIONS,
}
NAMES = {
    "pubflow.sources": lambda: tuple(type(source).__name__ for source in plugins.load_sources()),
    "pubflow.engines": plugins.engine_names,
    "pubflow.checks": plugins.check_names,
    "pubflow.catalog_checks": plugins.catalog_check_names,
}
LOAD: dict[str, Callable[[str], object]] = {
    "pubflow.engines": plugins.load_engine,
    "pubflow.checks": plugins.load_check,
    "pubflow.catalog_checks": plugins.load_catalog_check,
    "pubflow.editions": plugins.load_writer,
}


class Theirs:
    """A plug-in of any kind, as another package might bring it."""

    id = "theirs"
    format = "theirs"
    suffix = ".theirs"
    suffixes = (".theirs",)
    info = plugins.EngineInfo("theirs", "1", offline=True)

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        return False

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        return "it does nothing"

    def translate(self, request: plugins.EngineRequest) -> tuple[str, ...]:
        return request.texts

    def close(self) -> None:
        """Nothing to end."""

    def read(self, content: bytes, *, statement_id: str, path: str) -> Reading:
        block = Block("paragraph", inlines=(Text(content.decode("utf-8")),))
        return Reading(Statement(statement_id, "en", (), (block,), path))

    def write(self, statement: Statement, page: Page) -> bytes:
        return b"theirs\n"


@pytest.fixture
def installed(monkeypatch) -> Callable[..., None]:
    """Have packages that bring these entry points: (group, name, "module:attribute")."""
    module = types.ModuleType("a_package_of_others")
    module.Theirs = Theirs
    monkeypatch.setitem(sys.modules, module.__name__, module)

    def install(*rows: tuple[str, str, str]) -> None:
        entries = [importlib.metadata.EntryPoint(name=name, value=value, group=group) for group, name, value in rows]
        real = importlib.metadata.entry_points

        def entry_points(*, group: str) -> object:
            mine = [entry for entry in entries if entry.group == group]
            return importlib.metadata.EntryPoints([*real(group=group), *mine])

        monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)

    return install


@pytest.mark.parametrize("group", GROUPS)
def test_our_own_tables_can_be_loaded(group, make):
    for entry in GROUPS[group].values():
        assert make(entry) is not None


@pytest.mark.parametrize("group", LOAD)
def test_what_another_package_brings_is_found_by_its_name(group, installed):
    installed((group, "theirs", "a_package_of_others:Theirs"))
    assert isinstance(LOAD[group]("theirs"), Theirs)


@pytest.mark.parametrize("group", [group for group in NAMES if group != "pubflow.sources"])
def test_ours_are_named_first_and_theirs_behind_them(group, installed):
    installed((group, "zulu", "a_package_of_others:Theirs"), (group, "alpha", "a_package_of_others:Theirs"))
    assert NAMES[group]() == (*GROUPS[group], "alpha", "zulu")


def test_a_reader_of_another_package_reads_its_suffix_behind_ours(installed):
    installed(("pubflow.sources", "theirs", "a_package_of_others:Theirs"))
    *ours, theirs = plugins.load_sources()
    assert isinstance(theirs, Theirs)
    assert [type(one).__name__ for one in ours] == [path.partition(":")[2] for path in plugins.SOURCES.values()]


@pytest.mark.parametrize("group", NAMES)
def test_a_name_of_ours_that_another_package_takes_is_an_error(group, installed):
    taken = next(iter(GROUPS[group]))
    installed((group, taken, "a_package_of_others:Theirs"))
    with pytest.raises(ProjectError, match=f"“{taken}” is taken") as caught:
        NAMES[group]()
    assert caught.value.where == "a_package_of_others:Theirs"
    assert caught.value.hint


@pytest.mark.parametrize("group", LOAD)
def test_a_name_of_ours_is_never_answered_by_another_package(group, installed):
    taken = next(iter(GROUPS[group]))
    installed((group, taken, "a_package_of_others:Theirs"))
    assert not isinstance(LOAD[group](taken), Theirs)


@pytest.mark.parametrize("group", NAMES)
def test_two_packages_that_bring_one_name_are_an_error_that_names_both(group, installed):
    installed((group, "theirs", "a_package_of_others:Theirs"), (group, "theirs", "a_third_package:Theirs"))
    with pytest.raises(ProjectError) as caught:
        NAMES[group]()
    assert "a_package_of_others:Theirs" in caught.value.message
    assert "a_third_package:Theirs" in caught.value.message


@pytest.mark.parametrize("group", NAMES)
def test_one_package_found_twice_is_one(group, installed):
    """As in a checkout that is installed and lies on the path too."""
    installed(*[(group, "theirs", "a_package_of_others:Theirs")] * 2)
    assert len(NAMES[group]()) == len(GROUPS[group]) + 1


@pytest.mark.parametrize("group", LOAD)
def test_a_name_that_nobody_brings_says_which_there_are(group, installed):
    installed((group, "theirs", "a_package_of_others:Theirs"))
    with pytest.raises(UsageError) as caught:
        LOAD[group]("nobodys")
    assert all(name in (caught.value.hint or "") for name in (*GROUPS[group], "theirs"))


@pytest.mark.parametrize("value", ["a_package_of_others:Missing", "a_package_that_is_not_there:Theirs", "a_broken_package:Theirs"])  # fmt: skip
@pytest.mark.parametrize("group", LOAD)
def test_a_plug_in_that_can_not_be_loaded_is_named_and_no_traceback(group, value, installed, monkeypatch, tmp_path):
    (tmp_path / "a_broken_package.py").write_text("raise RuntimeError('no licence key')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    installed((group, "theirs", value))
    with pytest.raises(ProjectError, match="“theirs” can't be loaded") as caught:
        LOAD[group]("theirs")
    assert caught.value.where == value
