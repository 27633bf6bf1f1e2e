"""Numbers and addresses in a text, whatever its language writes between their digits."""

import pytest

from pubflow.facts import emails, numbers, urls


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234.56", "1.234,56"),
        ("1,234", "1.234"),
        ("1,234", "1\u202f234"),
        ("14.5 per cent", "14,5 %"),
        ("12 million", "1200萬"),
        ("1.5 million", "150萬"),
        ("10:30 p.m.", "22:30"),
        ("19", "١٩"),
        ("2,300,000", "2.300.000"),
    ],
)
def test_a_number_is_the_same_number_in_another_language(one: str, other: str) -> None:
    assert [bool(left[1] & right[1]) for left, right in zip(numbers(one), numbers(other), strict=True)] == [
        True for _ in numbers(one)
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("1,234", "1,235"), ("15", "1.5"), ("10 a.m.", "22"), ("2024", "2023"), ("3 million", "3000")]
)
def test_another_number_is_another_number(one: str, other: str) -> None:
    assert not numbers(one)[0][1] & numbers(other)[0][1]


def test_digits_inside_addresses_are_no_numbers() -> None:
    text = "See https://example.org/2024/07/a1, or write to press2@example.org before 12 July."
    assert [token for token, _ in numbers(text)] == ["12"]
    assert urls(text) == ("https://example.org/2024/07/a1",)
    assert emails(text) == ("press2@example.org",)


def test_a_date_in_digits_is_one_token() -> None:
    assert numbers("on 12.07.2024") == (("12.07.2024", frozenset({"12.07.2024"})),)


def test_how_addresses_begin_is_none() -> None:
    assert urls("if it starts with http:// or https://) or www.") == ()


def test_addresses_lose_the_punctuation_of_their_sentence() -> None:
    assert urls("(www.example.org/a).") == ("www.example.org/a",)
    assert emails("press@example.org.") == ("press@example.org",)
