"""A table of pandoc's tree -> one of a statement, which has rows of plain cells and a heading row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from pubflow.markup.pandoc_inline import Met
from pubflow.statement import Block, Inline, Text, leaves

_ALIGN: Final = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


class Reader(Protocol):
    """What reads the blocks in the cells."""

    met: Met

    def blocks(self, nodes: Sequence[Any]) -> tuple[Block, ...]: ...


def table(content: Any, reader: Reader) -> tuple[Block, ...]:
    """The caption as a paragraph, then the table. One of a single cell is a frame round its text: that stands alone."""
    _, (_, caption), columns, (_, head), bodies, (_, foot) = content
    above = reader.blocks(caption)
    rows = [*head, *(row for _, _, heads, body in bodies for row in (*heads, *body)), *foot]
    cells = [cell for _, row in rows for cell in row]
    if len(cells) == 1:
        return above + reader.blocks(cells[0][4])
    aligned = [_ALIGN.get(column[0]["t"], "") for column in columns]
    made = _rows(rows, aligned, reader)
    if not any(cell.inlines for row in made for cell in row):
        return above
    if not head:
        reader.met.changed["a table has no heading row: its first row became one"] += 1
    return (*above, Block("table", children=tuple(_row(cells, first=not at) for at, cells in enumerate(made))))


def _row(cells: Sequence[Block], *, first: bool) -> Block:
    return Block("row", children=tuple(_heading(cell) if first else cell for cell in cells))


def _heading(cell: Block) -> Block:
    return Block("cell", cell.inlines, attrs=tuple(sorted((*cell.attrs, ("header", "true")))))


def _rows(rows: Sequence[Any], aligned: Sequence[str], reader: Reader) -> list[list[Block]]:
    """The cells by row, as many in each; what is merged stands in its first place, the others are empty."""
    width = len(aligned)
    made: list[list[Block]] = []
    taken: dict[tuple[int, int], bool] = {}
    for at, (_, row) in enumerate(rows):
        cells = [Block("cell", attrs=_attrs(align)) for align in aligned]
        column = 0
        for _, _, down, across, nodes in row:
            while (at, column) in taken:
                column += 1
            if column >= width:
                break
            cells[column] = Block("cell", _inlines(reader.blocks(nodes), reader), attrs=_attrs(aligned[column]))
            if down > 1 or across > 1:
                reader.met.changed["merged cells of a table stand in the first of them, the others are empty"] += 1
            for below in range(down):
                taken |= {(at + below, column + beside): True for beside in range(across)}
            column += across
        made.append(cells)
    return made


def _attrs(align: str) -> tuple[tuple[str, str], ...]:
    return (("align", align),) if align else ()


def _inlines(blocks: tuple[Block, ...], reader: Reader) -> tuple[Inline, ...]:
    """The words of a cell on one line."""
    inside = tuple(leaves(blocks))
    if len(inside) > 1:
        reader.met.changed["a cell of a table holds several paragraphs or a list: they stand on one line"] += 1
    out: list[Inline] = []
    for block in inside:
        own = (Text(text.strip()),) if (text := dict(block.attrs).get("text", "")) else block.inlines
        out += [Text(" ")] if out and own else []
        out += own
    return tuple(out)
