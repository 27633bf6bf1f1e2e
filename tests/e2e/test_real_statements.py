"""Real statements that nobody here wrote go the whole way, and no word of them is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

WORD = re.compile(r"\w+")


def _words(text: str) -> int:
    return len(WORD.findall(text))


def _body(path: Path) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def imported(corpora, desk, pubflow):
    """A workspace with every text and Markdown statement of the corpora; by id, the file each came from."""
    (desk / "statements/first-statement.md").unlink()
    sources = sorted(path for path in (corpora / "statements").iterdir() if path.suffix in (".txt", ".md"))
    assert len(sources) > 10
    by_id = {}
    for number, path in enumerate(sources):
        done = pubflow("import", path, "--id", f"s{number}", cwd=desk)
        assert done.returncode == 0, (path.name, done.stderr)
        by_id[f"s{number}"] = path
    return desk, by_id


def test_no_word_is_lost_between_a_text_and_its_edition(imported, pubflow):
    desk, by_id = imported
    assert pubflow("assemble", "--draft", "-l", "pt-BR", cwd=desk).returncode == 0
    for statement_id, path in by_id.items():
        original = path.read_text(encoding="utf-8")
        statement = (desk / f"statements/{statement_id}.md").read_text(encoding="utf-8")
        markdown = (desk / f"build/editions/en/{statement_id}.md").read_text(encoding="utf-8")
        assert markdown == statement, path.name
        if path.suffix == ".txt":
            text = (desk / f"build/editions/en/{statement_id}.txt").read_text(encoding="utf-8")
            assert _words(text) >= _words(original), path.name
        else:
            assert statement.endswith(_body(path)), path.name


def test_every_letter_of_every_unit_changes_and_nothing_else(imported, pubflow):
    desk, by_id = imported
    report = json.loads(pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", "--json", cwd=desk).stdout)
    # A slug is for people: no engine makes an address.
    slugs = {
        name: len(re.findall(r"^slug: ", path.read_text(encoding="utf-8"), re.MULTILINE))
        for name, path in by_id.items()
    }
    assert {row["statement"]: row["empty"] for row in report["rows"]} == slugs
    assert sum(slugs.values()) == 1
    assert pubflow("assemble", "--draft", "-l", "pt-BR", "--format", "md", cwd=desk).returncode == 0
    for statement_id, path in by_id.items():
        source = (desk / f"statements/{statement_id}.md").read_text(encoding="utf-8")
        made = (desk / f"build/drafts/pt-BR/{statement_id}.md").read_text(encoding="utf-8")
        urls = re.compile(r"\]\((\S+?)[ )]|^\[\d+\]: (\S+)", re.MULTILINE)
        assert urls.findall(source) == urls.findall(made), path.name
        # Blocks are counted by the blank lines between them; the draft's notice adds a block of its own.
        assert len(made.split("\n\n")) == len(source.split("\n\n")) + 1, path.name


def test_segments_cover_their_statement(imported, pubflow):
    desk, by_id = imported
    for statement_id in by_id:
        shown = pubflow("segment", f"statements/{statement_id}.md", "--json", cwd=desk)
        rows = [json.loads(line) for line in shown.stdout.splitlines()]
        assert rows
        assert all(row["start"] < row["end"] for row in rows)


def test_each_leaves_in_a_release_that_verifies_target_by_target(imported, pubflow):
    """By a pseudo-translation that somebody agreed to: what its checks find is waived by name."""
    desk, by_id = imported
    settings = desk / "pubflow.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[release]\nwarnings = "allow"\n', encoding="utf-8")
    assert pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", cwd=desk).returncode == 0
    for statement_id in by_id:
        catalog = desk / f"locales/pt_BR/LC_MESSAGES/{statement_id}.po"
        head, gap, units = catalog.read_text(encoding="utf-8").partition("\n\n")
        catalog.write_text(head + gap + units.replace("#, fuzzy\n", ""), encoding="utf-8")
        assert pubflow("sign-off", statement_id, "--source", "--by", "ed1", "--yes", cwd=desk).returncode == 0
    done = pubflow("release", "-l", "pt-BR", "--waive", "errors", "--by", "head", "--why", "pseudo", "--json", cwd=desk)
    told = {one["statement"]: one for one in json.loads(done.stdout)}
    assert {name: one["state"] for name, one in told.items()} == dict.fromkeys(by_id, "released")
    found = json.loads(pubflow("verify", "build/releases", "--json", cwd=desk).stdout)
    assert {one["statement"]: one["faults"] for one in found} == {name: [] for name in by_id}
    assert min(one["targets"] for one in found) > 5
