"""`pubflow terms`, as the keeper of the glossary uses it."""

from __future__ import annotations

import json


def test_the_table_says_what_each_language_has_and_lacks(desk, pubflow):
    (desk / "glossary/concepts.csv").write_text("id\nrefugee\nasylum\n", encoding="utf-8")
    (desk / "glossary/en.csv").write_text("concept,term\nrefugee,refugee\nasylum,asylum\n", encoding="utf-8")
    (desk / "glossary/pt-BR.csv").write_text(
        "concept,term,rank,status\nrefugee,refugiado,1,unverified\nrefugee,retirante,,forbidden\n", encoding="utf-8"
    )
    (desk / "glossary/zh-TW.csv").unlink()
    told = pubflow("terms", cwd=desk)
    assert told.returncode == 0, told.stderr
    lines = [line.split() for line in told.stdout.splitlines()]
    assert lines[0] == ["language", "concepts", "missing", "unverified", "disputed", "forbidden"]
    assert lines[1:] == [
        ["en", "2", "0", "0", "0", "0"],
        ["pt-BR", "1", "1", "1", "0", "1"],
        ["zh-TW", "0", "2", "0", "0", "0"],
    ]
    assert "pt-BR: no term for asylum" in told.stderr
    as_json = json.loads(pubflow("terms", "--json", cwd=desk).stdout)
    assert as_json["languages"][1]["missing"] == ["asylum"]


def test_faults_of_the_files_are_named_all_at_once(desk, pubflow):
    with (desk / "glossary/pt-BR.csv").open("a", encoding="utf-8") as table:
        table.write("no-such-concept,termo,1,approved,,,,,,,,,,\nrefugee,outro,first,approved,,,,,,,,,,\n")
    told = pubflow("terms", cwd=desk)
    assert told.returncode == 1
    assert "column concept: “no-such-concept” does not stand in concepts.csv" in told.stdout
    assert "column rank: “first” is no number from 1" in told.stdout
