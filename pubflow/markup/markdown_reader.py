"""Tokens of the parser to blocks and inlines, remembering how each was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from pubflow.errors import SourceError
from pubflow.markup.markdown_layout import Form, Mark, Spot
from pubflow.markup.markdown_parser import DEPTH, MARKS, Env, parse_blocks, parse_inline
from pubflow.statement import Atom, AtomKind, Attrs, Block, BlockKind, Inline, Span, SpanKind, Text

BRACKETS = 10_000
"""Opening brackets in one text: each may begin a link, and to find out is what costs the parser most."""
_SPANS: dict[str, SpanKind] = {"strong_open": "strong", "em_open": "emphasis", "s_open": "strike", "link_open": "link"}
_CONTAINERS: dict[str, BlockKind] = {
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "table_open": "table",
    "tr_open": "row",
    "footnote_reference_open": "footnote",
}
_CLOSERS = frozenset(name.replace("_open", "_close") for name in _CONTAINERS)


@dataclass(slots=True)
class _Frame:
    """A container that is still open."""

    kind: BlockKind
    attrs: dict[str, str]
    line: int
    spots: list[Spot | None]
    children: list[Block] = field(default_factory=list)
    row: int = 0
    number: int = 0
    """Footnotes: which definition of the text it is."""


class Reader:
    """Reads one body. `path` and `line` (of the body's first line, from 1) are for messages."""

    def __init__(self, path: str, line: int) -> None:
        self.path = path
        self.line = line
        self.env: Env = {}
        self.marks: list[Mark] = []
        self.spots: list[Spot | None] = []
        self._frames: list[_Frame] = []
        self._notes: list[tuple[int, Block, list[Spot | None]]] = []
        self._noted = 0

    def read(self, text: str) -> tuple[Block, ...]:
        """Blocks of a normalized body, footnotes last. Raises SourceError where it is nested too deep."""
        if text.count("[") > BRACKETS:
            raise SourceError(f"more than {BRACKETS} opening brackets", where=self.path, hint="is it a statement?")
        tokens, self.env = parse_blocks(text)
        root = _Frame("quote", {}, 0, self.spots)
        self._frames = [root]
        walk = iter(tokens)
        for token in walk:
            if token.level >= DEPTH - 1:
                raise self._too_deep(token.map[0] if token.map else 0)
            if token.type in _CONTAINERS:
                self._open(token)
            elif token.type in _CLOSERS:
                self._close()
            else:
                self._leaf(token, walk)
        self._notes.sort(key=lambda note: note[0])
        for _number, block, spots in self._notes:
            root.children.append(block)
            self.spots += spots
        return tuple(root.children)

    def inlines(self, content: str, line: int) -> tuple[Inline, ...]:
        """The inline tree of one block's content; its mark-up is noted in `marks`."""
        if not MARKS.search(content):
            return (Text(content),) if content else ()
        return self._tree(parse_inline(content, self.env), content, line)

    def _too_deep(self, line: int) -> SourceError:
        return SourceError(
            f"nested deeper than {DEPTH // 2} levels",
            where=f"{self.path}:{self.line + line}",
            hint="is it a statement?",
        )

    def _open(self, token: Token) -> None:
        spots = self._frames[-1].spots
        attrs: dict[str, str] = {}
        number = 0
        match token.type:
            case "ordered_list_open":
                attrs["ordered"] = "true"
                if "start" in token.attrs:
                    attrs["start"] = str(token.attrs["start"])
            case "footnote_reference_open":
                attrs["label"] = token.meta["label"]
                self._noted += 1
                number, spots = self._noted, []
        line = self.line + (token.map[0] if token.map else 0)
        frame = _Frame(_CONTAINERS[token.type], attrs, line, spots, row=token.meta.get("at", 0), number=number)
        self._frames.append(frame)

    def _close(self) -> None:
        frame = self._frames.pop()
        if frame.kind == "list" and "loose" not in frame.attrs:
            frame.attrs["tight"] = "true"
        frame.attrs.pop("loose", None)
        if not frame.children:
            frame.spots.append(None)
        block = Block(
            frame.kind, children=tuple(frame.children), attrs=tuple(sorted(frame.attrs.items())), line=frame.line
        )
        if frame.number:
            self._notes.append((frame.number, block, frame.spots))
        else:
            self._frames[-1].children.append(block)

    def _leaf(self, token: Token, walk: Iterator[Token]) -> None:
        frame = self._frames[-1]
        line = self.line + (token.map[0] if token.map else 0)
        block: Block
        match token.type:
            case "paragraph_open":
                if not token.hidden and frame.kind == "item":
                    self._frames[-2].attrs["loose"] = ""
                self._prose("paragraph", next(walk), line)
                return
            case "heading_open":
                form: Form = "line" if token.markup.startswith("#") else "lines"
                self._prose("heading", next(walk), line, level=int(token.tag[1:]), form=form)
                return
            case "th_open" | "td_open":
                self._cell(token, next(walk), frame)
                return
            case "fence" | "code_block":
                attrs = (("info", unescapeAll(token.info).strip()), ("text", token.content))
                block = Block("code", attrs=attrs, line=line, translatable=False)
            case "html_block":
                block = Block("html", attrs=(("text", token.content),), line=line, translatable=False)
            case "hr":
                block = Block("rule", line=line, translatable=False)
            case _:
                # Closing tokens of leaves, thead and tbody: nothing that the tree does not say already.
                return
        frame.children.append(block)
        frame.spots.append(None)

    def _cell(self, token: Token, inline: Token, row: _Frame) -> None:
        attrs = {"header": "true"} if token.type == "th_open" else {}
        style = str(token.attrs.get("style", ""))
        if style:
            attrs["align"] = style.removeprefix("text-align:")
        column = len(row.children)
        self._prose(
            "cell", inline, row.line, attrs=tuple(sorted(attrs.items())), form="cell", row=row.row, column=column
        )

    def _prose(
        self,
        kind: BlockKind,
        token: Token,
        line: int,
        *,
        attrs: Attrs = (),
        level: int = 0,
        form: Form = "lines",
        row: int = 0,
        column: int = 0,
    ) -> None:
        frame = self._frames[-1]
        first, last = token.map or (0, 0)
        content = token.content
        frame.children.append(Block(kind, self.inlines(content, line), attrs=attrs, level=level, line=line))
        frame.spots.append(Spot(content, first, last, form, row, column))

    def _tree(self, tokens: list[Token], content: str, line: int) -> tuple[Inline, ...]:
        out: list[Inline] = []
        text: list[str] = []
        opened: list[tuple[Token, list[Inline]]] = []
        walk = iter(tokens)
        for token in walk:
            if token.type in {"text", "text_special"}:
                text.append(token.content)
                continue
            if token.type == "softbreak":
                text.append("\n")
                continue
            _flush(text, out)
            if token.markup == "autolink":
                out.append(self._autolink(token, next(walk), content))
                next(walk)
            elif token.nesting > 0:
                if len(opened) >= DEPTH:
                    raise self._too_deep(line - self.line)
                opened.append((token, out))
                out = []
            elif token.nesting < 0:
                start, outer = opened.pop()
                outer.append(self._span(start, token, tuple(out), content))
                out = outer
            else:
                out.append(self._atom(token, content))
        _flush(text, out)
        return tuple(out)

    def _mark(self, mark: Mark) -> int:
        self.marks.append(mark)
        return len(self.marks) - 1

    def _span(self, start: Token, end: Token, children: tuple[Inline, ...], content: str) -> Span:
        kind = _SPANS[start.type]
        attrs = tuple(sorted((key, str(value)) for key, value in start.attrs.items()))
        if kind == "link" and start.map and end.map:
            opens, closes = content[start.map[0] : start.map[1]], content[end.map[0] : end.map[1]]
            mark = Mark(kind, attrs, opens, closes, content[start.map[1] : end.map[0]])
        else:
            mark = Mark(kind, attrs, start.markup, end.markup)
        return Span(kind, children, attrs, self._mark(mark))

    def _autolink(self, token: Token, text: Token, content: str) -> Atom:
        attrs = (("href", str(token.attrs["href"])), ("text", text.content))
        start, end = token.map or (0, 0)
        return Atom("autolink", attrs, self._mark(Mark("autolink", attrs, content[start:end])))

    def _atom(self, token: Token, content: str) -> Atom:
        start, end = token.map or (0, 0)
        if token.type == "hardbreak" and content[start] == "\n":
            # The blanks before the line end are what makes it a break.
            start = len(content[:start].rstrip(" "))
        kind, attrs = _atom(token)
        return Atom(kind, attrs, self._mark(Mark(kind, attrs, content[start:end])))


def _flush(text: list[str], out: list[Inline]) -> None:
    joined = "".join(text)
    text.clear()
    if joined:
        out.append(Text(joined))


def _atom(token: Token) -> tuple[AtomKind, Attrs]:
    match token.type:
        case "code_inline":
            return "code", (("text", token.content),)
        case "hardbreak":
            return "break", ()
        case "footnote_ref":
            return "footnote-ref", (("label", token.meta["label"]),)
        case "image":
            attrs = {"alt": _alt(token.children or []), "src": str(token.attrs["src"])}
            if "title" in token.attrs:
                attrs["title"] = str(token.attrs["title"])
            return "image", tuple(sorted(attrs.items()))
        case _:
            return "html", (("text", token.content),)


def _alt(tokens: list[Token]) -> str:
    """An image's description as text, its mark-up left out."""
    out: list[str] = []
    for token in tokens:
        if token.type == "image":
            out.append(_alt(token.children or []))
        elif token.type in {"softbreak", "hardbreak"}:
            out.append("\n")
        elif token.type in {"text", "text_special", "code_inline"}:
            out.append(token.content)
    return "".join(out)
