"""What the rate of a fuzzy match says."""

import pytest

from pubflow.memory.compare import Compared, compared, shortened
from pubflow.memory.normal import normal, words
from pubflow.memory.rate import similarity


def rated(old: str, new: str) -> Compared:
    return compared(similarity(normal(old), normal(new)), old, new)


LONG = "The failure to agree on a refugee protection framework exposes asylum seekers to risk of refoulement."


@pytest.mark.parametrize(
    ("old", "new", "least", "most"),
    [
        (LONG, LONG, 100, 100),
        # Case and punctuation alone: nearly the same, and not the same.
        (LONG, LONG.rstrip(".") + "!", 99, 99),
        ("Free her now.", "FREE HER, NOW", 99, 99),
        # One word of sixteen is another one: about 94 % by words, as in other tools.
        (LONG, LONG.replace("risk", "danger"), 90, 95),
        # A typo in a word counts for less than another word.
        (LONG, LONG.replace("framework", "framewrok"), 95, 98),
        # One word of three.
        ("Free her now.", "Free him now.", 70, 80),
        ("Release them at once.", "The court meets on Monday.", 0, 35),
        # Characters are the words of Chinese.
        ("她已被拘留三週。", "他已被拘留三週。", 80, 90),
    ],
)
def test_rates_are_such_as_a_translator_expects(old: str, new: str, least: int, most: int) -> None:
    assert least <= rated(old, new).rate <= most


def test_a_typo_costs_less_than_a_word_and_a_word_less_than_two() -> None:
    typo, one, two = (
        rated(LONG, LONG.replace("agree", "agre")).rate,
        rated(LONG, LONG.replace("agree", "act")).rate,
        rated(LONG, LONG.replace("agree", "act").replace("risk", "danger")).rate,
    )
    assert typo > one > two


def test_numbers_that_differ_take_points_off_and_are_told() -> None:
    old, new = "She was held for 21 days without any charge.", "She was held for 24 days without any charge."
    words_only = rated(old, old.replace("21", "many"))

    found = rated(old, new)
    assert found.numbers == ("21", "24")
    assert found.rate < 94
    assert words_only.numbers == ("21",)
    assert rated("In 2024 one was freed.", "In 2024 one was jailed.").numbers == ()


def test_a_sentence_of_a_longer_unit_is_never_the_same_unit() -> None:
    assert compared(100, "Yes.", "Yes.") == Compared(100)
    assert compared(100, "Yes.", "Yes.", part=True) == Compared(99)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  Don’t   STOP—now!  ", "dont stop now"),
        ("co‐operation, non-self-governing", "co operation non self governing"),
        ("5 % of €1,000", "5 % of €1 000"),
        ("Cafe\u0301", "café"),
        ("「人皆生而自由」，2024年。", "人皆生而自由 2024年"),
        ("…!?", ""),
    ],
)
def test_case_punctuation_and_spaces_do_not_count(text: str, found: str) -> None:
    assert normal(text) == found
    assert normal(found) == found


def test_words_of_a_script_without_spaces_are_its_characters() -> None:
    assert words("free her") == ["free", "her"]
    assert words("人皆生 2024年 who") == ["人", "皆", "生", "2024", "年", "who"]


def test_a_long_text_is_cut_where_it_is_told() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("a" * 20, 10) == "a" * 9 + "…"
