"""A hand-out as XLIFF 2.1, and what a tool gives back: versions 2.0 to 2.2. Source: OASIS XLIFF 2.1. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pubflow.errors import CatalogError
from pubflow.exchange import inline
from pubflow.exchange.handout import Handout, Returned, Row, of_facts, one_line
from pubflow.exchange.inline import XLIFF2
from pubflow.exchange.trees import everywhere, first, named, tree, whole_text, xml_attribute, xml_text
from pubflow.markup.elements import Element
from pubflow.segment.model import Key

SPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
SPACES: Final = "urn:oasis:names:tc:xliff:document:2."
_META: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
_DONE: Final = frozenset({"translated", "reviewed", "final"})


def dumps(handout: Handout) -> bytes:
    """One file with a unit a row. A row that waits is `initial`, so that whatever a tool makes of it can be told."""
    meta = "".join(f'<mda:meta type="{name}">{xml_text(value)}</mda:meta>' for name, value in handout.facts)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{SPACE}" xmlns:mda="{_META}" version="2.1" srcLang="en" trgLang="{handout.language}">',
        (
            f'<file id="pubflow-{handout.pack}" original="statements/{xml_attribute(handout.statement)}.md" '
            'xml:space="preserve">'
        ),
        f'<mda:metadata><mda:metaGroup category="pubflow">{meta}</mda:metaGroup></mda:metadata>',
        f'<notes><note category="code">{handout.code}</note></notes>',
        *map(_unit, handout.rows),
        "</file>",
        "</xliff>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _unit(row: Row) -> str:
    ours = f'<mda:meta type="number">{row.number}</mda:meta>'
    if row.key.context:
        ours += f'<mda:meta type="context">{xml_text(row.key.context)}</mda:meta>'
    told = [("note", note) for note in row.notes] + [("comment", comment) for comment in row.comments]
    notes = "".join(f'<note category="{category}">{xml_text(text)}</note>' for category, text in told)
    target = f"<target>{inline.dumps(row.target, XLIFF2)}</target>" if row.target else ""
    return "".join(
        (
            f'<unit id="u{row.number}" name="{xml_attribute(row.name)}" canResegment="no"',
            "" if row.mine else ' translate="no"',
            f'><mda:metadata><mda:metaGroup category="pubflow">{ours}</mda:metaGroup></mda:metadata>',
            f"<notes>{notes}</notes>" if notes else "",
            f'<segment id="s1" state="{"initial" if row.waiting else "reviewed"}">',
            f"<source>{inline.dumps(row.key.source, XLIFF2)}</source>{target}</segment></unit>",
        )
    )


def loads(content: bytes, path: str) -> Returned:
    """Read what came back. Raises CatalogError for what is no XLIFF 2 of ours."""
    root = tree(content, path)
    if root.name != "xliff" or not root.space.startswith(SPACES):
        raise CatalogError("is no XLIFF 2", where=path, hint="ask for the file as their program exports it")
    facts: list[tuple[str, str]] = []
    rows: list[Row] = []
    told: list[str] = []
    remarks: list[tuple[int, str]] = []
    for file in named(root, "file"):
        facts += _metas(file)
        for unit in everywhere(file, "unit"):
            row, said = _row(unit)
            rows.append(row)
            told += said
            remarks += [(row.number, note) for note in _notes(unit, foreign=True)]
    code = " ".join(whole_text(note) for note in everywhere(root, "note"))
    return Returned(of_facts(facts, rows, path, code), "unclear", tuple(told), tuple(remarks))


def _metas(element: Element) -> Iterator[tuple[str, str]]:
    for metadata in named(element, "metadata"):
        for meta in everywhere(metadata, "meta"):
            yield meta.attributes.get("type", ""), whole_text(meta)


def _row(unit: Element) -> tuple[Row, list[str]]:
    ours = dict(_metas(unit))
    stated = ours.get("number", "") or unit.attributes.get("id", "").removeprefix("u")
    number = int(stated) if stated.isdecimal() and len(stated) < 7 else 0
    source, target, told = "", "", []
    waiting = False
    for part in named(unit, "segment", "ignorable"):
        one, two = first(part, "source"), first(part, "target")
        read, strange = inline.loads(one, XLIFF2) if one else ("", ())
        source += read
        written, more = inline.loads(two, XLIFF2) if two else ("" if part.name == "segment" else read, ())
        target += written
        told += [
            f"unit {number}: the mark {one_line(name)[:60]} is not ours; it was left out" for name in (*strange, *more)
        ]
        if part.name == "segment":
            waiting |= part.attributes.get("state", "initial") not in _DONE or not written
    row = Row(
        number,
        Key(ours.get("context", ""), source),
        unit.attributes.get("name", ""),
        target,
        waiting,
        unit.attributes.get("translate", "yes") != "no",
        tuple(_notes(unit, category="note")),
        tuple(_notes(unit, category="comment")),
    )
    return row, told


def _notes(unit: Element, category: str = "", *, foreign: bool = False) -> Iterator[str]:
    for notes in named(unit, "notes"):
        for note in named(notes, "note"):
            of = note.attributes.get("category", "")
            if (of not in {"note", "comment", "code"}) if foreign else of == category:
                yield whole_text(note)
