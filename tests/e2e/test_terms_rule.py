"""A dispute about a term on the real command line: told to translators, blocking nobody, settled and remembered."""

from __future__ import annotations

import json

import pytest

EN = "concept,term\nrefoulement,refoulement\nasylum,asylum\n"
ZH = "concept,term,rank,status\r\nrefoulement,強制遣返,1,disputed\r\nrefoulement,推回,2,disputed\r\nasylum,庇護,1,\r\n"
BY = ("--by", "ana", "--why", "UNHCR says so, “always”")


@pytest.fixture
def disputed(desk):
    """A workspace whose glossary holds a dispute, and nothing else to speak of."""
    for path in (desk / "glossary").glob("*.csv"):
        path.unlink()
    (desk / "glossary/en.csv").write_text(EN, encoding="utf-8")
    (desk / "glossary/zh-TW.csv").write_bytes(ZH.encode())
    (desk / "statements/first-statement.md").write_text("Refoulement is a crime.\n", encoding="utf-8")
    return desk


def test_a_ruling_settles_it_and_stays_on_record(disputed, pubflow):
    at = ("--at", "2024-07-01T21:35:00+08:00", "--until", "2024-12-31")
    told = pubflow("terms", "rule", "refoulement", "-l", "zh_TW", "--term", "推回", *BY, *at, cwd=disputed)
    assert told.returncode == 0, told.stderr
    after = (disputed / "glossary/zh-TW.csv").read_bytes().decode()
    assert after == ZH.replace("強制遣返,1,disputed", "強制遣返,2,approved").replace(
        "推回,2,disputed", "推回,1,approved"
    )
    record = (disputed / "glossary/rulings.csv").read_bytes()
    row = "refoulement,zh-TW,推回,ana,2024-07-01T21:35:00+08:00,2024-12-31,"
    assert record.decode() == f'concept,language,term,by,at,until,why\n{row}"UNHCR says so, “always”"\n'
    again = pubflow("terms", "rule", "refoulement", "-l", "zh-TW", "--term", "推回", *BY, *at, cwd=disputed)
    assert again.returncode == 0
    assert (disputed / "glossary/rulings.csv").read_bytes() == record
    other = pubflow("terms", "rule", "refoulement", "-l", "zh-TW", "--term", "強制遣返", *BY, cwd=disputed)
    assert other.returncode == 0, other.stderr
    assert (disputed / "glossary/rulings.csv").read_bytes().startswith(record)
    listed = json.loads(pubflow("terms", "rulings", "refoulement", "--json", cwd=disputed).stdout)["rulings"]
    assert [(one["term"], one["standing"]) for one in listed] == [("推回", "replaced"), ("強制遣返", "stands")]
    assert listed[0]["why"] == "UNHCR says so, “always”"
    assert json.loads(pubflow("terms", "rulings", "asylum", "--json", cwd=disputed).stdout) == {"rulings": []}


def test_a_ruling_ends_on_its_date(disputed, pubflow):
    at = ("--at", "2024-07-01T21:35:00+08:00", "--until", "2024-12-31")
    assert pubflow("terms", "rule", "asylum", "-l", "zh-TW", "--term", "庇護", *BY, *at, cwd=disputed).returncode == 0
    for epoch, standing in (("1735600000", "stands"), ("1735800000", "ended")):
        told = pubflow("terms", "rulings", cwd=disputed, env={"SOURCE_DATE_EPOCH": epoch})
        assert standing in told.stdout.splitlines()[1].split()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ID": "refuolement"}, "did you mean refoulement?"),
        ({"-l": "de"}, "there is no glossary/de.csv"),
        ({"-l": "../en"}, "is not a language tag"),
        ({"--term": "驅回"}, "its terms there: 強制遣返, 推回"),
        ({"--term": " "}, "--term is empty"),
        ({"--why": "\n"}, "--why is empty"),
        ({"--by": "a\x1bb"}, "--by holds a control character"),
        ({"--until": "soon"}, "--until soon: is no date"),
        ({"--until": "2001-01-01"}, "lies before the ruling itself"),
        ({"--at": "2024-07-01"}, "has no time zone"),
    ],
)
def test_what_can_not_be_ruled_writes_nothing(disputed, pubflow, changed, words):
    given = {"-l": "zh-TW", "--term": "推回", "--by": "ana", "--why": "so"} | changed
    concept = given.pop("ID", "refoulement")
    options = [part for option, value in given.items() for part in (option, value)]
    told = pubflow("terms", "rule", concept, *options, cwd=disputed)
    assert told.returncode == 2
    assert words in told.stderr
    assert "hint: " in told.stderr
    assert (disputed / "glossary/zh-TW.csv").read_bytes() == ZH.encode()
    assert not (disputed / "glossary/rulings.csv").exists()


def test_faults_of_the_history_are_named_by_row(disputed, pubflow):
    text = "concept,language,term,by,at,why\nrefoulement,zh-TW,推回,ana,yesterday,so\n"
    text += "asylum,zh-TW,難民,ana,2024-07-01T00:00Z,so\n"
    (disputed / "glossary/rulings.csv").write_text(text, encoding="utf-8")
    for command in (("terms",), ("terms", "rulings")):
        told = pubflow(*command, cwd=disputed)
        assert told.returncode == 1
        assert "glossary/rulings.csv:2: column at: “yesterday” is no moment" in told.stdout
        assert "“難民” was ruled for “asylum” by ana; here “庇護” stands first" in told.stdout


def test_the_translator_is_told_of_the_dispute(disputed, pubflow):
    done = pubflow("extract", "-l", "zh-TW", cwd=disputed)
    assert done.returncode == 0, done.stderr
    catalog = (disputed / "locales/zh_TW/LC_MESSAGES/first-statement.po").read_text(encoding="utf-8")
    assert "#. terms: refoulement = 強制遣返 (disputed: also 推回)\n" in catalog
