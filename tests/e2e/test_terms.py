"""`pubflow terms`, as the keeper of the glossary uses it."""

from __future__ import annotations

import json

import pytest


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


SENTENCE = "The <b1>failure</b1> to protect exposes asylum seekers to risk of refoulement."


@pytest.mark.usefixtures("portuguese")
def test_a_line_is_drafted_under_the_glossary_and_each_term_is_told(desk, pubflow):
    told = pubflow("draft", "-l", "pt-BR", "--json", cwd=desk, stdin=f"{SENTENCE}\nFree her.\n\n")
    assert told.returncode == 0, told.stderr
    first, second, blank = map(json.loads, told.stdout.splitlines())
    assert first["status"] in ("ok", "review"), first
    assert not any(reason.startswith("term ") for reason in first["reasons"])
    assert {term["entry"] for term in first["terms"]} == {"asylum-seeker", "refoulement"}
    for term in first["terms"]:
        start, end = term["target"]
        assert first["target"][start:end].casefold() == term["form"].casefold()
        start, end = term["source"]
        assert SENTENCE[start:end] in ("asylum seekers", "refoulement")
        assert term["step"] in ("raw", "in-place", "pivot")
    assert "<b1>" in first["target"]
    assert second["terms"] == []
    assert (blank["target"], blank["status"]) == ("", "ok")


@pytest.mark.usefixtures("portuguese")
def test_what_was_learnt_need_not_be_kept(desk, pubflow):
    (desk / ".pubflow").write_text("not a folder", encoding="utf-8")
    told = pubflow("draft", "-l", "pt-BR", cwd=desk, stdin="An asylum seeker was sent back.\n")
    assert (told.returncode, told.stderr) == (0, "")
    assert "solicitante de refúgio" in told.stdout


def test_a_language_without_a_pack_is_verified_and_flagged(desk, pubflow):
    (desk / "glossary/ja.csv").write_text("concept,term,rank,status\nrefugee,難民,1,approved\n", encoding="utf-8")
    told = pubflow("draft", "-l", "ja", "--engine", "pseudo", "--json", cwd=desk, stdin="A refugee came.\n")
    line = json.loads(told.stdout)
    assert line["status"] == "flag"
    assert line["reasons"][-1].startswith("term “refugee” is not there as 難民")
    assert [(term["entry"], term["target"], term["step"]) for term in line["terms"]] == [("refugee", None, "")]


@pytest.mark.usefixtures("portuguese")
def test_the_report_sets_what_the_engine_says_beside_what_is_approved(desk, pubflow):
    (desk / "glossary/concepts.csv").write_text("id\nhouse\nlaw\ntreaty\n", encoding="utf-8")
    (desk / "glossary/en.csv").write_text("concept,term\nhouse,house\nlaw,law\ntreaty,treaty\n", encoding="utf-8")
    (desk / "glossary/pt-BR.csv").write_text(
        "concept,term,rank,status,gender\nhouse,casa,1,approved,f\nlaw,norma,1,approved,f\nlaw,lei,,forbidden,\n"
        "treaty,acordo,1,approved,m\n",
        encoding="utf-8",
    )
    told = pubflow("terms", "report", "-l", "pt-BR", "--json", cwd=desk)
    assert told.returncode == 0, told.stderr
    said = {one["concept"]: (one["verdict"], one["says"]) for one in json.loads(told.stdout)["terms"]}
    assert said == {"house": ("approved", "casa"), "law": ("forbidden", "lei"), "treaty": ("other", "tratado")}
    table = pubflow("terms", "report", "-l", "pt-BR", cwd=desk)
    assert "house" not in table.stdout
    assert "3 terms: 1 approved, 1 other, 1 forbidden, 0 unclear" in table.stderr


def test_a_report_on_a_language_whose_grammar_is_not_known_is_refused(desk, pubflow):
    told = pubflow("terms", "report", "-l", "ja", cwd=desk)
    assert told.returncode == 2
    assert "there is no language pack for ja" in told.stderr
