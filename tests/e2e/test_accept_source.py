"""A finding on the source that a person accepts: in the statement's own record, until the text changes there."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pubflow.plugins import SOURCE_CHECKS
from tests.conftest import Pubflow
from tests.desk import with_one_statement

HEAD = "---\ntitle: The visit of last year\ndate: 2024-07-08\n---\n\n"
NAMED = "She met the National Development Counsel last year."
DATES = "She came from 24 June to 1 July 2024."
QUOTED = "“Release her, he said in the five days of this visit."
SOURCE = f"{HEAD}{NAMED}\n\n{DATES}\n\n{QUOTED}\n"
BY = ("--by", "rev1", "--at", "2026-03-01T10:00:00+00:00")
ALL = {
    (1, "source-relative"),
    (2, "source-name"),
    (2, "source-relative"),
    (4, "source-duration"),
    (4, "source-quotes"),
}


@pytest.fixture
def desk(pubflow: Pubflow, tmp_path: Path) -> Path:
    """A workspace with one statement whose text holds five slips in three units, one of them the title."""
    return with_one_statement(pubflow, tmp_path, "pt-BR", SOURCE)


def _record(desk: Path) -> Path:
    return desk / "statements/a.history.jsonl"


def _write(desk: Path, old: str, new: str) -> None:
    path = desk / "statements/a.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _found(pubflow: Pubflow, desk: Path) -> dict:
    return json.loads(pubflow("check", "--source", "a", "--json", cwd=desk).stdout or "{}")


def _open(pubflow: Pubflow, desk: Path) -> set[tuple[int, str]]:
    return {(one["where"]["unit"], one["check"]) for one in _found(pubflow, desk).get("findings", ())}


def _accepted(pubflow: Pubflow, desk: Path) -> list[tuple[int, str, str, str]]:
    return [
        (one["finding"]["where"]["unit"], one["finding"]["check"], one["reason"], one["by"])
        for one in _found(pubflow, desk).get("accepted", ())
    ]


def _accept(pubflow: Pubflow, desk: Path, unit: int, check: str, *more: str, why: str = "so it is called"):
    return pubflow("accept", "a", "--source", str(unit), check, *BY, "--why", why, *more, cwd=desk)


def test_what_is_accepted_is_no_finding_any_more_and_is_told_with_its_reason(pubflow: Pubflow, desk: Path) -> None:
    assert _open(pubflow, desk) == ALL
    text, catalog = (desk / "statements/a.md").read_bytes(), (desk / "locales/pt_BR/LC_MESSAGES/a.po").read_bytes()
    done = _accept(pubflow, desk, 2, "source-name")
    assert done.returncode == 0, done.stderr
    assert "accepted: “National Development Counsel”: is near the registered" in done.stderr
    assert "statements/a.history.jsonl" in done.stdout + done.stderr
    assert (desk / "statements/a.md").read_bytes() == text
    assert (desk / "locales/pt_BR/LC_MESSAGES/a.po").read_bytes() == catalog
    assert not (desk / "locales/pt_BR/LC_MESSAGES/a.history.jsonl").exists()
    assert _open(pubflow, desk) == ALL - {(2, "source-name")}
    assert _accepted(pubflow, desk) == [(2, "source-name", "so it is called", "rev1")]
    shown = pubflow("check", "--source", "--accepted", cwd=desk).stdout
    assert "[National Development Counsel]" in shown
    assert "ok: so it is called (rev1, 2026-03-01)" in shown
    assert "1 more is accepted: pubflow check --source --accepted" in pubflow("check", "--source", cwd=desk).stderr


def test_the_record_holds_no_words_of_the_text(pubflow: Pubflow, desk: Path) -> None:
    for unit, check in sorted(ALL):
        assert _accept(pubflow, desk, unit, check, why="as spoken").returncode == 0
    record = _record(desk).read_text(encoding="utf-8")
    assert len(record.splitlines()) == len(ALL)
    for word in ("National", "Council", "Counsel", "June", "Release", "visit"):
        assert word not in record


def test_all_accepted_is_exit_0_also_where_the_project_made_them_errors(pubflow: Pubflow, desk: Path) -> None:
    names = sorted({check for _, check in ALL})
    with (desk / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[checks]\n" + "".join(f'{name} = "error"\n' for name in names))
    assert pubflow("check", "--source", cwd=desk).returncode == 1
    for unit, check in sorted(ALL):
        assert _accept(pubflow, desk, unit, check).returncode == 0
    done = pubflow("check", "--source", cwd=desk)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing is open in the source" in done.stderr
    assert "5 more are accepted" in done.stderr


def test_the_screen_says_how_to_accept_one(pubflow: Pubflow, desk: Path) -> None:
    told = pubflow("check", "--source", cwd=desk).stderr
    line = next(line for line in told.splitlines() if line.startswith("to accept one: pubflow "))
    command = line.partition(": pubflow ")[2].partition(" --by")[0]
    assert command == "accept a --source 1 source-relative"
    assert pubflow(*command.split(), *BY, "--why", "so", cwd=desk).returncode == 0
    assert (1, "source-relative") not in _open(pubflow, desk)


def test_it_is_over_when_the_text_changes_there_and_holds_again_when_that_is_restored(
    pubflow: Pubflow, desk: Path
) -> None:
    for unit, check in sorted(ALL):
        assert _accept(pubflow, desk, unit, check).returncode == 0
    assert _open(pubflow, desk) == set()
    _write(desk, "She met", "She again met")
    assert _open(pubflow, desk) == {(2, "source-name"), (2, "source-relative")}
    _write(desk, "She again met", "She met")
    _write(desk, "title: The visit", "title: A visit")
    assert _open(pubflow, desk) == {(1, "source-relative")}
    _write(desk, "title: A visit", "title: The visit")
    # A unit that is only moved by others is the same text.
    _write(desk, HEAD, HEAD + "A first paragraph.\n\nAnd a second one.\n\n")
    assert _open(pubflow, desk) == set()


def test_it_is_over_when_what_the_text_was_held_against_changes(pubflow: Pubflow, desk: Path) -> None:
    assert _accept(pubflow, desk, 4, "source-duration").returncode == 0
    assert _accept(pubflow, desk, 2, "source-name").returncode == 0
    _write(desk, "to 1 July 2024", "to 12 July 2024")
    assert (4, "source-duration") in _open(pubflow, desk)
    assert (2, "source-name") not in _open(pubflow, desk)
    terms = desk / "glossary/en.csv"
    text = terms.read_text(encoding="utf-8")
    assert "National Development Council" in text
    other = text.replace("National Development Council", "National Development Counter")
    terms.write_text(other, encoding="utf-8")
    assert (2, "source-name") in _open(pubflow, desk)


def test_an_embargo_line_that_is_accepted_is_open_again_when_it_says_another_hour(pubflow: Pubflow, desk: Path) -> None:
    _write(desk, HEAD, HEAD + "EMBARGOED UNTIL 22:00\n\n")
    assert (2, "source-embargo") in _open(pubflow, desk)
    done = _accept(pubflow, desk, 2, "source-embargo", why="it was lifted")
    assert "this hour has no time zone" in done.stderr
    assert "nothing keeps it" in done.stderr
    assert (2, "source-embargo") not in _open(pubflow, desk)
    _write(desk, "UNTIL 22:00", "UNTIL 23:00")
    assert (2, "source-embargo") in _open(pubflow, desk)


def test_the_same_sentence_in_another_place_is_accepted_with_it(pubflow: Pubflow, desk: Path) -> None:
    _write(desk, DATES, f"{DATES}\n\n{NAMED}")
    assert {(2, "source-name"), (4, "source-name")} <= _open(pubflow, desk)
    assert _accept(pubflow, desk, 4, "source-name").returncode == 0
    assert [unit for unit, *_ in _accepted(pubflow, desk)] == [2, 4]
    assert "accepted before" in _accept(pubflow, desk, 2, "source-name").stderr


def test_the_record_is_only_appended_to(pubflow: Pubflow, desk: Path) -> None:
    stands = b'{"at":"2026-01-01T00:00:00+00:00","torn'
    _record(desk).write_bytes(stands)
    before = stands
    steps = (("accept",), ("accept",), ("--withdraw",), ("accept",), ("--withdraw",))
    for step in steps:
        more = step if step[0].startswith("--") else ()
        assert _accept(pubflow, desk, 2, "source-name", *more).returncode == 0
        now = _record(desk).read_bytes()
        assert now.startswith(before)
        before = now
    assert len(before.decode().split("\n")) == 6  # The torn one, four of ours, the end.
    assert (2, "source-name") in _open(pubflow, desk)


def test_twice_writes_once_and_taking_back_opens_it_again_and_it_may_be_accepted_anew(
    pubflow: Pubflow, desk: Path
) -> None:
    _accept(pubflow, desk, 2, "source-name")
    once = _record(desk).read_bytes()
    assert "accepted before" in _accept(pubflow, desk, 2, "source-name").stderr
    assert _record(desk).read_bytes() == once
    back = _accept(pubflow, desk, 2, "source-name", "--withdraw")
    assert "taken back: source-name at unit 2 is open again" in back.stderr
    assert (2, "source-name") in _open(pubflow, desk)
    again = _accept(pubflow, desk, 2, "source-name", "--withdraw")
    assert again.returncode == 1
    assert "nobody accepted source-name at unit 2" in again.stderr
    assert "pubflow check --source --accepted" in again.stderr
    assert _accept(pubflow, desk, 2, "source-name").returncode == 0
    assert (2, "source-name") not in _open(pubflow, desk)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("a", "--source", "2", "source-nam"), 2, "did you mean source-name?"),
        (("a", "--source", "2", "number-mismatch"), 2, "number-mismatch is a check of catalogs"),
        (("a", "--source", "3", "source-name"), 1, "source-name finds nothing at unit 3"),
        (("a", "--source", "3", "source-name"), 1, "it finds something at unit 2"),
        (("a", "--source", "4", "source-name"), 1, "found there: source-quotes, source-duration"),
        (("a", "--source", "9", "source-name"), 2, "units run from 1 to 4"),
        (("ab", "--source", "1", "source-name"), 2, "did you mean a?"),
        (("a", "2", "source-name"), 2, "-l TAG"),
        (("a", "2", "source-name", "-l", "pt-BR"), 2, "pubflow accept a --source 2 source-name"),
        (("a", "2", "source-name", "-l", "pt-BR", "--source"), 2, "leave -l out"),
    ],
)
def test_what_is_refused_says_why_and_names_the_nearest(
    pubflow: Pubflow, desk: Path, args: tuple[str, ...], code: int, words: str
) -> None:
    done = pubflow("accept", *args, *BY, "--why", "so", cwd=desk)
    assert done.returncode == code, done.stderr
    assert words in " ".join(done.stderr.split())
    assert not _record(desk).exists()


def test_what_is_said_of_the_file_and_of_no_unit_is_to_be_mended(pubflow: Pubflow, desk: Path) -> None:
    _write(desk, "She came", "She\u00ad came")
    assert "W invisible-char  statements/a.md:" in pubflow("check", "--source", cwd=desk).stdout
    done = _accept(pubflow, desk, 3, "invisible-char")
    assert done.returncode == 1
    assert "can't be accepted" in done.stderr
    assert "mend it: statements/a.md:" in done.stderr
    assert not _record(desk).exists()


def test_a_reason_and_a_handle_are_asked_for(pubflow: Pubflow, desk: Path) -> None:
    done = pubflow("accept", "a", "--source", "2", "source-name", "--by", "rev1", cwd=desk)
    assert done.returncode == 2
    assert "why may it stand?" in done.stderr
    done = pubflow("accept", "a", "--source", "2", "source-name", "--by", "Mei Lin", "--why", "so", cwd=desk)
    assert done.returncode == 2
    assert "no neutral handle" in done.stderr


def test_other_programs_see_it_too(pubflow: Pubflow, desk: Path) -> None:
    _accept(pubflow, desk, 2, "source-name")
    (run,) = json.loads(pubflow("check", "--source", "--sarif", cwd=desk).stdout)["runs"]
    quiet = [one for one in run["results"] if "suppressions" in one]
    assert [(one["ruleId"], one["suppressions"]) for one in quiet] == [
        ("source-name", [{"kind": "external", "status": "accepted", "justification": "so it is called (rev1)"}])
    ]
    assert len(run["results"]) == len(ALL)
    suite = ET.fromstring(pubflow("check", "--source", "--junit", cwd=desk).stdout)
    cases = {case.get("name"): case.findtext("system-out", "") for case in suite.iter("testcase")}
    assert set(cases) == set(SOURCE_CHECKS)  # And none that was not run.
    (line,) = cases["source-name"].splitlines()
    assert line.startswith("ACCEPTED statements/a.md:")
    assert line.endswith("; ok: so it is called (rev1)")
    assert cases["source-quotes"].startswith("WARNING ")
    assert cases["source-date"] == ""


def test_import_does_not_tell_it_again(pubflow: Pubflow, desk: Path, tmp_path: Path) -> None:
    _accept(pubflow, desk, 2, "source-name")
    (tmp_path / "new.md").write_text(SOURCE.replace(DATES, f"{DATES} It rained."), encoding="utf-8")
    done = pubflow("import", tmp_path / "new.md", "--update", "a", "--yes", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "in the source, unit 5: " in done.stderr
    assert "National Development" not in done.stderr


def test_history_tells_it_of_the_statement_and_of_its_unit_alone(pubflow: Pubflow, desk: Path) -> None:
    _accept(pubflow, desk, 2, "source-name")
    told = "source unit 2: accepted by rev1: source-name: so it is called"
    assert told in " ".join(pubflow("history", "a", cwd=desk).stdout.split())
    assert told in " ".join(pubflow("history", "a", "--unit", "2", "-l", "pt-BR", cwd=desk).stdout.split())
    assert "source-name" not in pubflow("history", "a", "--unit", "3", cwd=desk).stdout
    _accept(pubflow, desk, 2, "source-name", "--withdraw", "--at", "2026-03-01T11:00:00+00:00")
    assert "taken back by rev1: accept of 2026-03-01" in " ".join(pubflow("history", "a", cwd=desk).stdout.split())
    _write(desk, "She met", "She again met")
    assert "source: accepted by rev1" in " ".join(pubflow("history", "a", cwd=desk).stdout.split())
    assert "(of an earlier text)" in " ".join(pubflow("history", "a", cwd=desk).stdout.split())


def test_a_shared_part_has_a_record_too(pubflow: Pubflow, desk: Path) -> None:
    (desk / "statements/_shared").mkdir()
    (desk / "statements/_shared/about.md").write_text("He left.  She stayed.\n", encoding="utf-8")
    done = pubflow("accept", "about", "--source", "1", "source-spaces", *BY, "--why", "so", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert pubflow("check", "--source", "about", cwd=desk).stdout == ""
