"""A ruling changes the cells it must and no other byte; the history of rulings is read with its faults by row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.errors import TermbaseError, UsageError
from pubflow.finding import Severity
from pubflow.termbase.entries import loads
from pubflow.termbase.model import Termbase, TermEntry
from pubflow.termbase.rulings import Ruling, dumps_ruling, loads_rulings, settled

FILE = """\
concept,term,rank,status,note
refoulement,強制遣返,1,disputed,"our ""usual"" word, since 2010"
refoulement,推回,2,disputed,
refoulement,驅回,,forbidden,推回
asylum,庇護,1,unverified,
asylum,收容,2,disputed,推回
"""
KNOWN = Termbase((TermEntry("refoulement"),))
RULING = Ruling("refoulement", "zh-TW", "推回", "ana", "2024-07-01T21:35:00+08:00", "", "UNHCR, “so”\tsays")


def test_the_term_is_first_and_approved_and_its_rival_second() -> None:
    after = settled(FILE, "zh-TW.csv", "refoulement", "推回")
    assert after == FILE.replace("強制遣返,1,disputed", "強制遣返,2,approved").replace(
        "推回,2,disputed", "推回,1,approved"
    )
    entry = loads({"zh-TW.csv": after})[0].entries[0]
    assert entry.accepted("zh-TW") == ("推回", "強制遣返")
    assert entry.disputed("zh-TW") == ()


def test_a_second_ruling_can_take_the_first_back() -> None:
    once = settled(FILE, "zh-TW.csv", "refoulement", "推回")
    twice = settled(once, "zh-TW.csv", "refoulement", "強制遣返")
    assert twice == FILE.replace("1,disputed", "1,approved").replace("推回,2,disputed", "推回,2,approved")
    assert settled(twice, "zh-TW.csv", "refoulement", "強制遣返") == twice


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("concept,term,rank\na,x,1\na,y\n", "concept,term,rank\na,x,2\na,y,1\n"),
        ("concept,term,rank,status\na,x\na,y", "concept,term,rank,status\na,x\na,y,1,approved"),
        ("sep=;\r\nrank;term;concept\r\n1;x;a\r\n;y;a\r\n", "sep=;\r\nrank;term;concept\r\n2;x;a\r\n1;y;a\r\n"),
        ('\ufeff"Concept"\t"Term"\t"Rank"\r"a"\t"x"\t"1"\r"a"\t"y"\t"2"', '\ufeff"Concept"\t"Term"\t"Rank"\r"a"\t"x"\t"2"\r"a"\t"y"\t"1"'),
        ("\n\nconcept,term,rank\n\n a , Y ,\n,,\n", "\n\nconcept,term,rank\n\n a , Y ,1\n,,\n"),
        ('concept,term,rank,note\na,y,2,"two\nlines, ""1"""\n', 'concept,term,rank,note\na,y,1,"two\nlines, ""1"""\n'),
        ("concept,term,rank\na,x,3\na,y,2\n", "concept,term,rank\na,x,3\na,y,1\n"),
        ("concept,term,rank\na,x,01\na,y,2\n", "concept,term,rank\na,x,2\na,y,1\n"),
    ],
)  # fmt: skip
def test_files_as_people_and_spreadsheets_leave_them(before: str, after: str) -> None:
    assert settled(before, "xx.csv", "a", "y") == after


CELLS = st.text(st.sampled_from('ab,;\t"\n\r 字|='), max_size=6)


def _ruled(row: list[str]) -> list[str]:
    """A row as the csv module reads it after the ruling, from how it read it before."""
    concept, term, rank, note = row
    if concept.strip() != "a":
        return row
    return [concept, term, "1" if term.strip() == "chosen" else "2" if rank == "1" else rank, note]


