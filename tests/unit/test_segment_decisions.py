from __future__ import annotations

import tomllib

import pytest

from pubflow.errors import SourceError
from pubflow.finding import Finding, Severity, Where
from pubflow.segment import Decisions, Grain, offline_blocks, split, unanchored
from pubflow.segment.decisions import Anchor, BlockChoice, Distinct
from pubflow.statement import Atom, Block, Span, Statement, Text

SIDECAR = """
grain = "sentence"
quotations = "split"

[[join]]
after = "in the U.S."

[[split]]
before = "and the second"
occurrence = 2

[[block]]
starts = "We, the undersigned"
grain = "block"
quotations = "whole"

[[distinct]]
text = "Free them now."
occurrence = 2
suffix = "#2"
"""


def statement(*texts: str) -> Statement:
    return Statement("s", "en", (), tuple(Block("paragraph", (Text(text),)) for text in texts), "statements/s.md")


def cut(decisions: str, *texts: str) -> list[str]:
    parsed = Decisions.parse(tomllib.loads(decisions))
    assert unanchored(statement(*texts), parsed) == ()
    return [str(segment.text) for segment in split(statement(*texts), decisions=parsed)]


def test_the_sidecar_is_read_whole() -> None:
    assert Decisions.parse(tomllib.loads(SIDECAR), "statements/s.toml") == Decisions(
        joins=(Anchor("in the U.S."),),
        splits=(Anchor("and the second", 2),),
        blocks=(BlockChoice(Anchor("We, the undersigned"), Grain.BLOCK, "whole"),),
        distinct=(Distinct(Anchor("Free them now.", 2), "#2"),),
        grain=Grain.SENTENCE,
        quotations="split",
        path="statements/s.toml",
    )
    assert Decisions.parse({}) == Decisions()


@pytest.mark.parametrize(
    ("table", "message", "hint"),
    [
        ({"grian": "block"}, "unknown key `grian`", "did you mean `grain`?"),
        ({"join": [{"afer": "x"}]}, "unknown key `afer` in [[join]] number 1", "did you mean `after`?"),
        ({"join": {"after": "x"}}, "`join` is not a list of tables", "write it as [[join]]"),
        ({"join": [{"after": 5}]}, "[[join]] number 1 wants `after`", 'after = "a few words of the statement"'),
        ({"split": [{"before": " "}]}, "[[split]] number 1 wants `before`", 'before = "a few words of the statement"'),
        ({"split": [{"before": "x", "occurrence": 0}]}, "`occurrence` in [[split]] number 1 is not a number from 1", None),
        ({"split": [{"before": "x", "occurrence": True}]}, "`occurrence` in [[split]] number 1 is not a number from 1", None),
        ({"grain": "word"}, "`grain` is 'word'", 'grain = "sentence" or "block"'),
        ({"offline": "yes"}, "`offline` is 'yes'", "offline = true or false"),
        ({"block": [{"starts": "x", "offline": 1}]}, "`offline` is 1", "offline = true or false"),
        ({"sensitive": "Aye Moe"}, "`sensitive` is no list of names", 'sensitive = ["Name One"]'),
        ({"sensitive": [" "]}, "`sensitive` is no list of names", 'sensitive = ["Name One"]'),
        ({"quotations": []}, "`quotations` is []", 'quotations = "whole" or "split"'),
        ({"distinct": [{"text": "x", "suffix": "2"}]}, "[[distinct]] number 1 wants `suffix`", 'suffix = "#2": # and a short word'),
    ],
)  # fmt: skip
def test_a_bad_sidecar_is_refused_in_words(table: dict[str, object], message: str, hint: str | None) -> None:
    with pytest.raises(SourceError) as caught:
        Decisions.parse(table, "statements/s.toml")
    assert (caught.value.message, caught.value.where, caught.value.hint) == (message, "statements/s.toml", hint)


