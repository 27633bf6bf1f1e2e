"""The glossary to other tools and back, on the real command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pubflow.errors import ProjectError
from pubflow.exchange.plan import Options
from pubflow.project import load
from pubflow.workflow.terms import exchange as terms_exchange

GLOSSARY = Path(__file__).parents[2] / "glossary"
EN = "concept,term,rank,status\nrefoulement,refoulement,1,approved\nasylum,asylum,1,approved\n"
ZH = 'concept,term,rank,status,note\r\nrefoulement,強制遣返,1,approved,"so, here"\r\nasylum,庇護,1,unverified,\r\n'
TBX = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><descrip type="subjectField">law</descrip><descrip type="definition">Being kept from harm.</descrip>
 <langSec xml:lang="en"><termSec><term>asylum</term></termSec></langSec>
 <langSec xml:lang="zh-TW"><termSec><term>庇護</term><note>from them</note></termSec><termSec><term>庇護權</term></termSec></langSec>
 <langSec xml:lang="de"><termSec><term>Asyl</term></termSec></langSec></conceptEntry>
{}</body></text></tbx>
"""
RIVAL = """<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>Refoulement</term></termSec></langSec>
 <langSec xml:lang="zh-TW"><termSec><term>推回</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
 </termSec></langSec></conceptEntry>"""


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "glossary").glob("*.csv")}


@pytest.fixture
def own(desk):
    """A workspace with this project's whole glossary."""
    shutil.rmtree(desk / "glossary")
    shutil.copytree(GLOSSARY, desk / "glossary")
    return desk


@pytest.fixture
def small(desk):
    for path in (desk / "glossary").glob("*"):
        path.unlink()
    (desk / "glossary/en.csv").write_bytes(EN.encode())
    (desk / "glossary/zh-TW.csv").write_bytes(ZH.encode())
    return desk


@pytest.mark.parametrize(
    ("name", "options", "back"),
    [
        ("terms.tbx", (), ()),
        ("terms.xml", ("--format", "tbx-dca"), ()),
        ("terms.csv", (), ()),
        ("terms.tsv", ("-l", "es"), ("-l", "es")),
        ("terms.utf8", ("-l", "pt-BR"), ()),
        ("terms.txt", ("-l", "zh-TW"), ()),
    ],
)
def test_our_own_glossary_goes_out_and_comes_back_without_a_byte_changed(own, pubflow, name, options, back):
    before = _bytes(own)
    out = pubflow("terms", "export", *options, "-o", name, cwd=own)
    assert out.returncode == 0, out.stderr
    assert f"{name}: " in out.stderr

    done = pubflow("terms", "import", name, *back, "--json", cwd=own)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["concepts"], told["terms"], told["changes"], told["conflicts"]) == ([], [], [], [])
    assert told["changed"] == []
    assert told["same"] > 200
    assert _bytes(own) == before


@pytest.mark.parametrize("options", [(), ("--format", "deepl"), ("--format", "omegat", "-l", "pt-BR")])
def test_without_a_file_it_goes_to_standard_output(own, pubflow, options):
    name = {"deepl": "x.csv", "omegat": "x.txt"}.get("".join(options[1:2]), "x.tbx")
    assert pubflow("terms", "export", *options, "-o", name, cwd=own).returncode == 0
    shown = pubflow("terms", "export", *options, cwd=own)
    assert shown.returncode == 0
    assert shown.stdout.encode() == (own / name).read_bytes()


def test_the_whole_glossary_into_an_empty_one(own, pubflow):
    assert pubflow("terms", "export", "-o", "all.tbx", cwd=own).returncode == 0
    shown = pubflow("terms", cwd=own).stdout
    shutil.rmtree(own / "glossary")
    languages = [part for tag in ("zh-TW", "pt-BR", "es", "fr", "ja", "ar") for part in ("-l", tag)]
    done = pubflow("terms", "import", "all.tbx", "--status", "file", *languages, cwd=own)
    assert done.returncode == 0, done.stderr
    assert f"new concepts: {len((GLOSSARY / 'concepts.csv').read_text('utf-8').splitlines()) - 1}, " in done.stderr
    assert pubflow("terms", cwd=own).stdout == shown


