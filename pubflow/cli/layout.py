"""Words laid out for a screen or for paper: lines of a width, cells of several lines; Chinese takes two columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from pubflow.console import clean, width, wrapped

WIDE = 100
"""Columns where no terminal says how many it has."""


def one_line(text: str) -> str:
    """Words of a statement or a person on one line of the screen."""
    return clean(" ".join(text.split()))


def hanging(text: str, indent: str, wide: int = WIDE) -> list[str]:
    """A text in lines of at most `wide` columns; those after the first are indented. Nothing is left out."""
    margin = text[: len(text) - len(text.lstrip())]
    first, *rest = wrapped(text.strip(), wide - max(len(margin), len(indent))).split("\n")
    return [margin + first, *(indent + line for line in rest)]


def flowing(parts: Sequence[str], indent: str, wide: int = WIDE) -> list[str]:
    """Parts that stay whole, one behind the other on lines of at most `wide` columns; the first may be wider."""
    lines = [""]
    for part in parts:
        if lines[-1] and width(lines[-1] + part) > wide:
            lines.append(indent + part.lstrip(" ,="))
        else:
            lines[-1] += part
    return lines


def grid(rows: Sequence[Sequence[str]], widest: Sequence[int], *, right: Sequence[int] = ()) -> list[str]:
    """Rows of cells as text columns; a cell that is wider than its column's `widest` takes several lines.

    Columns whose index is in `right` stand flush right.
    """
    split = [[wrapped(cell, limit).split("\n") for cell, limit in zip(row, widest, strict=True)] for row in rows]
    wide = [max(width(line) for row in split for line in row[at]) for at in range(len(widest))]
    out = []
    for row in split:
        for cells in zip_longest(*row, fillvalue=""):
            padded = [
                " " * (wide[at] - width(cell)) + cell if at in right else cell + " " * (wide[at] - width(cell))
                for at, cell in enumerate(cells)
            ]
            out.append("  ".join(padded).rstrip())
    return out
