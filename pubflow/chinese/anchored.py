"""Text whose tags keep their places while it is edited. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pubflow.chinese.chars import ATOM
from pubflow.segment.tagged import Form, Part, Tag, TaggedText


class Edit(NamedTuple):
    """Put `text` in place of a stretch; an empty stretch is an insertion."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """The text without tags, an ATOM for each single one, and where the tags stand, in order."""

    text: str
    tags: tuple[tuple[int, Tag], ...] = ()

    @classmethod
    def of(cls, tagged: TaggedText) -> Anchored:
        """The inverse of `tagged`."""
        out: list[str] = []
        tags: list[tuple[int, Tag]] = []
        size = 0
        for part in tagged.parts:
            if isinstance(part, Tag):
                tags.append((size, part))
                part = ATOM if part.form is Form.SINGLE else ""
            out.append(part)
            size += len(part)
        return cls("".join(out), tuple(tags))

    @property
    def tagged(self) -> TaggedText:
        """The text with its tags in it."""
        parts: list[Part] = []
        at = 0
        for offset, tag in self.tags:
            parts += [self.text[at:offset], tag]
            at = offset + (tag.form is Form.SINGLE)
        return TaggedText.of([*parts, self.text[at:]])

    def edited(self, edits: Iterable[Edit]) -> Anchored:
        """With these edits, which neither overlap nor touch an ATOM, made at once.

        What is inserted where a tag stands stands outside its pair.
        """
        wanted = [_trimmed(self.text, edit) for edit in sorted(edits)]
        wanted = [edit for edit in wanted if edit.text or edit.start < edit.end]
        if not wanted:
            return self
        out: list[str] = []
        at = 0
        for edit in wanted:
            assert edit.start >= at, "edits overlap"
            out += [self.text[at : edit.start], edit.text]
            at = edit.end
        return Anchored("".join([*out, self.text[at:]]), tuple(_moved(self.tags, wanted)))


def _trimmed(text: str, edit: Edit) -> Edit:
    """Without what stays as it was at its ends, so that a tag there does not move."""
    start, end, new = edit
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Edit(start, end, new)


def _moved(tags: tuple[tuple[int, Tag], ...], edits: list[Edit]) -> Iterable[tuple[int, Tag]]:
    last = 0
    for offset, tag in tags:
        moved = offset
        for edit in edits:
            if edit.start > offset:
                break
            moved += _shift(offset, tag, edit)
        # Where an edit ran over several tags, their order is kept.
        last = max(last, moved)
        yield last, tag


def _shift(offset: int, tag: Tag, edit: Edit) -> int:
    """How far an edit that begins at or before a tag moves it."""
    start, end, new = edit
    grown = len(new) - (end - start)
    if start == end == offset:
        return 0 if tag.form is Form.CLOSE else grown
    if end <= offset:
        return grown
    if start == offset or not grown:
        return 0
    return end + grown - offset if tag.form is Form.CLOSE else start - offset
