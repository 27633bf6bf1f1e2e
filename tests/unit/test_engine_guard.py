"""What an engine that can't be trusted gets to see, and what comes out around it."""

import pytest

from pubflow.engines.guard import MAX_CHARACTERS, MAX_TOKEN, MAX_WORDS, Style, guarded, style_for

PT = style_for("pt")


class Recorder:
    """An engine that upper-cases nothing, changes nothing, and remembers what it was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, text: str) -> str:
        self.sent.append(text)
        return text


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("“We are free,” she said.", ['"We are free," she said.']),
        ("Taiwan’s law", ["Taiwan's law"]),
        ("Mr Lee met Ms Callamard.", ["Mr. Lee met Ms. Callamard."]),
        ("“Taiwan has made strides.", ["Taiwan has made strides."]),
        ("It was good,” she said.", ['"It was good," she said.']),
        ("RELEASE HER NOW", ["Release her now"]),
        ("THE UN MUST ACT", ["The UN must act"]),
        ("Write to press@example.org today.", ["Write to XX1 today."]),
        ("See https://example.org/a.", ["See XX1."]),
        ("The fine was €500.", ["The fine was XX1."]),
        ("Lee (李明哲) was released.", ["Lee (XX1) was released."]),
        ("a candle 🕯️ burns", ["a candle XX1 burns"]),
        ("no\u200bbreak", ["nobreak"]),
        ("XX1 wrote to a@example.org.", ["XX1 wrote to QX1."]),
        ("From 1971–1987 — a long time…", ["From 1971-1987 - a long time..."]),
    ],
)
def test_what_the_engine_gets(source: str, sent: list[str]) -> None:
    engine = Recorder()
    guarded(source, engine, PT)
    assert engine.sent == sent


@pytest.mark.parametrize(
    "text",
    [
        "“We are free,” she said.",
        "Write to press@example.org or https://example.org/a?b=1#c today.",
        "From 1971–1987 — a long time…",
        "“Taiwan has made strides.",
        "It was good,” she said.",
        "The fine was €500 or £420; 5 % more.",
        "🕯️ Light a candle 🙂.",
        "Łukasz (李明哲) was released.",
        "  white space at both ends\n",
        "RELEASE HER NOW",
        "#FreeThem @example",
    ],
)
def test_an_engine_that_changes_nothing_gives_the_text_back(text: str) -> None:
    assert guarded(text, Recorder(), PT) == text


def test_text_without_letters_is_never_sent() -> None:
    engine = Recorder()
    texts = ["", "   ", "1,234.56", "🙂", "— …", "“”", "\n", "+886 2 2709 4162"]
    assert [guarded(text, engine, PT) for text in texts] == texts
    assert engine.sent == []


def test_a_token_of_twenty_thousand_characters_is_carried_around() -> None:
    engine = Recorder()
    token = "a" * 20_000
    assert guarded(f"The key {token} was published.", engine, PT) == f"The key {token} was published."
    assert engine.sent == ["The key XX1 was published."]


def test_where_a_stand_in_is_lost_the_text_is_cut_there_and_nothing_is_lost() -> None:
    def forgetful(text: str) -> str:
        return text.replace("XX1", "").upper()

    assert guarded("Write to a@example.org today.", forgetful, PT) == "WRITE TO a@example.org TODAY."


def test_a_long_sentence_is_cut_at_its_marks_and_joined_again() -> None:
    engine = Recorder()
    clause = "the right of every person to leave any country and to return to it in safety and dignity"
    text = f"We name five rights: {clause}; {clause}; {clause}; {clause}, and {clause}."
    assert guarded(text, engine, PT) == text
    assert len(engine.sent) > 1
    assert all(len(sent) <= MAX_CHARACTERS and len(sent.split()) <= MAX_WORDS for sent in engine.sent)
    assert engine.sent[0].startswith("We name five rights")


def test_the_target_has_its_own_quotation_marks() -> None:
    assert guarded("“Yes”", Recorder(), style_for("zh-Hant", spaced=False)) == "「Yes」"
    assert guarded("He said “yes”.", Recorder(), style_for("de")) == "He said „yes“."
    assert guarded("He said “yes”.", Recorder(), Style()) == "He said “yes”."


def test_no_token_over_the_limit_is_sent() -> None:
    engine = Recorder()
    guarded("x" * MAX_TOKEN + " " + "y" * (MAX_TOKEN + 1) + " z", engine, PT)
    assert max(len(token) for sent in engine.sent for token in sent.split()) <= MAX_TOKEN