def test_keys_of_others_are_let_be() -> None:
    assert Decisions.parse({"sign-off": True}, others=("sign-off",)) == Decisions()


@pytest.mark.parametrize(
    ("sidecar", "blocks"),
    [
        ("", frozenset()),
        ("offline = true", None),
        ('[[block]]\nstarts = "One."\noffline = true', frozenset({1})),
        ('[[block]]\nstarts = "One."\ngrain = "block"', frozenset()),
        ('[[block]]\nstarts = "No longer there"\noffline = true', None),
        ('[[block]]\nstarts = "One."\noffline = true\n[[block]]\nstarts = "Gone"\noffline = true', None),
    ],
)
def test_what_no_online_engine_may_read(sidecar: str, blocks: frozenset[int] | None) -> None:
    made = statement("Zero.", "One. Two.")
    assert offline_blocks(made, Decisions.parse(tomllib.loads(sidecar))) == blocks


def test_joining_and_splitting_at_a_place() -> None:
    texts = ("He left. She stayed. They met.", "One demand, and the second. He left. It ended.")
    assert cut('[[join]]\nafter = "He left."', *texts)[:2] == ["He left. She stayed.", "They met."]
    assert cut('[[join]]\nafter = "He  left."\noccurrence = 2', *texts)[2:] == [
        "They met.",
        "One demand, and the second.",
        "He left. It ended.",
    ]
    assert cut('[[split]]\nbefore = "and the second"', *texts)[3:5] == ["One demand,", "and the second."]


def test_a_quotation_may_be_split_by_hand() -> None:
    text = "“One. Two. Three,” she said."
    assert cut('[[split]]\nbefore = "Three"', text) == ["“One. Two.", "Three,” she said."]
    assert cut('[[block]]\nstarts = "“One"\nquotations = "split"', text) == ["“One.", "Two.", "Three,” she said."]


def test_one_block_may_have_its_own_grain() -> None:
    assert cut('[[block]]\nstarts = "One."\ngrain = "block"', "Zero. One.", "One. Two.") == [
        "Zero.",
        "One.",
        "One. Two.",
    ]
    assert cut('grain = "block"\n[[block]]\nstarts = "One."\ngrain = "sentence"', "A. B.", "One. Two.") == [
        "A. B.",
        "One.",
        "Two.",
    ]


def test_anchors_are_found_across_mark_up_and_line_breaks() -> None:
    inlines = (
        Text("Use "), Atom("code", (("text", "make"),)), Text(" here. Then\n"), Span("strong", (Text("go home"),)),
        Text("."), Atom("footnote-ref"), Text(" It ended."),
    )  # fmt: skip
    source = Statement("s", "en", (), (Block("paragraph", inlines),))
    decisions = Decisions(joins=(Anchor("Then go home."),), splits=(Anchor("make here"),))
    assert [str(segment.text) for segment in split(source, decisions=decisions)] == [
        "Use",
        "<x1/> here.",
        "Then <b1>go home</b1>.<x2/> It ended.",
    ]


def test_a_distinct_place_has_a_key_of_its_own() -> None:
    decisions = Decisions.parse(tomllib.loads('[[distinct]]\ntext = "Free them."\noccurrence = 2\nsuffix = "#end"'))
    segments = split(statement("Free them. Now.", "We wait. Free them."), decisions=decisions)
    assert [tuple(segment.key) for segment in segments] == [
        ("", "Free them."),
        ("", "Now."),
        ("", "We wait."),
        ("#end", "Free them."),
    ]


def test_a_lost_anchor_is_a_finding() -> None:
    decisions = Decisions(joins=(Anchor("He left."), Anchor("She left.", 2)), path="statements/s.toml")
    assert unanchored(statement("He left. She left."), decisions) == (
        Finding(
            "anchor-lost",
            Severity.WARNING,
            "[[join]]: “She left.” (occurrence 2) is not in the statement",
            Where("statements/s.toml"),
        ),
    )
    assert split(statement("He left."), decisions=decisions)
