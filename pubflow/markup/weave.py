"""Blocks put into a Markdown text or left out of it, by its lines; every other line keeps its bytes.

What an edition holds beside the blocks of its source comes in here: shared parts, and what one language adds or leaves
out. The new text is read again and must hold the blocks that were asked for and no others.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pubflow.errors import EditionError
from pubflow.markup.markdown import loads
from pubflow.markup.markdown_layout import Body, Layout
from pubflow.statement import Atom, Block, Inline, Span, Statement, attr, leaves

Where = Literal["before", "after", "instead"]
_ORDER: Final[dict[Where, int]] = {"after": 0, "before": 1, "instead": 2}
"""At one line: what follows the block above it, what goes before the one that begins there, that one."""


@dataclass(frozen=True, slots=True)
class Put:
    """Markdown to stand before or after the block on the top level that holds a leaf, or instead of that very leaf."""

    leaf: int
    """Ordinal among `statement.leaves`."""
    where: Where
    text: str = ""
    """"" with `instead` leaves the leaf out."""


@dataclass(frozen=True, slots=True)
class Woven:
    """The text as it became, and what went where."""

    text: str
    statement: Statement
    kept: tuple[int | None, ...]
    """For each old leaf its ordinal now; None for one that is gone."""
    new: tuple[tuple[int, ...], ...]
    """For each `Put` the ordinals of its leaves."""


def weave(text: str, puts: Sequence[Put], *, statement_id: str, path: str) -> Woven:
    """Put each in its place; of two at one place the first stands first.

    Raises EditionError where the text would not read so: a footnote or a lone piece of a list, a reference that means
    something else there.
    """
    statement, layout = loads(text, statement_id=statement_id, path=path)
    written = _written(layout, puts)
    made, _ = loads(written, statement_id=statement_id, path=path)
    wanted = _wanted(statement, puts, path)
    if [block for _, block in wanted] != list(leaves(made.blocks)):
        raise EditionError(
            "can't stand there: the blocks around it would be read as others",
            where=path,
            hint="whole paragraphs, headings, lists and tables can; footnotes and a part of a table can't",
        )
    kept: list[int | None] = [None] * len(layout.spots)
    new: list[list[int]] = [[] for _ in puts]
    for ordinal, ((put, leaf), _) in enumerate(wanted):
        if put is None:
            kept[leaf] = ordinal
        else:
            new[put].append(ordinal)
    return Woven(written, made, tuple(kept), tuple(map(tuple, new)))


def _tops(statement: Statement) -> list[range]:
    """The leaves of each block on the top level."""
    out, at = [], 0
    for block in statement.blocks:
        size = sum(1 for _ in leaves((block,)))
        out.append(range(at, at + size))
        at += size
    return out


def _written(layout: Layout, puts: Iterable[Put]) -> str:
    text, newline = layout.text, layout.newline
    body = Body(text, layout.body)
    out, at = "", 0
    for first, last, put in sorted(_lines(layout, body, puts), key=lambda edit: (*edit[:2], _ORDER[edit[2].where])):
        out += text[at : _offset(body, first)]
        if put.text:
            out = _apart(out, newline) + newline.join(put.text.strip("\r\n").splitlines()) + newline * 2
        at = _offset(body, last)
    tail = text[at:]
    if not out.endswith(newline * 2):
        return out + tail
    return out + rest if (rest := tail.lstrip("\r\n")) else out[: -len(newline)]


def _apart(text: str, newline: str) -> str:
    """With a blank line at its end, where anything stands before it."""
    ends = text[len(text.rstrip("\r\n")) :].count(newline)
    return text + newline * max(0, 2 - ends) if text else text


def _lines(layout: Layout, body: Body, puts: Iterable[Put]) -> Iterable[tuple[int, int, Put]]:
    """(first line of the body, line after the last, what is put there)."""
    statement = layout.statement
    head = _body_line(layout)
    tops = _tops(statement)
    starts = sorted(block.line - head for block in statement.blocks)
    of_leaf = list(leaves(statement.blocks))
    for put in puts:
        top = next(number for number, span in enumerate(tops) if put.leaf in span)
        first = statement.blocks[top].line - head
        after = next((line for line in starts if line > first), len(body.lines))
        spot = layout.spots[put.leaf]
        if put.where == "before":
            yield first, first, put
        elif put.where == "after":
            yield after, after, put
        elif spot is not None:
            yield spot.first, spot.last, put
        else:
            line = of_leaf[put.leaf].line - head
            yield line, min(after, line + _height(body, line, after)), put


def _height(body: Body, first: int, last: int) -> int:
    """Lines of a block without words, blank lines after it apart."""
    lines = body.lines[first:last]
    while lines and not lines[-1].strip():
        lines.pop()
    return len(lines)


def _body_line(layout: Layout) -> int:
    """The number that the body's first line has in the file, from 1."""
    head = layout.text[: layout.body]
    return 1 + head.count("\n") + head.count("\r") - head.count("\r\n")


