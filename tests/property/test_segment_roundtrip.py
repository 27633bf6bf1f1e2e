from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.segment import Grain, TaggedText, join, split, wire_span
from pubflow.segment.decisions import Anchor, Decisions, Quoting
from pubflow.segment.fit import tag_faults
from pubflow.segment.sentences import spans
from pubflow.segment.split import length
from pubflow.segment.tagged import Tag
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text, leaves, plain

WORDS = st.sampled_from(
    [
        "We",
        "said.",
        "“Free",
        "them.",
        "them,”",
        "she",
        "Yusuf",
        "Mr.",
        "U.S.",
        "The",
        "1.",
        "—",
        "(see",
        "p.",
        "5)",
        "?”",
        "‘no’",
        "it’s",
        '"Go.',
        'on."',
        "。",
        "[1]",
        "...",
        "\\<b1>",
        "<b1>",
    ]
)
SPACES = st.sampled_from([" ", " ", " ", "\n", "  ", "\xa0", "", " \n "])
PROSE = st.lists(st.tuples(WORDS, SPACES), max_size=8).map(lambda pairs: "".join(map("".join, pairs)))
TEXTS = st.one_of(PROSE, st.text(alphabet="aB. \n“”’\u3000\ufffc\ufff9<b1/>", max_size=8)).map(Text)
IMAGES = st.sampled_from(["", "A dog", "7"]).map(lambda alt: Atom("image", (("alt", alt), ("src", "a/b.jpg"))))
ATOMS = st.one_of(
    IMAGES,
    st.just(Atom("code", (("text", "x = 1"),))),
    st.just(Atom("break")),
    st.just(Atom("footnote-ref", (("label", "1"),))),
    st.just(Atom("html", (("text", "<sup>"),))),
)


