"""The desk looks: where everything stands, who has it, and the one next command."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polib
import pytest

from pubflow import history
from pubflow.catalog import unit_digest
from pubflow.history import Event, key_digest
from pubflow.segment.model import Key

CHINESE = {
    "Release her now": "立即釋放她",
    "She has been held for 21 days.": "她已遭關押21天。",
    "The court meets on 4 June 2024.": "法院將於2024年6月4日開庭。",
}
TEXT = "Release her now\n\nShe has been held for 21 days.\n\nThe court meets on 4 June 2024.\n"


def _path(desk: Path, locale: str) -> Path:
    return desk / f"locales/{locale}/LC_MESSAGES/release.po"


def _save(desk: Path, locale: str, change) -> None:
    entries = polib.pofile(str(_path(desk, locale)), wrapwidth=0)
    for number, entry in enumerate(entries, 1):
        change(number, entry)
    entries.save()


def _agree(number: int, entry: polib.POEntry) -> None:
    entry.flags = []


def _translate(number: int, entry: polib.POEntry) -> None:
    entry.msgstr, entry.flags = CHINESE[entry.msgid], []


def _report(pubflow, desk: Path, *options: str) -> dict:
    return json.loads(pubflow("status", "--json", *options, cwd=desk).stdout)


def _language(report: dict, language: str) -> dict:
    (statement,) = report["statements"]
    return next(row for row in statement["languages"] if row["language"] == language)


@pytest.fixture
def release(desk, pubflow):
    (desk / "release.txt").write_text(TEXT, encoding="utf-8")
    (desk / "statements/first-statement.md").unlink()
    assert pubflow("import", "release.txt", cwd=desk).returncode == 0
    assert pubflow("translate", "--engine", "pseudo", cwd=desk).returncode == 0
    return desk


def test_a_row_a_language_says_how_its_units_stand(release, pubflow):
    def change(number: int, entry: polib.POEntry) -> None:
        if number == 1:
            entry.flags = []
        if number == 2:
            entry.msgstr = ""
            entry.tcomment += "\n?! held where?\nconflict, tr2: 另一個"

    _save(release, "zh_TW", change)
    row = _language(_report(pubflow, release), "zh-TW")
    counts = {
        name: row[name] for name in ("units", "agreed", "draft", "empty", "short", "asked", "blocking", "conflicts")
    }
    # The headline is a short text of its own as well as a unit of the text: it is counted once.
    assert counts == {
        "units": 2,
        "agreed": 0,
        "draft": 1,
        "empty": 1,
        "short": 1,
        "asked": 1,
        "blocking": 1,
        "conflicts": 1,
    }
    assert (row["short_agreed"], row["state"], row["next"]) == (1, "in work", "pubflow review release -l zh-TW")
    shown = pubflow("status", cwd=release)
    assert shown.returncode == 0
    (line,) = [line for line in shown.stdout.splitlines() if line.startswith("  zh-TW") and "/" in line]
    # language, agreed, edited, draft, re-opened, empty; what is empty or in conflict is an error, and checks may grow.
    assert line.split()[:6] == ["zh-TW", "0/2", "0", "1", "0", "1"]


def test_errors_are_counted_anew_when_something_changed_and_remembered_when_not(release, pubflow):
    _save(release, "zh_TW", _translate)
    assert _language(_report(pubflow, release), "zh-TW")["errors"] == 0

    def lose_the_number(number: int, entry: polib.POEntry) -> None:
        entry.msgstr = entry.msgstr.replace("21", "")

    _save(release, "zh_TW", lose_the_number)
    for _ in range(2):
        row = _language(_report(pubflow, release), "zh-TW")
        assert (row["errors"], row["next"]) == (1, "pubflow check release -l zh-TW")
    assert _language(_report(pubflow, release, "--no-check"), "zh-TW")["errors"] is None


def test_the_embargo_stands_with_the_hour_of_each_reader(release, pubflow):
    until = datetime.now(UTC) + timedelta(hours=5, minutes=30, seconds=30)
    statement = release / "statements/release.md"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(text.replace("---\n", f"---\nembargo: {until:%Y-%m-%dT%H:%M:%S+00:00}\n", 1), encoding="utf-8")
    shown = pubflow("status", cwd=release).stdout
    (line,) = [line for line in shown.splitlines() if line.startswith("EMBARGO")]
    assert "UTC, in 5 h " in line
    assert f"{until + timedelta(hours=8):%H:%M} Taipei" in line
    assert f"{until - timedelta(hours=3):%H:%M} São Paulo" in line
    assert line in pubflow(cwd=release).stdout.replace("release   ", "\n")


def test_who_was_handed_units_has_them_until_something_comes_back(release, pubflow):
    entry = polib.pofile(str(_path(release, "zh_TW")))[1]
    key = Key("", entry.msgid)
    name, digest = key_digest(key), unit_digest(key, entry.msgstr)
    data = (("pack", "00112233aabbccdd"), ("units", f"{name}:{digest}"))
    handed = Event("handed-out", "2023-11-14T17:20:00+00:00", "tr1", data=data)
    back = Event("review", "2023-11-15T09:00:00+00:00", "tr1", "pack", digest, name, (("kind", "language"),))
    path = _path(release, "zh_TW").with_suffix(".history.jsonl")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(history.dumps_line(handed))
    row = _language(_report(pubflow, release), "zh-TW")
    assert [(one["to"], one["units"], one["pack"]) for one in row["held"]] == [("tr1", 1, "00112233aabbccdd")]
    assert (row["next"], row["why"]) == ("pubflow unpack FILE", "tr1 still has it; 2 drafts, 1 short text")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(history.dumps_line(back))
    assert _language(_report(pubflow, release), "zh-TW")["held"] == []


def test_several_who_have_it_still_have_it(release, pubflow):
    for second, name in enumerate(("tr1", "tr2"), 1):
        env = {"SOURCE_DATE_EPOCH": str(1_700_000_000 + second)}
        done = pubflow("pack", "release", "-l", "zh-TW", "--to", name, "--format", "po", cwd=release, env=env)
        assert done.returncode == 0, done.stderr
    assert "tr1, tr2 still have it" in pubflow("status", cwd=release).stderr


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ("", "pubflow review release -l zh-TW"),
        ("two-persons = true\n", "pubflow review release -l zh-TW --by NAME"),
        ('required = ["language", "terms"]\n', "pubflow review release -l zh-TW --kind terms --by NAME"),
    ],
)
def test_the_next_review_names_what_it_would_be_refused_without(release, pubflow, settings, wanted):
    with (release / "pubflow.toml").open("a", encoding="utf-8") as stream:
        stream.write(f"[review]\n{settings}")
    if "terms" in settings:
        _save(release, "zh_TW", _agree)
    command = _language(_report(pubflow, release), "zh-TW")["next"]
    assert command == wanted
    assert (f"or: {wanted}" in pubflow("status", cwd=release).stderr) == (not settings)
    walked = pubflow(*command.replace("NAME", "rev1").split()[1:], cwd=release, stdin="q\n")
    assert walked.returncode == 0, walked.stderr
    assert "that wait" in walked.stdout


def test_a_signature_is_told_with_where_it_lapsed(release, pubflow):
    _save(release, "zh_TW", _translate)
    sign = ("sign-off", "release", "-l", "zh-TW", "--by", "rev1", "--yes")
    assert pubflow(*sign, cwd=release).returncode == 0
    assert "language rev1" in pubflow("status", cwd=release).stdout
    assert _language(_report(pubflow, release), "zh-TW")["state"] == "ready"

    def change(number: int, entry: polib.POEntry) -> None:
        entry.msgstr += "！" if number == 2 else ""

    _save(release, "zh_TW", change)
    shown = pubflow("status", cwd=release).stdout
    assert "language lapsed at 2" in shown
    assert "next: pubflow sign-off release -l zh-TW --by rev1" in shown


def test_a_changed_source_and_a_broken_catalog_are_told(release, pubflow):
    statement = release / "statements/release.md"
    statement.write_text(statement.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    row = _language(_report(pubflow, release), "pt-BR")
    assert (row["stale"], row["next"]) == (True, "pubflow translate release -l pt-BR")
    _path(release, "pt_BR").write_text('msgid "torn\n', encoding="utf-8")
    shown = pubflow("status", cwd=release)
    assert shown.returncode == 1
    assert "locales/pt_BR/LC_MESSAGES/release.po:1" in shown.stdout
    assert "locales/pt_BR/LC_MESSAGES/release.po:1" in shown.stderr


def test_pubflow_alone_says_what_is_due(release, pubflow):
    shown = pubflow(cwd=release)
    assert shown.returncode == 0, shown.stderr
    assert "zh-TW  0/3 agreed; 2 drafts, 1 short text   pubflow review release -l zh-TW" in shown.stdout
    assert "next: review locales/zh_TW/LC_MESSAGES/release.po in a PO editor" in shown.stdout
    for locale in ("zh_TW", "pt_BR"):
        _save(release, locale, _agree)
    assert "ready in all languages: release" in pubflow(cwd=release).stdout
    assert "next: pubflow release release\n" in pubflow(cwd=release).stdout


def test_pubflow_alone_outside_a_workspace_says_how_to_begin(pubflow):
    shown = pubflow()
    assert shown.returncode == 0
    assert "Usage:" in shown.stdout
    for command in ("pubflow init", "pubflow import", "pubflow translate"):
        assert command in shown.stdout.partition("The first three commands:")[2]


def test_looking_changes_no_file(release, pubflow):
    def files() -> dict[str, bytes]:
        found = (path for path in release.rglob("*") if path.is_file() and ".pubflow" not in path.parts)
        return {path.as_posix(): path.read_bytes() for path in found}

    before = files()
    for command in (("status",), ("status", "--json"), ("questions",), ()):
        assert pubflow(*command, cwd=release).returncode == 0
    assert files() == before


def test_what_nobody_has_checked_is_not_called_ready(release, pubflow):
    _save(release, "zh_TW", _translate)
    assert "not checked since it changed   pubflow check release -l zh-TW" in pubflow(cwd=release).stdout
    assert pubflow("status", cwd=release).returncode == 0
    assert "not checked" not in pubflow(cwd=release).stdout
