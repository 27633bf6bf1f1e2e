"""Catalog -> PO bytes: what nobody changed keeps its bytes, the rest is written as gettext would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubflow.catalog import Catalog, Origin, Provenance, Review, State, Unit
from pubflow.errors import CatalogError
from pubflow.po import dumps, loads
from pubflow.segment.model import Key, Place

PATH = "locales/zh_TW/LC_MESSAGES/visit.po"
ODD = b"""#  odd   spacing
msgid  ""
msgstr
  "Content-Type: text/plain; charset=UTF-8\\n"


#,   fuzzy
#. note
msgid "a" "b"
msgstr "x"
msgid "c"
msgstr "y"



#~ msgid "d"
#~ msgstr "z"

# the end, with no line end"""


def test_an_entry_reads_in_gettexts_order() -> None:
    unit = Unit(
        Key("heading", 'Say "no"\nto\ttorture\\'),
        "對酷刑\n",
        State.TRANSLATED,
        notes=("heading",),
        comments=("? who", ""),
        record="draft for=0123456789abcdef",
        previous=Key("", "Say no"),
        references=("statements/x.md",),
        flags=("no-wrap",),
    )
    assert dumps(Catalog("x", "zh-TW", (unit, Unit(Key("", "\u2028\x85\a")))),).decode() == (
        '# ? who\n#\n# pubflow: draft for=0123456789abcdef\n#. heading\n#: statements/x.md\n#, fuzzy, no-wrap\n'
        '#| msgid "Say no"\nmsgctxt "heading"\nmsgid ""\n"Say \\"no\\"\\n"\n"to\\ttorture\\\\"\nmsgstr "對酷刑\\n"\n'
        '\nmsgid "\u2028\x85\\a"\nmsgstr ""\n'
    )  # fmt: skip


def test_nothing_changed_gives_the_very_bytes() -> None:
    catalog, layout = loads(ODD, path=PATH)
    assert dumps(catalog, layout) is ODD
    known = [
        replace(
            unit,
            places=(Place(1),),
            provenance=Provenance(Origin.ENGINE, "e"),
            reviews=(Review("language", "tr1", "2026-01-01T00:00Z", "0" * 16),),
            state=State.FINAL if unit.state is State.REVIEWED else unit.state,
        )
        for unit in catalog.units
    ]
    assert dumps(replace(catalog, units=tuple(known)), layout) is ODD


def test_a_changed_unit_changes_its_own_lines_only() -> None:
    catalog, layout = loads(ODD, path=PATH)
    first, *rest = catalog.units
    changed = replace(catalog, units=(replace(first, target="甲", state=State.REVIEWED), *rest))
    assert dumps(changed, layout) == ODD.replace(
        b'#,   fuzzy\n#. note\nmsgid "a" "b"\nmsgstr "x"', '#. note\nmsgid "ab"\nmsgstr "甲"'.encode()
    )


def test_new_units_stand_between_blank_lines_and_gone_ones_take_theirs_along() -> None:
    catalog, layout = loads(ODD, path=PATH)
    first, second, gone = catalog.units
    new = Unit(Key("", "new"))
    assert dumps(replace(catalog, units=(first, new, second, gone)), layout) == ODD.replace(
        b'msgid "c"', b'\nmsgid "new"\nmsgstr ""\n\nmsgid "c"'
    )
    header = ODD[: ODD.index(b"\n\n\n#,")]
    assert dumps(replace(catalog, units=(second,)), layout) == (
        header + b'\n\nmsgid "c"\nmsgstr "y"\n\n# the end, with no line end'
    )
    assert dumps(replace(catalog, units=(*catalog.units, new)), layout) == ODD.replace(
        b'"z"\n', b'"z"\n\nmsgid "new"\nmsgstr ""\n'
    )


def test_a_changed_header_keeps_what_else_stood_with_it() -> None:
    content = b'# c\n#, fuzzy\nmsgid ""\nmsgstr "A: 1\\n"\n\nmsgid "a"\nmsgstr ""\n'
    catalog, layout = loads(content, path=PATH)
    assert dumps(replace(catalog, headers=(("A", "2"), ("B", "x\ny"))), layout) == (
        b'# c\n#, fuzzy\nmsgid ""\nmsgstr ""\n"A: 2\\n"\n"B: x y\\n"\n\nmsgid "a"\nmsgstr ""\n'
    )
    assert dumps(replace(catalog, headers=(), header_comments=()), layout) == b'msgid "a"\nmsgstr ""\n'


def test_a_header_is_added_to_a_file_without_one() -> None:
    catalog, layout = loads(b'msgid "a"\nmsgstr ""\n', path=PATH)
    added = dumps(replace(catalog, headers=(("A", "1"),)), layout)
    assert added == b'msgid ""\nmsgstr "A: 1\\n"\n\nmsgid "a"\nmsgstr ""\n'


def test_an_empty_catalog_is_an_empty_file() -> None:
    assert dumps(Catalog("x", "")) == b""
    assert dumps(Catalog("visit", ""), loads(b'msgid "a"\nmsgstr ""', path=PATH)[1]) == b""


def test_a_real_write_converts_to_utf8_with_lf() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset= Big5\\n"\n\nmsgid "a"\nmsgstr "\\244\\244"\n\nmsgid "b"\nmsgstr "文" ""\n\nmsgid "c"\nmsgstr ""\n'
    content = text.replace("\n", "\r\n").encode("big5")
    catalog, layout = loads(content, path=PATH)
    assert dumps(catalog, layout) is content
    *kept, last = catalog.units
    written = dumps(replace(catalog, units=(*kept, replace(last, target="完", state=State.REVIEWED))), layout)
    # The byte escapes of `a` would mean other letters in UTF-8; `b` keeps its own lay-out.
    assert written.decode() == (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "中"\n\n'
        'msgid "b"\nmsgstr "文" ""\n\nmsgid "c"\nmsgstr "完"\n'
    )


def test_a_stale_record_goes_with_the_first_change_of_its_unit() -> None:
    content = b'# pubflow: draft for=0123456789abcdef\nmsgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr ""\n'
    catalog, layout = loads(content, path=PATH)
    first, second = catalog.units
    assert dumps(catalog, layout) is content
    assert dumps(replace(catalog, units=(first, replace(second, target="y", state=State.REVIEWED))), layout) == (
        content.replace(b'msgstr ""', b'msgstr "y"')
    )
    assert dumps(replace(catalog, units=(replace(first, target="y"), second)), layout) == (
        b'msgid "a"\nmsgstr "y"\n\nmsgid "b"\nmsgstr ""\n'
    )


def test_a_line_break_in_a_comment_can_not_smuggle_in_a_message() -> None:
    unit = Unit(Key("", "a"), comments=('x\nmsgid "evil"\r\nmsgstr ""',), notes=("y\n#, fuzzy",))
    assert dumps(Catalog("x", "", (unit,))) == (
        b'# x\n# msgid "evil"\n# msgstr ""\n#. y\n#. #, fuzzy\nmsgid "a"\nmsgstr ""\n'
    )


@pytest.mark.parametrize(("target", "what"), [("a\0b", "U.0000"), ("a\4b", "U.0004"), ("a\ud800", "surrogate")])
def test_what_no_po_file_can_hold_is_refused_with_its_unit(target: str, what: str) -> None:
    catalog = Catalog("visit", "de", (Unit(Key("", "fine")), Unit(Key("", "Späte"), target, State.REVIEWED)))
    with pytest.raises(CatalogError, match=f"'Sp.xe4te' holds .*{what}"):
        dumps(catalog)
