"""`pubflow terms impact` on a real workspace in a real git repository: what a change of the glossary touches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pubflow import history, po
from pubflow.catalog import State, unit_digest
from pubflow.termbase.entries import loads
from pubflow.termbase.match import find

STATEMENT = """\
# Stop it

No asylum seeker is a criminal.

Torture is a crime.

Every asylum seeker has the right to asylum; refoulement is forbidden.

Nobody came.

An asylum seeker waits.
"""
EN = "concept,term\nasylum-seeker,asylum seeker\nasylum,asylum\ntorture,torture\nrefoulement,refoulement\n"
TARGETS = {
    "Stop it": "停止",
    "No asylum seeker is a criminal.": "尋求庇護者不是罪犯。",
    "Torture is a crime.": "酷刑是犯罪。",
    "Every asylum seeker has the right to asylum; refoulement is forbidden.": "庇護申請人享有庇護；禁止強制遣返。",
    "Nobody came.": "沒有人來。",
    "An asylum seeker waits.": "他在等待。",
}
ZH = "concept,term,rank,status,forbidden\nasylum-seeker,尋求庇護者,1,approved,難民\nasylum-seeker,庇護申請人,2,approved,\n"
ZH += "asylum,庇護,1,approved,\ntorture,酷刑,1,approved,\nrefoulement,強制遣返,1,approved,\n"


@pytest.fixture
def reviewed(desk, pubflow, git):
    """A workspace in git whose one statement is translated and reviewed in zh-TW, glossary and all committed."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    (desk / "glossary/en.csv").write_text(EN, encoding="utf-8")
    (desk / "glossary/zh-TW.csv").write_text(ZH, encoding="utf-8")
    (desk / "statements/stop.md").write_text(STATEMENT, encoding="utf-8")
    done = pubflow("extract", "-l", "zh-TW", cwd=desk)
    assert done.returncode == 0, done.stderr
    text = _catalog(desk).read_text(encoding="utf-8")
    for source, target in TARGETS.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    _catalog(desk).write_text(text, encoding="utf-8")
    git("init", "-q", "-b", "main", cwd=desk)
    git("add", "-A", cwd=desk)
    git("commit", "-q", "-m", "as agreed", cwd=desk)
    return desk


def _catalog(desk: Path) -> Path:
    return desk / "locales/zh_TW/LC_MESSAGES/stop.po"


def _edit(desk: Path, old: str, new: str) -> None:
    path = desk / "glossary/zh-TW.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _impact(pubflow, desk: Path, *arguments: str) -> dict:
    told = pubflow("terms", "impact", "-l", "zh-TW", "--json", *arguments, cwd=desk)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_after_one_rendering_changed_it_lists_exactly_the_units_that_hold_the_term(reviewed, pubflow, git):
    assert _impact(pubflow, reviewed)["units"] == []
    _edit(reviewed, "asylum-seeker,尋求庇護者,1", "asylum-seeker,尋求庇護的人,1")
    found = _impact(pubflow, reviewed)
    assert found["revision"] == git("rev-parse", "HEAD", cwd=reviewed).stdout.strip()
    sources = [unit.key.source for unit in po.loads(_catalog(reviewed).read_bytes(), path="stop.po")[0].units]
    termbase, _ = loads({"en.csv": EN})
    holding = [
        n for n, text in enumerate(sources, 1) if any(m.entry.id == "asylum-seeker" for m in find(termbase, text))
    ]
    assert [unit["unit"] for unit in found["units"]] == holding == [2, 4, 6]
    assert {unit["concept"] for unit in found["units"]} == {"asylum-seeker"}
    assert {tuple(unit["before"]) for unit in found["units"]} == {("尋求庇護者", "庇護申請人")}
    assert {tuple(unit["after"]) for unit in found["units"]} == {("尋求庇護的人", "庇護申請人")}
    assert [unit["target"] for unit in found["units"]] == ["no longer", "satisfied", "not before either"]
    assert [unit["lapses"] for unit in found["units"]] == [True, False, False]


