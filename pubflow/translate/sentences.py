"""A segment cut into what an engine gets: sentences of plain text, with the marks that belong to each. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pubflow.segment.model import Segment
from pubflow.segment.tagged import Form, Part, Tag, TaggedText
from pubflow.statement import Atom
from pubflow.translate.marks import Mark, taken_out

_WORDS = ("code", "autolink")
"""Atoms that read as a word of their sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as an engine that knows no tags gets it."""

    text: str
    """Without white space at its ends; stand-ins in it."""
    gap: str
    """White space before it."""
    start: int
    """Offset in the plain text of `Cut`."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Cut:
    """A segment's plain text in sentences, and its marks."""

    plain: str
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...]
    stand_ins: tuple[tuple[str, int], ...]
    """(word, tag number): words that stand in the text for single tags that read as one."""

    def local(self, mark: Mark) -> tuple[tuple[int, Mark], ...]:
        """The first and the last sentence that a mark touches, with its part in each."""
        touched = [
            (index, replace(mark, start=max(mark.start, one.start) - one.start, end=min(mark.end, one.end) - one.start))
            for index, one in enumerate(self.sentences)
            if (
                one.start <= mark.start <= one.end
                if mark.single
                else max(mark.start, one.start) < min(mark.end, one.end)
            )
        ]
        if mark.single:
            return tuple(touched[:1]) or self._beside(mark)
        return (touched[0], touched[-1]) if len(touched) > 1 else tuple(touched)

    def _beside(self, mark: Mark) -> tuple[tuple[int, Mark], ...]:
        """A single mark in the white space around a sentence: to the one it follows; before the first, to that one."""
        index = max((index for index, one in enumerate(self.sentences) if one.end <= mark.start), default=0)
        if not self.sentences:
            return ()
        at = 0 if mark.start < self.sentences[index].start else len(self.sentences[index].text)
        return ((index, replace(mark, start=at, end=at)),)


def cut(segment: Segment, *, stand_ins: bool = True) -> Cut | None:
    """Cut a segment for an engine; None when its tags do not pair."""
    words = _stand_ins(segment) if stand_ins else {}
    text = TaggedText.of(_with_words(segment.text, words))
    found = taken_out(text)
    if found is None:
        return None
    plain, marks = found
    at = _offsets(segment, words)
    breaks = {slot.number for slot in segment.slots if isinstance(slot.inline, Atom) and slot.inline.kind == "break"}
    at |= {mark.start for mark in marks if mark.single and mark.number in breaks}
    return Cut(plain, tuple(_sentences(plain, at)), marks, tuple((word, number) for number, word in words.items()))


def tags_for_words(text: TaggedText, stand_ins: tuple[tuple[str, int], ...]) -> TaggedText:
    """The inverse of what `cut` did: each stand-in, with the pair around it, is its single tag again."""
    numbers = {number for _, number in stand_ins}
    out: list[Part] = []
    inside = 0
    for part in text.parts:
        if isinstance(part, Tag) and part.name == "x" and part.number in numbers:
            if part.form is Form.OPEN:
                out.append(Tag("x", part.number, Form.SINGLE))
                inside = part.number
            else:
                inside = 0
        elif not inside:
            out.append(part)
    return TaggedText.of(out)


def _stand_ins(segment: Segment) -> dict[int, str]:
    wanted = [
        slot.number
        for slot in segment.slots
        if isinstance(slot.inline, Atom) and slot.inline.kind in _WORDS and slot.name == "x"
    ]
    upper = segment.text.plain.upper()
    name = next((name for name in ("XQ", "XZ", "QXZ", "ZQXJ") if name not in upper), "")
    return {number: f"{name}{number}" for number in wanted} if name else {}


def _with_words(text: TaggedText, words: dict[int, str]) -> Iterator[Part]:
    for part in text.parts:
        if isinstance(part, Tag) and part.form is Form.SINGLE and part.name == "x" and part.number in words:
            yield Tag("x", part.number, Form.OPEN)
            yield words[part.number]
            yield Tag("x", part.number, Form.CLOSE)
        else:
            yield part


def _offsets(segment: Segment, words: dict[int, str]) -> set[int]:
    """Where sentences begin, moved by the stand-ins before them."""
    out: set[int] = set()
    at = moved = 0
    waiting = sorted(offset for offset in segment.sentences if offset > 0)
    for part in segment.text.parts:
        if isinstance(part, str):
            at += len(part)
            out |= {offset + moved for offset in waiting if at - len(part) <= offset < at}
        elif part.form is Form.SINGLE and part.name == "x" and part.number in words:
            moved += len(words[part.number])
    return out


def _sentences(plain: str, at: set[int]) -> Iterator[Sentence]:
    bounds = [0, *sorted(offset for offset in at if 0 < offset < len(plain)), len(plain)]
    gap = ""
    for start, end in pairwise(bounds):
        piece = plain[start:end]
        body = piece.strip()
        if not body:
            gap += piece
            continue
        lead = len(piece) - len(piece.lstrip())
        yield Sentence(body, gap + piece[:lead], start + lead)
        gap = piece[lead + len(body) :]
