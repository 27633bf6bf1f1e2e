"""Join targets into a statement: the other half of `split`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pubflow.errors import PubflowError, TagError
from pubflow.segment import tags
from pubflow.segment.fit import is_joined, tag_faults
from pubflow.segment.model import Place, Segment
from pubflow.segment.split import length
from pubflow.segment.stream import Stream, Token, common, cut, flatten, fold, reword, short_texts
from pubflow.segment.tagged import TaggedText
from pubflow.statement import Atom, Block, Inline, Span, Statement

Pair = tuple[Segment, TaggedText | None]


def join(
    statement: Statement,
    segments: Sequence[Segment],
    targets: Sequence[TaggedText | None],
    *,
    spaced: bool = True,
    left_out: Collection[Place] = (),
) -> Statement:
    """The statement with these targets in place of its segments.

    `segments` as `split` gave them for this very statement, `targets` in the same order; None lets the source stand in.
    A block none of whose targets differs from its source is the source's own. Between units stands what the target
    language wants: a space when `spaced`, else nothing. A target that is `<joined/>` is left out: the unit before it
    says its text too, with its tags counted on from that unit's own. A segment that is `left_out` goes with its
    mark-up; not all of a block can. The language of the statement is not touched.

    Raises TagError for a target whose tags do not fit, and for a `<joined/>` without a target before it.
    """
    if len(segments) != len(targets):
        raise PubflowError(f"{len(segments)} segments and {len(targets)} targets")
    fields: dict[tuple[int, str], list[Pair]] = {}
    for segment, target in zip(segments, targets, strict=True):
        if target is not None:
            # Same text, same inlines: the source keeps its own line breaks.
            target = None if target == segment.text else target
        fields.setdefault((segment.place.block, segment.place.field), []).append((segment, target))
    changed = {
        key: pairs
        for key, pairs in fields.items()
        if any(target is not None or segment.place in left_out for segment, target in pairs)
    }
    if not changed:
        return statement
    joiner = _Joiner(statement, spaced, left_out, {})
    for (ordinal, field), pairs in changed.items():
        joiner.by_block.setdefault(ordinal, {})[field] = pairs
    return replace(statement, meta=joiner.meta(), blocks=joiner.blocks(statement.blocks, iter(range(1 << 62))))


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that one target serves: the first, and those joined to it."""

    pairs: list[Pair]

    @property
    def first(self) -> Segment:
        return self.pairs[0][0]

    @property
    def target(self) -> TaggedText | None:
        return self.pairs[0][1]

    @property
    def tail(self) -> str:
        return self.pairs[-1][0].tail


class _Piece(NamedTuple):
    """One group's tokens, and what stood between it and the next in the source."""

    tokens: list[Token]
    tail: str
    is_source: bool