def test_every_assembled_edition_that_carries_such_a_unit_is_named(reviewed, pubflow):
    """As issue 3 has it: one zh-TW rendering changes, and exactly the units and editions that hold it are listed."""
    (reviewed / "statements/calm.md").write_text("# Calm\n\nNobody came.\n", encoding="utf-8")
    (reviewed / "pubflow.toml").write_text('languages = ["zh-TW", "pt-BR"]\n', encoding="utf-8")
    assert pubflow("extract", cwd=reviewed).returncode == 0
    calm = reviewed / "locales/zh_TW/LC_MESSAGES/calm.po"
    text = calm.read_text(encoding="utf-8").replace('msgid "Calm"\nmsgstr ""', 'msgid "Calm"\nmsgstr "平靜"')
    calm.write_text(text.replace('came."\nmsgstr ""', 'came."\nmsgstr "尋求庇護者沒有來。"'), encoding="utf-8")
    for arguments in (("-l", "zh-TW"), ("-l", "pt-BR", "--draft")):
        assert pubflow("assemble", *arguments, cwd=reviewed).returncode == 0
    stray = [reviewed / "build/editions/zh-TW/gone.html", reviewed / "build/editions/notes/stop.html"]
    for path in stray:
        path.parent.mkdir(exist_ok=True)
        path.write_text("尋求庇護者", encoding="utf-8")
    assert _impact(pubflow, reviewed)["editions"] == []
    _edit(reviewed, "asylum-seeker,尋求庇護者,1", "asylum-seeker,尋求庇護的人,1")
    found = _impact(pubflow, reviewed)
    assert [(unit["statement"], unit["unit"]) for unit in found["units"]] == [("stop", 2), ("stop", 4), ("stop", 6)]
    made = sorted((reviewed / "build/editions/zh-TW").glob("stop.*"))
    assert len(made) >= 3, "assemble writes an edition a format"
    assert found["editions"] == [
        {
            "path": path.relative_to(reviewed).as_posix(), "statement": "stop", "language": "zh-TW",
            "units": [2, 4, 6], "made_with": ["尋求庇護者"],
        }
        for path in made
    ]  # fmt: skip
    told = pubflow("terms", "impact", "-l", "zh-TW", cwd=reviewed)
    line = "build/editions/zh-TW/stop.html: holds units 2, 4, 6; made with the old term (尋求庇護者)"
    assert line in told.stdout.splitlines()


def test_every_signature_that_lapses_by_the_change_is_named_and_no_other(reviewed, pubflow, git):
    def sign(by: str, *options: str) -> None:
        at = ("--yes", "--at", "2024-07-01T21:35:00+08:00", "--despite-errors")
        told = pubflow("sign-off", "stop", "-l", "zh-TW", "--by", by, *at, *options, cwd=reviewed)
        assert told.returncode == 0, told.stderr

    sign("lex1", "--kind", "terms")
    sign("gone1")
    text = _catalog(reviewed).read_text(encoding="utf-8")
    _catalog(reviewed).write_text(text.replace("沒有人來。", "沒有人來過。"), encoding="utf-8")
    sign("rev1")
    git("add", "-A", cwd=reviewed)
    git("commit", "-q", "-m", "signed", cwd=reviewed)
    assert _impact(pubflow, reviewed)["signatures"] == []
    _edit(reviewed, "torture,酷刑,1", "torture,刑求,1")
    # The first two signed other words than stand there now: they had lapsed before.
    assert _impact(pubflow, reviewed)["signatures"] == [
        {
            "statement": "stop", "language": "zh-TW", "by": "rev1", "kind": "language", "scope": "",
            "at": "2024-07-01T21:35:00+08:00", "told": "lapsed at unit 3: terms: torture changed",
        }
    ]  # fmt: skip
    told = pubflow("terms", "impact", "-l", "zh-TW", cwd=reviewed).stdout.splitlines()
    line = "stop in zh-TW: the signature of rev1 (language, the whole text, 2024-07-01) lapsed at unit 3: terms: torture changed"
    assert line in told


