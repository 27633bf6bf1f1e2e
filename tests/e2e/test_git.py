"""Two desks and one repository: real git merges catalogs by unit, and looks at them before a commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pubflow import po
from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.files import append
from pubflow.history import Event, dumps_line, key_digest
from pubflow.merge import conflicts
from tests.conftest import Git, Pubflow

ID = "first-statement"
CATALOG = f"locales/pt_BR/LC_MESSAGES/{ID}.po"
HISTORY = f"locales/pt_BR/LC_MESSAGES/{ID}.history.jsonl"
STATEMENT = f"statements/{ID}.md"


@pytest.fixture
def git(git: Git, desk: Path) -> Git:
    """Run git in the desk; its merge driver writes one moment."""
    return partial(git, cwd=desk, env={"SOURCE_DATE_EPOCH": "1700000000"})


@pytest.fixture
def repository(git: Git, desk: Path, pubflow: Pubflow) -> Path:
    """The desk in git, set up, with drafts of its first statement."""
    git("init", "-q", "-b", "main")
    done = pubflow("git", "install", cwd=desk)
    assert done.returncode == 0, done.stderr
    done = pubflow("translate", "-l", "pt-BR", "--engine", "pseudo", cwd=desk)
    assert done.returncode == 0, done.stderr
    git("add", "-A")
    git("commit", "-qm", "drafts")
    return desk


def catalog_of(desk: Path) -> Catalog:
    return po.loads((desk / CATALOG).read_bytes(), path=CATALOG)[0]


def review(desk: Path, number: int, target: str | None = None) -> Unit:
    """As an editor saves it: the flag cleared, and other words where there are some."""
    catalog, layout = po.loads((desk / CATALOG).read_bytes(), path=CATALOG)
    units = list(catalog.units)
    units[number] = replace(units[number], target=target or units[number].target, state=State.REVIEWED)
    (desk / CATALOG).write_bytes(po.dumps(replace(catalog, units=tuple(units)), layout))
    return catalog_of(desk).units[number]


def on_branch(git: Git, name: str, work: Callable[[], object], start: str = "main") -> None:
    git("checkout", "-q", "-b", name, start)
    work()
    git("commit", "-qam", f"work of {name}")


def msgfmt(desk: Path) -> None:
    subprocess.run(["msgfmt", "-c", "-o", os.devnull, CATALOG], cwd=desk, check=True)


def test_reviews_of_different_units_are_both_there_after_a_merge(git: Git, repository: Path, gettext: None) -> None:
    on_branch(git, "ana", lambda: review(repository, 0, "O poeta."))
    on_branch(git, "bo", lambda: (review(repository, 1), review(repository, 3, "Outra frase.")))
    bytes_of_bo = (repository / CATALOG).read_bytes()
    git("merge", "-q", "--no-edit", "ana")
    found = catalog_of(repository).units
    assert [unit.state >= State.REVIEWED for unit in found[:4]] == [True, True, False, True]
    assert (found[0].target, found[3].target) == ("O poeta.", "Outra frase.")
    msgfmt(repository)
    assert git("status", "--porcelain").stdout == ""
    entries = bytes_of_bo.split(b"\n\n")
    after = (repository / CATALOG).read_bytes().split(b"\n\n")
    assert [new == old for old, new in zip(entries, after, strict=True)].count(False) == 1


def test_the_same_unit_in_the_same_words_is_no_conflict(git: Git, repository: Path) -> None:
    on_branch(git, "ana", lambda: review(repository, 0, "O poeta."))
    on_branch(git, "bo", lambda: review(repository, 0, "O poeta."))
    git("merge", "-q", "--no-edit", "ana")
    assert catalog_of(repository).units[0].state is State.REVIEWED
    assert git("status", "--porcelain").stdout == ""


def test_the_same_unit_in_other_words_is_marked_until_somebody_decides(
    git: Git, repository: Path, gettext: None, pubflow: Pubflow
) -> None:
    on_branch(git, "ana", lambda: (review(repository, 0, "Dela."), review(repository, 2, "De Ana.")))
    on_branch(git, "bo", lambda: (review(repository, 0, "Dele."), review(repository, 1, "De Bo.")))
    done = git("merge", "--no-edit", "ana", code=None)
    assert done.returncode == 1
    assert "1 unit was judged differently on both sides" in done.stdout + done.stderr
    assert git("status", "--porcelain", "--", CATALOG).stdout.startswith("UU ")
    unit, *others = catalog_of(repository).units
    assert (unit.target, unit.state, [one.target for one in conflicts(unit)]) == ("Dele.", State.TRANSLATED, ["Dela."])
    assert [other.target for other in others[:2]] == ["De Bo.", "De Ana."]
    msgfmt(repository)

    git("add", CATALOG)
    done = git("commit", "--no-edit", code=None)
    assert done.returncode == 1
    assert "E merge-conflict" in done.stderr + done.stdout
    done = pubflow("check", "-l", "pt-BR", cwd=repository)
    assert done.returncode == 1
    assert "E merge-conflict" in done.stdout
    assert pubflow("assemble", "-l", "pt-BR", cwd=repository).returncode == 1

    text = (repository / CATALOG).read_text(encoding="utf-8")
    mended = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# conflict, "))
    (repository / CATALOG).write_text(mended, encoding="utf-8")
    review(repository, 0, "De ambos.")
    git("commit", "-qa", "--no-edit")
    assert git("status", "--porcelain").stdout == ""
    assert "merge-conflict" not in pubflow("check", "-l", "pt-BR", cwd=repository).stdout


def test_a_review_made_while_the_source_was_corrected_is_not_lost(
    git: Git, repository: Path, gettext: None, pubflow: Pubflow
) -> None:
    source = "Everyone has the right to seek and to enjoy asylum from persecution."
    number = [unit.key.source for unit in catalog_of(repository).units].index(source)

    def correct() -> None:
        text = (repository / STATEMENT).read_text(encoding="utf-8")
        assert source in text
        (repository / STATEMENT).write_text(text.replace(source, "Something else was said."), encoding="utf-8")
        done = pubflow("extract", "-l", "pt-BR", cwd=repository)
        assert done.returncode == 0, done.stderr

    on_branch(git, "desk", correct)
    on_branch(git, "ana", lambda: (review(repository, number, "Frase de Ana."), review(repository, 0)))
    git("rebase", "-q", "desk")
    catalog = catalog_of(repository)
    live = {unit.key.source: unit for unit in catalog.units if not unit.obsolete}
    assert "Something else was said." in live
    assert source not in live
    assert "Frase de Ana." in [unit.target for unit in catalog.units]
    assert catalog.units[0].state is State.REVIEWED
    msgfmt(repository)
    assert git("status", "--porcelain").stdout == ""
    assert pubflow("extract", "-l", "pt-BR", cwd=repository).returncode == 0
    assert "Frase de Ana." in [unit.target for unit in catalog_of(repository).units]


def test_both_desks_histories_are_kept(git: Git, repository: Path) -> None:
    before = (repository / HISTORY).read_text(encoding="utf-8").splitlines(keepends=True)

    first = catalog_of(repository).units[0]
    digest = unit_digest(first.key, first.target)
    lines = [
        dumps_line(Event("review", "2024-07-01T10:00:00+00:00", by, digest=digest, key=key_digest(first.key)))
        for by in ("ana", "bo")
    ]
    on_branch(git, "ana", lambda: append(repository / HISTORY, lines[0]))
    on_branch(git, "bo", lambda: append(repository / HISTORY, lines[1]))
    git("merge", "-q", "--no-edit", "ana")
    after = (repository / HISTORY).read_text(encoding="utf-8").splitlines(keepends=True)
    assert sorted(after) == sorted([*before, *lines])


def test_a_catalog_that_is_none_is_merged_as_text(git: Git, repository: Path) -> None:
    def broken() -> None:
        with (repository / CATALOG).open("a", encoding="utf-8") as stream:
            stream.write('\nmsgid "cut off')
        git("add", "-A")

    git("checkout", "-q", "-b", "ana")
    broken()
    git("commit", "-q", "--no-verify", "-m", "broken")
    on_branch(git, "bo", lambda: review(repository, 0, "O poeta."))
    done = git("merge", "--no-edit", "--no-verify", "ana")
    assert "merged as text, not by unit" in done.stdout + done.stderr
    text = (repository / CATALOG).read_text(encoding="utf-8")
    assert text.endswith('msgid "cut off')
    assert '"O poeta."' in text


def test_a_driver_whose_program_is_gone_leaves_the_merge_to_git(git: Git, repository: Path, pubflow: Pubflow) -> None:
    driver = git("config", "merge.pubflow-po.driver").stdout
    git("config", "merge.pubflow-po.driver", driver.replace(Path(sys.executable).as_posix(), "/no/such/python").strip())
    on_branch(git, "ana", lambda: review(repository, 0, "Dela."))
    on_branch(git, "bo", lambda: review(repository, 0, "Dele."))
    done = git("merge", "--no-edit", "ana", code=None)
    assert done.returncode == 1
    text = (repository / CATALOG).read_text(encoding="utf-8")
    assert "<<<<<<<" in text
    assert "Dela." in text
    assert "Dele." in text
    done = pubflow("git", "status", cwd=repository)
    assert done.returncode == 1
    assert "the merge driver's program is gone: /no/such/python" in done.stdout
    done = pubflow("check", "-l", "pt-BR", cwd=repository)
    assert done.returncode == 1
    assert f"{CATALOG}:" in done.stderr
    assert "a merge conflict is left in the file" in done.stderr


# --- install ----------------------------------------------------------------------------------------------------------


def test_installing_touches_no_other_line_and_twice_is_once(git: Git, desk: Path, pubflow: Pubflow) -> None:
    git("init", "-q", "-b", "main")
    (desk / ".gitattributes").write_bytes(b"*.png binary\r\n*.po merge=mine")
    first = pubflow("git", "install", cwd=desk)
    assert first.returncode == 0, first.stderr
    written = (desk / ".gitattributes").read_bytes()
    assert written == (
        b"*.png binary\r\n*.po merge=mine\r\n"
        b"locales/**/*.po merge=pubflow-po eol=lf\r\n*.history.jsonl merge=union eol=lf\r\n"
    )
    config = (desk / ".git/config").read_bytes()
    again = pubflow("git", "install", cwd=desk)
    assert (again.returncode, again.stderr) == (0, "")
    assert ((desk / ".gitattributes").read_bytes(), (desk / ".git/config").read_bytes()) == (written, config)
    assert git("check-attr", "merge", "eol", "--", CATALOG).stdout.splitlines() == [
        f"{CATALOG}: merge: pubflow-po",
        f"{CATALOG}: eol: lf",
    ]
    done = pubflow("git", "status", cwd=desk)
    assert (done.returncode, "are merged by unit" in done.stdout) == (0, True)
    assert "catalogs in git: are merged by unit" in pubflow("doctor", cwd=desk).stdout


def test_uninstalling_takes_out_what_is_this_clones(git: Git, repository: Path, pubflow: Pubflow) -> None:
    assert pubflow("git", "uninstall", cwd=repository).returncode == 0
    assert "pubflow" not in (repository / ".git/config").read_text(encoding="utf-8")
    assert not (repository / ".git/hooks/pre-commit").exists()
    assert git("status", "--porcelain").stdout == ""
    done = pubflow("git", "status", "--json", cwd=repository)
    assert done.returncode == 1
    assert {one["subject"]: bool(one["hint"]) for one in json.loads(done.stdout)} == {
        "catalogs in git": True,
        "histories in git": False,
        "commits": True,
    }
    done = pubflow("git", "uninstall", cwd=repository)
    assert (done.returncode, "nothing of pubflow's was there" in done.stderr) == (0, True)


def test_somebody_elses_hook_stays_and_what_to_add_is_told(git: Git, desk: Path, pubflow: Pubflow) -> None:
    git("init", "-q", "-b", "main")
    hook = desk / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    done = pubflow("git", "install", cwd=desk)
    assert done.returncode == 0
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"
    (line,) = [line.strip() for line in done.stderr.splitlines() if line.endswith("git check-staged")]
    hook.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    assert pubflow("git", "status", cwd=desk).returncode == 0
    assert pubflow("git", "uninstall", cwd=desk).returncode == 0
    assert hook.exists()


def test_the_hook_stands_where_git_looks_for_it(git: Git, desk: Path, pubflow: Pubflow) -> None:
    git("init", "-q", "-b", "main")
    git("config", "core.hooksPath", ".hooks")
    assert pubflow("git", "install", cwd=desk).returncode == 0
    assert os.access(desk / ".hooks/pre-commit", os.X_OK)
    assert not (desk / ".git/hooks/pre-commit").exists()


def test_without_a_repository_it_says_so(git: Git, desk: Path, pubflow: Pubflow) -> None:
    for command in ("install", "uninstall", "status"):
        done = pubflow("git", command, cwd=desk)
        assert done.returncode == 3
        assert "is in no git repository" in done.stderr


# --- before a commit --------------------------------------------------------------------------------------------------


def _refused(git: Git, desk: Path, path: str, content: bytes) -> str:
    (desk / path).write_bytes(content)
    git("add", "-A")
    done = git("commit", "-m", "x", code=None)
    assert done.returncode == 1
    return done.stdout + done.stderr


def test_a_commit_of_what_must_not_be_committed_is_refused(git: Git, repository: Path) -> None:
    good = (repository / CATALOG).read_bytes()
    said = _refused(git, repository, CATALOG, good.replace(b'msgstr "', b"msgstr ", 1))
    assert f"{CATALOG}:" in said
    said = _refused(git, repository, CATALOG, b"<<<<<<< HEAD\n" + good + b"=======\n>>>>>>> ana\n")
    assert f"E catalog  {CATALOG}:1: a merge conflict is left in the file" in said
    (repository / CATALOG).write_bytes(good)

    text = (repository / STATEMENT).read_bytes()
    said = _refused(git, repository, STATEMENT, text + b"\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> ana\n")
    assert f"E merge-conflict  {STATEMENT}:" in said
    (repository / STATEMENT).write_bytes(text)
    git("add", "-A")

    # What is staged counts, not what lies in the folder.
    review(repository, 0)
    git("add", "-A")
    (repository / CATALOG).write_bytes(b"broken")
    git("commit", "-qm", "a review")


def test_an_altered_line_of_a_history_is_told(git: Git, repository: Path) -> None:
    lines = (repository / HISTORY).read_text(encoding="utf-8")
    (repository / HISTORY).write_text(lines.replace("pseudo", "firefox", 1), encoding="utf-8")
    git("add", "-A")
    done = git("commit", "-m", "x", code=None)
    assert done.returncode == 1
    assert f"{HISTORY}:1: " in done.stdout + done.stderr
    assert "it was altered" in done.stdout + done.stderr


def test_a_statement_with_gits_marks_in_it_is_refused_with_its_line(desk: Path, pubflow: Pubflow) -> None:
    path = desk / STATEMENT
    lines = path.read_text(encoding="utf-8").count("\n")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> ana\n")
    done = pubflow("extract", "-l", "pt-BR", cwd=desk)
    assert done.returncode != 0
    assert f"{STATEMENT}:{lines + 2}: a merge conflict is left in the file" in done.stderr


def test_a_heading_underlined_by_seven_signs_is_no_conflict(desk: Path, pubflow: Pubflow) -> None:
    with (desk / STATEMENT).open("a", encoding="utf-8") as stream:
        stream.write("\nHeading\n=======\n\nTwo <<<<<<< and >>>>>>> in a line.\n")
    assert pubflow("extract", "-l", "pt-BR", cwd=desk).returncode == 0


def test_what_is_kept_byte_for_byte_is_so_in_every_clone(
    git: Git, desk: Path, pubflow: Pubflow, tmp_path: Path
) -> None:
    (desk / "visit.txt").write_bytes(b"Release her now\r\n\r\nShe was taken at night.\r\n")
    sides = "".join(
        f'<tuv xml:lang="{tag}"><seg>{words}</seg></tuv>' for tag, words in (("en", "Free"), ("pt-BR", "Livre"))
    )
    tmx = f'<?xml version="1.0"?>\r\n<tmx version="1.4"><body><tu>{sides}</tu></body></tmx>\r\n'.encode()
    (desk / "old.tmx").write_bytes(tmx)
    for arguments in (["import", "visit.txt"], ["memory", "import", "old.tmx"]):
        done = pubflow(*arguments, cwd=desk)
        assert done.returncode == 0, done.stderr
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "as they came")
    git("clone", "-q", str(desk), str(tmp_path / "clone"))
    for name in ("statements/originals/visit.txt", "memory/old.tmx"):
        assert (tmp_path / "clone" / name).read_bytes() == (desk / name).read_bytes()
    assert b"\r\n" in (desk / "statements/originals/visit.txt").read_bytes()
    assert (tmp_path / "clone/memory/old.tmx").read_bytes() == tmx
