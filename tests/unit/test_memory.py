"""What the memory answers: reviewed targets of the same text, nothing else, the same answer every time."""

import itertools

import pytest

from pubflow.catalog import Catalog, State, Unit
from pubflow.memory import Memory
from pubflow.segment.match import Match, MatchKind
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText


def unit(source: str, target: str, context: str = "", state: State = State.REVIEWED, **more: bool) -> Unit:
    return Unit(Key(context, source), target, state, **more)


def catalog(name: str, *units: Unit) -> Catalog:
    return Catalog(name, "zh-TW", units)


def asked(source: str, context: str = "") -> Segment:
    return Segment(Key(context, source), TaggedText.parse(source), (), Place(0))


def test_the_same_text_in_the_same_context_comes_back() -> None:
    memory = Memory.of([catalog("a", unit("Free <b1>her</b1>.", "釋放<b1>她</b1>。"))])

    assert memory.lookup(asked("Free <b1>her</b1>.")) == Match("釋放<b1>她</b1>。", 100, MatchKind.CONTEXT, "a")
    assert memory.lookup(asked("Free <b1>her</b1>.", "heading")) == Match(
        "釋放<b1>她</b1>。", 100, MatchKind.EXACT, "a"
    )
    assert memory.lookup(asked("Free him.")) is None


def test_a_target_with_other_tags_is_not_offered() -> None:
    memory = Memory.of([catalog("a", unit("Free her.", "釋放她。"))])

    assert memory.lookup(asked("Free <b1>her</b1>.")) is None


@pytest.mark.parametrize(
    "held",
    [
        unit("Free her.", "釋放她。", state=State.TRANSLATED),
        unit("Free her.", " "),
        unit("Free her.", "<joined/>"),
        unit("Free her.", "釋放<b1>她</b1>。"),
    ],
    ids=["draft", "blank", "joined", "broken tags"],
)
def test_what_nobody_agreed_to_or_no_edition_can_use_is_not_remembered(held: Unit) -> None:
    assert Memory.of([catalog("a", held)]).lookup(asked("Free her.")) is None


def test_a_sentence_that_is_gone_from_its_statement_is_remembered() -> None:
    memory = Memory.of([catalog("a", unit("Free her.", "釋放她。", obsolete=True))])

    assert memory.lookup(asked("Free her.")) == Match("釋放她。", 100, MatchKind.CONTEXT, "a")


def test_of_several_targets_the_one_said_most_often_wins_whatever_the_order() -> None:
    catalogs = [
        catalog("c", unit("Yes.", "對。")),
        catalog("b", unit("Yes.", "是。")),
        catalog("a", unit("Yes.", "是的。")),
        catalog("d", unit("Yes.", "對。")),
        catalog("e", unit("Yes.", "好。", "heading")),
    ]

    for order in itertools.permutations(catalogs):
        memory = Memory.of(order)
        assert memory.lookup(asked("Yes.")) == Match("對。", 100, MatchKind.CONTEXT, "c")
        assert memory.lookup(asked("Yes.", "heading")) == Match("好。", 100, MatchKind.CONTEXT, "e")
