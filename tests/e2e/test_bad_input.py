"""Bad input gives clear words with a place and an exit code; nothing is half-written, no traceback is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

KINDS_LATER = {"html", "tmx"}


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_broken_text_is_answered_as_its_manifest_expects(corpora, desk, pubflow):
    rows = [json.loads(line) for line in (corpora / "broken/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [row for row in rows if row["kind"] in ("txt", "md")]
    assert texts
    for row in texts:
        before = _tree(desk)
        done = pubflow("import", corpora / "broken" / row["file"], cwd=desk)
        assert "Traceback" not in done.stderr + done.stdout, row["file"]
        if row["outcome"] == "error":
            assert done.returncode == 4, (row["file"], done.stderr)
            assert row["file"] in done.stderr
            assert _tree(desk) == before
        else:
            assert done.returncode == 0, (row["file"], done.stderr)
        if row["outcome"] == "warn":
            assert done.stdout.strip(), row["file"]


def test_every_broken_catalog_is_answered_as_its_manifest_expects(corpora, desk, pubflow):
    rows = [json.loads(line) for line in (corpora / "broken/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    catalogs = [row["file"] for row in rows if row["kind"] == "po"]
    assert catalogs
    path = desk / "locales/zh_TW/LC_MESSAGES/first-statement.po"
    path.parent.mkdir(parents=True)
    for name in catalogs:
        path.write_bytes((corpora / "broken" / name).read_bytes())
        before = _tree(desk / "locales/zh_TW")
        done = pubflow("translate", "-l", "zh-TW", "--engine", "pseudo", cwd=desk)
        assert done.returncode == 1, done.stderr
        assert "locales/zh_TW/LC_MESSAGES/first-statement.po:" in done.stderr
        assert "Traceback" not in done.stderr
        assert _tree(desk / "locales/zh_TW") == before


@pytest.mark.parametrize("name", ["old.doc", "report.docx", "text.odt", "scan.pdf"])
def test_what_can_not_be_read_is_refused_in_one_line(name, desk, pubflow):
    (desk / name).write_bytes(b"whatever")
    done = pubflow("import", name, cwd=desk)
    assert done.returncode == 4
    assert name in done.stderr.splitlines()[0]
    assert len(done.stderr.splitlines()) == 2


def test_one_broken_statement_does_not_stop_the_others(desk, pubflow):
    (desk / "statements/broken.md").write_text("---\ntitle: never closed\n", encoding="utf-8")
    done = pubflow("translate", "--engine", "pseudo", cwd=desk)
    assert done.returncode == 1
    assert "statements/broken.md:1: the front matter opened at line 1 is never closed" in done.stderr
    assert (desk / "locales/pt_BR/LC_MESSAGES/first-statement.po").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["translate", "first-statment"], 2, "did you mean first-statement?"),
        (["translate", "-l", "not a language"], 2, "is not a language tag"),
        (["translate", "--engine", "babelfish"], 2, "there is no engine"),
        (["assemble", "--format", "papyrus"], 2, "there is no format"),
        (["translate", "--at", "yesterday"], 2, "ISO 8601"),
        (["import", "nowhere.txt"], 4, "there is no such file"),
        (["import", "../../etc/passwd"], 4, "suffix"),
        (["translate", "../desk/first-statement"], 2, "there is no statement"),
    ],
)
def test_usage_errors_say_what_to_do(arguments, code, words, desk, pubflow):
    done = pubflow(*arguments, cwd=desk)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert words in done.stderr


@pytest.mark.parametrize("encoding", ["hex", "rot13", "base64", "undefined", "nosuch", "utf-7"])
def test_an_encoding_that_gives_no_text_is_refused(encoding, desk, pubflow):
    (desk / "a.txt").write_text("A headline\n\nHalf a character: +2AA-\n", encoding="ascii")
    before = _tree(desk)
    done = pubflow("import", "a.txt", "--encoding", encoding, cwd=desk)
    assert done.returncode == 2, done.stderr
    assert encoding in done.stderr
    assert _tree(desk) == before


def test_an_unknown_setting_names_the_nearest(desk, pubflow):
    with (desk / "pubflow.toml").open("a", encoding="utf-8") as stream:
        stream.write('grane = "block"\n')
    done = pubflow("status", cwd=desk)
    assert done.returncode == 3
    assert "did you mean “grain”?" in done.stderr


def test_outside_a_workspace_the_words_say_how_to_make_one(pubflow, tmp_path):
    done = pubflow("status", cwd=tmp_path)
    assert done.returncode == 3
    assert "pubflow init" in done.stderr


def test_an_embargo_without_a_zone_is_refused(desk, pubflow):
    statement = desk / "statements/first-statement.md"
    text = statement.read_text(encoding="utf-8").replace("language: en", "language: en\nembargo: 2026-07-01 22:00")
    statement.write_text(text, encoding="utf-8")
    done = pubflow("status", cwd=desk)
    assert done.returncode == 1
    assert "names no time zone" in done.stderr


def test_a_console_with_another_code_page_is_spoken_to_in_utf8(desk, pubflow):
    (desk / "agnes.txt").write_text("Agnès speaks ✓ 人權\n\nA sentence.\n", encoding="utf-8")
    done = pubflow("import", "agnes.txt", cwd=desk, env={"PYTHONIOENCODING": "cp950"})
    assert done.returncode == 0
    shown = pubflow("segment", "statements/agnes.md", cwd=desk, env={"PYTHONIOENCODING": "cp950"})
    assert "Agnès speaks ✓ 人權" in shown.stdout


def test_a_link_that_leads_out_of_the_workspace_is_not_followed_when_writing(desk, pubflow, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (desk / "locales").rmdir()
    (desk / "locales").symlink_to(outside, target_is_directory=True)
    done = pubflow("translate", "--engine", "pseudo", cwd=desk)
    assert done.returncode == 3
    assert "leads outside the workspace" in done.stderr
    assert list(outside.iterdir()) == []
