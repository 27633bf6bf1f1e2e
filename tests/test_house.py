"""The house keeps its own rules: layers, the map in the README, words for every command, check and setting."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from pubflow import plugins
from pubflow.cli import cli

ROOT = Path(__file__).parents[1]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands() -> list[tuple[str, click.Command]]:
    return sorted(cli.commands.items())


def test_every_module_has_its_line_in_the_map_of_the_readme() -> None:
    modules = {path.stem for path in (ROOT / "pubflow").glob("*.py")} | {
        path.parent.name for path in (ROOT / "pubflow").glob("*/__init__.py")
    }
    the_map = _read("README.md").partition("## The map of the modules")[2]
    named = set(re.findall(r"^\| `([a-z]+)(?:\.py|/)` \|", the_map, re.MULTILINE))
    assert modules - {"__init__", "__main__"} == named


@pytest.mark.parametrize("name", [name for name, _ in _commands()])
def test_every_command_teaches_and_is_in_the_docs(name: str) -> None:
    command = cli.commands[name]
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert f"## pubflow {name}\n" in _read("docs/commands.md")


@pytest.mark.parametrize("name", sorted({**plugins.CHECKS, **plugins.CATALOG_CHECKS, **plugins.SOURCE_CHECKS}))
def test_every_check_has_its_heading_in_the_docs(name: str) -> None:
    assert f"## {name}\n" in _read("docs/checks.md")


@pytest.mark.parametrize(
    "key",
    [
        "languages",
        "engine",
        "language",
        "grain",
        "quotations",
        "models",
        "memory",
        "deepl",
        "llm",
        "review",
        "release",
        "sites",
        "limits",
    ],
)
def test_every_setting_has_its_heading_in_the_docs(key: str) -> None:
    assert f"## {key}\n" in _read("docs/settings.md")


def test_what_re_keys_peoples_work_is_pinned() -> None:
    wanted = tomllib.loads(_read("pyproject.toml"))["project"]["dependencies"]
    assert [line for line in wanted if line.startswith("sentencex==")]


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in (ROOT / "pubflow").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert long == {}
