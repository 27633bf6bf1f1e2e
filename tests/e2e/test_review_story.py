"""A statement's way through people's hands: drafted, reviewed in plain PO editors, corrected, reviewed again, signed.

Signatures and reviews lapse where the text changed, and there only. What is signed is told by `sign-off --list`, what
waits by `review`, what may leave by `assemble`: the story looks at nothing else.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import polib
import pytest

STATEMENT = """\
# Free them now

Refoulement is forbidden, see [the list](https://a.example/1).

Soldiers took 17 people away.

“They took him away at night,” said Anna Doe. Nobody came back.
"""
CORRECTED = STATEMENT.replace("17 people", "71 people")
TABLES = {
    "concepts.csv": "id,kind\nrefoulement,term\nanna,name\nasylum,term\n",
    "en.csv": "concept,term\nrefoulement,refoulement\nanna,Anna Doe\nasylum,asylum\n",
    "zh-TW.csv": "concept,term,rank,status\nrefoulement,強制遣返,1,approved\nanna,安娜,1,approved\n",
    "pt-BR.csv": "concept,term,rank,status\nrefoulement,devolução forçada,1,approved\nanna,Anna Doe,1,approved\n",
}
TARGETS = {
    "zh-TW": {
        "Free them now": "立即釋放他們",
        "Refoulement is forbidden, see <b1>the list</b1>.": "禁止強制遣返，見<b1>名單</b1>。",
        "Soldiers took 17 people away.": "士兵帶走了17人。",
        "Soldiers took 71 people away.": "士兵帶走了71人。",
        "“They took him away at night,” said Anna Doe.": "安娜說：「他們在夜裡把他帶走。」",
        "Nobody came back.": "沒有人回來。",
    },
    "pt-BR": {
        "Free them now": "Libertem todos agora",
        "Refoulement is forbidden, see <b1>the list</b1>.": "A devolução forçada é proibida; veja <b1>a lista</b1>.",
        "Soldiers took 17 people away.": "Soldados levaram 17 pessoas.",
        "Soldiers took 71 people away.": "Soldados levaram 71 pessoas.",
        "“They took him away at night,” said Anna Doe.": "“Eles o levaram à noite”, disse Anna Doe.",
        "Nobody came back.": "Ninguém voltou.",
    },
}
LANGUAGES = ("zh-TW", "pt-BR")


class Desk:
    """The workspace and the people round it."""

    def __init__(self, folder: Path, pubflow: Callable, language: str) -> None:
        self.folder, self._pubflow, self.language = folder, pubflow, language
        self.catalog = folder / f"locales/{language.replace('-', '_')}/LC_MESSAGES/free.po"
        self.history = self.catalog.with_suffix(".history.jsonl")

    def run(self, *arguments: str, stdin: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
        done = self._pubflow(*arguments, cwd=self.folder, stdin=stdin)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def poedit(self, name: str, targets: Mapping[str, str]) -> None:
        """Save as Poedit does: the flag of each entry touched is cleared, the name goes into the header, all is wrapped."""
        entries = polib.pofile(str(self.catalog), wrapwidth=79)
        for entry in entries:
            if entry.msgid in targets and not entry.obsolete:
                entry.msgstr = targets[entry.msgid]
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entries.metadata["Last-Translator"] = f"{name} <{name}@desk.example>"
        entries.metadata["X-Generator"] = "Poedit 3.6"
        entries.save(str(self.catalog))

    def waits(self, by: str = "") -> list[int]:
        """The numbers of the units that wait for a person."""
        named = ("--by", by) if by else ()
        shown = self.run("review", "free", "-l", self.language, *named, stdin="n\n" * 9).stdout
        return [int(number) for number in re.findall(r"^unit (\d+) of", shown, re.MULTILINE)]

    def agree(self, by: str, keys: str = "a\n" * 9) -> None:
        self.run("review", "free", "-l", self.language, "--by", by, stdin=keys)

    def sign(self, by: str, *options: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        return self.run("sign-off", "free", "-l", self.language, "--by", by, "--yes", *options, code=code)

    def signed(self) -> list[tuple[str, str]]:
        """(scope, what became of it) of each signature."""
        lines = self.run("sign-off", "free", "-l", self.language, "--list").stdout.splitlines()[1:]
        cells = [re.split(r"\s{2,}", line) for line in lines]
        return [(cell[2], cell[-1]) for cell in cells]

    def released(self) -> bool:
        return self._pubflow("assemble", "free", "-l", self.language, cwd=self.folder).returncode == 0

    def settings(self, text: str) -> None:
        path = self.folder / "pubflow.toml"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture(params=LANGUAGES)
def story(desk, pubflow, request) -> Desk:
    """One statement, drafted in one language."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    for name, table in TABLES.items():
        (desk / "glossary" / name).write_text(table, encoding="utf-8")
    (desk / "statements/free.md").write_text(STATEMENT, encoding="utf-8")
    found = Desk(desk, pubflow, request.param)
    found.settings('[language.zh-TW]\nname-first-mention = "translit"\n')
    found.run("translate", "-l", request.param, "--engine", "pseudo")
    return found


def test_two_people_review_in_a_plain_editor_and_only_what_was_corrected_comes_back(story) -> None:
    targets = TARGETS[story.language]
    sources = list(targets)
    assert story.waits() == [1, 2, 3, 4, 5]
    assert not story.released()

    # One of them does the first half, the other the rest; nobody says who to pubflow.
    story.poedit("Mei", {source: targets[source] for source in sources[:2]})
    assert story.waits() == [3, 4, 5]
    story.sign("rev1", code=1)
    story.poedit("Ana", {source: targets[source] for source in sources[2:]})
    assert story.waits() == []
    assert story.released()
    assert "Mei" not in story.history.read_text(encoding="utf-8")
    story.sign("rev1")
    story.sign("speaker", "--scope", "quotations")
    assert story.signed() == [("all", "holds"), ("quotations", "holds")]

    # A number is corrected in the source, and the catalog brought up to date.
    (story.folder / "statements/free.md").write_text(CORRECTED, encoding="utf-8")
    assert story.signed() == [("all", "lapsed at unit 3: source changed"), ("quotations", "holds")]
    story.run("translate", "-l", story.language, "--engine", "pseudo")
    assert not story.released()
    assert story.waits() == [3]

    # Only that one is looked at again, and then it can be signed again.
    story.sign("rev1", code=1)
    story.poedit("Ana", {"Soldiers took 71 people away.": targets["Soldiers took 71 people away."]})
    assert story.waits() == []
    assert story.released()
    assert story.signed()[0][1] == "lapsed at unit 3: source changed"
    story.sign("rev1")
    assert [told for _, told in story.signed()] == ["lapsed at unit 3: source changed", "holds", "holds"]

    # The correction is taken back: what was signed first is the text again, and what was signed last is not.
    (story.folder / "statements/free.md").write_text(STATEMENT, encoding="utf-8")
    story.run("extract", "-l", story.language)
    assert [told for _, told in story.signed()] == ["holds", "holds", "lapsed at unit 3: source changed"]
    assert story.waits() == []


def test_where_two_persons_are_asked_for_an_editor_alone_is_nobody(story) -> None:
    story.settings("[review]\ntwo-persons = true\n")
    story.poedit("Mei", TARGETS[story.language])
    story.run("extract", "-l", story.language)
    assert story.waits("rev1") == [1, 2, 3, 4, 5]
    story.agree("rev1")
    assert story.waits("rev1") == []
    assert not story.released()
    story.agree("rev2")
    assert story.released()

    # One writes, another agrees: the writer is the first of the two.
    story.run("review", "free", "-l", story.language, "--by", "tr1", "--all", "--units", "5", stdin="e x.\n")
    assert story.waits("tr1") == []
    assert not story.released()
    story.agree("rev1")
    assert story.released()

    # Whoever changes a text behind everybody's back has nobody's agreement.
    story.poedit("Mei", {"Nobody came back.": "y."})
    assert not story.released()
    assert story.waits("rev1") == [5]
    story.poedit("Mei", {"Nobody came back.": "x."})
    assert story.released()


def test_tools_and_tidy_people_neither_lose_nor_forge_a_review(story, gettext) -> None:
    story.settings("[review]\ntwo-persons = true\n")
    story.poedit("Mei", TARGETS[story.language])
    story.agree("rev1")
    story.agree("rev2")
    story.sign("rev2")
    known = story.history.read_bytes()

    def holds() -> None:
        assert story.signed() == [("all", "holds")]
        assert story.released()
        story.run("extract", "-l", story.language)
        assert story.history.read_bytes() == known
        assert story.waits("rev3") == []

    holds()
    for tool in (["msgcat", "-s"], ["msgcat", "--no-wrap"], ["msgattrib", "--no-obsolete"]):
        done = subprocess.run([*tool, story.catalog.name], cwd=story.catalog.parent, capture_output=True, check=True)
        story.catalog.write_bytes(done.stdout)
        holds()
    merge = ["msgmerge", "-q", "--no-fuzzy-matching", story.catalog, story.folder / "locales/free.pot"]
    story.catalog.write_bytes(subprocess.run(merge, capture_output=True, check=True).stdout)
    holds()
    # “Delete comment” in Poedit takes every line that begins with `# `.
    text = story.catalog.read_text(encoding="utf-8")
    assert "# pubflow: review" in text
    story.catalog.write_text(re.sub(r"^# .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    holds()
    # A line that speaks of a review which the history does not know is no review.
    story.poedit("Mei", {"Nobody came back.": "z."})
    forged = "# pubflow: review for=0000000000000000 by=rev1 kind=language\n"
    text = story.catalog.read_text(encoding="utf-8")
    story.catalog.write_text(text.replace('msgid "Nobody', forged + 'msgid "Nobody'), encoding="utf-8")
    assert not story.released()


def test_a_lost_history_is_taken_as_nobodys_word(story) -> None:
    story.poedit("Mei", TARGETS[story.language])
    story.agree("rev1")
    story.sign("rev1")
    assert story.released()
    story.history.unlink()
    # One person was enough, and not fuzzy says that there was one; who signed is gone.
    assert story.released()
    assert story.signed() == []
    story.settings("[review]\ntwo-persons = true\n")
    assert not story.released()


def test_an_unrelated_term_lapses_nothing_and_a_term_of_the_text_lapses_its_units(story) -> None:
    story.poedit("Mei", TARGETS[story.language])
    story.run("extract", "-l", story.language)
    story.sign("rev1")
    table = story.folder / f"glossary/{story.language}.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text + "asylum,庇護,1,approved\n", encoding="utf-8")
    assert story.signed() == [("all", "holds")]
    assert story.waits() == []
    table.write_text(text + "refoulement,x,2,approved\n", encoding="utf-8")
    assert story.signed() == [("all", "lapsed at unit 2: terms: refoulement changed")]
    assert story.waits() == [2]
    # A term alone stops nobody who asks for one person: `terms impact` tells what no longer fits.
    assert story.released()


def test_a_sentence_that_moved_keeps_its_review_and_lapses_the_signature(story) -> None:
    story.poedit("Mei", TARGETS[story.language])
    story.sign("rev1")
    first, second = STATEMENT.split("\n\n")[1:3]
    moved = STATEMENT.replace(first, "_").replace(second, first).replace("_", second)
    (story.folder / "statements/free.md").write_text(moved, encoding="utf-8")
    story.run("extract", "-l", story.language)
    assert story.waits() == []
    assert story.released()
    assert [told for _, told in story.signed()] == ["lapsed at unit 2: moved"]