def spans_of(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    inner = st.lists(children, max_size=4).map(tuple)
    link = (("href", "https://example.org"), ("title", "A title"))
    return st.one_of(
        st.builds(lambda inlines: Span("strong", inlines), inner),
        st.builds(lambda inlines: Span("emphasis", inlines), inner),
        st.builds(lambda inlines: Span("link", inlines, link), st.lists(TEXTS, max_size=3).map(tuple)),
    )


INLINES = st.lists(st.recursive(st.one_of(TEXTS, ATOMS), spans_of, max_leaves=6), max_size=6).map(tuple)
BLOCKS = st.one_of(
    st.builds(lambda inlines: Block("paragraph", inlines), INLINES),
    st.builds(lambda inlines, level: Block("heading", inlines, level=level), INLINES, st.integers(1, 3)),
    st.builds(lambda inlines: Block("item", inlines), INLINES),
    st.builds(
        lambda one, two: Block("table", children=(Block("row", children=(Block("cell", one), Block("cell", two))),)),
        INLINES,
        INLINES,
    ),
    st.just(Block("code", attrs=(("text", "Code."),))),
    st.just(Block("rule")),
)
STATEMENTS = st.builds(
    lambda title, summary, blocks: Statement("s", "en", (("title", title), ("x", "y"), ("summary", summary)), blocks),
    PROSE,
    PROSE,
    st.lists(BLOCKS, max_size=4).map(tuple),
)
GRAINS = st.sampled_from(list(Grain))
QUOTING: st.SearchStrategy[Quoting] = st.sampled_from(["whole", "split"])


def shifted(text: str) -> str:
    """Every letter another one, nothing else touched."""
    return "".join("ŵ" if letter.isalpha() else letter for letter in text)


def pseudo(text: TaggedText) -> TaggedText:
    return TaggedText.of(part if isinstance(part, Tag) else shifted(part) for part in text.parts)


@given(STATEMENTS, GRAINS, QUOTING)
@settings(max_examples=120, deadline=None)
def test_join_undoes_split(statement: Statement, grain: Grain, quoting: Quoting) -> None:
    segments = split(statement, grain=grain, quotations=quoting)
    assert join(statement, segments, [None] * len(segments)) == statement
    assert join(statement, segments, [segment.text for segment in segments]) == statement
    assert join(statement, segments, [TaggedText.parse(one.key.source) for one in segments]) == statement


@given(STATEMENTS, GRAINS, QUOTING)
@settings(max_examples=80, deadline=None)
def test_segments_say_what_they_hold(statement: Statement, grain: Grain, quoting: Quoting) -> None:
    segments = split(statement, grain=grain, quotations=quoting)
    assert len({segment.place for segment in segments}) == len(segments)
    for segment in segments:
        assert TaggedText.parse(str(segment.text)) == segment.text
        assert segment.key.source == str(segment.text)
        assert tag_faults(segment.text, segment.text) == ()
        assert segment.slots == tuple(sorted(segment.slots, key=lambda slot: slot.number))
        assert {(slot.name, slot.number) for slot in segment.slots} == {(t.name, t.number) for t in segment.text.tags}
        assert any(map(str.isalpha, segment.text.plain)) or segment.slots
        assert all(0 < at < len(segment.text.plain) for at in segment.sentences)


@given(STATEMENTS, GRAINS)
@settings(max_examples=80, deadline=None)
def test_segments_tile_their_block(statement: Statement, grain: Grain) -> None:
    sizes: dict[int, int] = {}
    for segment in split(statement, grain=grain):
        if segment.place.block >= 0 and not segment.place.field:
            sizes[segment.place.block] = sizes.get(segment.place.block, 0) + length(segment)
    for ordinal, block in enumerate(leaves(statement.blocks)):
        if ordinal in sizes:
            assert sizes[ordinal] == sum(map(width, block.inlines))


def width(inline: Inline) -> int:
    match inline:
        case Text(text):
            return len(text)
        case Span(children=children):
            shown = any(isinstance(one, Atom) for one in flat(children)) or plain(children).strip()
            return sum(map(width, children)) if shown else 1
        case Atom():
            return 1


def flat(inlines: tuple[Inline, ...]) -> list[Inline]:
    return [one for inline in inlines for one in (inline, *(flat(inline.children) if isinstance(inline, Span) else ()))]


def shape(statement: Statement) -> list[object]:
    """Blocks, mark-up in order, and the words, each letter made the same: what a pseudo translation must keep."""

    def inner(inlines: tuple[Inline, ...]) -> list[object]:
        out: list[object] = []
        for inline in inlines:
            if isinstance(inline, Span):
                text = inner(inline.children)
                out.append((inline.kind, dict(inline.attrs).get("href"), text) if text else (inline.kind,))
            elif isinstance(inline, Atom):
                out.append((inline.kind, dict(inline.attrs).get("src")))
            elif words := "".join(shifted(inline.text).split()):
                # White space may move over the edge of mark-up where sentences meet.
                out.append(words) if not (out and isinstance(out[-1], str)) else out.__setitem__(-1, out[-1] + words)
        return out

    return [(block.kind, block.level, inner(block.inlines)) for block in leaves(statement.blocks)]


@given(STATEMENTS, GRAINS, QUOTING)
@settings(max_examples=120, deadline=None)
def test_pseudo_targets_keep_blocks_and_mark_up(statement: Statement, grain: Grain, quoting: Quoting) -> None:
    segments = split(statement, grain=grain, quotations=quoting)
    joined = join(statement, segments, [pseudo(segment.text) for segment in segments])
    assert shape(joined) == shape(statement)
    again = split(joined, grain=grain, quotations=quoting)
    assert [len(block.children) for block in joined.blocks] == [len(block.children) for block in statement.blocks]
    assert all("ŵ" in shifted(segment.text.plain) or segment.slots for segment in again)


@given(STATEMENTS, st.integers(0, 4), GRAINS)
@settings(max_examples=80, deadline=None)
def test_a_new_paragraph_changes_no_other_key(statement: Statement, at: int, grain: Grain) -> None:
    new = Block("paragraph", (Text("A new paragraph. It has two sentences."),))
    wider = replace(statement, blocks=(*statement.blocks[:at], new, *statement.blocks[at:]))
    lead = [block for block in statement.blocks if block.kind == "paragraph"]
    before = [segment.key for segment in split(statement, grain=grain)]
    after = [segment.key for segment in split(wider, grain=grain)]
    own = {segment.key for segment in split(replace(wider, blocks=(new,), meta=()), grain=grain)}
    summary = " ".join(statement.get("summary").split())
    if not any(" ".join(plain(block.inlines).split()) == summary for block in lead):
        assert [key for key in after if key not in own] == [key for key in before if key not in own]


@given(STATEMENTS)
@settings(max_examples=50, deadline=None)
def test_notes_do_not_count(statement: Statement) -> None:
    new = Block("paragraph", (Text("A new paragraph."),))
    notes = {segment.key: segment.notes for segment in split(statement)}
    for segment in split(replace(statement, blocks=(*statement.blocks, new))):
        assert segment.key.source == "A new paragraph." or segment.notes in [
            one.notes for one in split(statement) if one.key == segment.key
        ]
        assert segment.key in notes or segment.key.source == "A new paragraph."


@given(PROSE, st.sampled_from(["en", "zh", "ja", "pt", "xx"]))
@settings(max_examples=80, deadline=None)
def test_sentences_tile(text: str, language: str) -> None:
    found = spans(text, language)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(start < end for start, end in found)


@given(STATEMENTS, st.lists(st.sampled_from(["We", "said.", "them,”", "The", "Free"]), max_size=3))
@settings(max_examples=80, deadline=None)
def test_decisions_lose_nothing(statement: Statement, words: list[str]) -> None:
    anchors = tuple(map(Anchor, words))
    segments = split(statement, decisions=Decisions(joins=anchors, splits=anchors))
    joined = join(statement, segments, [pseudo(segment.text) for segment in segments])
    assert shape(joined) == shape(statement)
    assert join(statement, segments, [None] * len(segments)) == statement


@given(
    st.lists(st.sampled_from(["<b1>", "</b1>", "<x2/>", "\\", "\\\\", "<", "字", "a b", "<b0>", ">"]), max_size=12).map(
        "".join
    )
)
def test_every_character_of_a_text_is_found_in_its_wire_form(wire):
    plain_text = TaggedText.parse(wire).plain
    places = [wire_span(wire, (at, at + 1)) for at in range(len(plain_text))]
    assert "".join(wire[start:end] for start, end in places) == plain_text
    assert places == sorted(places)