def test_an_edition_made_anew_no_longer_holds_the_old_term(reviewed, pubflow):
    _edit(reviewed, "asylum-seeker,尋求庇護者,1", "asylum-seeker,尋求庇護者本人,1")
    text = _catalog(reviewed).read_text(encoding="utf-8")
    _catalog(reviewed).write_text(text.replace("尋求庇護者不", "尋求庇護者本人不"), encoding="utf-8")
    assert pubflow("assemble", "-l", "zh-TW", cwd=reviewed).returncode == 0
    found = _impact(pubflow, reviewed)
    assert {tuple(edition["units"]) for edition in found["editions"]} == {(2, 4, 6)}
    assert {tuple(edition["made_with"]) for edition in found["editions"]} == {()}, "the old form is inside the new one"


def test_a_committed_change_is_compared_with_the_revision_that_is_named(reviewed, pubflow, git):
    _edit(reviewed, "torture,酷刑,1", "torture,刑求,1")
    git("commit", "-q", "-a", "-m", "another word", cwd=reviewed)
    assert _impact(pubflow, reviewed)["units"] == []
    assert [unit["unit"] for unit in _impact(pubflow, reviewed, "HEAD~1")["units"]] == [3]


def test_what_asks_nothing_of_a_target_touches_nothing(reviewed, pubflow):
    path = reviewed / "glossary/zh-TW.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    text = "\r\n".join([f"{head},note", *(f"{row},a note" for row in reversed(rows))])
    path.write_text("\ufeff" + text, encoding="utf-8", newline="")
    (reviewed / "glossary/en.csv").write_text(EN + "unheard,nowhere\n", encoding="utf-8")
    assert _impact(pubflow, reviewed)["units"] == []


