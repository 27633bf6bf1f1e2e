"""A hand-out as XLIFF 1.2, which older tools want, and what they give back. Source: OASIS XLIFF 1.2. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pubflow.errors import CatalogError
from pubflow.exchange import inline
from pubflow.exchange.handout import Handout, Returned, Row, of_facts, one_line
from pubflow.exchange.inline import XLIFF12
from pubflow.exchange.trees import everywhere, first, named, tree, whole_text, xml_attribute, xml_text
from pubflow.markup.elements import Element
from pubflow.segment.model import Key

SPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_DONE: Final = frozenset({"translated", "signed-off", "final"})
_OURS: Final = "pubflow"
_COMMENT: Final = "pubflow-comment"


def dumps(handout: Handout) -> bytes:
    """One file with a trans-unit a row; a row that waits is `needs-...` and not approved."""
    facts = "".join(f'<note from="{_OURS}">{name}: {xml_text(value)}</note>' for name, value in handout.facts)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{SPACE}" version="1.2">',
        (
            f'<file original="statements/{xml_attribute(handout.statement)}.md" source-language="en" '
            f'target-language="{handout.language}" datatype="plaintext" xml:space="preserve">'
        ),
        f"<header>{facts}</header>",
        "<body>",
        *map(_unit, handout.rows),
        "</body>",
        "</file>",
        "</xliff>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _unit(row: Row) -> str:
    told = [(_OURS, note) for note in row.notes] + [(_COMMENT, comment) for comment in row.comments]
    state = ("needs-review-translation" if row.target else "needs-translation") if row.waiting else "signed-off"
    target = inline.dumps(row.target, XLIFF12)
    context = row.key.context
    return "".join(
        (
            f'<trans-unit id="u{row.number}" resname="{xml_attribute(row.name)}"',
            f' approved="{"no" if row.waiting else "yes"}"',
            "" if row.mine else ' translate="no"',
            f"><source>{inline.dumps(row.key.source, XLIFF12)}</source>",
            f'<target state="{state}">{target}</target>',
            f'<context-group name="{_OURS}"><context context-type="x-context">{xml_text(context)}</context>'
            "</context-group>"
            if context
            else "",
            *(f'<note from="{by}">{xml_text(text)}</note>' for by, text in told),
            "</trans-unit>",
        )
    )


def loads(content: bytes, path: str) -> Returned:
    """Read what came back. Raises CatalogError for what is no XLIFF 1.2 of ours."""
    root = tree(content, path)
    if root.name != "xliff" or root.space not in {SPACE, SPACE.replace("1.2", "1.1"), ""}:
        raise CatalogError("is no XLIFF 1.2", where=path, hint="ask for the file as their program exports it")
    facts: list[tuple[str, str]] = []
    rows: list[Row] = []
    told: list[str] = []
    remarks: list[tuple[int, str]] = []
    for file in named(root, "file"):
        for header in named(file, "header"):
            facts += [_fact(note) for note in named(header, "note")]
        for unit in everywhere(file, "trans-unit"):
            row, said = _row(unit)
            rows.append(row)
            told += said
            remarks += [(row.number, text) for text in _notes(unit)]
    return Returned(of_facts(facts, rows, path), "unclear", tuple(told), tuple(remarks))


def _fact(note: Element) -> tuple[str, str]:
    name, _, value = whole_text(note).partition(": ")
    return name.strip(), value


def _row(unit: Element) -> tuple[Row, list[str]]:
    stated = unit.attributes.get("id", "").removeprefix("u")
    number = int(stated) if stated.isdecimal() and len(stated) < 7 else 0
    source, target = first(unit, "source"), first(unit, "target")
    read, strange = inline.loads(source, XLIFF12) if source else ("", ())
    written, more = inline.loads(target, XLIFF12) if target else ("", ())
    approved = unit.attributes.get("approved") == "yes"
    state = target.attributes.get("state", "") if target else ""
    contexts = (context for group in named(unit, "context-group") for context in named(group, "context"))
    context = next((whole_text(one) for one in contexts if one.attributes.get("context-type") == "x-context"), "")
    row = Row(
        number,
        Key(context, read),
        unit.attributes.get("resname", ""),
        written,
        not (written and (approved or state in _DONE)),
        unit.attributes.get("translate", "yes") != "no",
        tuple(_notes(unit, _OURS)),
        tuple(_notes(unit, _COMMENT)),
    )
    told = [f"unit {number}: the mark {one_line(name)[:60]} is not ours; it was left out" for name in (*strange, *more)]
    return row, told


def _notes(unit: Element, by: str = "") -> Iterator[str]:
    """The notes of one hand; with "", those that are not ours."""
    for note in named(unit, "note"):
        hand = note.attributes.get("from", "")
        if hand == by if by else hand not in {_OURS, _COMMENT}:
            yield whole_text(note)
