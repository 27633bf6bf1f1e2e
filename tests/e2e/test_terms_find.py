"""`pubflow terms match` and `suggest` on the real command line."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def small(desk):
    """A workspace with two concepts."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    (desk / "glossary/en.csv").write_text("concept,term\nr,refugee\nd,death penalty\n", encoding="utf-8")
    (desk / "glossary/zh-TW.csv").write_text("concept,term,rank\nr,難民,1\nr,難民們,2\n", encoding="utf-8")
    return desk


def test_a_text_from_standard_input_is_shown_with_its_terms_underlined(small, pubflow):
    told = pubflow("terms", "match", "-", cwd=small, stdin="林\x1b[31m refugee\tand\nthe death\npenalties.\n")
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines() == [
        "1:8  r  zh-TW 難民; pt-BR -",
        "    林�[31m refugee and",
        "            ^^^^^^^",
        "2:5  d  zh-TW -; pt-BR -",
        "    the death",
        "        ^^^^^",
    ]
    assert told.stderr == "2 terms\n"


def test_a_statement_by_line_and_column_as_json(small, pubflow):
    path = small / "statements/camp.md"
    path.write_text("---\ntitle: The camp\n---\n\nNo [refugee](https://example.org/refugee) came.\n", encoding="utf-8")
    told = pubflow("terms", "match", path, "--json", cwd=small)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["matches"] == [
        {
            "concept": "r", "words": "refugee", "line": 5, "column": 5, "start": 29, "end": 36,
            "renderings": {"zh-TW": ["難民", "難民們"], "pt-BR": []},
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.txt", None, "there is no such file"),
        ("x.txt", b"caf\xe9", "not UTF-8"),
        ("x.docx", b"PK\0\0", "NUL bytes"),
        ("x.md", b"---\ntitle: [\n", "x.md"),
    ],
)
def test_a_file_that_can_not_be_read_is_named(small, pubflow, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    told = pubflow("terms", "match", tmp_path / name, cwd=small)
    assert told.returncode == 4
    assert words in told.stderr
    assert "Traceback" not in told.stderr


def test_nothing_to_tell_of_an_empty_text(small, pubflow):
    told = pubflow("terms", "match", "-", "--json", cwd=small)
    assert json.loads(told.stdout) == {"matches": []}


def test_suggestions_of_all_statements_or_of_some(small, pubflow):
    (small / "statements/a.md").write_text("A fair trial.\n\nThe Control Yuan met.\n\nRefugee act.\n", encoding="utf-8")
    (small / "statements/b.md").write_text(
        "No fair trials.\n\nThe Control Yuan, a **refugee** act.\n", encoding="utf-8"
    )
    told = json.loads(pubflow("terms", "suggest", "--json", cwd=small).stdout)
    assert [(one["term"].lower(), one["name"], one["count"]) for one in told["suggestions"]] == [
        ("fair trial", False, 2),
        ("refugee act", False, 2),
        ("control yuan", True, 2),
    ]
    assert told["suggestions"][0]["example"] == {"statement": "a", "line": 1, "text": "A fair trial."}
    shown = pubflow("terms", "suggest", cwd=small).stdout.splitlines()
    assert shown[0].split() == ["kind", "term", "count", "value", "first", "met"]
    assert shown[1].split() == ["term", "fair", "trial", "2", "2.00", "a:1", "A", "fair", "trial."]
    assert json.loads(pubflow("terms", "suggest", "a", "--json", cwd=small).stdout)["suggestions"] == []
    assert pubflow("terms", "suggest", "no-such", cwd=small).returncode == 2