def test_what_a_file_adds_is_told_first_and_then_written(small, pubflow):
    (small / "theirs.tbx").write_text(TBX.format(""), encoding="utf-8")
    before = _bytes(small)

    tried = pubflow("terms", "import", "theirs.tbx", "--dry-run", cwd=small)
    assert tried.returncode == 0, tried.stderr
    assert _bytes(small) == before
    assert tried.stdout.splitlines() == [
        "+ asylum  zh-TW  庇護權  (unverified)",
        "~ asylum  concepts  definition: - -> Being kept from harm.",
        "~ asylum  zh-TW  庇護  note: - -> from them",
    ]
    assert "left out: subjectField (1), term in de (1)" in tried.stderr
    assert "would write glossary/zh-TW.csv" in tried.stderr

    done = pubflow("terms", "import", "theirs.tbx", "--source", "partner", cwd=small)
    assert done.returncode == 0, done.stderr
    assert done.stdout == tried.stdout
    assert "undo: git restore glossary" in done.stderr
    after = _bytes(small)
    assert after["en.csv"] == before["en.csv"]
    assert after["zh-TW.csv"].decode() == (
        "concept,term,rank,status,note,source\r\n"
        'refoulement,強制遣返,1,approved,"so, here"\r\n'
        "asylum,庇護,1,unverified,from them\r\n"
        "asylum,庇護權,,unverified,,partner\r\n"
    )
    again = pubflow("terms", "import", "theirs.tbx", "--source", "partner", cwd=small)
    assert (again.returncode, again.stdout) == (0, "")
    assert _bytes(small) == after
    assert pubflow("terms", cwd=small).returncode == 0


def test_a_term_that_could_steer_the_terminal_is_shown_harmless(small, pubflow):
    (small / "theirs.tbx").write_text(TBX.format("").replace("庇護權", "庇護\x9b2J\u202e"), encoding="utf-8")
    told = pubflow("terms", "import", "theirs.tbx", "--dry-run", cwd=small)
    assert "+ asylum  zh-TW  庇護\ufffd2J\ufffd  (unverified)" in told.stdout.splitlines()


def test_a_conflict_writes_nothing_until_somebody_decides(small, pubflow):
    (small / "theirs.tbx").write_text(TBX.format(RIVAL), encoding="utf-8")
    before = _bytes(small)
    told = pubflow("terms", "import", "theirs.tbx", cwd=small)
    assert told.returncode == 1
    assert "! refoulement  zh-TW  推回  preferred term: ours 強制遣返, theirs 推回" in told.stdout.splitlines()
    assert "nothing was written; conflicts: 1; decide with --keep ours or --keep theirs" in told.stderr
    assert _bytes(small) == before

    shutil.copytree(small, small.parent / "other")
    kept = pubflow("terms", "import", "theirs.tbx", "--keep", "ours", cwd=small)
    assert kept.returncode == 0, kept.stderr
    assert "推回" not in _bytes(small)["zh-TW.csv"].decode()
    assert "庇護權" in _bytes(small)["zh-TW.csv"].decode()

    given = pubflow("terms", "import", "theirs.tbx", "--keep", "theirs", cwd=small.parent / "other")
    assert given.returncode == 0, given.stderr
    rows = _bytes(small.parent / "other")["zh-TW.csv"].decode().splitlines()
    assert rows[1:3] == ['refoulement,強制遣返,2,approved,"so, here"', "refoulement,推回,1,unverified,,theirs.tbx"]


