"""Every tagged text goes through every format and comes back as it was; XLIFF's marks are well-formed whatever the tags."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pubflow.errors import PubflowError
from pubflow.exchange import inline
from pubflow.exchange.escape import NO_XML
from pubflow.exchange.handout import Handout, Returned, Row, numbers_of, ranges
from pubflow.exchange.inline import XLIFF2, XLIFF12, Dialect
from pubflow.exchange.trees import tree
from pubflow.history import key_digest
from pubflow.segment import Key
from pubflow.workflow.handouts.arrivals import Arrival, loads
from pubflow.workflow.handouts.packs import FORMATS, Wrapping

STAMP = datetime(2026, 1, 2, tzinfo=UTC)
PIECES = ["<b1>", "</b1>", "<b2>", "</b2>", "<x1/>", "<x3/>", "<foo12/>", "\\", "\\<b1>", "\\\\<x1/>", "<", "&", "&amp;", "]]>", "<!--", "\n", "\t", "  ",
    "é", "權利", "مرحبا", "\u200f", "👩‍👩‍👧", "\u2028", "\x85", "\ufeff", "<b0>", "<b01>", "=1+1", "%s", "{x}", "cp-0007", "a" * 300]  # fmt: skip
wires = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=10
).map("".join)


def _sane(text: str) -> str:
    """What every format holds: neither control characters nor a lone CR (a PO file's and Word's own limits)."""
    return NO_XML.sub("", text).replace("\r", "")


@st.composite
def rows(draw: st.DrawFn) -> tuple[Row, ...]:
    sources = draw(st.lists(wires.map(_sane).filter(str.strip), min_size=1, max_size=4, unique=True))
    made = []
    for number, source in enumerate(sources, 1):
        key = Key(draw(st.sampled_from(["", "heading", "meta:title"])), source)
        target = _sane(draw(wires))
        waiting = True if not target else draw(st.booleans())
        made.append(Row(number, key, key_digest(key), target, waiting, draw(st.booleans())))
    return tuple(made)


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.loads])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=rows(), language=st.sampled_from(["zh-TW", "ar", "pt-BR"]), kind=st.sampled_from(["translate", "review"]))
def test_what_is_written_is_read_back_equal(name: str, rows: tuple[Row, ...], language: str, kind: str) -> None:
    handout = Handout("0123456789ab", "visit", language, "0" * 16, kind, "tr1", rows)  # type: ignore[arg-type]
    form = FORMATS[name]
    assert form.loads is not None
    came = form.loads(form.dumps(handout, Wrapping(STAMP)), "x").handout
    kept = handout.open if name == "po" else rows
    assert replace(came, rows=()) == replace(handout, rows=())
    assert [replace(row, name="") for row in came.rows] == [replace(row, name="") for row in kept]


@pytest.mark.parametrize("dialect", [XLIFF2, XLIFF12])
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wire=wires)
def test_inline_marks_are_well_formed_unique_and_lose_nothing(dialect: Dialect, wire: str) -> None:
    xml = f"<target>{inline.dumps(wire, dialect)}</target>"
    ids = [element.attrib["id"] for element in ET.fromstring(xml).iter() if "id" in element.attrib]
    # A closing mark of version 1.2 has the id of its opening one; a control character is no tag.
    assert dialect is XLIFF12 or len(ids) == len(set(ids))
    assert inline.loads(tree(xml.encode(), "x"), dialect) == (wire, ())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(1, 60), min_size=1))
def test_ranges_name_the_numbers(numbers: set[int]) -> None:
    assert numbers_of(ranges(numbers)) == tuple(sorted(numbers))


def _loaded(content: bytes) -> tuple[Returned | str | None, PubflowError | None]:
    """What a file says, or why it is refused; anything else that is raised fails the test."""
    try:
        return loads(Arrival("their file", content)), None
    except PubflowError as error:
        return None, error


HEADS = [b"", b"PK\x03\x04", b"<?xml version='1.0'?><xliff xmlns='urn:oasis:names:tc:xliff:document:2.0'>", b'msgid "', b"<html>", b"\xff\xfe", b"From: a\nTo: b\n\n"]  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HEADS), st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_in_words(head: bytes, rest: bytes) -> None:
    came, fault = _loaded(head + rest)
    assert isinstance(came, str) or "their file" in str(fault)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([name for name, form in FORMATS.items() if form.loads]), st.data())
def test_a_damaged_hand_out_is_read_or_refused_in_words(name: str, data: st.DataObject) -> None:
    key = Key("", "We <b1>affirm</b1> it")
    handout = Handout("0123456789ab", "visit", "zh-TW", rows=(Row(1, key, key_digest(key), "<b1>重申</b1>"),))
    content = bytearray(FORMATS[name].dumps(handout, Wrapping(STAMP)))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[at] = data.draw(st.integers(0, 255))
    came, fault = _loaded(bytes(content))
    if came is None:
        assert re.search("their file|language", str(fault))
    else:
        assert isinstance(came, str) or len(came.handout.rows) <= 1
