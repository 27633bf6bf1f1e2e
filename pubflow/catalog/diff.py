"""What changed between two texts, for people to read: by words, and by signs where a script has no spaces. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from pubflow.language.script import UNSPACED

_LETTERS: Final = rf"[^\W_{UNSPACED}]+"
_PIECE: Final = re.compile(rf"</?[a-z]+\d+/?>|[{UNSPACED}]|{_LETTERS}(?:['’-]{_LETTERS})*|\s+|[^\w\s]|_")
_WORD: Final = re.compile(rf"\s*(?:[{UNSPACED}]{{1,2}}|[^\s{UNSPACED}]+)\s*")
"""With the space around it. Words of Chinese have two signs more often than one."""
_MARKS: Final = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_AROUND: Final = 4
"""Words that an excerpt leaves beside a change."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that stayed (`=`), went (`-`) or came (`+`)."""

    mark: Literal["=", "-", "+"]
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order; what stayed and came is `new`, what stayed and went is `old`."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    return tuple(_merged(_pieces(before, after)))


def marked(old: str, new: str) -> str:
    """One text with both: `held [-six-]{+seven+} people`; a text that is equal comes back as it is."""
    return inline(word_diff(old, new))


def inline(pieces: Iterable[Piece]) -> str:
    """The pieces as one text, as `marked` gives it."""
    return "".join(_MARKS[piece.mark].format(piece.text) for piece in pieces)


def excerpt(pieces: Sequence[Piece]) -> str:
    """The same with a few words beside each change; what is far from all of them is `…`."""
    last = len(pieces) - 1
    return inline(
        Piece("=", _shortened(piece.text, head=number > 0, tail=number < last)) if piece.mark == "=" else piece
        for number, piece in enumerate(pieces)
    )


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    gone, come = "", ""
    for operation, start, end, to_start, to_end in _slid(matcher.get_opcodes(), before, after):
        stayed = "".join(after[to_start:to_end])
        # A space between two changes is part of both: `[-a b-]{+c d+}` reads better than a word at a time.
        if operation == "equal" and not (stayed.isspace() and (gone or come) and to_end < len(after)):
            yield from _changed(gone, come)
            gone, come = "", ""
            yield Piece("=", stayed)
        else:
            gone += "".join(before[start:end])
            come += stayed
    yield from _changed(gone, come)


_Operation = tuple[str, int, int, int, int]


def _slid(operations: Sequence[_Operation], before: list[str], after: list[str]) -> Iterator[_Operation]:
    """What came or went as far to the right as it goes: a whole sentence, not the end of one and most of the next."""
    by = 0
    for number, (name, start, end, to_start, to_end) in enumerate(operations):
        start, to_start = start + by, to_start + by
        by = 0
        following = operations[number + 1] if number + 1 < len(operations) else None
        if name in {"insert", "delete"} and following is not None and following[0] == "equal":
            pieces, head, tail = (after, to_start, to_end) if name == "insert" else (before, start, end)
            room = following[2] - following[1]
            while by < room and pieces[head + by] == pieces[tail + by]:
                by += 1
        if by:
            yield "equal", start, start + by, to_start, to_start + by
        yield name, start + by, end + by, to_start + by, to_end + by


def _changed(gone: str, come: str) -> Iterator[Piece]:
    # What both end with belongs to neither.
    tail = gone[len(gone.rstrip()) :] if gone.strip() and come.strip() else ""
    tail = tail if tail and come.endswith(tail) else ""
    if tail:
        gone, come = gone.removesuffix(tail), come.removesuffix(tail)
    if gone:
        yield Piece("-", gone)
    if come:
        yield Piece("+", come)
    if tail:
        yield Piece("=", tail)


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.mark == piece.mark:
            held = Piece(held.mark, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _shortened(text: str, *, head: bool, tail: bool) -> str:
    """What stands beside a change on either side; `head`, `tail`: on which."""
    words = _WORD.findall(text)
    if len(words) <= _AROUND * (head + tail) + 1:
        return text
    begin = "".join(words[:_AROUND]) if head else ""
    end = "".join(words[-_AROUND:]) if tail else ""
    # A space stays one where the words have one between them.
    return f"{_ended(begin)}…{' ' * bool(end and words[-_AROUND - 1][-1].isspace())}{end}"


def _ended(text: str) -> str:
    return text.rstrip() + " " if text[-1:].isspace() else text
