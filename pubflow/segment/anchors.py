"""Find the places that a statement's decisions name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from pubflow.segment.decisions import Anchor, BlockChoice, Decisions
from pubflow.segment.stream import Stream
from pubflow.statement import Atom, attr


@dataclass(slots=True)
class Places:
    """Where the decisions hold: offsets in a block's stream, by the ordinal of the leaf."""

    joins: dict[int, list[int]] = field(default_factory=dict)
    """Where the text that stays joined to what follows ends."""
    splits: dict[int, list[int]] = field(default_factory=dict)
    choices: dict[int, BlockChoice] = field(default_factory=dict)
    distinct: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    lost: list[tuple[str, Anchor]] = field(default_factory=list)


def locate(decisions: Decisions, streams: Iterable[tuple[int, Stream]]) -> Places:
    """Look up every anchor in the statement's text blocks, which come as (ordinal of the leaf, stream)."""
    texts = [_Readable(ordinal, stream) for ordinal, stream in streams]
    out = Places()
    for anchor in decisions.joins:
        if at := _find(anchor, texts, "join", out):
            out.joins.setdefault(at[0], []).append(at[2])
    for anchor in decisions.splits:
        if at := _find(anchor, texts, "split", out):
            out.splits.setdefault(at[0], []).append(at[1])
    for choice in decisions.blocks:
        if at := _find(choice.starts, texts, "block", out):
            out.choices[at[0]] = choice
    for distinct in decisions.distinct:
        if at := _find(distinct.at, texts, "distinct", out):
            out.distinct.setdefault(at[0], []).append((at[1], distinct.suffix))
    return out


def whereabouts(
    anchor: Anchor, streams: Iterable[tuple[int, Stream]], *, starts: bool = False
) -> tuple[int, int, int] | None:
    """(ordinal of the leaf, start and end in its stream) of one anchor, with `starts` at the beginning of a block only;
    None where the statement does not hold it."""
    texts = [_Readable(ordinal, stream) for ordinal, stream in streams]
    return _find(anchor, texts, "block" if starts else "text", Places())


class _Readable:
    """A block's text as a reader sees it, with code and addresses, and the way back to the stream's offsets."""

    def __init__(self, ordinal: int, stream: Stream) -> None:
        self.ordinal = ordinal
        parts: list[str] = []
        self._read, self._flat, self._size = [0], [0], [0]
        read = flat = 0
        for token in stream.tokens:
            shown = token.text
            if token.node >= 0:
                node = stream.nodes[token.node]
                shown = attr(node, "text") if isinstance(node, Atom) and node.kind in ("code", "autolink") else ""
                shown = "\n" if isinstance(node, Atom) and node.kind == "break" else shown
            parts.append(shown)
            self._read.append(read)
            self._flat.append(flat)
            self._size.append(len(token.text))
            read, flat = read + len(shown), flat + len(token.text)
        self.text = "".join(parts)

    def offset(self, at: int, *, end: bool = False) -> int:
        """The stream's offset for one in the readable text; inside a node, its start (or its end)."""
        index = bisect_right(self._read, at - 1 if end else at) - 1
        inside = min(at - self._read[index], self._size[index])
        return self._flat[index] + inside


def _find(anchor: Anchor, texts: list[_Readable], table: str, out: Places) -> tuple[int, int, int] | None:
    """(leaf, start, end) of the anchor in its block's stream."""
    pattern = re.compile(r"\s+".join(map(re.escape, anchor.text.split())))
    found = (
        (text, match)
        for text in texts
        for match in pattern.finditer(text.text)
        if table != "block" or not text.text[: match.start()].strip()
    )
    hit = next(islice(found, anchor.occurrence - 1, None), None)
    if hit is None:
        out.lost.append((table, anchor))
        return None
    text, match = hit
    return text.ordinal, text.offset(match.start()), text.offset(match.end(), end=True)
