"""Blocks as pandoc's document tree: what pandoc makes an office file of, and what the template of the PDF walks.

The other half of `pandoc_read`. Plain JSON values, shaped as pandoc-types 1.23 has them; everything from a statement
stands in `Str`, `Code` and `CodeBlock`, where no writer looks for mark-up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from pubflow.statement import Atom, Block, Inline, Span, Text, attr, leaves, plain

Node = dict[str, Any]
"""`{"t": constructor, "c": its fields}`."""

API_VERSION = (1, 23, 1)
_SPANS = {"strong": "Strong", "emphasis": "Emph", "strike": "Strikeout"}
_NARROW, _WIDE = 12, 48
"""Columns of a table are as wide as this many Latin letters, at least and at most."""
_SIDES = ("width", "height")
_MEASURE = 440
"""Points of the page's width."""
_IN_CELLS = 0.9
"""What is left of a column beside its margins."""
_ALIGNMENTS = {"left": "AlignLeft", "center": "AlignCenter", "right": "AlignRight"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said at the end of a block that holds words in another language than the edition's."""

    language: str = ""
    """Of the block's words, as in lang=; "" where they are of several."""
    direction: str = "ltr"
    words: str = ""
    """The visible mark; "" for none."""
    spoken: str = ""
    """The language of the mark, where it is not the edition's."""


class Drawn(NamedTuple):
    """A picture as the tree names it, and how large it is shown."""

    target: str
    points: tuple[float, float] | None = None
    """None leaves it to the reader's program."""


def node(kind: str, *fields: Any) -> Node:
    """One element: without a field, with one, or with several."""
    if not fields:
        return {"t": kind}
    return {"t": kind, "c": fields[0] if len(fields) == 1 else list(fields)}


def attributes(identifier: str = "", *classes: str, **pairs: str) -> list[Any]:
    """Pandoc's Attr; empty values are left out, `custom_style` means `custom-style`."""
    return [identifier, list(classes), [[name.replace("_", "-"), value] for name, value in pairs.items() if value]]


def words(text: str) -> list[Node]:
    """A run of text; a line break of the source in it is a soft one."""
    out: list[Node] = []
    for at, line in enumerate(text.split("\n")):
        if at:
            out.append(node("SoftBreak"))
        if line:
            out.append(node("Str", line))
    return out


def marked(content: list[Node], mark: Mark | None) -> list[Node]:
    """Inlines with their language, and with the visible mark at their end."""
    if mark is None:
        return content
    if mark.language:
        content = [node("Span", attributes("", "source", lang=mark.language, dir=mark.direction), content)]
    if not mark.words:
        return content
    about = attributes("", "mark", custom_style="Mark", lang=mark.spoken)
    return [*content, node("Space"), node("Span", about, words(mark.words))]


def dumps(content: list[Node], meta: Mapping[str, Node] | None = None) -> bytes:
    """The whole document as pandoc reads it with `--from=json`."""
    tree = {"pandoc-api-version": API_VERSION, "meta": dict(meta or {}), "blocks": content}
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def blocks(
    statement: tuple[Block, ...],
    marks: Mapping[int, Mark] | None = None,
    *,
    below: int = 0,
    emphasis: str = "",
    drawn: Mapping[str, Drawn] = MappingProxyType({}),
) -> tuple[list[Node], list[Node]]:
    """The blocks, and the footnotes that nobody cites, which pandoc has no place for.

    `marks`: by the ordinals of leaf blocks. `below`: how many levels stand above the first heading. `emphasis`: the
    name of a style for it, where it is not to be slanted. `drawn`: pictures by their `src`; one alone with a
    title is a figure with its caption. A note stands where it is first cited; where it is cited again, or from within a
    note, its number stands.
    """
    by_id = {id(block): marks[at] for at, block in enumerate(leaves(statement)) if at in marks} if marks else {}
    notes = {attr(block, "label"): block for block in statement if block.kind == "footnote"}
    writing = _Writing(notes, by_id, below, emphasis, drawn)
    body = writing.blocks(tuple(block for block in statement if block.kind != "footnote"))
    return body, writing.uncited()


@dataclass(slots=True)
class _Writing:
    """One statement on its way; it counts notes as they are cited."""

    notes: Mapping[str, Block]
    marks: Mapping[int, Mark]
    """By the identity of the leaf block."""
    below: int
    emphasis: str
    drawn: Mapping[str, Drawn]
    numbers: dict[str, int] = field(default_factory=dict)
    headings: int = 0
    in_note: bool = False
    room: float = 1.0
    """The share of the page's width that is left: in a table, that of its column."""

    def blocks(self, several: tuple[Block, ...]) -> list[Node]:
        return [made for block in several for made in self.block(block)]

    def block(self, block: Block) -> list[Node]:
        match block.kind:
            case "paragraph" if not block.children:
                return self.paragraph(block)
            case "heading":
                return self.heading(block)
            case "list":
                return [self.listed(block)] if block.children else []
            case "quote":
                return [node("BlockQuote", self.nested(block))]
            case "table":
                return [self.table(block)] if block.children else []
            case _:
                return self.opaque(block)

    def paragraph(self, block: Block) -> list[Node]:
        match block.inlines:
            case ():
                return []
            case (Atom(kind="image") as image,) if attr(image, "src") in self.drawn and attr(image, "title"):
                caption = marked(words(attr(image, "title")), self.marks.get(id(block)))
                return [
                    node("Figure", attributes(), [None, [node("Plain", caption)]], [node("Plain", self.atom(image))])
                ]
            case _:
                return [node("Para", self.leaf(block))]

    def opaque(self, block: Block) -> list[Node]:
        match block.kind:
            case "code":
                language = attr(block, "info").split()[:1]
                return [node("CodeBlock", attributes("", *language), attr(block, "text").removesuffix("\n"))]
            case "rule":
                return [node("HorizontalRule")]
            case "html":
                return [node("RawBlock", "html", attr(block, "text"))]
            case _:
                return self.nested(block)

    def heading(self, block: Block) -> list[Node]:
        if not block.inlines:
            return []
        self.headings += 1
        about = attributes(f"part-{self.headings}")  # else pandoc makes one of the words
        return [node("Header", min(block.level + self.below, 6), about, self.leaf(block))]

    def nested(self, block: Block) -> list[Node]:
        """What stands in a block that may hold others or only words."""
        if block.children:
            return self.blocks(block.children)
        return [node("Para", self.leaf(block))] if block.inlines else []

    def listed(self, block: Block) -> Node:
        tight = attr(block, "tight") == "true"
        items = [self.item(item, tight=tight) for item in block.children]
        if attr(block, "ordered") != "true":
            return node("BulletList", items)
        start = attr(block, "start", "1")
        first = int(start) if start.isdecimal() and len(start) < 10 else 1
        return node("OrderedList", [first, node("Decimal"), node("Period")], items)

    def item(self, item: Block, *, tight: bool) -> list[Node]:
        made = self.nested(item)
        return [node("Plain", one["c"]) if one["t"] == "Para" else one for one in made] if tight else made

    def table(self, table: Block) -> Node:
        rows = table.children
        heads = 0
        while heads < len(rows) and _is_head(rows[heads]):
            heads += 1
        columns = max(len(row.children) for row in rows)
        widths = _widths(rows, columns)
        first = rows[0].children
        aligned = [_alignment(first[at]) if at < len(first) else node("AlignDefault") for at in range(columns)]
        body = [attributes(), _stub_columns(rows[heads:]), [], [self.row(row, widths) for row in rows[heads:]]]
        return node(
            "Table",
            attributes(),
            [None, []],
            [[align, node("ColWidth", width)] for align, width in zip(aligned, widths, strict=True)],
            [attributes(), [self.row(row, widths) for row in rows[:heads]]],
            [body],
            [attributes(), []],
        )

    def row(self, row: Block, widths: list[float]) -> list[Any]:
        cells = []
        for cell, width in zip(row.children, widths, strict=False):
            self.room = _IN_CELLS * width
            cells.append(self.cell(cell))
        self.room = 1.0
        cells += [[attributes(), node("AlignDefault"), 1, 1, []] for _ in range(len(widths) - len(cells))]
        return [attributes(), cells]

    def cell(self, cell: Block) -> list[Any]:
        made = self.blocks(cell.children) if cell.children else [node("Plain", self.leaf(cell))] if cell.inlines else []
        return [attributes(), _alignment(cell), 1, 1, made]

    def leaf(self, block: Block) -> list[Node]:
        return marked(self.inlines(block.inlines), self.marks.get(id(block)))

    # Inlines

    def inlines(self, inlines: tuple[Inline, ...]) -> list[Node]:
        out: list[Node] = []
        for inline in inlines:
            match inline:
                case Text(text):
                    out += words(text)
                case Span(kind="link"):
                    target = [attr(inline, "href"), attr(inline, "title")]
                    out.append(node("Link", attributes(), self.inlines(inline.children), target))
                case Span(kind="emphasis") if self.emphasis:
                    out.append(node("Span", attributes(custom_style=self.emphasis), self.inlines(inline.children)))
                case Span():
                    out.append(node(_SPANS[inline.kind], self.inlines(inline.children)))
                case Atom():
                    out += self.atom(inline)
        return out

    def atom(self, atom: Atom) -> list[Node]:
        match atom.kind:
            case "break":
                return [node("LineBreak")]
            case "code":
                return [node("Code", attributes(), attr(atom, "text"))]
            case "footnote-ref":
                return self.cite(attr(atom, "label"))
            case "autolink":
                about = attributes("", "email" if attr(atom, "href").startswith("mailto:") else "uri")
                return [node("Link", about, words(attr(atom, "text")), [attr(atom, "href"), ""])]
            case "html":
                return [node("RawInline", "html", attr(atom, "text"))]
            case _:
                return [self.image(atom)]

    def image(self, image: Atom) -> Node:
        alt, drawn = words(attr(image, "alt")), self.drawn.get(attr(image, "src"))
        if drawn is None:
            return node("Image", attributes(), alt, [attr(image, "src"), attr(image, "title")])
        size = {}
        if drawn.points is not None:
            share = min(1.0, self.room * _MEASURE / drawn.points[0])
            size = {name: f"{points * share:.2f}pt" for name, points in zip(_SIDES, drawn.points, strict=True)}
        return node("Image", attributes(**size), alt, [drawn.target, ""])

    # Notes

    def cite(self, label: str) -> list[Node]:
        note = self.notes.get(label)
        if note is None:
            return words(f"[^{label}]")
        if label in self.numbers or self.in_note:
            number = self.numbers.get(label)
            return [node("Superscript", words(str(number)))] if number else words(f"[^{label}]")
        self.numbers[label] = len(self.numbers) + 1
        return [node("Note", self.note(note))]

    def note(self, note: Block) -> list[Node]:
        self.in_note = True
        made = self.nested(note)
        self.in_note = False
        return made

    def uncited(self) -> list[Node]:
        left = [self.note(note) for label, note in self.notes.items() if label not in self.numbers]
        if not left:
            return []
        return [node("OrderedList", [len(self.numbers) + 1, node("Decimal"), node("Period")], left)]


def _is_head(row: Block) -> bool:
    return bool(row.children) and all(attr(cell, "header") == "true" for cell in row.children)


def _widths(rows: tuple[Block, ...], columns: int) -> list[float]:
    """The share of each column in the table's width, by its longest cell: office programs would make all the same."""
    longest = [_NARROW] * columns
    for row in rows:
        for at, cell in enumerate(row.children):
            text = "".join(plain(leaf.inlines) for leaf in leaves((cell,)))
            longest[at] = max(longest[at], min(sum(1 + (east_asian_width(c) in "WF") for c in text), _WIDE))
    return [round(size / sum(longest), 4) for size in longest]


def _stub_columns(rows: tuple[Block, ...]) -> int:
    """How many columns at the front name their rows."""
    count = 0
    while rows and all(attr(cell, "header") == "true" for row in rows for cell in row.children[count : count + 1]):
        if not any(row.children[count + 1 :] for row in rows):
            break
        count += 1
    return count


def _alignment(cell: Block) -> Node:
    return node(_ALIGNMENTS.get(attr(cell, "align"), "AlignDefault"))
