"""Tags of an old target on a new source: by order and kind, all of them or none."""

import pytest

from pubflow.catalog import Catalog, Review, State, Unit, unit_digest
from pubflow.memory import Memory, reviewed
from pubflow.memory.adapt import adapted, offered
from pubflow.segment.match import Said
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText


@pytest.mark.parametrize(
    ("old", "target", "new", "found"),
    [
        ("Free her.", "釋放她。", "Free her.", "釋放她。"),
        ("Free <b1>her</b1>.", "釋放<b1>她</b1>。", "Free <b1>him</b1>.", "釋放<b1>她</b1>。"),
        # The numbers follow the new source, kind by kind.
        (
            "See <x1/> and <b2>us</b2>.",
            "見<x1/>及<b2>我們</b2>。",
            "<b1>See</b1> us <x2/>.",
            "見<x2/>及<b1>我們</b1>。",
        ),
        (
            "<b1>A</b1> and <b2>b</b2>",
            "<b2>乙</b2>與<b1>甲</b1>",
            "<b1>A</b1> or <b2>b</b2>",
            "<b2>乙</b2>與<b1>甲</b1>",
        ),
        # A tag too few, too many, or of another kind.
        ("Free her.", "釋放她。", "Free <b1>her</b1>.", None),
        ("Free <b1>her</b1>.", "釋放<b1>她</b1>。", "Free her.", None),
        ("Free her<x1/>.", "釋放她<x1/>。", "Free <b1>her</b1>.", None),
    ],
)
def test_tags_are_adapted_by_order_and_kind(old: str, target: str, new: str, found: str | None) -> None:
    assert adapted(Said(old, target), TaggedText.parse(new)) == found


def test_a_person_is_offered_the_words_where_the_tags_do_not_fit() -> None:
    said = Said("Free <b1>her</b1>.", "釋放<b1>她</b1>。")
    assert offered(said, TaggedText.parse("Free <b1>him</b1>.")) == ("釋放<b1>她</b1>。", True)
    assert offered(said, TaggedText.parse("Free him.")) == ("釋放她。", False)
    # What looks like a tag and is none stays none.
    assert offered(Said("\\<b1> <x1/>", "\\<b1><x1/>"), TaggedText.parse("b")) == ("\\<b1>", False)


def test_the_same_text_with_its_tags_elsewhere_numbered_is_found() -> None:
    memory = Memory([Said("<x1/>See <b2>us</b2>.", "<x1/>見<b2>我們</b2>。", origin="a")])
    text = TaggedText.parse("<b1>See</b1> us.<x2/>")

    match = memory.lookup(Segment(Key("", str(text)), text, (), Place(0)))
    assert match is not None
    assert match.target == "<x2/>見<b1>我們</b1>。"


def unit(source: str, target: str, **more: object) -> Unit:
    return Unit(Key("", source), target, State.REVIEWED, **more)  # type: ignore[arg-type]


def test_who_agreed_last_to_the_very_text_and_which_unit_it_is() -> None:
    key = Key("", "Free her.")
    reviews = (
        Review("language", "rev1", "2024-01-01T10:00:00+00:00", unit_digest(key, "釋放她。")),
        Review("terms", "rev2", "2024-01-02T10:00:00+00:00", unit_digest(key, "釋放她。")),
        Review("language", "rev3", "2024-01-03T10:00:00+00:00", unit_digest(key, "another")),
    )
    units = (
        unit("First.", "第一。"),
        unit("Free her.", "釋放她。", reviews=reviews),
        unit("Old.", "舊。", obsolete=True),
    )

    found = list(reviewed(Catalog("a", "zh-TW", units)))
    assert [(one.number, one.by, one.at) for one in found] == [
        (1, "", ""), (2, "rev2", "2024-01-02T10:00:00+00:00"), (0, "", ""),
    ]  # fmt: skip


def test_a_quotation_is_kept_whole_and_by_sentence_where_the_counts_agree() -> None:
    source = "“Free her now. We will wait,” she said."
    whole, first, second = reviewed(Catalog("a", "zh-TW", (unit(source, "她說：「立即釋放她。我們會等。」"),)))

    assert (whole.part, whole.source) == (0, source)
    assert (first.part, first.source, first.target) == (1, "“Free her now.", "她說：「立即釋放她。")
    assert (second.part, second.source, second.target) == (2, "We will wait,” she said.", "我們會等。」")
    assert [
        one.part for one in reviewed(Catalog("a", "zh-TW", (unit(source, "她說：「立即釋放她，我們會等。」"),)))
    ] == [0]


def test_a_sentence_of_a_longer_unit_never_becomes_a_draft() -> None:
    said = list(reviewed(Catalog("a", "zh-TW", (unit("Free her now. We will wait.", "立即釋放她。我們會等。"),))))
    text = TaggedText.parse("We will wait.")

    assert len(said) == 3
    assert Memory(said).lookup(Segment(Key("", str(text)), text, (), Place(0))) is None