@given(
    rows=st.lists(st.tuples(st.sampled_from(["a", "b", "a "]), CELLS, st.sampled_from(["", "1", "2"]), CELLS), max_size=5),
    separator=st.sampled_from(",;\t"),
    ending=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    bom=st.sampled_from(["", "\ufeff"]),
)  # fmt: skip
def test_whatever_stands_in_the_cells_only_ranks_of_the_concept_change(rows, separator, ending, quoting, bom) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=ending, quoting=quoting)
    writer.writerows([("concept", "term", "rank", "note"), *rows, ("a", "chosen", "2", "")])
    before = bom + out.getvalue()
    after = settled(before, "xx.csv", "a", "chosen")
    said, read = (list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))
                  for text in (before, after))  # fmt: skip
    assert read == [_ruled(row) if len(row) == 4 else row for row in said]
    unchanged = len(before) - 1 if quoting == csv.QUOTE_ALL else len(before)
    assert len(after) in {unchanged, len(before)}


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (FILE, UsageError, "“驅離” is no term of “refoulement” in glossary/zh-TW.csv"),
        ("concept,term\nrefoulement,驅離\n", TermbaseError, "column rank is missing"),
        ("", TermbaseError, "column concept is missing"),
        ("concept,term,rank\nother,驅離,1\n", UsageError, "is no term of"),
    ],
)
def test_what_can_not_be_ruled_is_refused(text, error, words) -> None:
    with pytest.raises(error, match=words) as caught:
        settled(text, "zh-TW.csv", "refoulement", "驅離")
    assert caught.value.hint


@given(text=st.text(st.sampled_from('concept,term,rank\n\r";\t1a'), max_size=40))
def test_no_file_makes_it_fail_otherwise(text) -> None:
    for content in (text, "concept,term,rank\na,b,1\n" + text):
        try:
            after = settled(content, "xx.csv", "a", "b")
        except (UsageError, TermbaseError):
            continue
        assert loads({"xx.csv": after})[0].entries[0].accepted("xx")[0] == "b"


def test_what_is_appended_is_read_again() -> None:
    text = dumps_ruling(RULING, "")
    text += dumps_ruling(RULING, text)
    read, faults = loads_rulings(text, KNOWN)
    assert not faults
    assert [(one.term, one.why) for one in read] == [("推回", "UNHCR, “so” says")] * 2


@pytest.mark.parametrize(
    ("before", "added"),
    [
        (
            "why;term;language;concept;by;at;until;more\r\n",
            "w;推回;zh-TW;refoulement;ana;2024-07-01T21:35:00+08:00;;\r\n",
        ),
        ("concept,language,term,by,at,why", "\nrefoulement,zh-TW,推回,ana,2024-07-01T21:35:00+08:00,w\n"),
    ],
)
def test_it_is_appended_as_the_file_is_written(before: str, added: str) -> None:
    ruling = Ruling("refoulement", "zh-TW", "推回", "ana", "2024-07-01T21:35:00+08:00", "", "w")
    assert dumps_ruling(ruling, before) == added
    assert loads_rulings(before + added, KNOWN)[0] == (ruling,)


def test_a_history_without_a_column_for_a_value_takes_nothing() -> None:
    with pytest.raises(TermbaseError, match="column why is missing") as caught:
        dumps_ruling(RULING, "concept,language,term,by,at\n")
    assert caught.value.hint


def test_faults_are_named_by_row_and_the_rest_is_used() -> None:
    text = "concept,language,term,by,at,until,why\n"
    text += "refoulement,zh-TW,推回,ana,2024-07-01,,because\n"
    text += "refoulement,??,推回,ana,2024-07-01T00:00Z,soon,because\n"
    text += "refoulement,zh-TW,,,2024-07-01T00:00Z,,\n"
    text += "gone,zh-TW,推回,ana,2024-07-01T00:00Z,2025-01-01,because\n"
    read, faults = loads_rulings(text, KNOWN)
    assert [one.concept for one in read] == ["gone"]
    assert [(fault.where.path, fault.where.line, fault.message) for fault in faults] == [
        ("glossary/rulings.csv", 2, "column at: “2024-07-01” is no moment with an offset"),
        ("glossary/rulings.csv", 3, "column language: “??” is no language tag"),
        ("glossary/rulings.csv", 3, "column until: “soon” is no date; write it as in 2025-12-31"),
        ("glossary/rulings.csv", 4, "column term: empty"),
        ("glossary/rulings.csv", 4, "column by: empty"),
        ("glossary/rulings.csv", 4, "column why: empty"),
        ("glossary/rulings.csv", 5, "column concept: “gone” is no concept of the glossary any more"),
    ]
    assert [fault.severity for fault in faults][-1] is Severity.WARNING
