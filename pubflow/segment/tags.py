"""Tokens to tagged text and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pubflow.segment.model import Slot
from pubflow.segment.stream import Path, Token, common
from pubflow.segment.tagged import Form, Part, Tag, TaggedText
from pubflow.statement import Atom, Span

_SOFT_BREAKS = str.maketrans("\r\n", "  ")


def flow(text: str) -> str:
    """The text with each soft line break as a space, so that re-wrapping a source changes no key."""
    return text.translate(_SOFT_BREAKS) if "\n" in text or "\r" in text else text


def numbering(tokens: Iterable[Token]) -> list[int]:
    """The nodes in tag order: the tag with number N stands for item N-1."""
    seen: dict[int, None] = {}
    for token in tokens:
        for node in token.path:
            seen[node] = None
        if token.node >= 0:
            seen[token.node] = None
    return list(seen)


def to_text(tokens: Sequence[Token]) -> TaggedText:
    """The tagged text of one segment. White space at its ends is the caller's business."""
    if all(token.node < 0 and not token.path for token in tokens):
        return TaggedText.of([flow("".join([token.text for token in tokens]))])
    numbers = {node: number for number, node in enumerate(numbering(tokens), 1)}
    return TaggedText.of(_parts(tokens, numbers))


def _parts(tokens: Sequence[Token], numbers: dict[int, int]) -> Iterator[Part]:
    path: Path = ()
    for token in tokens:
        shared = len(common(path, token.path))
        for node in reversed(path[shared:]):
            yield Tag("b", numbers[node], Form.CLOSE)
        for node in token.path[shared:]:
            yield Tag("b", numbers[node], Form.OPEN)
        path = token.path
        yield Tag("x", numbers[token.node], Form.SINGLE) if token.node >= 0 else flow(token.text)
    for node in reversed(path):
        yield Tag("b", numbers[node], Form.CLOSE)


def slots(tokens: Sequence[Token], nodes: tuple[Span | Atom, ...]) -> tuple[Slot, ...]:
    """What each tag of one segment stands for, in tag order."""
    singles = {token.node for token in tokens if token.node >= 0}
    return tuple(
        Slot("x" if node in singles else "b", number, _bare(nodes[node]))
        for number, node in enumerate(numbering(tokens), 1)
    )


def _bare(node: Span | Atom) -> Span | Atom:
    return replace(node, children=()) if isinstance(node, Span) else node


def to_tokens(target: TaggedText, nodes: Sequence[int]) -> list[Token]:
    """The tokens of a target whose tags fit (see `fit.tag_faults`); `nodes` as `numbering` gives them.

    White space at the ends is dropped: what stands between segments is for `join`.
    """
    out: list[Token] = []
    path: Path = ()
    for part in target.parts:
        match part:
            case str():
                out.append(Token(path, part))
            case Tag(number=number, form=Form.OPEN):
                path = (*path, nodes[number - 1])
            case Tag(form=Form.CLOSE):
                path = path[:-1]
            case Tag(number=number):
                out.append(Token(path, "\ufffc", nodes[number - 1]))
    return _trimmed(out)


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[0].node < 0:
        tokens[0] = tokens[0].saying(tokens[0].text.lstrip())
        if tokens[0].text:
            break
        del tokens[0]
    while tokens and tokens[-1].node < 0:
        tokens[-1] = tokens[-1].saying(tokens[-1].text.rstrip())
        if tokens[-1].text:
            break
        del tokens[-1]
    return tokens
