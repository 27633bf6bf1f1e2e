"""What a segment is: its identity, its place, the mark-up its tags stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from pubflow.segment.tagged import TaggedText
from pubflow.statement import Atom, Span


class Grain(Enum):
    """How large a segment is."""

    SENTENCE = "sentence"
    BLOCK = "block"


class Key(NamedTuple):
    """A unit's identity: gettext's msgctxt and msgid."""

    context: str
    """"" for prose; the block kind for short texts (`heading`, `cell`, `alt`, `link-title`); `meta:KEY` for front
    matter. A place that needs its own target adds a suffix declared in the sidecar: `#2`."""
    source: str
    """The wire form of the segment's TaggedText."""


class Place(NamedTuple):
    """Where in the statement a segment stands. Sorts in reading order (optional texts with the front matter)."""

    block: int
    """Ordinal among `statement.leaves`, from 0; -1 for front matter."""
    field: str = ""
    """"" for the block's prose; `alt:N` / `title:N` for the N-th inline that has one (from 1, in reading order); for
    front matter the zero-padded position and key, e.g. `00:title`."""
    ordinal: int = 0
    """Ordinal of the segment within that field, from 0."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a tag stands for: the inline itself, a Span without its children."""

    name: str
    """As in the tag: `b` or `x`."""
    number: int
    inline: Span | Atom


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the source to translate."""

    key: Key
    text: TaggedText
    """Without white space at either end; `str(text) == key.source`."""
    slots: tuple[Slot, ...]
    """In tag order, numbered from 1."""
    place: Place
    head: str = ""
    """White space before it inside its field (only ever in the first segment of a field)."""
    tail: str = ""
    """White space after it, up to the next segment of the field."""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """Notes for translators that can be made again: kind, speaker, heading above, what the tags stand for."""
    sentences: tuple[int, ...] = field(default=(), compare=False)
    """Offsets in `text.plain` at which a further sentence begins (a quotation kept whole holds several); engines and
    memory cut here."""
    line: int = field(default=0, compare=False)
    """Line of the source file where its block begins."""
    limit: int = field(default=0, compare=False)
    """How long its target may be, as its place counts (`language.extent`); 0 for as long as it likes."""
