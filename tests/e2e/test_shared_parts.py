"""A paragraph that is translated and reviewed once, and stands in every statement that names it."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

ABOUT = "Example Rights Desk defends *human* rights. It is **independent**.\n"
RELEASE = """---
title: Release her now
---

She has been held for 21 days. Nobody told [her family](https://example.org).

<!-- include: about -->

## Notes

The court meets on 4 June 2024.[^1]

[^1]: In Taipei.
"""

PORTUGUESE = {
    "Release her now": "Libertem-na já",
    "She has been held for 21 days.": "Ela está presa há 21 dias.",
    "Nobody told <b1>her family</b1>.": "Ninguém avisou <b1>a família dela</b1>.",
    "Notes": "Notas",
    "The court meets on 4 June 2024.<x1/>": "O tribunal se reúne em 4 de junho de 2024.<x1/>",
    "In Taipei.": "Em Taipé.",
    "Example Rights Desk defends <b1>human</b1> rights.": "A Example Rights Desk defende os direitos <b1>humanos</b1>.",
    "It is <b1>independent</b1>.": "Ela é <b1>independente</b1>.",
}


@pytest.fixture
def release(desk, pubflow) -> Path:
    """A statement that includes a part; all of the statement is reviewed in pt-BR, nothing of the part."""
    (desk / "statements/first-statement.md").unlink()
    (desk / "statements/_shared").mkdir()
    (desk / "statements/_shared/about.md").write_text(ABOUT, encoding="utf-8")
    (desk / "statements/release.md").write_text(RELEASE, encoding="utf-8")
    assert pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", cwd=desk).returncode == 0
    _agree(desk, "release")
    return desk


def _agree(desk: Path, statement: str) -> None:
    path = desk / f"locales/pt_BR/LC_MESSAGES/{statement}.po"
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.msgstr, entry.flags = f"PT {entry.msgid}", []
    entries.save()


def _page(desk: Path, suffix: str, folder: str = "editions") -> str:
    return (desk / f"build/{folder}/pt-BR/release.{suffix}").read_text(encoding="utf-8")


def test_an_unreviewed_part_refuses_the_edition(release, pubflow):
    done = pubflow("assemble", "-l", "pt-BR", cwd=release)
    assert done.returncode == 1
    assert "shared part about, unit 1: not reviewed: Example Rights Desk" in done.stderr
    assert not (release / "build/editions/pt-BR").exists()
    assert pubflow("assemble", "-l", "pt-BR", "--draft", cwd=release).returncode == 0
    assert "PT She has been held" in _page(release, "html", "drafts")


def test_once_reviewed_it_stands_in_every_format_at_its_place(release, pubflow):
    _agree(release, "about")
    done = pubflow("assemble", "-l", "pt-BR", cwd=release)
    assert (done.returncode, done.stdout.count("ready")) == (0, 2)
    markdown = _page(release, "md")
    assert "\nPT Example Rights Desk defends *human* rights. PT It is **independent**.\n\n## PT Notes\n" in markdown
    assert "include:" not in markdown
    html = _page(release, "html")
    assert "PT Example Rights Desk defends <em>human</em> rights. PT It is <strong>independent</strong>." in html
    assert html.index("her family") < html.index("Example Rights Desk") < html.index("PT Notes")
    text = _page(release, "txt")
    assert "PT Example Rights Desk defends human rights. PT It is independent.\n" in text
    source = (release / "build/editions/en/release.md").read_text(encoding="utf-8")
    assert source == RELEASE.replace("<!-- include: about -->\n", ABOUT)


def test_a_part_has_no_editions_and_is_a_statement_everywhere_else(release, pubflow):
    done = pubflow("assemble", "about", cwd=release)
    assert done.returncode == 2
    assert "is a shared part: it has no editions of its own" in done.stderr
    report = json.loads(pubflow("status", "--json", "-l", "pt-BR", cwd=release).stdout)
    assert [one["id"] for one in report["statements"]] == ["about", "release"]
    assert "about pt-BR: 1 error" in pubflow("check", "about", "-l", "pt-BR", cwd=release).stdout
    for command in (["extract"], ["diff", "about"], ["history", "about", "--unit", "1"]):
        assert pubflow(*command, "-l", "pt-BR", cwd=release).returncode == 0, command


def test_status_and_diff_of_the_statement_tell_of_the_part(release, pubflow):
    _in_portuguese(release, "release")
    row = _row(pubflow, release)
    assert row["state"] == "in work"
    assert row["next"] == "pubflow review about -l pt-BR"
    assert row["why"] == "shared part about: 2 drafts"
    _in_portuguese(release, "about")
    assert _row(pubflow, release)["why"] == "READY"
    (release / "statements/_shared/about.md").write_text(ABOUT.replace("defends", "does not defend"), encoding="utf-8")
    row = _row(pubflow, release)
    assert (row["state"], row["next"]) == ("in work", "pubflow translate about -l pt-BR")
    told = pubflow("diff", "release", "-l", "pt-BR", cwd=release)
    assert "shared part about" in told.stdout
    assert "[-defends-]{+does not defend+}" in told.stdout
    (part,) = json.loads(pubflow("diff", "release", "-l", "pt-BR", "--json", cwd=release).stdout)["parts"]
    assert part["changes"][0]["means"] == {"pt-BR": "re-opened"}
    assert pubflow("assemble", "-l", "pt-BR", cwd=release).returncode == 1


def _in_portuguese(desk: Path, statement: str) -> None:
    path = desk / f"locales/pt_BR/LC_MESSAGES/{statement}.po"
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.msgstr, entry.flags = PORTUGUESE[entry.msgid], []
    entries.save()


def _row(pubflow, desk: Path) -> dict:
    report = json.loads(pubflow("status", "release", "--json", "-l", "pt-BR", cwd=desk).stdout)
    return report["statements"][0]["languages"][0]


def test_the_editions_that_held_a_changed_part_are_made_again(release, pubflow):
    _agree(release, "about")
    assert pubflow("assemble", "-l", "pt-BR", cwd=release).returncode == 0
    entries = polib.pofile(str(release / "locales/pt_BR/LC_MESSAGES/about.po"), wrapwidth=0)
    entries[0].msgstr = "Outra frase <b1>nova</b1>."
    entries.save()
    assert pubflow("assemble", "-l", "pt-BR", cwd=release).returncode == 0
    assert "Outra frase *nova*. PT It is" in _page(release, "md")


def test_a_signature_says_what_it_does_not_cover(release, pubflow):
    done = pubflow("sign-off", "release", "-l", "pt-BR", "--by", "rev1", "--yes", "--despite-errors", cwd=release)
    assert done.returncode == 0, done.stderr
    assert "not in this signature: shared part about: pubflow sign-off about -l pt-BR" in done.stdout


def test_signatures_that_are_asked_for_are_asked_of_the_part_too(release, pubflow):
    _agree(release, "about")
    with (release / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[review.scopes]\nlegal = []\n")
    options = ("--scope", "legal", "--by", "rev1", "--yes", "--despite-errors")
    assert pubflow("sign-off", "release", "-l", "pt-BR", *options, cwd=release).returncode == 0
    done = pubflow("assemble", "-l", "pt-BR", cwd=release)
    assert "shared part about, not signed: legal" in done.stderr
    assert pubflow("sign-off", "about", "-l", "pt-BR", *options, cwd=release).returncode == 0
    assert pubflow("assemble", "-l", "pt-BR", cwd=release).returncode == 0


@pytest.mark.parametrize(
    ("line", "told", "made"),
    [
        ("<!-- include: abuot -->", "there is no shared part “abuot”", False),
        ("<!-- include: release -->", "there is no shared part “release”", False),
        ("<!-- inlcude: about -->", "write it as <!-- include: NAME -->, on a line of its own", True),
        ("See <!-- include: about --> there.", "write it as <!-- include: NAME -->, on a line of its own", True),
    ],
)
def test_a_line_that_includes_nothing_is_told(release, pubflow, line, told, made):
    path = release / "statements/release.md"
    path.write_text(RELEASE.replace("<!-- include: about -->", line), encoding="utf-8")
    done = pubflow("check", "-l", "pt-BR", cwd=release)
    assert told in done.stdout + done.stderr
    pubflow("assemble", "release", "-l", "pt-BR", "--format", "txt", cwd=release)
    assert (release / "build/editions/en/release.txt").exists() == made


def test_a_part_can_not_hold_what_would_be_read_otherwise(release, pubflow):
    (release / "statements/_shared/about.md").write_text("A note.[^n]\n\n[^n]: Elsewhere.\n", encoding="utf-8")
    done = pubflow("check", "release", "-l", "pt-BR", cwd=release)
    assert done.returncode == 1
    assert "footnotes and a part of a table can't" in done.stdout + done.stderr


def test_a_name_is_taken_once(release, pubflow):
    (release / "statements/about.md").write_text("Another.\n", encoding="utf-8")
    done = pubflow("status", cwd=release)
    assert done.returncode == 4
    assert "statements/_shared/about.md: stands among the statements too" in done.stderr


def test_a_release_waits_for_the_part_and_tells_its_targets(release, pubflow):
    for name in (release / "glossary").glob("*.csv"):
        name.unlink()
    for statement in ("release", "about"):
        path = release / f"locales/pt_BR/LC_MESSAGES/{statement}.po"
        entries = polib.pofile(str(path), wrapwidth=0)
        for entry in entries:
            entry.msgstr = PORTUGUESE[entry.msgid]
            entry.flags = [] if statement == "release" else ["fuzzy"]
        entries.save()
    assert pubflow("sign-off", "release", "--source", "--by", "ed1", "--yes", cwd=release).returncode == 0
    stopped = pubflow("release", "release", "-l", "pt-BR", cwd=release)
    assert stopped.returncode == 1
    assert "shared part about: nobody has signed the source" in stopped.stdout + stopped.stderr
    assert pubflow("sign-off", "about", "--source", "--by", "ed1", "--yes", cwd=release).returncode == 0
    pubflow("release", "release", "-l", "pt-BR", cwd=release)
    held = pubflow("release", "release", "-l", "pt-BR", cwd=release)
    assert "shared part about: units 1-2 not reviewed" in held.stdout + held.stderr
    assert not (release / "build/releases/release/1/public/pt-BR").exists()
    _clear(release / "locales/pt_BR/LC_MESSAGES/about.po")
    done = pubflow(
        "release", "release", "-l", "pt-BR", "--waive", "warnings", "--by", "ed1", "--why", "seen", cwd=release
    )
    done = done if done.returncode == 0 else pubflow("release", "release", "-l", "pt-BR", cwd=release)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder,) = (path.parent.parent for path in release.glob("build/releases/release/*/public/pt-BR"))
    made = json.loads((folder / "public/manifest.json").read_bytes())
    portuguese = next(one for one in made["languages"] if one["language"] == "pt-BR")
    assert len(portuguese["passages"]) == 6 + 2
    record = json.loads((folder / "desk/record.json").read_bytes())
    assert [one.get("part", "") for one in record["languages"][0]["units"]] == [""] * 6 + ["about"] * 2
    verified = pubflow("verify", folder, cwd=release)
    assert (verified.returncode, "since" in verified.stdout) == (0, False)
    assert pubflow("verify", "build/releases", cwd=release).returncode == 0
    assert pubflow("release", "about", cwd=release).returncode == 2

    path = release / "locales/pt_BR/LC_MESSAGES/about.po"
    agreed, entries = path.read_bytes(), polib.pofile(str(path), wrapwidth=0)
    entries[0].msgstr += "!"
    entries.save()
    changed = pubflow("verify", folder, cwd=release)
    assert (changed.returncode, "note: pt-BR: shared part about changed since" in changed.stdout) == (0, True)
    path.write_bytes(agreed.replace(b"#: ", b"#, fuzzy\n#: ", 1))
    lost = pubflow("verify", folder, cwd=release)
    assert (lost.returncode, "shared part about with reviews that the history does not know" in lost.stdout) == (
        1,
        True,
    )


def _clear(path: Path) -> None:
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.flags = []
    entries.save()
