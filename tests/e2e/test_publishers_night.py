"""A release night at the publishing desk: a Word file at 17:00, five languages, an hour, a mistake, a retraction.

What people see is looked at: what stops the file, what goes out to two people and comes back, what the fourth version
re-opens, what leaves before the hour and after it, what the pages say, what the record tells a year later.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest

from tests.conftest import Pubflow
from tests.desk import Clocked
from tests.doubles import programs

LANGUAGES = ("zh-TW", "pt-BR", "es", "fr", "ar")
TEXT = """\
EMBARGOED UNTIL 22:00 {zone}1 July 2124

Harbour workers must be freed

Guards took the workers to the yard. The authority {spelling} no appeal.

“We were locked in all night{more},” the nurse said.

The yard was closed in {year}.

ENDS

Notes to editors

Nobody has seen the workers since Friday.

Press contact: Harbour Desk, +44 20 7946 0000, press@example.org
"""
THIRD = {"spelling": "recognizes", "more": "", "year": "1994"}
FOURTH = {"zone": "BST ", "spelling": "recognises", "more": ". There was no water", "year": "1993"}
ZH = {
    "Harbour workers must be freed": "必須釋放港口工人",
    "Guards took the workers to the yard.": "警衛把工人帶到院子。",
    "The authority recognizes no appeal.": "當局不接受上訴。",
    "“We were locked in all night,” the nurse said.": "護理師說：「我們整夜被關。」",
    "The yard was closed in 1994.": "院子於1994年關閉。",
    "Notes to editors": "編者註",
    "Nobody has seen the workers since Friday.": "星期五以來沒有人見過這些工人。",
    "“We were locked in all night. There was no water,” the nurse said.": "護理師說：「我們整夜被關。沒有水。」",
    "The yard was closed in 1993.": "院子於1993年關閉。",
    "The yard was closed in 1993, not before.": "院子於1993年關閉，不早於此。",
    "An earlier version gave a wrong word.": "先前版本有一個詞有誤。",
}
PT = {
    "Harbour workers must be freed": "Os trabalhadores do porto devem ser libertados",
    "Guards took the workers to the yard.": "Os guardas levaram os trabalhadores para o pátio.",
    "The authority recognises no appeal.": "A autoridade não reconhece nenhum recurso.",
    "“We were locked in all night. There was no water,” the nurse said.": (
        "“Ficamos trancados a noite toda. Não havia água”, disse a enfermeira."
    ),
    "The yard was closed in 1993.": "O pátio foi fechado em 1993.",
    "Notes to editors": "Notas aos editores",
    "Nobody has seen the workers since Friday.": "Ninguém vê os trabalhadores desde sexta-feira.",
    "The yard was closed in 1993, not before.": "O pátio foi fechado em 1993, não antes.",
}
PASSED = "embargo: 2024-07-01 22:00 Europe/London"
STATEMENT = "statements/visit.md"
BUNDLES = "build/releases/visit"


class Desk(Clocked):
    """The workspace of the night."""

    def __init__(self, folder: Path, pubflow: Pubflow) -> None:
        super().__init__(folder, pubflow, begins=1_800_000_000)

    def catalog(self, language: str, name: str = "visit") -> Path:
        return self.folder / f"locales/{language.replace('-', '_')}/LC_MESSAGES/{name}.po"

    def page(self, number: int | str, language: str) -> str:
        return (self.folder / f"{BUNDLES}/{number}/public/{language}/visit.html").read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (self.folder / path).write_text(text.replace(old, new), encoding="utf-8")

    def handed(self, to: str, language: str, *options: str) -> Path:
        self.run("pack", "visit", "-l", language, "--to", to, "--format", "po", *options)
        return self.folder / f"build/packs/visit.{language}.{to}"

    def agreed(self, language: str, by: str) -> None:
        """Handed out for review, and answered by a message."""
        sent = (self.handed(by, language, "--kind", "review") / "message.txt").read_text(encoding="utf-8")
        self.run("unpack", "-", stdin=f"rest ok\n\n{programs.quoted(sent)}")

    def signed(self) -> None:
        self.run("sign-off", "visit", "--source", "--by", "desk1", "--yes")


def _translated(path: Path, targets: dict[str, str]) -> None:
    """As a person saves it in a PO editor."""
    entries = polib.pofile(str(path), wrapwidth=79)
    for entry in entries:
        if entry.msgid in targets:
            entry.msgstr, entry.previous_msgid = targets[entry.msgid], None
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entries.save(str(path))


@pytest.fixture
def night(pubflow: Pubflow, tmp_path: Path) -> Desk:
    assert pubflow("init", "desk", *(option for tag in LANGUAGES for option in ("-l", tag))).returncode == 0
    desk = Desk(tmp_path / "desk", pubflow)
    for path in (*(desk.folder / "statements").glob("*.md"), *(desk.folder / "glossary").glob("*.csv")):
        path.unlink()
    return desk


def test_a_night_at_the_publishing_desk(night: Desk, tmp_path: Path) -> None:
    _arrives(night, tmp_path)
    _to_two_people_and_back(night, tmp_path)
    _fourth_version(night, tmp_path)
    _before_the_hour(night)
    _after_the_hour(night)
    _next_day(night)
    _a_year_later(night)


def _arrives(desk: Desk, downloads: Path) -> None:
    """Without a zone nobody can keep the hour; what stands round the text is recognised."""
    (downloads / "v3.txt").write_text(TEXT.format(zone="", **THIRD), encoding="utf-8")
    told = desk.run("import", downloads / "v3.txt", "--id", "visit")
    assert "it names no time zone" in told.stdout
    assert "first: mend embargo: in statements/visit.md" in told.stderr
    desk.run("translate", "visit", "--engine", "pseudo", code=1)
    text = (desk.folder / STATEMENT).read_text(encoding="utf-8")
    assert 'contact: "Harbour Desk, +44 20 7946 0000, press@example.org"' in text or (
        "contact: Harbour Desk, +44 20 7946 0000, press@example.org" in text
    )
    (line,) = re.findall(r"^embargo: .*$", text, re.MULTILINE)
    desk.edit(STATEMENT, line, "embargo: 2124-07-01 22:00 Europe/London")
    desk.run("translate", "visit", "--engine", "pseudo")
    assert re.search(r"^visit   EMBARGO .* London", desk.run().stdout, re.MULTILINE)


def _to_two_people_and_back(desk: Desk, downloads: Path) -> None:
    """Half a statement each; one asks, the desk answers once; somebody agrees by message."""
    for to, units, name in (("tr1", "1-4", "visit (1).po"), ("tr2", "5-7", "visit-conflicted copy.po")):
        file = desk.handed(to, "zh-TW", "--units", units) / "visit.zh_TW.po"
        _translated(file, ZH)
        if to == "tr1":
            file.write_text(file.read_text(encoding="utf-8").replace("#. unit 2", "# ? which yard?\n#. unit 2"))
        file.rename(downloads / name)
    told = desk.run("unpack", *sorted(downloads.glob("*.po"))).stderr
    assert "4 taken (1-4), 1 with a remark (2)" in told
    assert "3 taken (5-7)" in told
    assert "which yard?" in desk.run("questions").stdout
    answer = desk.run("questions", "answer", "visit", "2", "That of the port.", "--by", "desk1")
    assert "told in zh-TW, pt-BR, es, fr, ar" in answer.stdout + answer.stderr
    desk.agreed("zh-TW", "rev1")
    desk.run("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes")
    desk.signed()


def _fourth_version(desk: Desk, downloads: Path) -> None:
    """A spelling is carried, a year and a quotation are re-opened, and only these go out again."""
    (downloads / "v4.txt").write_text(TEXT.format(**FOURTH), encoding="utf-8")
    shown = desk.run("import", downloads / "v4.txt", "--update", "visit", "--yes").stdout
    assert [line.split()[0] for line in re.findall(r"^ +(\d+  .*)$", shown, re.MULTILINE)] == ["3", "4", "5"]
    assert shown.count("review kept") == 1
    assert shown.count("re-opened") == 2
    text = (desk.folder / STATEMENT).read_text(encoding="utf-8")
    assert "embargo: 2124-07-01 22:00 Europe/London" in text
    desk.run("translate", "visit", "--engine", "pseudo")
    for to, language in (("tr1", "zh-TW"), ("tr2", "zh-TW"), ("tr3", "pt-BR")):
        options = ("--changed",) if language == "zh-TW" else ()
        file = desk.handed(to, language, *options) / f"visit.{language.replace('-', '_')}.po"
        if language == "zh-TW":
            assert [entry.msgid in ZH for entry in polib.pofile(str(file))] == [True]
        _translated(file, {**ZH} if language == "zh-TW" else PT)
        desk.run("unpack", file)
    desk.agreed("zh-TW", "rev1")
    desk.agreed("pt-BR", "rev2")
    desk.run("check", "visit", "-l", "zh-TW", "-l", "pt-BR")


def _before_the_hour(desk: Desk) -> None:
    """Copies for journalists say so; what is prepared does not leave by a command, nor by a false clock."""
    desk.run("assemble", "visit", "-l", "zh-TW", "--embargoed", "--format", "html")
    copy = (desk.folder / "build/embargoed/zh-TW/visit.html").read_text(encoding="utf-8")
    assert "2124年7月2日05:00（台北，UTC+8）" in copy
    assert 'content="noindex"' in copy
    desk.run("release", "visit", code=1)
    desk.run("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes")
    desk.signed()
    told = desk.run("release", "visit", "--prepare").stdout
    assert "en, zh-TW, pt-BR in build/releases/visit/1.prepared" in told
    assert all(f"{tag}  held back: unreviewed" in told for tag in ("es", "fr", "ar"))
    assert "under embargo until" in desk.run("release", "visit", "--go", code=1).stdout
    assert not (desk.folder / f"{BUNDLES}/1").exists()


def _after_the_hour(desk: Desk) -> None:
    """It leaves, dated by its hour in each reader's zone; a late language joins; pages know each other's address."""
    desk.edit(STATEMENT, "embargo: 2124-07-01 22:00 Europe/London", PASSED)
    desk.signed()
    desk.run("release", "visit", "--prepare")
    desk.run("release", "visit", "--go")
    before = desk.page(1, "zh-TW")
    assert '<time datetime="2024-07-02T05:00:00+08:00">2024年7月2日</time>' in before
    assert "1º de julho de 2024" in desk.page(1, "pt-BR")
    desk.agreed("fr", "rev3")
    waived = [option for kind in ("errors", "warnings") for option in ("--waive", f"fr:{kind}")]
    desk.run("check", "visit", "-l", "fr", code=1)
    desk.run("release", "visit", "--add", "fr", *waived[:2], "--by", "desk1", "--why", "sample words", code=0)
    assert desk.page(1, "zh-TW") == before
    assert desk.run("verify", "build/releases").stdout.startswith("ok")
    for tag in ("en", "zh-TW", "pt-BR", "fr"):
        desk.run("published", "visit", "-l", tag, f"https://{tag.lower()}.example.org/visit")
    desk.run("published", "visit", "-l", "zh", "https://zh.example.org/visit", code=2)
    desk.run("assemble", "visit", "-l", "zh-TW", "--format", "html")
    page = (desk.folder / "build/editions/zh-TW/visit.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" hreflang="pt-BR" href="https://pt-br.example.org/visit">' in page
    assert '<link rel="alternate" hreflang="zh-Hant-TW" href="https://zh-tw.example.org/visit">' in page


def _next_day(desk: Desk) -> None:
    """One translation was wrong; then the source was, which re-opens just what was changed."""
    note = "An earlier version gave a wrong word."
    said = desk.run("correct", "visit", "-l", "zh-TW", "--unit", "2", "--note", note, "--by", "desk1")
    assert "zh-TW: 2: re-opened" in said.stdout
    assert said.stdout.count("[ ]") == 1
    desk.run("review", "visit", "-l", "zh-TW", "--by", "tr1", stdin="e 警衛把工人帶進院子。\n")
    _translated(desk.catalog("zh-TW", "visit-notes"), ZH)
    desk.run("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes")
    desk.run("release", "visit")
    assert ZH[note] in desk.page(2, "zh-TW")
    assert 'id="corrections"' not in desk.page(2, "pt-BR")

    desk.edit(STATEMENT, "closed in 1993", "closed in 1993, not before")
    told = desk.run("correct", "visit", "--kind", "date", "--by", "desk1").stdout
    assert "every language, unit 5, date" in told
    assert re.findall(r"^  [\w-]+: (\d+: .*)", told, re.MULTILINE) == ["5: re-opened"] * 3
    assert "unreviewed: unit 5" in desk.run("release", "visit", code=1).stdout
    changed = "The yard was closed in 1993, not before."
    for language, targets in (("zh-TW", ZH), ("pt-BR", PT)):
        _translated(desk.catalog(language), {changed: targets[changed]})
    desk.run("sign-off", "visit", "-l", "zh-TW", "--by", "rev1", "--yes")
    desk.signed()
    desk.run("release", "visit")
    assert "not before" in desk.page(3, "en")
    assert 'id="corrections"' in desk.page(3, "pt-BR")


def _a_year_later(desk: Desk) -> None:
    """From a sentence on the page back to everybody; then it is taken back, at once, on every page."""
    told = desk.run("history", "visit", "-l", "zh-TW", "--text", "警衛把工人帶進院子").stdout
    for words in ("handed out to tr1", "asked", "agreed to", "re-opened: correction"):
        assert words in told, words
    said = desk.run("retract", "visit", "--note", "The yard was another one.", "--by", "desk1")
    assert "no page waits for it" in said.stderr
    desk.run("release", "visit")
    assert "撤回" in desk.page(4, "zh-TW")
    assert "The yard was another one." in desk.page(4, "en")
    places = json.loads(desk.run("correct", "visit", "--list", "--json").stdout)["corrections"][-1]["places"]
    assert {place["language"] for place in places} == {"en", "zh-TW", "pt-BR", "fr"}
    assert desk.run("verify", "build/releases").returncode == 0
