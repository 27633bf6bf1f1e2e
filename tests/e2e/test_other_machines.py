"""Consoles, paths and checkouts as they are on other machines: no letter is too much, no line end changes the work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from pubflow import po

LETTERS = "é ã ç ع ✓ 人權 😀"
TEXT = f"""Agnès speaks: {LETTERS}

São Paulo and {LETTERS} are named here, says Agnès Callamard. A second sentence has 21 words.

- {LETTERS}
- the second item
"""
CONSOLES = {
    "a Taiwanese Windows": {"PYTHONIOENCODING": "cp950"},
    "a Western Windows": {"PYTHONIOENCODING": "cp1252"},
    "a strict old console": {"PYTHONIOENCODING": "cp437:strict"},
    "ASCII": {"PYTHONIOENCODING": "ascii"},
    "the C locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX and nothing else": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.fixture(params=CONSOLES)
def console(request) -> dict[str, str]:
    return CONSOLES[request.param]


@pytest.fixture
def run(console):
    """The real command with its output piped, in bytes: what this console makes of them is not ours to decide."""

    def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> tuple[int, str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TEMP") if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-m", "pubflow", *arguments],
            cwd=cwd, env={**kept, **console, "SOURCE_DATE_EPOCH": "1700000000"}, input=stdin, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    return run


def test_every_command_speaks_utf_8_on_every_console(run, desk):
    (desk / "agnes.txt").write_text(TEXT, encoding="utf-8")
    path = desk / "locales/pt_BR/LC_MESSAGES/agnes.po"

    assert run("import", "agnes.txt", cwd=desk)[0] == 0
    code, shown, _ = run("segment", "statements/agnes.md", cwd=desk)
    assert (code, shown.count(LETTERS)) == (0, 3)
    code, shown, _ = run("segment", "statements/agnes.md", "--json", cwd=desk)
    assert (code, shown.count(LETTERS)) == (0, 3)

    code, _, said = run("translate", "agnes", "-l", "pt-BR", "--engine", "pseudo", cwd=desk)
    assert (code, "wrote locales/pt_BR/LC_MESSAGES/agnes.po" in said) == (0, True)
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.msgstr = entry.msgstr.replace("21", LETTERS) + "\u200b"
    entries.save()

    code, shown, said = run("check", "agnes", "-l", "pt-BR", cwd=desk)
    assert (code, said.splitlines()[0]) == (1, "to mend what is sure (5): pubflow check --fix --dry-run")
    assert (shown.count("U+200B ZERO WIDTH SPACE"), shown.count(LETTERS) > 0) == (5, True)
    assert run("status", cwd=desk)[0] == 0
    code, shown, said = run("assemble", "agnes", "-l", "pt-BR", cwd=desk)
    assert (code, f"not reviewed: Agnès speaks: {LETTERS}" in said) == (1, True)
    code, shown, _ = run("assemble", "agnes", "-l", "pt-BR", "--draft", "--json", cwd=desk)
    assert code == 0
    assert LETTERS in (desk / "build/editions/en/agnes.html").read_text(encoding="utf-8")


def test_lines_come_in_and_go_out_in_utf_8(run, desk):
    code, shown, said = run(
        "draft", "-l", "pt-BR", "--engine", "pseudo", cwd=desk, stdin=f"é {LETTERS}\r\n\r\nSão Paulo\n".encode()
    )
    first, empty, last = shown.splitlines()
    assert (code, empty) == (0, "")
    assert "✓" in first
    assert "😀" in first
    assert last.startswith("[")
    assert "?" not in shown
    assert "\\u" not in shown + said


def test_bytes_that_are_no_text_are_drafted_as_what_they_are(run, desk):
    code, shown, said = run(
        "draft", "-l", "pt-BR", "--engine", "pseudo", cwd=desk, stdin=b"caf\xe9 in Latin-1\n\xff\xfe\n"
    )
    assert (code, "Traceback" in said) == (0, False)
    assert len(shown.splitlines()) == 2


@pytest.mark.parametrize("wrong", ["nowhere ✓ 人權.txt", "Agnès"])
def test_a_fault_is_told_in_its_own_letters(run, desk, wrong):
    code, _, said = run("import", wrong, cwd=desk)
    assert code == 4
    assert wrong in said
    code, _, said = run("translate", wrong, cwd=desk)
    assert code == 2
    assert f"there is no statement “{wrong}”" in said


@pytest.mark.parametrize("name", ["a desk with spaces", "人權 工作臺", "Büro Agnès ✓", "it's (50%) & more"])
def test_a_workspace_may_lie_in_any_folder(name, pubflow, tmp_path):
    desk = tmp_path / name
    assert pubflow("init", name).returncode == 0
    incoming = desk / f"{name}.txt"
    incoming.write_text(TEXT, encoding="utf-8")
    assert pubflow("import", incoming.name, "--id", "agnes", cwd=desk).returncode == 0
    for arguments in (("translate", "--engine", "pseudo"), ("status",), ("check",), ("assemble", "--draft")):
        done = pubflow("--workspace", str(desk), *arguments, cwd=tmp_path)
        assert done.returncode in ((0, 1) if arguments == ("check",) else (0,)), done.stderr
        assert "Traceback" not in done.stderr
    assert (desk / "build/drafts/pt-BR/agnes.html").exists()
    shown = pubflow("segment", f"{name}/statements/agnes.md")
    assert (shown.returncode, shown.stdout.count(LETTERS)) == (0, 3)


def _crlf(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


@pytest.fixture
def drafted(desk, pubflow) -> Path:
    """A statement whose draft a person has half reviewed."""
    (desk / "agnes.txt").write_text(TEXT, encoding="utf-8")
    assert pubflow("import", "agnes.txt", cwd=desk).returncode == 0
    assert pubflow("translate", "agnes", "-l", "pt-BR", "--engine", "pseudo", cwd=desk).returncode == 0
    path = desk / "locales/pt_BR/LC_MESSAGES/agnes.po"
    entries = polib.pofile(str(path), wrapwidth=0)
    entries[1].flags = []
    entries.save()
    assert pubflow("translate", "agnes", "-l", "pt-BR", "--engine", "pseudo", cwd=desk).returncode == 0
    return desk


def test_a_checkout_with_other_line_ends_is_the_same_work(drafted, pubflow):
    path = drafted / "locales/pt_BR/LC_MESSAGES/agnes.po"
    before, _ = po.loads(path.read_bytes(), path="agnes.po")
    shown = pubflow("status", "agnes", "-l", "pt-BR", cwd=drafted).stdout
    found = pubflow("check", "agnes", "-l", "pt-BR", cwd=drafted).stdout
    for each in sorted(drafted.rglob("*")):
        if each.is_file() and each.suffix in (".md", ".po", ".pot", ".csv", ".toml", ".jsonl"):
            _crlf(each)
    checked_out = path.read_bytes()

    assert pubflow("status", "agnes", "-l", "pt-BR", cwd=drafted).stdout == shown
    assert pubflow("check", "agnes", "-l", "pt-BR", cwd=drafted).stdout == found
    done = pubflow("translate", "agnes", "-l", "pt-BR", "--engine", "pseudo", cwd=drafted)
    assert (done.returncode, "wrote locales/pt_BR" in done.stderr) == (0, False), done.stderr
    assert path.read_bytes() == checked_out
    after, _ = po.loads(path.read_bytes(), path="agnes.po")
    assert after.units == before.units


def test_a_checkout_with_other_line_ends_makes_the_same_edition(drafted, pubflow):
    editions = drafted / "build/drafts/pt-BR"
    assert pubflow("assemble", "agnes", "-l", "pt-BR", "--draft", cwd=drafted).returncode == 0
    before = {path.suffix: path.read_bytes() for path in editions.iterdir()}
    assert set(before) == {".html", ".md", ".txt"}
    for path in [drafted / "statements/agnes.md", *drafted.glob("locales/*/LC_MESSAGES/agnes.po")]:
        _crlf(path)
    assert pubflow("assemble", "agnes", "-l", "pt-BR", "--draft", cwd=drafted).returncode == 0
    after = {path.suffix: path.read_bytes() for path in editions.iterdir()}
    assert after[".html"] == before[".html"]
    assert after[".txt"] == before[".txt"]
    assert after[".md"] == before[".md"].replace(b"\n", b"\r\n")


def test_a_catalog_with_other_line_ends_is_written_with_one_kind_only(drafted, pubflow):
    statement, path = drafted / "statements/agnes.md", drafted / "locales/pt_BR/LC_MESSAGES/agnes.po"
    before, _ = po.loads(path.read_bytes(), path="agnes.po")
    for each in (statement, path):
        _crlf(each)
    with statement.open("ab") as stream:
        stream.write("\r\nA new paragraph, é.\r\n".encode())
    assert pubflow("translate", "agnes", "-l", "pt-BR", "--engine", "pseudo", cwd=drafted).returncode == 0
    assert b"\r" not in path.read_bytes()
    after, _ = po.loads(path.read_bytes(), path="agnes.po")
    assert after.units[:-1] == before.units
    assert after.units[-1].key.source == "A new paragraph, é."
    assert statement.read_bytes().count(b"\n") == statement.read_bytes().count(b"\r\n")


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path):
    """`pubflow segment report.txt | head -1`."""
    (tmp_path / "report.txt").write_text("A headline\n\n" + "A sentence. " * 40_000, encoding="utf-8")
    command = [sys.executable, "-m", "pubflow", "segment", "report.txt"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert b"A headline" in running.stdout.readline()
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
        assert running.wait(60) == 0
