"""`pubflow translate --engine llm` and `draft --engine llm`, as a user types them, against a double of a chat server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from pubflow.engines.llm.prompt import DIGEST
from tests.conftest import Pubflow
from tests.doubles import llm
from tests.doubles.llm import Double

KEY = "sk-a-key-that-nobody-may-see"
STATEMENT = """\
---
id: release
title: Release the refugee now
language: en
---

She has been held for **21 days** without a lawyer. The [court](https://court.example/a_b) must hear her case.

Every refugee has the right to asylum.
"""


@pytest.fixture
def double() -> Iterator[Double]:
    with llm.running() as running:
        running.key = KEY
        yield running


@pytest.fixture
def env(double: Double) -> dict[str, str]:
    return {"PUBFLOW_LLM_SERVER_URL": double.url, "PUBFLOW_LLM_MODEL": llm.MODEL, "PUBFLOW_LLM_KEY": KEY}


@pytest.fixture
def desk(desk: Path) -> Path:
    (desk / "statements/release.md").write_text(STATEMENT, encoding="utf-8")
    return desk


def _catalog(desk: Path) -> polib.POFile:
    return polib.pofile(str(desk / "locales/zh_TW/LC_MESSAGES/release.po"))


def test_a_statement_is_drafted_and_each_draft_says_by_which_model_and_prompt(
    desk: Path, pubflow: Pubflow, double: Double, env: dict[str, str]
) -> None:
    run = pubflow("translate", "release", "--engine", "llm", "-l", "zh-TW", cwd=desk, env=env)
    assert run.returncode == 0, run.stderr
    entries = [entry for entry in _catalog(desk) if not entry.obsolete]
    assert len(entries) >= 4
    assert all(entry.msgstr and "fuzzy" in entry.flags for entry in entries)
    [held] = [entry for entry in entries if "21 days" in entry.msgid]
    assert "21" in held.msgstr
    assert held.msgstr.count("<b1>") == held.msgstr.count("</b1>") == 1
    assert {asked.told["target"] for asked in double.asked} == {"zh-TW"}
    assert all("Release the refugee now" in asked.told["context"] for asked in double.asked)
    history = (desk / "locales/zh_TW/LC_MESSAGES/release.history.jsonl").read_text(encoding="utf-8")
    events = [json.loads(line) for line in history.splitlines()]
    assert {event["by"] for event in events if event["verb"] == "draft"} == {f"llm {llm.MODEL}+{DIGEST}+t0s0"}
    asked = len(double.asked)
    again = pubflow("translate", "release", "--engine", "llm", "-l", "zh-TW", cwd=desk, env=env)
    assert again.returncode == 0
    assert len(double.asked) == asked


def test_settings_stand_in_the_file_and_the_environment_wins(
    desk: Path, pubflow: Pubflow, double: Double, env: dict[str, str]
) -> None:
    with (desk / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[llm]\nserver-url = "{double.url}"\nmodel = "from-the-file"\nmax-batch = 1\nseed = 3\n')
    run = pubflow("draft", "--engine", "llm", "-l", "zh-TW", cwd=desk, stdin="Stop.\n", env={"PUBFLOW_LLM_KEY": KEY})
    assert run.returncode == 0, run.stderr
    assert (double.asked[-1].body["model"], double.asked[-1].body["seed"]) == ("from-the-file", 3)
    run = pubflow("draft", "--engine", "llm", "-l", "zh-TW", cwd=desk, stdin="Stop.\n", env=env)
    assert double.asked[-1].body["model"] == llm.MODEL


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sever-url = 'x'", "did you mean “server-url”?"),
        ("max-batch = 0", "“max-batch” must be a whole number, 1 or more"),
        ("timeout = '5 minutes'", "“timeout” must be a whole number, 1 or more"),
        ("max-batch = true", "“max-batch” must be a whole number, 1 or more"),
        ("model = 7", "“model” must be a text in quotes"),
        ("offline = 'yes'", "“offline” must be one of auto, no"),
        ("key = 'sk-secret'", "a key must not stand in a file"),
    ],
)
def test_a_wrong_setting_is_named_with_its_table(line: str, said: str, desk: Path, pubflow: Pubflow) -> None:
    with (desk / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[llm]\n{line}\n")
    run = pubflow("status", cwd=desk)
    assert run.returncode == 3
    assert "pubflow.toml: [llm]: " in run.stderr
    assert said in run.stderr
    assert "sk-secret" not in run.stdout + run.stderr


def test_lines_are_drafted_without_a_workspace(
    pubflow: Pubflow, tmp_path: Path, double: Double, env: dict[str, str]
) -> None:
    lines = "We <b1>stay</b1> here.\n\nStop 21.\n"
    run = pubflow("draft", "--engine", "llm", "-l", "pt-BR", cwd=tmp_path, stdin=lines, env=env)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "Ewa <b1>yatsa</b1> ereha.\n\nPotsa 21.\n"


def test_a_term_that_was_missed_is_asked_for_once_more_with_the_fault_quoted(
    desk: Path, pubflow: Pubflow, double: Double, env: dict[str, str]
) -> None:
    double.always("missed-term")
    line = "Every refugee has rights."
    run = pubflow("draft", "--engine", "llm", "-l", "zh-TW", "--json", cwd=desk, stdin=f"{line}\n", env=env)
    first, second = (asked.told["texts"][0] for asked in double.asked)
    assert first["terms"] == second["terms"] == [{"source": "refugee", "target": "難民"}]
    assert "faults" not in first
    assert any("refugee" in fault for fault in second["faults"])
    drafted = json.loads(run.stdout)
    assert "難民" in drafted["target"]
    assert [term["step"] for term in drafted["terms"]] == ["asked-again"]


def test_a_text_whose_tags_were_lost_is_flagged(
    pubflow: Pubflow, tmp_path: Path, double: Double, env: dict[str, str]
) -> None:
    double.always("dropped-tag")
    run = pubflow("draft", "--engine", "llm", "-l", "pt-BR", cwd=tmp_path, stdin="We <b1>stay</b1>.\n", env=env)
    assert run.returncode == 0
    assert "flag: " in run.stderr
    assert "tag" in run.stderr


def test_swapped_answers_do_not_pass_unseen(desk: Path, pubflow: Pubflow, double: Double, env: dict[str, str]) -> None:
    """Both texts came, both ids fit: that they belong to each other is for the verifier to doubt, by their numbers."""
    double.always("swapped-ids")
    (desk / "statements/release.md").write_text(
        STATEMENT.partition("She")[0]
        + "She was held for 21 days.\n\nHe was held for 34 days.\n\nThey were held for 55 days.\n",
        encoding="utf-8",
    )
    run = pubflow("translate", "release", "--engine", "llm", "-l", "zh-TW", cwd=desk, env=env)
    assert run.returncode == 0, run.stderr
    for entry in _catalog(desk):
        if "held for" in entry.msgid:
            assert "number" in entry.comment


def test_a_server_that_is_not_there_is_told_with_what_to_do(desk: Path, pubflow: Pubflow) -> None:
    env = {"PUBFLOW_LLM_SERVER_URL": "http://127.0.0.1:1", "PUBFLOW_LLM_MODEL": "m"}
    run = pubflow("draft", "--engine", "llm", "-l", "zh-TW", cwd=desk, stdin="Stop.\n", env=env)
    assert run.returncode == 6
    assert "no server can be reached" in run.stderr
    assert "ollama serve" in run.stderr
    assert "Traceback" not in run.stderr


def test_what_is_not_set_up_is_told_by_the_command(desk: Path, pubflow: Pubflow) -> None:
    run = pubflow("draft", "--engine", "llm", "-l", "zh-TW", cwd=desk, stdin="Stop.\n")
    assert run.returncode == 2
    assert "“llm” can't translate en to zh-TW" in run.stderr
    assert "PUBFLOW_LLM_SERVER_URL" in run.stderr
    assert "llm" in pubflow("engines", cwd=desk).stdout


@pytest.mark.parametrize("fault", ["", "401", "400", "no-json"])
def test_the_key_is_nowhere_but_in_the_request(
    fault: str, desk: Path, pubflow: Pubflow, double: Double, env: dict[str, str]
) -> None:
    double.always(fault)
    shown = ""
    for command in (["translate", "release"], ["engines"], ["doctor"], ["translate", "--json"]):
        options = ["--engine", "llm", "-l", "zh-TW"] if command[0] == "translate" else []
        run = pubflow(*command, *options, cwd=desk, env=env)
        assert "Traceback" not in run.stderr
        shown += run.stdout + run.stderr
    assert any(asked.headers["authorization"] == f"Bearer {KEY}" for asked in double.asked)
    written = b"".join(path.read_bytes() for path in desk.rglob("*") if path.is_file())
    assert KEY not in shown
    assert KEY.encode() not in written


def test_the_double_runs_by_itself(pubflow: Pubflow, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.doubles.llm", "--port", "0", "--fault", "fenced"],
        cwd=root, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout is not None
        env = dict(part.split("=", 1) for part in process.stdout.readline().split())
        run = pubflow("draft", "--engine", "llm", "-l", "pt-BR", cwd=tmp_path, stdin="Stop 21.\n", env=env)
        assert run.stdout == "Potsa 21.\n", run.stderr
    finally:
        process.kill()
        process.communicate()
