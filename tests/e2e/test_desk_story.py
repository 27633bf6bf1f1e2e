"""A night at the desk: handed out to two, agreed to by a third, signed, corrected at the last minute, merged in git.

What was corrected is looked at again, by whom it concerns, and nothing else; a signature lapses exactly there. The story
looks at what people see: `diff`, `status`, `sign-off --list`, `check`, git.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest

from pubflow import history, po
from pubflow.history import key_digest
from tests.conftest import Git, Pubflow
from tests.desk import Clocked
from tests.doubles import programs

STATEMENT = """\
# Free the harbour workers

Guards took six workers to the yard.

The harbour authority recognizes no appeal.

“We were locked in all night,” the nurse said.

Nobody has seen the workers since Friday.

The families are waiting. They want an answer.

Amid fears for their health, the hearings were put off without a date.
"""
CORRECTIONS = (
    ("six workers", "seven workers"),
    ("recognizes", "recognises"),
    ("all night,”", "all night. There was no water,”"),
    ("Nobody has seen the workers since Friday.\n\n", ""),
    ("waiting. They", "waiting; they"),
    ("Amid fears for their health, the hearings", "There are fears for their health. The hearings"),
)
MOVED = "\nNobody has seen the workers since Friday.\n"
TARGETS = (
    "釋放港口工人", "警衛把六名工人帶到院子。", "港務局不接受上訴。", "護理師說：「我們整夜被關。」",
    "星期五以來沒有人見過這些工人。", "家屬在等。", "他們要答案。", "外界擔心他們的健康，聽證會卻無限期延後。",
)  # fmt: skip
AGAIN = {
    2: "警衛把七名工人帶到院子。", 4: "護理師說：「我們整夜被關。沒有水。」", 5: "家屬在等；他們要答案。",
    6: "外界擔心他們的健康。", 7: "聽證會無限期延後。",
}  # fmt: skip
"""What the corrected sentences are translated as, by their new numbers."""


class Desk(Clocked):
    """The workspace, in git."""

    def __init__(self, folder: Path, pubflow: Pubflow, git: Git) -> None:
        super().__init__(folder, pubflow, begins=1_700_000_000)
        self._git = git
        self.catalog = folder / "locales/zh_TW/LC_MESSAGES/free.po"
        self.statement = folder / "statements/free.md"

    def git(self, *arguments: str, code: int = 0) -> str:
        done = self._git(*arguments, cwd=self.folder, code=code)
        return done.stdout + done.stderr

    def commit(self) -> None:
        self.git("add", "-A")
        # The hook has its turn in the merge.
        self.git("commit", "-q", "--no-verify", "-m", "as it stands")

    def handed(self, to: str, *options: str) -> Path:
        """The folder of what a person gets."""
        self.run("pack", "free", "-l", "zh-TW", "--to", to, "--format", "po", *options)
        return self.folder / f"build/packs/free.zh-TW.{to}"

    def row(self) -> dict:
        ((row,),) = (one["languages"] for one in json.loads(self.run("status", "--json").stdout)["statements"])
        return row

    def signed(self) -> list[str]:
        lines = self.run("sign-off", "free", "-l", "zh-TW", "--list").stdout.splitlines()[1:]
        return [re.split(r"\s{2,}", line)[-1] for line in lines]

    def sign(self, by: str, *options: str, code: int = 0) -> None:
        self.run("sign-off", "free", "-l", "zh-TW", "--by", by, "--yes", *options, code=code)

    def events(self, verb: str) -> list[history.Event]:
        path = self.catalog.with_suffix(".history.jsonl")
        return [one for one in history.loads(path.read_text(encoding="utf-8"), path="x")[0] if one.verb == verb]


def translated(file: Path, targets: dict[int, str]) -> None:
    """As a person saves it in a PO editor; units go by the number in their notes."""
    entries = polib.pofile(str(file), wrapwidth=79)
    for entry in entries:
        number = int(re.match(r"unit (\d+)", entry.comment)[1])  # type: ignore[index]
        if number in targets:
            entry.msgstr = targets[number]
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = None
    entries.metadata["X-Generator"] = "Poedit 3.6"
    entries.save(str(file))


def edited(catalog: Path, targets: dict[str, str]) -> None:
    """The catalog itself in a PO editor: beginning of a source -> target."""
    entries = polib.pofile(str(catalog), wrapwidth=0)
    for entry in entries:
        for source, target in targets.items():
            if entry.msgid.startswith(source) and not entry.obsolete:
                entry.msgstr = target
    entries.save(str(catalog))


@pytest.fixture
def night(pubflow: Pubflow, git: Git, tmp_path: Path) -> Desk:
    """Drafted, in git; two persons are asked for, and a signature on the quotations."""
    assert pubflow("init", "desk", "-l", "zh-TW").returncode == 0
    desk = Desk(tmp_path / "desk", pubflow, git)
    for path in (*(desk.folder / "statements").glob("*.md"), *(desk.folder / "glossary").glob("*.csv")):
        path.unlink()
    desk.statement.write_text(STATEMENT, encoding="utf-8")
    with (desk.folder / "pubflow.toml").open("a", encoding="utf-8") as stream:
        stream.write('[review]\ntwo-persons = true\n[review.scopes]\nquotations = ["speaker1"]\n')
    desk.git("init", "-q", "-b", "main")
    desk.run("git", "install")
    desk.run("translate", "--engine", "pseudo")
    desk.commit()
    return desk


def test_a_night_at_the_desk(night: Desk, tmp_path: Path) -> None:
    _hand_out_and_sign(night, tmp_path)
    _correct(night)
    _review_what_changed(night)
    _merge(night)


def _hand_out_and_sign(desk: Desk, downloads: Path) -> None:
    """Two translators get a half each, a reviewer all of it; files come back under other names."""
    for to, numbers, name in (
        ("tr1", range(1, 5), "free.zh_TW (1).po"),
        ("tr2", range(5, 9), "free-conflicted copy.po"),
    ):
        file = desk.handed(to, "--units", f"{numbers[0]}-{numbers[-1]}") / "free.zh_TW.po"
        translated(file, {number: TARGETS[number - 1] for number in numbers})
        file.rename(downloads / name)
    desk.run("unpack", *sorted(downloads.glob("*.po")))
    row = desk.row()
    assert (row["held"], row["agreed"] + row["short_agreed"], row["edited"]) == ([], 0, 8)
    assert row["next"] == "pubflow review free -l zh-TW --by NAME"

    # Who wrote a text can't sign it alone; somebody who was handed it to review agrees by message, and signs.
    desk.sign("tr1", code=1)
    sent = (desk.handed("rev1", "--kind", "review") / "message.txt").read_text(encoding="utf-8")
    desk.run("unpack", "-", stdin=f"3: 是哪個機關？\nrest ok\n\n{programs.quoted(sent)}")
    assert [(one.by, one.via) for one in desk.events("question")] == [("rev1", "message")]
    desk.run("questions", "answer", "free", "3", "The port's own office.", "--by", "desk1")
    desk.run("review", "free", "-l", "zh-TW", "--by", "rev1", stdin="a\n")
    desk.sign("rev1")
    desk.sign("speaker1", "--scope", "quotations")
    assert desk.signed() == ["holds", "holds"]
    row = desk.row()
    assert (row["agreed"], row["state"], row["asked"]) == (8, "ready", 0)
    desk.commit()


def _correct(desk: Desk) -> None:
    """A number, a spelling, a new sentence in a quotation; one sentence moves, two are joined, one is cut in two."""
    text = desk.statement.read_text(encoding="utf-8")
    for old, new in CORRECTIONS:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    desk.statement.write_text(text + MOVED, encoding="utf-8")
    told = desk.run("diff", "free").stdout
    assert re.findall(r"^ +(\d+)  (.*)$", told, re.MULTILINE) == [
        ("2", "number"), ("3", "spelling"), ("4", "negation, quotation, wording"), ("5", "joined, wording"),
        ("6", "split, negation, wording"), ("7", "split, wording"),
    ]  # fmt: skip
    assert re.findall(r"zh-TW: (.*)", told) == ["re-opened", "review kept", *["re-opened"] * 4]
    before = {unit.target for unit in _units(desk)}
    desk.run("translate", "--engine", "pseudo")
    desk.commit()
    desk.run("translate", "--engine", "pseudo")
    assert desk.git("status", "--porcelain") == ""

    # No target is lost, and what only changed its spelling or its place is still agreed to.
    assert before <= {unit.target for unit in _units(desk)}
    live = [unit for unit in _units(desk) if not unit.obsolete]
    waits = [number for number, unit in enumerate(live, 1) if unit.state < unit.state.REVIEWED]
    assert waits == [2, 4, 5, 6, 7]
    assert live[4].target == TARGETS[5] + TARGETS[6]
    (carried,) = desk.events("carried")
    assert (carried.key, carried.get("change")) == (key_digest(live[2].key), "spelling")
    row = desk.row()
    assert (row["agreed"], row["reopened"]) == (3, 5)
    whole, quotations = desk.signed()
    assert re.findall(r"unit (\d+): ([a-z ]+)", quotations) == [("4", "source changed")]
    assert {int(number) for number in re.findall(r"unit (\d+)", whole)} >= {2, 3, 4, 5, 6, 7}
    assert not re.search(r"unit 1\b", whole)


def _review_what_changed(desk: Desk) -> None:
    """Each gets what is theirs of it; a third person agrees; the old signatures stay lapsed, the new ones hold."""
    for to, numbers in (("tr1", {2, 4}), ("tr2", {5, 6, 7})):
        file = desk.handed(to, "--changed") / "free.zh_TW.po"
        notes = {int(re.match(r"unit (\d+)", entry.comment)[1]) for entry in polib.pofile(str(file))}  # type: ignore[index]
        assert notes == numbers
        translated(file, {number: AGAIN[number] for number in numbers})
        desk.run("unpack", file)
    sent = (desk.handed("rev1", "--kind", "review", "--changed") / "message.txt").read_text(encoding="utf-8")
    assert "2,4-7" in sent
    desk.run("unpack", "-", stdin=f"rest ok\n{programs.quoted(sent)}")
    desk.sign("rev1")
    desk.sign("speaker1", "--scope", "quotations")
    assert [one.partition(" ")[0] for one in desk.signed()] == ["lapsed", "lapsed", "holds", "holds"]
    row = desk.row()
    assert (row["agreed"], row["state"]) == (8, "ready")
    desk.commit()


def _merge(desk: Desk) -> None:
    """Two branches: different sentences are both kept, the same one is a conflict that nobody overlooks."""
    desk.git("switch", "-qc", "other")
    edited(desk.catalog, {"Guards took": "警衛把七名工人帶進院子。", "Free the": "立即釋放港口工人"})
    desk.commit()
    desk.git("switch", "-q", "main")
    edited(desk.catalog, {"Nobody has": "沒有人在星期五以後見過他們。", "Free the": "放了港口工人"})
    desk.commit()
    told = desk.git("merge", "other", code=1)
    assert "1 unit was judged differently on both sides" in told
    targets = {unit.key.source: unit.target for unit in _units(desk) if not unit.obsolete}
    assert targets["Guards took seven workers to the yard."] == "警衛把七名工人帶進院子。"
    assert targets["Nobody has seen the workers since Friday."] == "沒有人在星期五以後見過他們。"
    told = desk.run("check", "free", code=1).stdout
    assert "free zh-TW: 1 error\n  1 E merge-conflict  放了港口工人\n      the other side has another target" in told
    row = desk.row()
    assert (row["conflicts"], row["why"]) == (1, "1 in conflict")
    desk.git("add", "-A")
    assert "not committed: mend it" in desk.git("commit", "-q", "--no-edit", code=1)
    desk.run("review", "free", "-l", "zh-TW", "--by", "rev1", stdin="e 釋放所有港口工人\n")
    desk.git("add", "-A")
    desk.git("commit", "-q", "--no-edit")
    # What was changed behind everybody's back, or decided by one, has nobody's second agreement, and no signature.
    assert desk.row()["agreed"] == 8 - 3
    assert all(one.startswith("lapsed") for one in (desk.signed()[0], desk.signed()[2]))
    assert desk.signed()[3] == "holds"


def _units(desk: Desk) -> tuple:
    return po.loads(desk.catalog.read_bytes(), path="free.po")[0].units
