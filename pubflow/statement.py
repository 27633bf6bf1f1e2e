"""A statement: a document, whatever file it came from. Plain data; readers make it, writers take it.

A translated Statement is a Statement, so the source edition leaves by the same door as every translation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Attrs = tuple[tuple[str, str], ...]
"""Sorted (name, value) pairs: a frozen dict that compares and prints the same on every run."""

SpanKind = Literal["strong", "emphasis", "strike", "link"]
AtomKind = Literal["image", "code", "break", "footnote-ref", "html", "autolink"]
BlockKind = Literal[
    "paragraph", "heading", "list", "item", "quote", "table", "row", "cell", "code", "html", "rule", "footnote"
]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters as the reader sees it: entities decoded, escapes removed. A soft line break is "\\n"."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Mark-up that surrounds other inlines. Attrs: `href`, `title` for a link; none for the rest."""

    kind: SpanKind
    children: tuple[Inline, ...]
    attrs: Attrs = ()
    mark: int | None = field(default=None, compare=False)
    """Which mark-up of the source it was (an index into the reader's Layout); only that reader's own writer looks."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Mark-up that holds no text of the sentence.

    Attrs: image `src alt title`; code `text`; footnote-ref `label`; html `text`; autolink `href text`; break none (a
    hard break).
    """

    kind: AtomKind
    attrs: Attrs = ()
    mark: int | None = field(default=None, compare=False)


Inline = Text | Span | Atom


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the document tree: either it has children, or it has inlines, never both.

    Attrs: heading none (see `level`); list `ordered` ("true"), `start`, `tight` ("true"); cell `header` ("true"),
    `align`; code `info`, `text`; html `text`; footnote `label` (children inside). Footnotes stand at the end of the
    statement's blocks.
    """

    kind: BlockKind
    inlines: tuple[Inline, ...] = ()
    children: tuple[Block, ...] = ()
    attrs: Attrs = ()
    level: int = 0
    """Headings: 1-6. Else 0."""
    line: int = field(default=0, compare=False)
    """Line of the source file where it begins, from 1; 0 when unknown."""
    translatable: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    """A source document with an id, which is its slug and its gettext domain."""

    id: str
    language: str
    """BCP 47; English in this version."""
    meta: Attrs
    """Front matter in source order, all values as text (nested ones as their YAML text; `social` and `limits` come
    key by key, as `social.x`)."""
    blocks: tuple[Block, ...]
    path: str = field(default="", compare=False)
    """Where it was read, relative to the workspace; for messages and references."""

    def get(self, key: str, default: str = "") -> str:
        """The front matter's value for `key`."""
        return dict(self.meta).get(key, default)


def attr(node: Span | Atom | Block, name: str, default: str = "") -> str:
    """The value of one attribute."""
    for key, value in node.attrs:
        if key == name:
            return value
    return default


def leaves(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks that hold inlines or are opaque, in reading order: `Place.block` counts these, from 0."""
    for block in blocks:
        if block.children:
            yield from leaves(block.children)
        else:
            yield block


def images(blocks: tuple[Block, ...]) -> Iterator[Atom]:
    """The pictures, in reading order."""
    for leaf in leaves(blocks):
        yield from _images(leaf.inlines)


def _images(inlines: tuple[Inline, ...]) -> Iterator[Atom]:
    for inline in inlines:
        match inline:
            case Span(children=children):
                yield from _images(children)
            case Atom(kind="image"):
                yield inline


def plain(inlines: tuple[Inline, ...]) -> str:
    """The text alone, as a reader without mark-up would read it."""
    out: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                out.append(text)
            case Span(children=children):
                out.append(plain(children))
            case Atom(kind="code" | "autolink"):
                out.append(attr(inline, "text"))
            case Atom(kind="break"):
                out.append("\n")
            case Atom():
                pass
    return "".join(out)
