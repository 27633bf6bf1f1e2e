"""Memory as people meet it: notes in the PO, search, other tools' files in, ours out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polib
import pytest

FIRST = "# Held for 21 days\n\nThe asylum seeker was held for 21 days without charge. She must be freed at once.\n"
SECOND = "# Held for 24 days\n\nThe asylum seeker was held for 24 days without charge. She must be freed at once.\n"
TARGETS = {
    "Held for 21 days": "Detida por 21 dias",
    "The asylum seeker was held for 21 days without charge.": "A refugiada ficou 21 dias detida sem acusação.",
    "She must be freed at once.": "Ela deve ser libertada já.",
}
TMX = (
    '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="en"/><body>\n'
    '<tu><tuv xml:lang="en-US"><seg>We will not be silent.</seg></tuv>'
    '<tuv xml:lang="PT-BR" changeid="tr7" changedate="20240102T101112Z"><seg>Não vamos nos calar.</seg></tuv></tu>\n'
    '<tu><tuv xml:lang="en"><seg>Silence.</seg></tuv><tuv xml:lang="fr"><seg>Silence.</seg></tuv></tu>\n'
    "</body></tmx>"
)


def catalog(desk: Path, name: str) -> Path:
    return desk / "locales/pt_BR/LC_MESSAGES" / f"{name}.po"


def review(path: Path, targets: dict[str, str], *, fuzzy: bool = False) -> None:
    """As in a PO editor."""
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        if entry.msgid in targets:
            entry.msgstr = targets[entry.msgid]
            entry.flags = ["fuzzy"] if fuzzy else []
    entries.save()


def notes(path: Path) -> dict[str, list[str]]:
    told = {entry.msgid: entry.comment.splitlines() for entry in polib.pofile(str(path), wrapwidth=0)}
    return {source: [line for line in lines if line.startswith("memory: ")] for source, lines in told.items()}


@pytest.fixture
def two(desk, pubflow):
    """The first statement is reviewed in pt-BR, the second one new."""
    for path in desk.glob("statements/*.md"):
        path.unlink()
    (desk / "statements/first.md").write_text(FIRST, encoding="utf-8")
    assert pubflow("extract", "-l", "pt-BR", cwd=desk).returncode == 0
    review(catalog(desk, "first"), TARGETS)
    (desk / "statements/second.md").write_text(SECOND, encoding="utf-8")
    return desk


def drafted(desk: Path, pubflow, *more: str) -> None:
    done = pubflow("translate", "second", "-l", "pt-BR", "--engine", "pseudo", *more, cwd=desk)
    assert done.returncode == 0, done.stderr


def test_the_same_sentence_is_drafted_and_a_similar_one_is_told(two, pubflow):
    drafted(two, pubflow)
    path = catalog(two, "second")
    entries = {entry.msgid: entry for entry in polib.pofile(str(path), wrapwidth=0)}
    assert entries["She must be freed at once."].msgstr == "Ela deve ser libertada já."
    similar = "The asylum seeker was held for 24 days without charge."
    assert entries[similar].msgstr != TARGETS[similar.replace("24", "21")]
    told = notes(path)
    assert told["She must be freed at once."] == []
    first, second, third, fourth = told[similar]
    assert first.startswith("memory: 8")
    assert first.endswith("% (first unit 2): The asylum seeker was held for [-21-]{+24+} days without charge.")
    assert second == "memory: target: A refugiada ficou 21 dias detida sem acusação."
    assert third == "memory: look out: the numbers differ: 21, 24"
    assert fourth.startswith("memory: look out: term “asylum seeker” is not there as")


def test_the_notes_stay_until_a_person_has_agreed_and_change_nothing_twice(two, pubflow):
    drafted(two, pubflow)
    path = catalog(two, "second")
    before = path.read_bytes()
    drafted(two, pubflow)
    assert path.read_bytes() == before
    assert pubflow("extract", "-l", "pt-BR", cwd=two).returncode == 0
    assert path.read_bytes() == before
    review(path, {source.replace("21", "24"): target for source, target in TARGETS.items()})
    assert pubflow("extract", "-l", "pt-BR", cwd=two).returncode == 0
    assert not any(notes(path).values())


def test_what_was_re_opened_is_no_longer_offered(two, pubflow):
    drafted(two, pubflow)
    assert any(notes(catalog(two, "second")).values())
    review(catalog(two, "first"), TARGETS, fuzzy=True)
    drafted(two, pubflow, "--redo")
    path = catalog(two, "second")
    assert not any(notes(path).values())
    assert "Ela deve ser libertada já." not in path.read_text(encoding="utf-8")
    assert pubflow("memory", "search", "freed at once", "-l", "pt-BR", cwd=two).returncode == 1


@pytest.mark.parametrize(("setting", "told"), [("fuzzy = 99", False), ("fuzzy = 50", True), ("fuzzy = 100", False)])
def test_the_rate_from_which_a_note_is_made_is_a_setting(two, pubflow, setting, told):
    with (two / "pubflow.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[memory]\n{setting}\n")
    drafted(two, pubflow)
    assert any(notes(catalog(two, "second")).values()) is told


@pytest.mark.parametrize("setting", ["fuzzy = 30", "fuzzy = 101", 'fuzzy = "much"', "fuzy = 75"])
def test_a_setting_that_is_none_is_told(two, pubflow, setting):
    with (two / "pubflow.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[memory]\n{setting}\n")
    done = pubflow("memory", "search", "freed", cwd=two)
    assert done.returncode == 3
    assert "[memory]" in done.stderr


def test_a_search_tells_the_rate_what_differs_and_where_it_was_said(two, pubflow):
    found = pubflow("memory", "search", "She must be freed now.", "-l", "pt-BR", cwd=two)
    assert found.returncode == 0, found.stderr
    assert "%  pt-BR  first unit 3\n" in found.stdout
    assert "now: She must be freed [-at once-]{+now+}." in found.stdout
    words = pubflow("memory", "search", "LIBERTADA ela", "--json", "-l", "pt-BR", cwd=two)
    (hit,) = json.loads(words.stdout)["hits"]
    assert (hit["rate"], hit["origin"], hit["unit"]) == (None, "first", 3)
    nothing = pubflow("memory", "search", "unheard of", cwd=two)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert pubflow("memory", "search", " … ", cwd=two).returncode == 2


def test_another_tools_memory_is_taken_up_and_given_up(two, pubflow, tmp_path):
    (tmp_path / "other tool.tmx").write_text(TMX, encoding="utf-8")
    done = pubflow("memory", "import", "../other tool.tmx", "-l", "pt-BR", cwd=two)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "pt-BR: 1 units\n"
    assert "left out: in fr (1)" in done.stderr
    assert (two / "memory/other-tool.tmx").read_text(encoding="utf-8") == TMX
    assert "was there already" in pubflow("memory", "import", "../other tool.tmx", "-l", "pt-BR", cwd=two).stderr

    found = pubflow("memory", "search", "We will not be silent.", "-l", "pt-BR", cwd=two)
    assert found.stdout.startswith("100 %  pt-BR  memory/other-tool.tmx unit 1, tr7, 2024-01-02\n")
    (two / "statements/second.md").write_text("# News\n\nWe will not be silent.\n", encoding="utf-8")
    drafted(two, pubflow)
    assert "Não vamos nos calar." in catalog(two, "second").read_text(encoding="utf-8")

    (tmp_path / "other tool.tmx").write_text(TMX.replace("calar", "render"), encoding="utf-8")
    refused = pubflow("memory", "import", "../other tool.tmx", "-l", "pt-BR", cwd=two)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert pubflow("memory", "import", "../other tool.tmx", "-l", "pt-BR", "--replace", cwd=two).returncode == 0
    assert "render." in pubflow("memory", "search", "We will not be silent.", "-l", "pt-BR", cwd=two).stdout
    (two / "memory/other-tool.tmx").unlink()
    assert pubflow("memory", "search", "We will not be silent.", "-l", "pt-BR", cwd=two).returncode == 1


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (TMX[:-30], 5, "ends too early"),
        ("<tmx>", 5, "ends too early"),
        ("<html/>", 5, "is no TMX"),
        (TMX.replace("PT-BR", "pt"), 1, "has nothing in pt-BR"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', 5, "declares the entity"),
    ],
)
def test_a_file_that_is_of_no_use_is_refused_and_nothing_is_written(two, pubflow, tmp_path, content, code, said):
    (tmp_path / "bad.tmx").write_text(content, encoding="utf-8")
    done = pubflow("memory", "import", "../bad.tmx", "-l", "pt-BR", cwd=two)
    assert done.returncode == code
    assert said in done.stderr
    assert "hint: " in done.stderr
    assert not (two / "memory").exists()


def test_a_file_that_breaks_later_is_told_and_stops_nothing(two, pubflow):
    (two / "memory").mkdir()
    (two / "memory/broken.tmx").write_text(TMX[:-30], encoding="utf-8")
    done = pubflow("translate", "second", "-l", "pt-BR", "--engine", "pseudo", cwd=two)
    assert done.returncode == 0, done.stderr
    assert "memory/broken.tmx:5" in done.stderr
    assert "Ela deve ser libertada já." in catalog(two, "second").read_text(encoding="utf-8")
    again = pubflow("memory", "search", "freed at once", "-l", "pt-BR", cwd=two)
    assert "memory/broken.tmx:5" in again.stderr


def test_what_another_tool_put_into_a_text_never_reaches_the_terminal_raw(two, pubflow):
    (two / "memory").mkdir()
    evil = TMX.replace("We will not be silent.", "We \u009b31m will \u202enot\u2066 be silent.").replace(
        "tr7", "\u009btr"
    )
    (two / "memory/evil.tmx").write_text(evil, encoding="utf-8")
    found = pubflow("memory", "search", "be silent", "-l", "pt-BR", cwd=two)
    assert "silent" in found.stdout
    assert not any(char in found.stdout for char in "\u009b\u202e\u2066")


def test_only_what_people_agreed_to_is_exported_and_nothing_under_embargo(two, pubflow, tmp_path):
    drafted(two, pubflow)
    embargoed = "---\nembargo: 2999-01-01 10:00 Europe/London\n---\n\nNobody may read this.\n"
    (two / "statements/later.md").write_text(embargoed, encoding="utf-8")
    assert pubflow("extract", "later", "-l", "pt-BR", cwd=two).returncode == 0
    review(catalog(two, "later"), {"Nobody may read this.": "Ninguém pode ler isto."})

    done = pubflow("memory", "export", "-l", "pt-BR", "../out.tmx", cwd=two)
    assert done.returncode == 0, done.stderr
    assert "left out: later: under embargo until 2999" in done.stderr
    assert "out.tmx: 3 units" in done.stderr
    content = (tmp_path / "out.tmx").read_bytes()
    assert "Ninguém".encode() not in content
    assert pubflow("memory", "export", "-l", "pt-BR", "../out.tmx", cwd=two).returncode == 0
    assert (tmp_path / "out.tmx").read_bytes() == content
    assert pubflow("memory", "export", "-l", "pt-BR", "--embargoed", "../out.tmx", cwd=two).returncode == 0
    assert "Ninguém".encode() in (tmp_path / "out.tmx").read_bytes()
    inside = pubflow("memory", "export", "-l", "pt-BR", "memory/out.tmx", cwd=two)
    assert inside.returncode == 2


def test_a_folder_of_memories_that_leads_out_of_the_workspace_is_refused(two, pubflow, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (two / "memory").symlink_to(tmp_path / "elsewhere")
    done = pubflow("memory", "search", "freed", cwd=two)
    assert done.returncode == 3
    assert "leads outside the workspace" in done.stderr


def test_deleting_what_is_derived_loses_nothing(two, pubflow):
    before = pubflow("memory", "search", "freed at once", "--json", cwd=two).stdout
    for path in sorted((two / ".pubflow/memory").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert pubflow("memory", "search", "freed at once", "--json", cwd=two).stdout == before


def test_commands_that_ask_no_memory_load_neither_numpy_nor_rapidfuzz() -> None:
    code = (
        "import sys, pubflow.cli, pubflow.workflow.intake.extract, pubflow.workflow.workspace.status, pubflow.workflow.editions.assemble, "
        "pubflow.workflow.drafting.translate; print(sorted({'numpy', 'rapidfuzz', 'filelock'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
