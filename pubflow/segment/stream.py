"""Inlines as a flat stream of tokens, and back: what makes cutting and joining two halves of one fold.

Each token knows the spans around it by the ordinal of their node, so a stream may be cut anywhere, and folding it gives
back the tree: neighbours under the same node come under one span again, by whatever way they became neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from pubflow.segment.sentences import NOTE_MARK, WORD_MARK
from pubflow.statement import Atom, Attrs, Inline, Span, Text, attr

Path = tuple[int, ...]
"""Ordinals of the spans around a token, outermost first."""


class Token(NamedTuple):
    """A run of text, or a node that counts as one character."""

    path: Path
    text: str
    """For a node the character that stands for it."""
    node: int = -1
    """The node's ordinal; -1 for text."""

    def saying(self, text: str) -> Token:
        """The same with this text; itself where that is its own, as it nearly always is."""
        return self if text == self.text else Token(self.path, text, self.node)


class Stream(NamedTuple):
    """The inlines of one block, flat."""

    tokens: tuple[Token, ...]
    nodes: tuple[Span | Atom, ...]
    """All spans and atoms in source order; a token's path and node are indexes into it."""
    text: str
    """Every token's text; offsets into it are the offsets of the block."""


def flatten(inlines: tuple[Inline, ...]) -> Stream:
    """The stream of a block. A span without visible text is one opaque node."""
    tokens: list[Token] = []
    nodes: list[Span | Atom] = []
    _flatten(inlines, (), tokens, nodes)
    return Stream(tuple(tokens), tuple(nodes), "".join([token.text for token in tokens]))


def _flatten(inlines: tuple[Inline, ...], path: Path, tokens: list[Token], nodes: list[Span | Atom]) -> None:
    for inline in inlines:
        match inline:
            case Text(text):
                if text:
                    tokens.append(Token(path, text))
            case Span(children=children):
                nodes.append(inline)
                if _is_visible(children):
                    _flatten(children, (*path, len(nodes) - 1), tokens, nodes)
                else:
                    tokens.append(Token(path, NOTE_MARK, len(nodes) - 1))
            case Atom(kind=kind):
                nodes.append(inline)
                mark = NOTE_MARK if kind in ("footnote-ref", "html", "break") else WORD_MARK
                tokens.append(Token(path, mark, len(nodes) - 1))


def _is_visible(inlines: tuple[Inline, ...]) -> bool:
    return any(
        (isinstance(inline, Text) and bool(inline.text.strip()))
        or isinstance(inline, Atom)
        or (isinstance(inline, Span) and _is_visible(inline.children))
        for inline in inlines
    )


def cut(tokens: Iterable[Token], ranges: Iterable[tuple[int, int]]) -> list[list[Token]]:
    """The tokens of each range. Ranges ascend and do not overlap; what stands between them is left out."""
    out: list[list[Token]] = []
    source = iter(tokens)
    token, begin = next(source, None), 0
    for start, end in ranges:
        held: list[Token] = []
        while token is not None and begin < end:
            stop = begin + len(token.text)
            if stop > start:
                low, high = max(start - begin, 0), min(end - begin, len(token.text))
                held.append(token if token.node >= 0 else Token(token.path, token.text[low:high]))
            if stop > end:
                break
            token, begin = next(source, None), stop
        out.append(held)
    return out


def fold(tokens: Iterable[Token], nodes: tuple[Span | Atom, ...]) -> tuple[Inline, ...]:
    """The tree of a stream: neighbouring texts become one, neighbours under one node come under one span."""
    levels: list[list[Inline]] = [[]]
    path: Path = ()
    for token in tokens:
        shared = common(path, token.path)
        _close(levels, path, len(shared), nodes)
        levels.extend([] for _ in token.path[len(shared) :])
        path = token.path
        inner = levels[-1]
        if token.node >= 0:
            inner.append(nodes[token.node])
        elif inner and isinstance(last := inner[-1], Text):
            inner[-1] = Text(last.text + token.text)
        else:
            inner.append(Text(token.text))
    _close(levels, path, 0, nodes)
    return tuple(levels[0])


def _close(levels: list[list[Inline]], path: Path, depth: int, nodes: tuple[Span | Atom, ...]) -> None:
    for node in reversed(path[depth:]):
        span = nodes[node]
        assert isinstance(span, Span)
        children = levels.pop()
        levels[-1].append(replace(span, children=tuple(children)))


def common(left: Path, right: Path) -> Path:
    """The spans that two tokens share."""
    size = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        size += 1
    return left[:size]


SHORT_TEXTS = {
    ("image", "alt"): ("alt", "alt"),
    ("image", "title"): ("title", "image-title"),
    ("link", "title"): ("title", "link-title"),
}
"""Attributes that hold words of their own: (kind, attribute) -> (Place.field without number, Key.context)."""


class ShortText(NamedTuple):
    """An attribute of a node that is translated."""

    node: int
    attribute: str
    field: str
    """As in `Place.field`: `alt:1`, `title:2`."""
    context: str
    text: str


def short_texts(nodes: tuple[Span | Atom, ...]) -> list[ShortText]:
    """The alternative texts and titles of a block in source order; each kind is numbered from 1."""
    counts: dict[str, int] = {}
    out = []
    for index, node in enumerate(nodes):
        for attribute in ("alt", "title"):
            names = SHORT_TEXTS.get((node.kind, attribute))
            text = attr(node, attribute)
            if names and text:
                counts[names[0]] = counts.get(names[0], 0) + 1
                out.append(ShortText(index, attribute, f"{names[0]}:{counts[names[0]]}", names[1], text))
    return out


def reword(inlines: tuple[Inline, ...], changes: Mapping[tuple[int, str], str]) -> tuple[Inline, ...]:
    """The same inlines with other words in some attributes, by (node, attribute)."""
    counter = iter(range(1 << 31))
    return _reword(inlines, changes, counter)


def _reword(
    inlines: tuple[Inline, ...], changes: Mapping[tuple[int, str], str], counter: Iterable[int]
) -> tuple[Inline, ...]:
    out: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            out.append(inline)
            continue
        node = next(iter(counter))
        attrs = _attrs(inline.attrs, node, changes)
        if isinstance(inline, Atom):
            out.append(inline if attrs == inline.attrs else replace(inline, attrs=attrs))
            continue
        visible = _is_visible(inline.children)
        children = _reword(inline.children, changes, counter) if visible else inline.children
        out.append(replace(inline, attrs=attrs, children=children))
    return tuple(out)


def _attrs(attrs: Attrs, node: int, changes: Mapping[tuple[int, str], str]) -> Attrs:
    return tuple((name, changes.get((node, name), value)) for name, value in attrs)