@pytest.mark.parametrize(
    ("name", "content", "options", "code", "words"),
    [
        ("x.tbx", '<!DOCTYPE tbx [<!ENTITY a "x">]><tbx/>', (), 5, "x.tbx:1:27: the file declares the entity “a”"),
        ("x.tbx", TBX.format("")[:400], (), 5, "the file ends too early"),
        ("x.tbx", "<x>" * 100_000, (), 5, "nested more than 64 deep"),
        ("x.csv", "<html><p/></html>", (), 5, "is no TBX"),
        ("x.csv", "a,b\n", (), 2, "does not say which language"),
        ("x.csv", "a,b,c\n", ("-l", "zh-TW"), 1, "nothing was written; errors in the file: 1"),
        ("x.docx", "PK", (), 2, "the format can't be told from the name"),
        ("x.txt", "asylum\t庇護\x00\n", ("-l", "zh-TW"), 4, "NUL"),
        ("x.txt", "refoulement\tx\n", ("-l", "so so"), 2, "is not a language tag"),
        (
            "x.tbx",
            TBX.format("").replace("<note>from them</note>", "<note>pubflow gender: q</note>"),
            (), 1, "contradicts the glossary: column gender: “q” is none of m, f, mf",
        ),
    ],
)  # fmt: skip
def test_what_can_not_be_taken_writes_nothing_and_says_why(small, pubflow, name, content, options, code, words):
    (small / name).write_text(content, encoding="utf-8")
    before = _bytes(small)
    told = pubflow("terms", "import", name, *options, cwd=small)
    assert told.returncode == code
    assert words in told.stderr
    assert "Traceback" not in told.stderr
    assert _bytes(small) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-l", "pt-BR", "-o", "glossary/pt-BR.csv"), "lies in the glossary itself"),
        (("-o", "terms.docx"), "the format can't be told from the name"),
        (("-l", "de"), "the glossary has no term in de"),
        (("-o", "x.txt"), "OmegaT's list holds one target language"),
        (("--format", "deepl", "-l", "zh-TW", "-l", "zh-HK"), "DeepL has one list for zh-TW and zh-HK"),
    ],
)
def test_what_can_not_go_out_says_why(small, pubflow, options, words):
    for tag in ("pt-BR", "zh-HK"):
        (small / f"glossary/{tag}.csv").write_text("concept,term\nasylum,asilo\n", encoding="utf-8")
    before = _bytes(small)
    told = pubflow("terms", "export", *options, cwd=small)
    assert told.returncode == 2
    assert words in told.stderr
    assert _bytes(small) == before


def test_a_glossary_with_an_error_neither_goes_out_nor_is_written_to(small, pubflow):
    (small / "glossary/pt-BR.csv").write_text("concept,term,rank\nasylum,asilo,first\n", encoding="utf-8")
    (small / "x.txt").write_text("asylum\trefúgio\n", encoding="utf-8")
    before = _bytes(small)
    for command in (("export",), ("import", "x.txt", "-l", "pt-BR")):
        told = pubflow("terms", *command, cwd=small)
        assert told.returncode == 5
        assert "glossary/pt-BR.csv:2: column rank: “first” is no number from 1" in told.stderr
    assert _bytes(small) == before


def test_a_foreign_formula_is_told_before_a_spreadsheet_sees_it(small, pubflow):
    (small / "x.txt").write_text("asylum\t=HYPERLINK(1)\n", encoding="utf-8")
    told = pubflow("terms", "import", "x.txt", "-l", "pt-BR", cwd=small)
    assert told.returncode == 0, told.stderr
    assert "a spreadsheet would read a formula in “=HYPERLINK(1)”" in told.stdout


def test_where_one_file_can_not_be_written_none_is(small, monkeypatch):
    (small / "x.tbx").write_text(TBX.format("").replace('"de"', '"pt-BR"'), encoding="utf-8")
    before = _bytes(small)
    real, written = terms_exchange.write, []

    def write(path, content, **options):
        written.append(path.name)
        if len(written) == 3:
            raise ProjectError("can't be written: no space left", where=str(path))
        return real(path, content, **options)

    monkeypatch.setattr(terms_exchange, "write", write)
    with pytest.raises(ProjectError, match="no space left"):
        terms_exchange.import_terms(load(small, {}), small / "x.tbx", (), Options())
    assert len(set(written)) == 3
    assert _bytes(small) == before