class _Joiner:
    def __init__(
        self,
        statement: Statement,
        spaced: bool,
        left_out: Collection[Place],
        by_block: dict[int, dict[str, list[Pair]]],
    ) -> None:
        self._statement = statement
        self._spaced = spaced
        self._left_out = left_out
        self.by_block = by_block
        """The fields that change, by the ordinal of the leaf."""

    def meta(self) -> tuple[tuple[str, str], ...]:
        changed = {field.partition(":")[2]: pairs for field, pairs in self.by_block.get(-1, {}).items()}
        return tuple(
            (key, self._words(changed[key]) if key in changed else value) for key, value in self._statement.meta
        )

    def blocks(self, blocks: tuple[Block, ...], ordinals: Iterator[int]) -> tuple[Block, ...]:
        """The blocks, those kept that nothing changes in."""
        return tuple(self._block(block, ordinals) for block in blocks)

    def _block(self, block: Block, ordinals: Iterator[int]) -> Block:
        if block.children:
            children = self.blocks(block.children, ordinals)
            same = all(new is old for new, old in zip(children, block.children, strict=True))
            return block if same else replace(block, children=children)
        fields = self.by_block.get(next(ordinals))
        return block if fields is None else replace(block, inlines=self._inlines(block.inlines, fields))

    def _inlines(self, inlines: tuple[Inline, ...], fields: dict[str, list[Pair]]) -> tuple[Inline, ...]:
        if len(fields) > 1 or "" not in fields:
            changes = {
                (short.node, short.attribute): self._words(fields[short.field])
                for short in short_texts(flatten(inlines).nodes)
                if short.field in fields
            }
            inlines = reword(inlines, changes)
        return self._prose(flatten(inlines), fields[""]) if "" in fields else inlines

    def _prose(self, stream: Stream, pairs: list[Pair]) -> tuple[Inline, ...]:
        sources = list(cut(stream.tokens, _ranges(pairs, len(stream.text))))
        pieces: list[_Piece] = []
        at = 0
        for group in self._groups(pairs):
            held = sources[at : at + len(group.pairs)]
            at += len(held)
            if group.first.place not in self._left_out:
                pieces.append(self._piece(group, held, stream.nodes))
        if not pieces:
            raise self._error(pairs[0][0], "every unit of its block is left out")
        head, last = pairs[0][0].head, pairs[-1][0].tail
        tokens = [Token((), head), *self._spread(pieces), Token((), last)]
        return fold([token for token in tokens if token.node >= 0 or token.text], stream.nodes)

    def _piece(self, group: _Group, held: list[list[Token]], nodes: tuple[Span | Atom, ...]) -> _Piece:
        target = group.target
        if target is None:
            return _Piece(held[0], group.tail, is_source=True)
        self._check(group)
        numbers = [node for tokens in held for node in tags.numbering(tokens)]
        tokens = tags.to_tokens(target, numbers)
        blank = " " if self._spaced else ""
        tokens = [token if token.node >= 0 else token.saying(_without_breaks(token.text, blank)) for token in tokens]
        for token in tokens:
            if sum(nodes[node].kind == "link" for node in token.path) > 1:
                raise self._error(group.first, "a link stands inside another link")
        return _Piece(tokens, group.tail, is_source=False)

    def _spread(self, pieces: list[_Piece]) -> Iterator[Token]:
        for number, piece in enumerate(pieces):
            yield from piece.tokens
            if number + 1 < len(pieces):
                following = pieces[number + 1]
                between = self._between(piece, following)
                if between:
                    path = common(piece.tokens[-1].path, following.tokens[0].path)
                    yield Token(path, between)

    def _between(self, piece: _Piece, following: _Piece) -> str:
        if piece.is_source and following.is_source:
            return piece.tail
        if piece.is_source or following.is_source or self._spaced:
            return " " if piece.tail else ""
        return ""

    def _words(self, pairs: list[Pair]) -> str:
        """A field without mark-up."""
        out = [pairs[0][0].head]
        groups = list(self._groups(pairs))
        for number, group in enumerate(groups):
            source = group.target is None
            if group.target is not None:
                self._check(group)
            text = (group.target or group.first.text).plain
            out.append(_without_breaks(text.strip(), " " if self._spaced or source else ""))
            if number + 1 < len(groups):
                apart = self._spaced or source or groups[number + 1].target is None
                out.append(" " if apart and group.tail else "")
        return "".join([*out, groups[-1].tail])

    def _groups(self, pairs: list[Pair]) -> Iterator[_Group]:
        group: _Group | None = None
        for segment, target in pairs:
            if target is None or not is_joined(target):
                if group:
                    yield group
                group = _Group([(segment, target)])
            elif group is None:
                raise self._error(segment, "<joined/> stands first in its block: there is nothing to join it to")
            elif group.target is None or group.first.place in self._left_out:
                raise self._error(segment, "<joined/> follows a unit without a target: its text would be lost")
            else:
                group.pairs.append((segment, target))
        assert group is not None, "a field has at least one segment"
        yield group

    def _check(self, group: _Group) -> None:
        assert group.target is not None
        joined = [segment.text for segment, _ in group.pairs[1:]]
        faults = tag_faults(group.first.text, group.target, joined=joined)
        if faults:
            raise self._error(group.first, "; ".join(faults))

    def _error(self, segment: Segment, words: str) -> TagError:
        line = f":{segment.line}" if segment.line else ""
        start = " ".join(segment.text.plain[:60].split())
        return TagError(
            f"the target of “{start}…”: {words}"
            if len(segment.text.plain) > 60
            else f"the target of “{start}”: {words}",
            where=f"{self._statement.path or self._statement.id}{line}",
            hint="copy each tag of the source into the target once, as it stands",
        )


def _ranges(pairs: Iterable[Pair], size: int) -> list[tuple[int, int]]:
    """Where the segments of a block stand in its stream. Raises PubflowError when they are another block's."""
    out, at = [], 0
    for segment, _ in pairs:
        end = at + length(segment)
        out.append((at + len(segment.head), end - len(segment.tail)))
        at = end
    if at != size:
        raise PubflowError("these segments were not cut from this statement")
    return out


def _without_breaks(text: str, blank: str) -> str:
    if "\n" not in text and "\r" not in text:
        return text
    return blank.join(line.strip() for line in text.splitlines() if line.strip()) if text.strip() else blank
