"""A tagged text taken apart into its words and its marks, and put together again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pubflow.segment.tagged import Form, Tag, TaggedText


@dataclass(frozen=True, slots=True)
class Mark:
    """One tag pair, or one single tag (`start == end`), over offsets of a plain text."""

    name: str
    number: int
    start: int
    end: int
    single: bool
    depth: int
    """How many pairs stand around it."""
    order: int
    """Ordinal among the marks of its text, by where it begins."""

    def __str__(self) -> str:
        return f"<{self.name}{self.number}{'/' if self.single else ''}>"


def taken_out(text: TaggedText) -> tuple[str, tuple[Mark, ...]] | None:
    """The plain text and its marks in order, or None when pairs are not closed in the order they were opened."""
    plain: list[str] = []
    at = 0
    marks: list[Mark] = []
    stack: list[tuple[Tag, int, int]] = []
    order = 0
    for part in text.parts:
        if isinstance(part, str):
            plain.append(part)
            at += len(part)
            continue
        if part.form is Form.CLOSE:
            if not stack or (stack[-1][0].name, stack[-1][0].number) != (part.name, part.number):
                return None
            _, start, begun = stack.pop()
            marks.append(Mark(part.name, part.number, start, at, False, len(stack), begun))
            continue
        if part.form is Form.OPEN:
            stack.append((part, at, order))
        else:
            marks.append(Mark(part.name, part.number, at, at, True, len(stack), order))
        order += 1
    if stack:
        return None
    return "".join(plain), tuple(sorted(marks, key=lambda mark: mark.order))


def put_back(plain: str, placed: Sequence[tuple[Mark, int, int]]) -> TaggedText | None:
    """The plain text with each mark at its new offsets, or None when pairs would cross or change their nesting."""
    events: list[tuple[tuple[int, int, int], int, Tag]] = []
    for mark, start, end in placed:
        if mark.single:
            events.append(((start, _rank_of_single(mark, start, placed), mark.order), start, _tag(mark, Form.SINGLE)))
        else:
            if end <= start:
                return None
            events.append(((start, 2, mark.order), start, _tag(mark, Form.OPEN)))
            events.append(((end, 0, -mark.order), end, _tag(mark, Form.CLOSE)))
    events.sort(key=lambda event: event[0])
    parts: list[str | Tag] = []
    done = 0
    for _, at, tag in events:
        parts += [plain[done:at], tag]
        done = at
    text = TaggedText.of((*parts, plain[done:]))
    found = taken_out(text)
    if found is None or _nesting(found[1]) != _nesting([mark for mark, _, _ in placed]):
        return None
    return text


def _rank_of_single(single: Mark, at: int, placed: Sequence[tuple[Mark, int, int]]) -> int:
    """Among what stands at one offset: -1 inside a pair that ends here, 1 between pairs, 3 inside one that begins."""
    for mark, start, end in placed:
        if mark.single or not _holds(mark, single):
            continue
        if end == at:
            return -1
        if start == at:
            return 3
    return 1


def _tag(mark: Mark, form: Form) -> Tag:
    return Tag(mark.name, mark.number, form)


def _nesting(marks: Sequence[Mark]) -> list[tuple[str, int, int]]:
    """Each mark with the number of pairs of this selection that stand around it."""
    pairs = [mark for mark in marks if not mark.single]
    return sorted((mark.name, mark.number, sum(_holds(pair, mark) for pair in pairs)) for mark in marks)


def _holds(pair: Mark, mark: Mark) -> bool:
    return pair.depth < mark.depth and pair.start <= mark.start and mark.end <= pair.end
