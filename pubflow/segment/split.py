"""Split a statement into segments.

Order: front matter (`title`, `subtitle`, `summary`, `excerpt`, `description`, `place`), then the blocks in the order of
`statement.leaves`; the alternative texts and titles of a block follow the segment whose mark-up they belong to. Last
come the optional texts of the front matter (`slug`, `social.x` ...), so that they change no number when they are added.

Contexts of keys: "" for prose (paragraphs, list items, quoted passages, footnotes), `heading`, `cell`, `alt`,
`image-title`, `link-title`, `meta:KEY`. A top heading that equals the title takes `meta:title`; a summary that equals
the lead paragraph takes that paragraph's segments: one target serves both.

Headings, cells and other short texts are one segment each, whatever they hold. Without a letter there is no segment:
the text is carried over as it stands; so are code, HTML and rules. A sentence without a letter joins its neighbour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pubflow.finding import Finding, Severity, Where
from pubflow.segment import notes, quotations, sentences, tags
from pubflow.segment.anchors import Places, locate
from pubflow.segment.decisions import Anchor, BlockChoice, Decisions, Quoting
from pubflow.segment.model import Grain, Key, Place, Segment
from pubflow.segment.notes import Surroundings
from pubflow.segment.optional import optional_keys
from pubflow.segment.quotations import Quotation
from pubflow.segment.rules import Rules, default_rules
from pubflow.segment.stream import Stream, Token, cut, flatten, short_texts
from pubflow.segment.tagged import TaggedText
from pubflow.statement import Block, Statement, leaves

META_KEYS = ("title", "subtitle", "summary", "excerpt", "description", "place")
"""Front matter that is translated, in the order of its units."""
_SUMMARIES = frozenset({"summary", "excerpt", "description"})
_CONTEXTS = {"heading": "heading", "cell": "cell"}
_OPAQUE = frozenset({"code", "html", "rule"})
_NOWHERE = Anchor("")


def split(
    statement: Statement,
    *,
    rules: Rules | None = None,
    grain: Grain = Grain.SENTENCE,
    quotations: Quoting = "whole",
    decisions: Decisions | None = None,
) -> tuple[Segment, ...]:
    """The segments of a statement in reading order; `join` takes their targets back.

    `grain` and `quotations` are the project's; what `decisions` say of the statement, a block or a place goes first.
    """
    splitter = _Splitter(statement, rules or default_rules(), grain, quotations, decisions or Decisions())
    body = [splitter.block(ordinal, block, around) for ordinal, (block, around) in splitter.blocks]
    return (*splitter.front_matter(), *(segment for block in body for segment in block), *splitter.optional())


def unanchored(statement: Statement, decisions: Decisions) -> tuple[Finding, ...]:
    """A finding for each place that the decisions name and the statement no longer holds."""
    places = locate(decisions, ((at, flatten(block.inlines)) for at, block in enumerate(leaves(statement.blocks))))
    where = Where(decisions.path or statement.path)
    return tuple(
        Finding(
            "anchor-lost",
            Severity.WARNING,
            f"[[{table}]]: “{notes.short(anchor.text)}” (occurrence {anchor.occurrence}) is not in the statement",
            where,
        )
        for table, anchor in places.lost
    )


def offline_blocks(statement: Statement, decisions: Decisions) -> frozenset[int] | None:
    """The blocks (`Place.block`) that no online engine may read; None where it may read nothing of the statement.

    Where one of them can no longer be found, nobody knows what it covered: then it is all.
    """
    marked = [choice for choice in decisions.blocks if choice.offline]
    if decisions.offline:
        return None
    if not marked:
        return frozenset()
    places = locate(decisions, ((at, flatten(block.inlines)) for at, block in enumerate(leaves(statement.blocks))))
    found = frozenset(at for at, choice in places.choices.items() if choice.offline)
    return found if len(found) == len(marked) else None


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where one text is cut."""

    units: Sequence[int]
    """Offsets at which a unit other than the first begins."""
    inside: Sequence[int]
    """Offsets at which a sentence begins inside a unit."""
    quoted: tuple[Quotation, ...] = ()


