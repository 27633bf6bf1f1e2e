"""What one language adds to a statement and leaves out: in its place, by name, agreed to, never silently."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

RELEASE = """---
title: Release her now
---

She has been held for 21 days. Nobody told *her* family. A lawyer asked twice.

The second demand is about a law.

- One thing.
- Another thing.

The court meets on 4 June 2024.
"""
LOCAL = """
[[add]]
after = "A lawyer asked"
text = '''
Nossa diretora disse: *“Libertem-na.”*

- [Assine](https://example.org/pt)
'''
by = "tr1"
why = "quote of the section's director"

[[omit]]
text = "Nobody told her family"
by = "tr1"
why = "not confirmed here"

[[omit]]
starts = "The second demand"
by = "tr1"
why = "a law that does not exist here"
"""
PORTUGUESE = {
    "Release her now": "Libertem-na já",
    "She has been held for 21 days.": "Ela está presa há 21 dias.",
    "Nobody told <b1>her</b1> family.": "Ninguém avisou a família <b1>dela</b1>.",
    "A lawyer asked twice.": "Uma advogada perguntou duas vezes.",
    "The second demand is about a law.": "A segunda exigência trata de uma lei.",
    "One thing.": "Uma coisa.",
    "Another thing.": "Outra coisa.",
    "The court meets on 4 June 2024.": "O tribunal se reúne em 4 de junho de 2024.",
}


@pytest.fixture
def release(desk, pubflow) -> Path:
    (desk / "statements/first-statement.md").unlink()
    (desk / "statements/release.md").write_text(RELEASE, encoding="utf-8")
    assert pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", cwd=desk).returncode == 0
    path = desk / "locales/pt_BR/LC_MESSAGES/release.po"
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.msgstr, entry.flags = PORTUGUESE[entry.msgid], []
    entries.save()
    _say(desk, LOCAL)
    return desk


def _say(desk: Path, text: str) -> None:
    (desk / "statements/release.pt-BR.toml").write_text(text, encoding="utf-8")


def _agree(pubflow, desk: Path, *numbers: int) -> None:
    for number in numbers:
        done = pubflow("local", "release", "-l", "pt-BR", "--agree", str(number), "--by", "rev1", cwd=desk)
        assert done.returncode == 0, done.stderr


def _page(desk: Path, suffix: str) -> str:
    return (desk / f"build/editions/pt-BR/release.{suffix}").read_text(encoding="utf-8")


def test_agreed_to_they_stand_in_their_places_in_every_format(release, pubflow):
    _agree(pubflow, release, 1, 2, 3)
    done = pubflow("assemble", "-l", "pt-BR", cwd=release)
    assert done.returncode == 0, done.stderr
    assert _page(release, "md") == (
        "---\ntitle: Libertem-na já\nlanguage: pt-BR\n---\n\n"
        "Ela está presa há 21 dias. Uma advogada perguntou duas vezes.\n\n"
        "[Somente nesta edição] Nossa diretora disse: *“Libertem-na.”*\n\n"
        "- [Assine](https://example.org/pt)\n\n"
        "- Uma coisa.\n- Outra coisa.\n\nO tribunal se reúne em 4 de junho de 2024.\n"
    )
    html = _page(release, "html")
    assert "Nossa diretora disse: <em>“Libertem-na.”</em>" in html
    assert "família" not in html
    assert "segunda exigência" not in html
    assert "Nossa diretora" in _page(release, "txt")
    source = (release / "build/editions/en/release.md").read_text(encoding="utf-8")
    assert source == RELEASE


def test_what_nobody_agreed_to_refuses_the_edition_and_is_told(release, pubflow):
    _agree(pubflow, release, 1, 3)
    done = pubflow("assemble", "-l", "pt-BR", cwd=release)
    assert done.returncode == 1
    assert "local: not reviewed: leaves out “Nobody told her family” (tr1: not confirmed here)" in done.stderr
    status = json.loads(pubflow("status", "--json", "-l", "pt-BR", cwd=release).stdout)
    row = status["statements"][0]["languages"][0]
    assert row["state"] == "in work"
    assert row["next"] == "pubflow local release -l pt-BR"
    assert len(row["local"]) == 3
    told = pubflow("status", "-l", "pt-BR", cwd=release).stdout
    assert "pt-BR  LOCAL: adds “Nossa diretora disse" in " ".join(told.split(" "))


def test_the_list_for_the_source_desk(release, pubflow):
    _agree(pubflow, release, 1)
    done = pubflow("local", cwd=release)
    assert done.returncode == 0
    lines = [line for line in done.stdout.splitlines() if line.startswith("release")]
    assert [line.split("; ")[-1] for line in lines] == ["agreed: rev1", "nobody has agreed", "nobody has agreed"]
    assert lines[2].startswith("release pt-BR 3  LOCAL: leaves out the block that begins “The second demand”")
    (first, *_) = json.loads(pubflow("local", "--json", cwd=release).stdout)["changes"]
    assert (first["by"], first["reviewed"], first["way"]) == ("tr1", ["rev1"], "after")


def test_an_agreement_holds_for_these_very_words(release, pubflow):
    _agree(pubflow, release, 1, 2, 3)
    _say(release, LOCAL.replace("Libertem-na", "Libertem-na já"))
    done = pubflow("assemble", "-l", "pt-BR", cwd=release)
    assert done.returncode == 1
    assert done.stderr.count("local: not reviewed") == 1
    _say(release, LOCAL)
    assert pubflow("assemble", "-l", "pt-BR", cwd=release).returncode == 0


def test_nobody_agrees_to_what_they_wrote(release, pubflow):
    done = pubflow("local", "release", "-l", "pt-BR", "--agree", "1", "--by", "tr1", cwd=release)
    assert done.returncode == 1
    assert "tr1 wrote it" in done.stderr


def test_words_that_are_gone_are_a_finding_and_refuse_the_edition(release, pubflow):
    _agree(pubflow, release, 1, 2, 3)
    path = release / "statements/release.md"
    path.write_text(RELEASE.replace("A lawyer asked twice", "Two lawyers asked"), encoding="utf-8")
    done = pubflow("local", cwd=release)
    assert done.returncode == 1
    assert "E local" in done.stdout + done.stderr
    assert "“A lawyer asked” (occurrence 1) is not in the statement" in done.stdout + done.stderr
    assert pubflow("assemble", "-l", "pt-BR", cwd=release).returncode == 1
    assert "is not in the statement" in pubflow("status", "-l", "pt-BR", cwd=release).stdout
    checked = pubflow("check", "-l", "pt-BR", cwd=release)
    assert checked.returncode == 1
    assert "is not in the statement" in checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('[[add]]\nafter = "A lawyer"\ntext = "X"\nby = "tr1"\n', "[[add]] number 1 wants `why`"),
        ('[[add]]\ntext = "X"\nby = "tr1"\nwhy = "y"\n', "[[add]] number 1 wants one of `after` and `before`"),
        ('[[ommit]]\ntext = "X"\n', "did you mean `omit`?"),
        ("[[add", "is not TOML"),
    ],
)
def test_a_faulty_file_is_told_with_its_name(release, pubflow, said, told):
    _say(release, said)
    done = pubflow("local", cwd=release)
    assert done.returncode == 4
    assert told in done.stderr
    assert "statements/release.pt-BR.toml" in done.stderr
    assert "Traceback" not in pubflow("assemble", cwd=release).stderr