@pytest.mark.parametrize(
    ("old", "new", "kinds", "targets"),
    [
        ("torture,酷刑,1,approved,", "torture,酷刑,1,unverified,", [["status"]], ["satisfied"]),
        ("torture,酷刑,1,approved,", "torture,酷刑,1,approved,犯罪", [["forbidden"]], ["no longer"]),
        ("torture,酷刑,1,approved,\n", "", [["removed"]], ["satisfied"]),
        ("難民", "難民|不是罪犯", [["forbidden"]] * 3, ["no longer", "satisfied", "not before either"]),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_named(reviewed, pubflow, old, new, kinds, targets):
    _edit(reviewed, old, new)
    units = _impact(pubflow, reviewed)["units"]
    assert [unit["change"] for unit in units] == kinds
    assert [unit["target"] for unit in units] == targets


def test_a_new_term_touches_the_units_that_it_stands_in_and_what_it_hides(reviewed, pubflow):
    (reviewed / "glossary/en.csv").write_text(EN + "right-to-asylum,right to asylum\n", encoding="utf-8")
    with (reviewed / "glossary/zh-TW.csv").open("a", encoding="utf-8") as table:
        table.write("right-to-asylum,庇護權,1,approved,\n")
    units = _impact(pubflow, reviewed)["units"]
    assert [(unit["unit"], unit["concept"], unit["change"], unit["target"]) for unit in units] == [
        (4, "right-to-asylum", ["added"], "no longer"),
        (4, "asylum", ["removed"], "satisfied"),
    ]


def test_reopen_sets_back_exactly_what_no_longer_fits_and_says_why(reviewed, pubflow):
    _edit(reviewed, "asylum-seeker,尋求庇護者,1", "asylum-seeker,尋求庇護的人,1")
    before = _catalog(reviewed).read_bytes()
    told = pubflow("terms", "impact", "-l", "zh-TW", "--reopen", "--at", "2024-07-01T21:35:00+08:00", cwd=reviewed)
    assert told.returncode == 0, told.stderr
    assert "1 reviewed units lapsed and are drafts again" in told.stderr
    after = _catalog(reviewed).read_bytes()
    comment = "# reopened 2024-07-01: asylum-seeker: 尋求庇護者 | 庇護申請人 -> 尋求庇護的人 | 庇護申請人\n".encode()
    assert comment in after
    assert after.replace(comment, b"").replace(b"#, fuzzy\n", b"") == before
    catalog = po.loads(after, path="stop.po")[0]
    drafts = [unit for unit in catalog.units if unit.state is State.TRANSLATED]
    assert [unit.target for unit in drafts] == ["尋求庇護者不是罪犯。"]
    lines = _catalog(reviewed).with_suffix(".history.jsonl").read_text(encoding="utf-8")
    (event,), faults = history.loads(lines, path="stop.history.jsonl")
    assert not faults
    assert (event.verb, event.get("concept"), event.get("why")) == ("reopened", "asylum-seeker", "rendering")
    assert event.digest == unit_digest(drafts[0].key, drafts[0].target)
    assert "尋求" not in lines, "a history holds no words of a target"
    again = pubflow("terms", "impact", "-l", "zh-TW", "--reopen", cwd=reviewed)
    assert again.returncode == 0
    assert _catalog(reviewed).read_bytes() == after
    assert _catalog(reviewed).with_suffix(".history.jsonl").read_text(encoding="utf-8") == lines


def test_nothing_is_reopened_by_a_glossary_with_errors(reviewed, pubflow):
    _edit(reviewed, "torture,酷刑,1", "torture,酷刑,first")
    before = _catalog(reviewed).read_bytes()
    told = pubflow("terms", "impact", "--reopen", cwd=reviewed)
    assert told.returncode == 1
    assert "nothing is reopened" in told.stderr
    assert _catalog(reviewed).read_bytes() == before
    shown = pubflow("terms", "impact", "-l", "zh-TW", cwd=reviewed)
    assert shown.returncode == 1
    assert "column rank: “first” is no number" in shown.stdout


@pytest.mark.parametrize("revision", ["no-such", "HEAD:glossary", "a b", "", "HEAD~99", "HEAD\n", "ü"])
def test_a_revision_that_is_none_is_named(reviewed, pubflow, revision):
    told = pubflow("terms", "impact", revision, cwd=reviewed)
    assert told.returncode == 2
    assert f"git knows no revision “{revision}”" in told.stderr


def test_a_revision_is_never_an_option_of_git(reviewed, pubflow):
    told = pubflow("terms", "impact", "--", "--help", cwd=reviewed)
    assert told.returncode == 2
    assert "git knows no revision “--help”" in told.stderr


def test_without_git_or_commits_it_says_so(desk, pubflow, git):
    told = pubflow("terms", "impact", cwd=desk, env={"GIT_CEILING_DIRECTORIES": str(desk.parent)})
    assert told.returncode == 3
    assert "is in no git repository" in told.stderr
    git("init", "-q", cwd=desk)
    told = pubflow("terms", "impact", cwd=desk)
    assert told.returncode == 2
    assert "nothing is committed yet" in told.stderr
    told = pubflow("terms", "impact", cwd=desk, env={"PATH": ""})
    assert told.returncode == 3
    assert "git is not installed" in told.stderr


def test_a_workspace_below_the_top_of_its_repository(reviewed, pubflow, tmp_path, git):
    top = tmp_path / "top"
    top.mkdir()
    (top / "glossary").mkdir()
    (top / "glossary/zh-TW.csv").write_text("concept,term\ntorture,不同\n", encoding="utf-8")
    (reviewed / ".git").rename(tmp_path / "old.git")
    reviewed.rename(top / "desk")
    git("init", "-q", cwd=top)
    git("add", "-A", cwd=top)
    git("commit", "-q", "-m", "moved", cwd=top)
    assert _impact(pubflow, top / "desk")["units"] == []
    _edit(top / "desk", "torture,酷刑,1", "torture,刑求,1")
    assert [unit["unit"] for unit in _impact(pubflow, top / "desk")["units"]] == [3]