class _Splitter:
    """What stays the same while one statement is split."""

    def __init__(
        self, statement: Statement, rules: Rules, grain: Grain, quoting: Quoting, decisions: Decisions
    ) -> None:
        self._statement = statement
        self._rules = rules
        self._grain = decisions.grain or grain
        self._quoting = decisions.quotations or quoting
        self.blocks = list(enumerate(notes.walk(statement.blocks, statement.get("title"))))
        self._streams = {
            ordinal: flatten(block.inlines)
            for ordinal, (block, _) in self.blocks
            if block.inlines and block.translatable and block.kind not in _OPAQUE
        }
        self._places = locate(decisions, self._streams.items()) if decisions.anchors() else Places()
        self._title = tags.flow(statement.get("title")).strip()
        self._lead: tuple[str, tuple[Segment, ...]] | None = None

    def block(self, ordinal: int, block: Block, around: Surroundings) -> list[Segment]:
        """The segments of one leaf: its prose, each segment followed by the short texts of its mark-up."""
        stream = self._streams.get(ordinal)
        if stream is None:
            return []
        prose = self._prose(ordinal, block, around, stream) if has_letters(stream.text) else []
        if self._lead is None and block.kind == "paragraph" and prose:
            plain_text = all(token.node < 0 for token in stream.tokens)
            self._lead = (" ".join(stream.text.split()) if plain_text else "", tuple(prose))
        return self._with_short_texts(ordinal, block, stream, prose) if stream.nodes else prose

    def _prose(self, ordinal: int, block: Block, around: Surroundings, stream: Stream) -> list[Segment]:
        cuts = self._cuts(ordinal, block, stream.text)
        edges = [0, *cuts.units, len(stream.text)]
        ranges = [stripped(stream.text, start, end) for start, end in pairwise(edges)]
        context = _CONTEXTS.get(block.kind, "")
        if block.kind == "heading" and block.level == 1 and self._title == tags.flow(stream.text).strip():
            context = "meta:title" if not stream.nodes else context
        shared = notes.of_block(block, around)
        suffixes = self._places.distinct.get(ordinal, [])
        out = []
        for number, (held, (start, end)) in enumerate(zip(cut(stream.tokens, ranges), ranges, strict=True)):
            text = tags.to_text(held)
            suffix = next((word for at, word in suffixes if edges[number] <= at < edges[number + 1]), "")
            slots = tags.slots(held, stream.nodes) if stream.nodes else ()
            quoted = [
                Quotation(one.start - start, min(one.end, end) - start, one.closed)
                for one in cuts.quoted
                if start <= one.start < end
            ]
            said = notes.of_quotation(stream.text[start:end], quoted, len(ranges) == 1, self._rules) if quoted else ()
            out.append(
                Segment(
                    key=Key(context + suffix, str(text)),
                    text=text,
                    slots=slots,
                    place=Place(ordinal, "", number),
                    head=stream.text[:start] if number == 0 else "",
                    tail=stream.text[end : edges[number + 1]],
                    notes=(*said, *shared, *notes.of_slots(slots)),
                    sentences=_plain_offsets(cuts.inside, start, end, held),
                    line=block.line,
                )
            )  # fmt: skip
        return out

    def _cuts(self, ordinal: int, block: Block, text: str) -> _Cuts:
        begins = sentences.begins(text, self._statement.language, self._rules)
        quoted = quotations.quotations(text)
        choice = self._places.choices.get(ordinal, BlockChoice(starts=_NOWHERE))
        units: Sequence[int]
        inside: Sequence[int]
        if (choice.grain or self._grain) is Grain.BLOCK or block.kind in _CONTEXTS:
            units, inside = [], begins
        elif (choice.quotations or self._quoting) == "whole":
            units, inside = quotations.keep_whole(text, begins, quoted, self._rules)
        else:
            units, inside = begins, []
        units = with_letters(text, units)
        if ordinal in self._places.joins or ordinal in self._places.splits:
            units, inside = self._decided(ordinal, text, units, inside)
        return _Cuts(units, inside, quoted)

    def _decided(
        self, ordinal: int, text: str, units: Sequence[int], inside: Sequence[int]
    ) -> tuple[list[int], list[int]]:
        begin_units, begin_inside = set(units), set(inside)
        for end in self._places.joins.get(ordinal, []):
            at = min((unit for unit in begin_units if unit >= end), default=None)
            if at is not None and not any(letter.isalnum() for letter in text[end:at]):
                begin_units.discard(at)
                begin_inside.add(at)
        first = len(text) - len(text.lstrip())
        last = len(text.rstrip())
        begin_units.update(at for at in self._places.splits.get(ordinal, []) if first < at < last)
        return sorted(begin_units), sorted(begin_inside - begin_units)

    def _with_short_texts(self, ordinal: int, block: Block, stream: Stream, prose: list[Segment]) -> list[Segment]:
        edges = [0]
        for segment in prose:
            edges.append(edges[-1] + length(segment))
        found = cut(stream.tokens, pairwise(edges)) if prose else [list(stream.tokens)]
        owner = {node: at for at, held in reversed(list(enumerate(found))) for node in tags.numbering(held)}
        after: list[list[Segment]] = [[] for _ in found]
        for short in short_texts(stream.nodes):
            if not has_letters(short.text):
                continue
            node = stream.nodes[short.node]
            what = f"alt text of image {notes.file_name(node)}" if short.attribute == "alt" else f"title of {node.kind}"
            place = Place(ordinal, short.field)
            segment = plain_segment(short.text, Key(short.context, ""), place, (what,), block.line)
            after[owner.get(short.node, 0)].append(segment)
        if not prose:
            return after[0]
        return [one for segment, further in zip(prose, after, strict=True) for one in (segment, *further)]

    def front_matter(self) -> list[Segment]:
        """The units of the front matter. Call it after the blocks: a summary may be the lead again."""
        out: list[Segment] = []
        for position, key in enumerate(META_KEYS):
            value = self._statement.get(key)
            if not has_letters(value):
                continue
            field = f"{position:02}:{key}"
            if self._lead and key in _SUMMARIES and " ".join(value.split()) == self._lead[0]:
                lead = self._lead[1]
                out.extend(replace(one, place=Place(-1, field, at), line=1) for at, one in enumerate(lead))
                continue
            out.append(self._of_meta(key, value, field))
        return out

    def optional(self) -> Iterator[Segment]:
        """The units of the texts that go with the statement."""
        for position, key in enumerate(optional_keys(self._statement.meta), len(META_KEYS)):
            if has_letters(value := self._statement.get(key)):
                yield self._of_meta(key, value, f"{position:02}:{key}")

    def _of_meta(self, key: str, value: str, field: str) -> Segment:
        begins = sentences.begins(value, self._statement.language, self._rules)
        segment = plain_segment(value, Key(f"meta:{key}", ""), Place(-1, field), (key,), 1)
        return replace(segment, sentences=tuple(at - len(segment.head) for at in begins if at > len(segment.head)))