def _offset(body: Body, line: int) -> int:
    return body.offset(body.starts[line]) if line < len(body.lines) else body.offset(len(body.text))


def _wanted(statement: Statement, puts: Sequence[Put], path: str) -> list[tuple[tuple[int | None, int], Block]]:
    """The leaves that there should be: ((number of the `Put` or None, old ordinal), block)."""
    tops = _tops(statement)
    parsed = [list(leaves(loads(put.text, statement_id=statement.id, path=path)[0].blocks)) for put in puts]
    edges: dict[tuple[str, int], list[int]] = {}
    for number, put in enumerate(puts):
        span = next(span for span in tops if put.leaf in span)
        edge = {"before": span[0], "after": span[-1], "instead": put.leaf}[put.where]
        edges.setdefault((put.where, edge), []).append(number)
    out: list[tuple[tuple[int | None, int], Block]] = []

    def add(where: Where, leaf: int) -> bool:
        numbers = edges.get((where, leaf), [])
        out.extend(((number, leaf), block) for number in numbers for block in parsed[number])
        return bool(numbers)

    for ordinal, block in enumerate(leaves(statement.blocks)):
        add("before", ordinal)
        if not add("instead", ordinal):
            out.append(((None, ordinal), block))
        add("after", ordinal)
    return out


def body_of(text: str, *, statement_id: str, path: str) -> str:
    """The text without its front matter."""
    return text[loads(text, statement_id=statement_id, path=path)[1].body :]


_INCLUDE: Final = re.compile(r"<!--\s*include:\s*([^\s>]+)\s*-->\s*")
_ALMOST: Final = re.compile(r"<!--\s*(\w{4,12})\s*:?\s*([\w-]*)[^>]*-->")


def included(statement: Statement) -> Iterator[tuple[int, str]]:
    """(ordinal of the leaf, name) of each line `<!-- include: NAME -->`, which stands for a shared part."""
    for at, block in enumerate(leaves(statement.blocks)):
        if block.kind == "html" and (found := _INCLUDE.fullmatch(attr(block, "text"))):
            yield at, found[1]


def almost_included(statement: Statement) -> Iterator[tuple[int, str]]:
    """(line, comment) of comments that were perhaps meant so: misspelt, or among other words."""
    for block in leaves(statement.blocks):
        comments = [attr(block, "text")] if block.kind == "html" else list(_comments(block.inlines))
        for comment in comments:
            near = _ALMOST.search(comment)
            meant = near is not None and difflib.SequenceMatcher(None, near[1].casefold(), "include").ratio() > 0.75
            if meant and not (block.kind == "html" and _INCLUDE.fullmatch(comment)):
                yield block.line, comment.strip()


def _comments(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Span):
            yield from _comments(inline.children)
        elif isinstance(inline, Atom) and inline.kind == "html":
            yield attr(inline, "text")
