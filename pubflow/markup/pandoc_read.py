"""Pandoc's tree (its JSON) -> blocks of a statement, whatever kind of file it was made of. Pure.

What Markdown has no words for is carried as plain text where that loses no word, and named; nothing is dropped without
a word. Source: pandoc-types 1.23, Text.Pandoc.Definition.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pubflow.errors import SourceError
from pubflow.markup.pandoc_inline import Inlines, Met, stripped
from pubflow.markup.pandoc_table import table
from pubflow.statement import Atom, Block, Inline, Span, Text, plain

LIMIT: Final = 24 * 1024 * 1024
"""Bytes of a tree; a long report of 100,000 words has a fifth of it."""
_DEEPEST: Final = 60
_LOWEST_HEADING: Final = 6


@dataclass(frozen=True, slots=True)
class Read:
    """What stood in a tree."""

    meta: tuple[tuple[str, str], ...]
    """`title`, `subtitle` where the file has styles for them, as plain text."""
    blocks: tuple[Block, ...]
    """Footnotes last."""
    images: tuple[str, ...]
    """Where the pictures are, as the file names them, each once, in order."""
    told: tuple[str, ...]
    """What could not be carried as it was, a line each."""


def loads(content: bytes, *, path: str) -> Read:
    """Read what `pandoc --to=json` wrote. Raises SourceError for a text that is longer than `LIMIT`, or nests deeper
    than any document does."""
    if len(content) > LIMIT:
        hint = "is it the right file? a long report goes in by chapters"
        raise SourceError("is longer than a statement may be", where=path, hint=hint)
    try:
        tree = json.loads(content)
        reader = _Reader()
        head = reader.head(tree.get("meta", {}))
        blocks = (*head, *reader.blocks(tree["blocks"]))
    except RecursionError:
        raise SourceError("nests deeper than any document does", where=path) from None
    notes = tuple(reader.notes())
    return Read(reader.meta, blocks + notes, tuple(dict.fromkeys(reader.met.images)), tuple(reader.met.told()))


class _Reader:
    def __init__(self) -> None:
        self.met = Met()
        self.meta: tuple[tuple[str, str], ...] = ()
        self._inlines = Inlines(self.met)
        self._depth = 0
        self._makers: dict[str, Callable[[Any], Iterable[Block]]] = {
            "Para": self._paragraph,
            "Plain": self._paragraph,
            "LineBlock": self._lines,
            "CodeBlock": lambda c: (Block("code", attrs=(("info", ""), ("text", _ended(c[1]))), translatable=False),),
            "RawBlock": self._raw,
            "BlockQuote": self._quote,
            "OrderedList": lambda c: self._list(c[1], ordered=c[0]),
            "BulletList": self._list,
            "DefinitionList": self._definitions,
            "Header": self._heading,
            "HorizontalRule": lambda c: (Block("rule", translatable=False),),
            "Table": lambda c: table(c, self),
            "Figure": self._figure,
            "Div": lambda c: self.blocks(c[1]),
        }

    def head(self, meta: dict[str, Any]) -> Iterator[Block]:
        """Title and subtitle go into the front matter; what else stands there (author, date) opens the text."""
        said = ((name, " ".join(plain(self._value(meta.get(name))).split())) for name in ("title", "subtitle"))
        self.meta = tuple((name, words) for name, words in said if words)
        made = [self._opening(meta[name]) for name in ("author", "date", "abstract") if name in meta]
        return itertools.chain.from_iterable(made)

    def _value(self, value: Any) -> tuple[Inline, ...]:
        """The inlines of a value of the head."""
        if value is None:
            return ()
        if value["t"] == "MetaInlines":
            return self.inlines(value["c"])
        return (Text(value["c"]),) if value["t"] == "MetaString" else ()

    def _opening(self, value: Any) -> tuple[Block, ...]:
        if value["t"] == "MetaList":
            return tuple(block for one in value["c"] for block in self._opening(one))
        if value["t"] == "MetaBlocks":
            return self.blocks(value["c"])
        return tuple(_of(self._value(value)))

    def blocks(self, nodes: Sequence[Any]) -> tuple[Block, ...]:
        """The blocks of a list of nodes; empty ones are none."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RecursionError
        made = [block for node in nodes for block in self._makers.get(node["t"], self._unknown)(node.get("c"))]
        self._depth -= 1
        return tuple(made)

    def inlines(self, nodes: Sequence[Any]) -> tuple[Inline, ...]:
        """The inlines of a list of nodes, without space around them."""
        return stripped(self._inlines.of(nodes))

    def notes(self) -> Iterator[Block]:
        """The footnotes, in the order of their marks; one in a note comes after it."""
        for label, content in self.met.waiting():
            children = self.blocks(content)
            yield Block("footnote", children=children or (Block("paragraph"),), attrs=(("label", label),))

    def _unknown(self, content: Any) -> tuple[Block, ...]:
        self.met.lost["something that this pubflow does not know"] += 1
        return ()

    def _paragraph(self, nodes: Any) -> Iterator[Block]:
        return _of(self.inlines(nodes))

    def _lines(self, lines: Any) -> Iterator[Block]:
        out: list[Inline] = []
        for line in lines:
            out += [Atom("break")] if out else []
            out += self.inlines(line)
        return _of(stripped(out))

    def _raw(self, content: Any) -> tuple[Block, ...]:
        self.met.lost[f"raw {content[0]} code"] += 1
        return ()

    def _quote(self, nodes: Any) -> tuple[Block, ...]:
        children = self.blocks(nodes)
        return (Block("quote", children=children),) if children else ()

    def _heading(self, content: Any) -> Iterator[Block]:
        level, _, nodes = content
        inlines = self.inlines(nodes)
        # A heading that is bold from end to end says nothing by it.
        while len(inlines) == 1 and isinstance(inlines[0], Span) and inlines[0].kind == "strong":
            inlines = inlines[0].children
        inlines = tuple(Text(" ") if isinstance(one, Atom) and one.kind == "break" else one for one in inlines)
        if inlines:
            yield Block("heading", inlines, level=min(max(level, 1), _LOWEST_HEADING))

    def _list(self, items: Any, ordered: Any = None) -> tuple[Block, ...]:
        made = [blocks for nodes in items if (blocks := self.blocks(nodes))]
        if not made:
            return ()
        attrs = []
        if ordered is not None:
            start, style, _ = ordered
            attrs += [("ordered", "true"), *([("start", str(start))] if start != 1 else [])]
            if style["t"] not in {"Decimal", "DefaultStyle", "Example"}:
                self.met.changed["a list numbered by letters or Roman numbers is numbered 1, 2, 3"] += 1
        # Whether space stands between the items is a matter of Word's styles, and says nothing.
        if all(sum(block.kind != "list" for block in blocks) <= 1 for blocks in made):
            attrs.append(("tight", "true"))
        return (Block("list", children=tuple(Block("item", children=blocks) for blocks in made), attrs=tuple(attrs)),)

    def _definitions(self, pairs: Any) -> Iterator[Block]:
        self.met.changed["a list of terms became paragraphs, the terms bold"] += 1
        for term, definitions in pairs:
            yield from _of((Span("strong", words),) if (words := self.inlines(term)) else ())
            for nodes in definitions:
                yield from self.blocks(nodes)

    def _figure(self, content: Any) -> tuple[Block, ...]:
        _, (_, caption), nodes = content
        return self.blocks(nodes) + self.blocks(caption)


def _of(inlines: Sequence[Inline]) -> Iterator[Block]:
    if inlines:
        yield Block("paragraph", tuple(inlines))


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"