def _plain_offsets(begins: Sequence[int], start: int, end: int, held: Sequence[Token]) -> tuple[int, ...]:
    """Sentence beginnings as offsets in the segment's plain text, in which mark-up counts nothing."""
    inner = [at - start for at in begins if start < at < end]
    if not inner:
        return ()
    marks, plain, at = [], 0, 0
    for token in held:
        at += len(token.text)
        plain += len(token.text) if token.node < 0 else 0
        marks.append((at, plain))
    out = []
    for begin in inner:
        index = bisect_right(marks, (begin, 0))
        past, read = marks[index - 1] if index else (0, 0)
        behind_text = index < len(held) and held[index].node < 0
        out.append(read + (begin - past if behind_text else 0))
    return tuple(sorted({at for at in out if 0 < at < plain}))


def plain_segment(text: str, key: Key, place: Place, said: tuple[str, ...], line: int) -> Segment:
    """The one segment of a text without mark-up; the key's source is made from it."""
    start, end = stripped(text, 0, len(text))
    tagged = TaggedText.of([tags.flow(text[start:end])])
    key = Key(key.context, str(tagged))
    return Segment(key, tagged, (), place, text[:start], text[end:], said, line=line)


def length(segment: Segment) -> int:
    """Characters of its block's stream that a segment covers, the white space around it included."""
    singles = sum(1 for slot in segment.slots if slot.name == "x")
    return len(segment.head) + len(segment.text.plain) + singles + len(segment.tail)


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(map(str.isalpha, text))


def with_letters(text: str, units: Sequence[int]) -> list[int]:
    """The unit beginnings without those that part a stretch without letters from its neighbour."""
    out: list[int] = []
    for at, end in pairwise([*units, len(text)]):
        if has_letters(text[at:end]) and has_letters(text[out[-1] if out else 0 : at]):
            out.append(at)
    return out
