"""[checks] in pubflow.toml: how loudly each check speaks, for all languages and for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Pubflow
from tests.desk import with_one_statement

HEAD = 'languages = ["zh-TW", "pt-BR"]\n'


@pytest.fixture
def desk(pubflow: Pubflow, tmp_path: Path) -> Path:
    """One unit in two languages, a hedge lost in both."""
    desk = with_one_statement(pubflow, tmp_path, "zh-TW", "At least 12 people were arrested.\n", settings=HEAD)
    for locale, target in (("zh_TW", "有12人被捕。"), ("pt_BR", "Foram presas 12 pessoas.")):
        path = desk / f"locales/{locale}/LC_MESSAGES/a.po"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('arrested."\nmsgstr ""', f'arrested."\nmsgstr "{target}"'), encoding="utf-8")
    return desk


def _found(pubflow: Pubflow, desk: Path, settings: str) -> dict[str, list[tuple[str, str]]]:
    (desk / "pubflow.toml").write_text(HEAD + settings, encoding="utf-8")
    told = json.loads(pubflow("check", "--json", cwd=desk).stdout)
    found: dict[str, list[tuple[str, str]]] = {row["language"]: [] for row in told["rows"]}
    for one in told.get("findings", ()):
        language = "zh-TW" if "zh_TW" in one["where"]["path"] else "pt-BR"
        found[language].append((one["check"], one["severity"]))
    return found


@pytest.mark.parametrize(
    ("settings", "taiwan", "brazil"),
    [
        ("", "warning", "warning"),
        ('[checks]\nhedge-dropped = "error"\n', "error", "error"),
        ('[checks]\nhedge-dropped = "off"\n', None, None),
        ('[checks]\nhedge-dropped = "info"\n', None, None),
        ('[checks.zh-TW]\nhedge-dropped = "off"\n', None, "warning"),
        ('[checks]\nhedge-dropped = "off"\n[checks.zh-TW]\nhedge-dropped = "error"\n', "error", None),
    ],
)
def test_a_check_speaks_as_loudly_as_the_project_wants(
    pubflow: Pubflow, desk: Path, settings: str, taiwan: str | None, brazil: str | None
) -> None:
    wanted = {
        language: [("hedge-dropped", severity)] if severity else []
        for language, severity in (("zh-TW", taiwan), ("pt-BR", brazil))
    }
    assert _found(pubflow, desk, settings) == wanted


def test_an_error_by_choice_makes_the_command_fail(pubflow: Pubflow, desk: Path) -> None:
    assert pubflow("check", cwd=desk).returncode == 0
    (desk / "pubflow.toml").write_text(HEAD + '[checks]\nhedge-dropped = "error"\n', encoding="utf-8")
    assert pubflow("check", cwd=desk).returncode == 1
    assert pubflow("status", cwd=desk).returncode == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[checks]\nhedge-droped = "off"\n', "did you mean “hedge-dropped”?"),
        ('[checks.zh-TW]\nspaceing = "off"\n', "did you mean “spacing”?"),
        ('[checks]\nspacing = "loud"\n', "must be one of off, info, warning, error"),
        ('[checks]\nmerge-conflict = "off"\n', "“merge-conflict” is always an error"),
        ('[checks.zh-TW]\nempty = "info"\n', "“empty” is always an error"),
        ('[checks.nowhere-at-all]\nspacing = "off"\n', "is not a language tag"),
    ],
)
def test_what_is_no_setting_is_told(pubflow: Pubflow, desk: Path, settings: str, words: str) -> None:
    (desk / "pubflow.toml").write_text(HEAD + settings, encoding="utf-8")
    done = pubflow("check", cwd=desk)
    assert done.returncode == 3
    assert words in done.stderr
    assert "pubflow.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_status_remembers_is_of_these_settings(pubflow: Pubflow, desk: Path) -> None:
    def errors() -> list[int]:
        return [row["errors"] for row in json.loads(pubflow("status", "--json", cwd=desk).stdout)["rows"]]

    assert errors() == [0, 0]
    (desk / "pubflow.toml").write_text(HEAD + '[checks.zh-TW]\nhedge-dropped = "error"\n', encoding="utf-8")
    assert errors() == [1, 0]


def test_a_language_that_nothing_is_in_is_a_slip_of_the_keys(desk, pubflow):
    for command in (
        ("check", "-l", "pt"),
        ("pack", "a", "-l", "pt", "--to", "a"),
        ("published", "a", "-l", "pt", "https://x.example/a"),
    ):
        done = pubflow(*command, cwd=desk)
        assert done.returncode == 2, command
        assert done.stderr.splitlines() == ["pubflow: nothing here is in pt", "hint: did you mean pt-BR?"]
