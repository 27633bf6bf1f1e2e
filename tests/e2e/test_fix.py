"""`pubflow check --fix`: what is sure is mended, no word changes, and whoever agreed looks again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Pubflow
from tests.desk import with_one_statement

TARGETS = {
    "He was held for 21 days.": "他遭關押21天 。",
    "“Free him,” she said.": "她說:“放了他。”",
    "They came home.": "他們回家了。",
    "Nobody was charged.": "无人被起訴。",
    "It was cold.": "天氣很冷 。",
}
AT = ("--at", "2026-03-01T10:00:00+00:00")


@pytest.fixture
def desk(pubflow: Pubflow, tmp_path: Path) -> Path:
    """Five units: two slips each a person agreed to, a sound one, one for a person, and a fuzzy one."""
    desk = with_one_statement(pubflow, tmp_path, "zh-TW", "\n\n".join(TARGETS) + "\n")
    text = _po(desk).read_text(encoding="utf-8")
    for source, target in TARGETS.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    text = text.replace('msgid "It was cold."', '#, fuzzy\nmsgid "It was cold."')
    _po(desk).write_text(text, encoding="utf-8")
    return desk


def _po(desk: Path) -> Path:
    return desk / "locales/zh_TW/LC_MESSAGES/a.po"


def _files(desk: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((desk / "locales").rglob("*")) if path.is_file()}


def test_it_tells_first_and_writes_nothing(pubflow: Pubflow, desk: Path) -> None:
    before = _files(desk)
    done = pubflow("check", "--fix", "--dry-run", cwd=desk)
    assert done.returncode == 0
    assert "21天[- -]。" in done.stdout
    assert "needs another look" in done.stdout
    assert _files(desk) == before


def test_what_is_sure_is_mended_and_the_rest_left(pubflow: Pubflow, desk: Path) -> None:
    done = pubflow("check", "--fix", "--json", *AT, cwd=desk)
    fixed = {one["unit"]: one for one in json.loads(done.stdout)["fixed"]}
    assert {number: one["new"] for number, one in fixed.items()} == {
        1: "他遭關押21天。",
        2: "她說：「放了他。」",
        5: "天氣很冷。",
    }
    assert [fixed[number]["looked_at"] for number in (1, 2, 5)] == [True, True, False]
    text = _po(desk).read_text(encoding="utf-8")
    assert 'msgstr "无人被起訴。"' in text
    assert text.count("fuzzy") == 3
    # What a person agreed to waits for a person, with the reason.
    (row,) = json.loads(pubflow("status", "--json", cwd=desk).stdout)["statements"][0]["languages"]
    assert (row["reopened"], row["edited"] + row["draft"]) == (2, 1)
    story = pubflow("history", "a", "--unit", "1", cwd=desk).stdout
    assert "marks and spaces mended by pubflow (spacing)" in story
    assert "re-opened: marks and spaces mended, spacing" in story


def test_a_second_run_changes_nothing(pubflow: Pubflow, desk: Path) -> None:
    pubflow("check", "--fix", *AT, cwd=desk)
    before = _files(desk)
    done = pubflow("check", "--fix", cwd=desk)
    assert "nothing to mend that is sure" in done.stderr
    assert _files(desk) == before


def test_it_is_taken_back_whole_and_not_over_later_work(pubflow: Pubflow, desk: Path) -> None:
    before = _files(desk)
    pubflow("check", "--fix", *AT, cwd=desk)
    done = pubflow("check", "--undo", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert _files(desk) == before
    assert pubflow("check", "--undo", cwd=desk).returncode == 1
    pubflow("check", "--fix", *AT, cwd=desk)
    text = _po(desk).read_text(encoding="utf-8").replace("回家", "返家")
    _po(desk).write_text(text, encoding="utf-8")
    assert "changed since" in pubflow("check", "--undo", cwd=desk).stderr
    assert _po(desk).read_text(encoding="utf-8") == text


def test_who_wrote_a_text_is_no_second_person_for_it_afterwards(pubflow: Pubflow, desk: Path) -> None:
    """Mending a comma makes nobody else its author."""
    with (desk / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[review]\ntwo-persons = true\n")
    pubflow("review", "a", "-l", "zh-TW", "--by", "tr1", "--units", "3", cwd=desk, stdin="e 他們回到家 。\nq\n")
    assert 'msgstr "他們回到家 。"' in _po(desk).read_text(encoding="utf-8")
    pubflow("check", "--fix", *AT, cwd=desk)
    assert 'msgstr "他們回到家。"' in _po(desk).read_text(encoding="utf-8")
    done = pubflow("review", "a", "-l", "zh-TW", "--by", "tr1", "--units", "3", "--all", cwd=desk, stdin="a\nq\n")
    assert "tr1 wrote this text" in done.stdout + done.stderr
    assert (
        pubflow("review", "a", "-l", "zh-TW", "--by", "rev1", "--units", "3", cwd=desk, stdin="a\nq\n").returncode == 0
    )


def test_what_somebody_accepted_keeps_its_text(pubflow: Pubflow, desk: Path) -> None:
    args = ("a", "1", "spacing", "-l", "zh-TW", "--by", "rev1", "--why", "as the house writes it")
    assert pubflow("accept", *args, cwd=desk).returncode == 0
    fixed = json.loads(pubflow("check", "--fix", "--json", cwd=desk).stdout)["fixed"]
    assert 1 not in [one["unit"] for one in fixed]


def test_a_draft_of_ours_stays_one(pubflow: Pubflow, desk: Path) -> None:
    """It is drafted anew where it is asked for, and nobody is said to have written it."""
    (desk / "pubflow.toml").write_text('languages = ["fr"]\nengine = ["pseudo"]\n', encoding="utf-8")
    (desk / "statements/b.md").write_text("“Free him,” she said.\n", encoding="utf-8")
    pubflow("translate", "b", cwd=desk)
    (fixed,) = json.loads(pubflow("check", "b", "--fix", "--json", cwd=desk).stdout)["fixed"]
    assert not fixed["looked_at"]
    assert "«" in (desk / "locales/fr/LC_MESSAGES/b.po").read_text(encoding="utf-8")
    (row,) = json.loads(pubflow("status", "b", "--json", cwd=desk).stdout)["statements"][0]["languages"]
    assert (row["draft"], row["edited"]) == (1, 0)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--fix", "--accepted"), "--fix mends, and --accepted only tells"),
        (("--fix", "--source"), "--fix mends, and --source only tells"),
        (("--dry-run",), "--dry-run shows what --fix would mend"),
        (("--fix", "locales/zh_TW/LC_MESSAGES/a.po"), "--fix mends the catalogs of a workspace"),
        (("--source", "locales/zh_TW/LC_MESSAGES/a.po"), "--source looks at statements"),
    ],
)
def test_what_asks_for_two_things_does_neither(
    pubflow: Pubflow, desk: Path, options: tuple[str, ...], said: str
) -> None:
    before = _files(desk)
    done = pubflow("check", *options, cwd=desk)
    assert done.returncode == 2
    assert said in done.stderr
    assert "hint: " in done.stderr
    assert _files(desk) == before
