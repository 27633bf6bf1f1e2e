"""The main job, as a coordinator and a translator do it: the real commands on real files."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from pubflow.language import LanguageTag, furniture

TEXT = """Release her now, say rights groups

She has been held for 21 days without charge. “Nobody should be jailed for a protest. She must be freed,” the groups said.

The court meets on 4 June 2024.
"""


def _catalog(desk: Path, locale: str = "pt_BR", name: str = "release") -> Path:
    return desk / "locales" / locale / "LC_MESSAGES" / f"{name}.po"


def _review(path: Path, *, units: slice = slice(None)) -> None:
    """What a person does in a PO editor: agree to drafts."""
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in list(entries)[units]:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.msgstr = entry.msgstr or entry.msgid
    entries.save()


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file of a workspace, save what it only remembers to be quicker."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".pubflow" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def release(desk, pubflow):
    """A workspace into which a press release was imported and drafted by the pseudo engine."""
    (desk / "release.txt").write_text(TEXT, encoding="utf-8")
    assert pubflow("import", "release.txt", cwd=desk).returncode == 0
    drafted = pubflow("translate", "release", "--engine", "pseudo", cwd=desk)
    assert drafted.returncode == 0, drafted.stderr
    return desk


def test_a_release_becomes_editions_that_people_approved(release, pubflow):
    _review(_catalog(release))
    done = pubflow("assemble", "release", "-l", "pt-BR", cwd=release)
    assert done.returncode == 0, done.stderr
    page = (release / "build/editions/pt-BR/release.html").read_text(encoding="utf-8")
    assert '<html lang="pt-BR"' in page
    assert "Release her now" not in page
    assert "Rascunho" not in page
    assert 'hreflang="en"' in page
    original = release / "statements/originals/release.txt"
    assert original.read_text(encoding="utf-8") == TEXT


def test_what_nobody_reviewed_is_refused_with_a_list_and_nothing_is_written(release, pubflow):
    refused = pubflow("assemble", "release", "-l", "zh-TW", cwd=release)
    assert refused.returncode == 1
    assert "locales/zh_TW/LC_MESSAGES/release.po: refused: 4 of 4 units are not reviewed" in refused.stderr
    assert "unit 2: not reviewed: She has been held for 21 days" in refused.stderr
    assert not (release / "build/editions/zh-TW").exists()


def test_a_draft_edition_says_that_it_is_one_and_stands_apart(release, pubflow):
    path = _catalog(release)
    entries = polib.pofile(str(path), wrapwidth=0)
    entries[1].msgstr = ""
    entries[1].flags = []
    entries.save()
    assert pubflow("assemble", "release", "--draft", "-l", "pt-BR", cwd=release).returncode == 0
    page = (release / "build/drafts/pt-BR/release.html").read_text(encoding="utf-8")
    assert "Rascunho não revisado" in page
    assert "noindex" in page
    assert 'lang="en"' in page
    assert "She has been held for 21 days without charge." in page
    assert "drafts" not in (release / "build/editions/en/release.html").read_text(encoding="utf-8")


def test_the_markdown_and_text_editions_mark_what_is_not_translated(release, pubflow):
    path = _catalog(release)
    entries = polib.pofile(str(path), wrapwidth=0)
    entries[-1].msgstr = ""
    entries.save()
    assert pubflow("assemble", "release", "--draft", "-l", "pt-BR", cwd=release).returncode == 0
    for suffix in ("md", "txt"):
        text = (release / f"build/drafts/pt-BR/release.{suffix}").read_text(encoding="utf-8")
        [line] = [line for line in text.splitlines() if "The court meets on 4 June 2024." in line]
        assert line.startswith(("[", "\\[")), line
        assert furniture.text(LanguageTag.parse("pt-BR"), "Not yet fully translated") in line


def test_a_second_run_changes_no_byte(release, pubflow):
    before = _tree(release)
    assert pubflow("translate", "release", "--engine", "pseudo", cwd=release).returncode == 0
    assert pubflow("extract", "release", cwd=release).returncode == 0
    assert _tree(release) == before


def test_drafting_anew_what_comes_out_the_same_changes_no_byte(release, pubflow):
    before = _tree(release)
    again = pubflow(
        "translate", "release", "--engine", "pseudo", "--redo", cwd=release, env={"SOURCE_DATE_EPOCH": "1800000000"}
    )
    assert again.returncode == 0, again.stderr
    assert _tree(release) == before


@pytest.mark.usefixtures("portuguese")
def test_a_remark_goes_with_the_draft_it_was_made_of(release, pubflow):
    """The engine of the first draft left every term out; what drafts anew takes the old remark away."""
    (release / "statements/release.md").write_text("An asylum seeker was sent back.\n", encoding="utf-8")
    arguments = ("translate", "release", "-l", "pt-BR")
    assert pubflow(*arguments, "--engine", "pseudo", cwd=release).returncode == 0
    assert "look twice: term “asylum seeker”" in _catalog(release).read_text(encoding="utf-8")
    again = pubflow(*arguments, "--redo", cwd=release)
    assert again.returncode == 0, again.stderr
    written = _catalog(release).read_text(encoding="utf-8")
    assert "solicitante de refúgio foi" in written
    assert "look twice: term" not in written
    before = _tree(release)
    assert pubflow("extract", "release", "-l", "pt-BR", cwd=release).returncode == 0
    assert _tree(release) == before


def test_an_inserted_paragraph_changes_only_its_own_entries(release, pubflow):
    path = _catalog(release)
    before = path.read_text(encoding="utf-8").split("\n\n")
    statement = release / "statements/release.md"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(text.replace("The court", "A new fact came to light.\n\nThe court"), encoding="utf-8")
    assert pubflow("translate", "release", "-l", "pt-BR", "--engine", "pseudo", cwd=release).returncode == 0
    after = path.read_text(encoding="utf-8").split("\n\n")
    [new] = [block for block in after[1:] if block not in before]
    assert 'msgid "A new fact came to light."' in new
    assert [block for block in after[1:] if block != new] == [
        block.rstrip("\n") if block is before[-1] else block for block in before[1:]
    ] or len(after) == len(before) + 1


def test_what_a_person_has_seen_is_never_changed(release, pubflow):
    path = _catalog(release)
    entries = polib.pofile(str(path), wrapwidth=0)
    entries[0].flags, entries[0].msgstr = [], "Libertem-na já"
    entries[1].msgstr = "Ainda em dúvida"
    entries.save()
    assert pubflow("translate", "release", "--redo", "--engine", "pseudo", "-l", "pt-BR", cwd=release).returncode == 0
    entries = polib.pofile(str(path))
    assert (entries[0].msgstr, entries[0].fuzzy) == ("Libertem-na já", False)
    assert (entries[1].msgstr, entries[1].fuzzy) == ("Ainda em dúvida", True)


def test_reviewed_work_is_remembered_in_another_statement(release, pubflow):
    path = _catalog(release)
    entries = polib.pofile(str(path), wrapwidth=0)
    entry = next(entry for entry in entries if entry.msgid == "The court meets on 4 June 2024.")
    entry.flags, entry.msgstr = [], "O tribunal se reúne em 4 de junho de 2024."
    entries.save()
    (release / "next.txt").write_text("Another headline\n\nThe court meets on 4 June 2024.\n", encoding="utf-8")
    assert pubflow("import", "next.txt", cwd=release).returncode == 0
    assert pubflow("translate", "next", "-l", "pt-BR", "--engine", "pseudo", cwd=release).returncode == 0
    entries = polib.pofile(str(_catalog(release, name="next")))
    found = next(entry for entry in entries if entry.msgid == "The court meets on 4 June 2024.")
    assert (found.msgstr, found.fuzzy) == ("O tribunal se reúne em 4 de junho de 2024.", True)
    assert "memory" in found.tcomment


def test_what_leaves_the_source_stays_in_the_catalog_and_comes_back(release, pubflow):
    path = _catalog(release)
    _review(path)
    statement = release / "statements/release.md"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(text.replace("The court meets on 4 June 2024.", ""), encoding="utf-8")
    assert pubflow("extract", "release", "-l", "pt-BR", cwd=release).returncode == 0
    [gone] = polib.pofile(str(path)).obsolete_entries()
    assert gone.msgid == "The court meets on 4 June 2024."
    statement.write_text(text, encoding="utf-8")
    assert pubflow("extract", "release", "-l", "pt-BR", cwd=release).returncode == 0
    back = next(entry for entry in polib.pofile(str(path)) if entry.msgid == gone.msgid)
    assert (back.msgstr, back.obsolete, back.fuzzy) == (gone.msgstr, False, False)


def test_a_dry_run_tells_and_writes_nothing(desk, pubflow):
    before = _tree(desk)
    told = pubflow("translate", "--dry-run", "--engine", "pseudo", cwd=desk)
    assert told.returncode == 0
    assert "by pseudo" in told.stderr
    assert _tree(desk) == before


def test_a_language_without_an_engine_is_no_error(desk, pubflow):
    done = pubflow("translate", "-l", "sw", cwd=desk)
    assert done.returncode == 0
    assert "no engine for en to sw" in done.stderr
    assert all(not entry.msgstr for entry in polib.pofile(str(_catalog(desk, "sw", "first-statement"))))


def test_status_names_the_next_command(desk, pubflow):
    assert "next: pubflow translate first-statement" in pubflow("status", cwd=desk).stderr
    pubflow("translate", "--engine", "pseudo", cwd=desk)
    assert "next: review locales/zh_TW/LC_MESSAGES/first-statement.po" in pubflow("status", cwd=desk).stderr
    for locale in ("zh_TW", "pt_BR"):
        _review(_catalog(desk, locale, "first-statement"))
    # What pseudo makes is in no language, and the checks say so: an error goes before an edition.
    assert "next: pubflow check first-statement" in pubflow("status", cwd=desk).stderr
    assert "next: pubflow release" in pubflow("status", "--no-check", cwd=desk).stderr


def test_reports_can_be_read_by_programs(desk, pubflow):
    report = json.loads(pubflow("translate", "--engine", "pseudo", "--json", cwd=desk).stdout)
    assert {(row["statement"], row["language"], row["empty"]) for row in report["rows"]} == {
        ("first-statement", "zh-TW", 0),
        ("first-statement", "pt-BR", 0),
    }
    rows = [
        json.loads(line)
        for line in pubflow("segment", desk / "statements/first-statement.md", "--json").stdout.splitlines()
    ]
    assert rows[0]["text"] == "A first statement, to try pubflow with"
    assert all({"text", "start", "end", "block"} <= row.keys() for row in rows)


def test_draft_translates_lines_from_stdin(pubflow):
    done = pubflow("draft", "-l", "pt-BR", "--engine", "pseudo", stdin="One line.\n\nAnother line.\n")
    lines = done.stdout.splitlines()
    assert [bool(line) for line in lines] == [True, False, True]
    assert "One" not in lines[0]


def test_init_never_overwrites(desk, pubflow):
    mine = desk / "statements/first-statement.md"
    (desk / "pubflow.toml").unlink()
    mine.write_text("# Mine\n", encoding="utf-8")
    assert pubflow("init", "desk").returncode == 0
    assert mine.read_text(encoding="utf-8") == "# Mine\n"
    assert pubflow("init", "desk").returncode == 3


def test_the_table_of_editions_counts_what_check_finds(release, pubflow):
    path = _catalog(release)
    entries = polib.pofile(str(path), wrapwidth=0)
    entries[1].msgstr = entries[1].msgstr.replace("21", "12")
    entries.save()
    found = json.loads(pubflow("check", "release", "-l", "pt-BR", "--json", cwd=release).stdout)
    made = json.loads(pubflow("assemble", "release", "--draft", "-l", "pt-BR", "--json", cwd=release).stdout)
    [checked], [row] = found["rows"], [row for row in made["rows"] if row["language"] == "pt-BR"]
    assert row["errors"] == checked["errors"] > 0
    [source] = [row for row in made["rows"] if row["language"] == "en"]
    assert source["errors"] is None


def test_formats_are_named_as_people_write_lists(release, pubflow):
    done = pubflow("assemble", "release", "--draft", "-l", "pt-BR", "--format", "md, txt,md", cwd=release)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (release / "build/drafts/pt-BR").iterdir()) == ["release.md", "release.txt"]
