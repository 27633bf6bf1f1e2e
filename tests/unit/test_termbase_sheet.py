"""A file of the glossary, cut into cells: what is not touched keeps every byte, and rows are where the reader sees them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.termbase.sheet import Sheet
from pubflow.termbase.table import read_table

COLUMNS = ("concept", "term", "note")
SIGNS = st.text(st.sampled_from('ab,;\t"\n\r 字|=\ufeff'), max_size=40)
CELLS = st.text(st.sampled_from('ab,;\t"\n\r 字|='), max_size=6)


@settings(deadline=None)
@given(text=st.one_of(SIGNS, SIGNS.map(lambda text: "concept,term,note\n" + text)))
def test_every_byte_comes_back(text: str) -> None:
    assert str(Sheet.read(text, COLUMNS)) == text


@st.composite
def files(draw: st.DrawFn) -> str:
    out = io.StringIO(newline="")
    separator, ending = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(out, delimiter=separator, lineterminator=ending, quoting=quoting)
    writer.writerows([COLUMNS, *draw(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5))])
    head = draw(st.sampled_from(["", "\ufeff", f"sep={separator}{ending}"]))
    text = head + out.getvalue()
    return text.rstrip("\r\n") if draw(st.booleans()) and not text.endswith('""\n') else text


@settings(deadline=None)
@given(text=files())
def test_rows_are_those_of_the_reader(text: str) -> None:
    sheet = Sheet.read(text, COLUMNS)
    rows, findings = read_table(text, "x.csv", COLUMNS, ("concept",))
    assert findings == ()
    assert [(row.line, *(row[column] for column in COLUMNS)) for row in rows] == [
        (line.number, *(sheet.value(line, column) for column in COLUMNS)) for line in sheet.rows
    ]


@settings(deadline=None)
@given(text=files(), values=st.fixed_dictionaries({"concept": st.just("new"), "note": CELLS}), data=st.data())
def test_a_row_put_in_moves_nobody(text: str, values: dict[str, str], data: st.DataObject) -> None:
    sheet = Sheet.read(text, COLUMNS)
    after = data.draw(st.sampled_from([0, *(line.number for line in sheet.rows)]))
    wider = sheet.widened(["source", "note"]).edited({}, [(after, {**values, "source": "s"})])

    rows, _ = read_table(str(wider), "x.csv", (*COLUMNS, "source"), ("concept",))
    before, _ = read_table(text, "x.csv", COLUMNS, ("concept",))
    new = [row for row in rows if row["source"]]
    assert [(row["concept"], row["term"], row["note"]) for row in new] == [
        ("new", "", " ".join(values["note"].split()))
    ]
    assert [tuple(row[column] for column in COLUMNS) for row in rows if not row["source"]] == [
        tuple(row[column] for column in COLUMNS) for row in before
    ]
    old = [line for line in wider.lines if line.number and line.cells != wider.lines[0].cells]
    assert [line.cells for line in old] == [line.cells for line in sheet.lines if line.cells != sheet.lines[0].cells]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("concept,term\na,x\nb,y", "concept,term,note\na,x\nb,z,\"1, 2\"\nc,,\n"),
        ('\ufeffsep=;\r\n"concept";"term"\r\n"a";"x"\r\n\r\nb;"y"\r\n', '\ufeffsep=;\r\n"concept";"term";note\r\n"a";"x"\r\n\r\nb;"z";1, 2\r\nc;;\r\n'),
    ],
)  # fmt: skip
def test_files_as_people_and_spreadsheets_leave_them(text: str, after: str) -> None:
    sheet = Sheet.read(text, COLUMNS)
    [row] = [line for line in sheet.rows if sheet.value(line, "concept") == "b"]
    changed = {row.number: {"term": "z", "note": "1, 2"}}
    assert str(sheet.widened(["note"]).edited(changed, [(0, {"concept": "c"})])) == after
    assert str(sheet.changed(row.number, {"term": "y"})) == text
