"""Notes for translators that can be made again. None holds a number that shifts when a neighbour is inserted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pubflow.segment.model import Slot
from pubflow.segment.quotations import Quotation, speaker
from pubflow.segment.rules import Rules
from pubflow.statement import Atom, Block, Span, attr, plain

_LONGEST = 70
"""Characters of quoted text in a note."""
_KINDS = {"item": "list item", "quote": "quoted passage", "footnote": "footnote"}

_MEANINGS = {
    "strong": ("bold", ""),
    "emphasis": ("italics", ""),
    "strike": ("struck out", ""),
    "link": ("link to", "href"),
    "autolink": ("address", "text"),
    "image": ("image", "src"),
    "code": ("code", "text"),
    "footnote-ref": ("footnote", "label"),
    "html": ("HTML", "text"),
    "break": ("line break", ""),
}
"""What a tag of each kind is called, and the attribute that tells one from another."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a leaf block stands."""

    heading: str = ""
    """The nearest heading before it."""
    inside: str = ""
    """What it stands in: a list item, a quoted passage, a footnote."""
    column: str = ""
    """For a table cell, its column's heading."""


def walk(blocks: tuple[Block, ...], title: str = "") -> Iterator[tuple[Block, Surroundings]]:
    """The leaves in reading order, as `statement.leaves` gives them, each with its surroundings.

    A heading that is the statement's title, or opens it, says nothing of where a segment stands.
    """
    heading = [""]
    top = {short(title)} | {short(plain(block.inlines)) for block in blocks[:1] if block.level == 1}
    for block, around in _walk(blocks, Surroundings(), heading):
        yield block, replace(around, heading="") if around.heading in top else around


def _walk(blocks: tuple[Block, ...], around: Surroundings, heading: list[str]) -> Iterator[tuple[Block, Surroundings]]:
    for block in blocks:
        if block.kind == "table" and block.children:
            yield from _table(block, heading)
        elif block.children:
            name = _KINDS.get(block.kind, around.inside)
            if block.kind == "footnote":
                name = f"footnote {attr(block, 'label')}".strip()
            yield from _walk(block.children, replace(around, inside=name), heading)
        else:
            inside = _KINDS.get(block.kind, around.inside)
            yield block, replace(around, heading=heading[0], inside=inside)
            if block.kind == "heading":
                heading[0] = short(plain(block.inlines))


def _table(table: Block, heading: list[str]) -> Iterator[tuple[Block, Surroundings]]:
    columns: list[str] = []
    for row in table.children:
        if not row.children:
            yield row, Surroundings(heading[0])
        for at, cell in enumerate(row.children):
            is_head = attr(cell, "header") == "true"
            column = columns[at] if at < len(columns) and not is_head else ""
            if cell.children:
                yield from _walk(cell.children, Surroundings(column=column), heading)
            else:
                yield cell, Surroundings(heading[0], column=column)
        columns = columns or [short(plain(cell.inlines)) for cell in row.children if attr(cell, "header") == "true"]


def of_block(block: Block, around: Surroundings) -> tuple[str, ...]:
    """What all segments of a block say about where they stand."""
    out = []
    if block.kind == "heading":
        out.append("heading")
    elif block.kind == "cell":
        out.append(f"table cell, column “{around.column}”" if around.column else "table cell")
    if around.inside:
        out.append(around.inside)
    if around.heading:
        out.append(f"under “{around.heading}”")
    return tuple(out)


def of_quotation(text: str, found: Sequence[Quotation], is_block: bool, rules: Rules | None = None) -> tuple[str, ...]:
    """What a segment that quotes says about it. `found` are offsets in `text`; short quoted terms are not meant."""
    spoken = [quotation for quotation in found if _is_speech(text, quotation)]
    if not spoken:
        return ()
    words = ["quotation, whole paragraph" if is_block else "quotation"]
    if not spoken[-1].closed:
        words.append("goes on in the next paragraph")
    name = speaker(text, spoken, rules)
    if name:
        words.append(f"speaker: {name}")
    return (" | ".join(words),)


def _is_speech(text: str, quotation: Quotation) -> bool:
    """A sentence that somebody said, not a term in quotation marks."""
    inner = text[quotation.start + 1 : quotation.end].rstrip("”\"’'»」』 ")
    return not quotation.closed or (bool(inner) and inner[-1] in ",.?!…。！？—")


def of_slots(slots: tuple[Slot, ...]) -> tuple[str, ...]:
    """What each tag stands for."""
    return tuple(f"{_tag(slot)} = {_meaning(slot)}" for slot in slots)


def _tag(slot: Slot) -> str:
    return f"<{slot.name}{slot.number}>" if slot.name == "b" else f"<{slot.name}{slot.number}/>"


def _meaning(slot: Slot) -> str:
    node = slot.inline
    words, attribute = _MEANINGS[node.kind]
    if node.kind == "image":
        return f"{words} {file_name(node)}"
    if not attribute:
        return words
    value = short(attr(node, attribute) or attr(node, "href"))
    return f"{words} “{value}”" if node.kind == "code" else f"{words} {value}"


def file_name(node: Span | Atom) -> str:
    """The image's file, without the folders."""
    return short(attr(node, "src").rstrip("/").rpartition("/")[2]) if isinstance(node, Atom) else ""


def short(text: str) -> str:
    """One line of a sensible length."""
    line = " ".join(text[: 4 * _LONGEST].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
