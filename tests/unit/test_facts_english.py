"""What stands in an English text, as far as its own characters tell."""

from __future__ import annotations

import pytest

from pubflow.facts import TokenKind, tokens
from pubflow.facts.english import counts, dates, hedges, names, negates, opposite, quoted
from pubflow.facts.spellings import american


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On 24 June 2024, June 24, 2024 and 2024-06-24", ["On", *["2024-06-24", ",", "2024-06-24", "and", "2024-06-24"]]),
        ("June 2024; 4 June; May 20%", ["2024-06-??", ";", "????-06-04", ";", "May", "20%"]),
        ("1,200.50 of 1.500, 40 per cent", ["1200.50", "of", "1.500", ",", "40%"]),
        ("US$5,000 or €5m", ["US$5,000", "or", "€5m"]),
        ("seven 15-year-olds", ["7", "15-year-olds"]),
        ("e.g. the U.S. writer’s co-op", ["e.g.", "the", "U.S.", "writer's", "co-op"]),
        ("wait... – no—yes", ["wait", "…", "–", "no", "–", "yes"]),
        ("see https://a.example/b?c=1, ask a.b@c.example.", ["see", "https://a.example/b?c=1", ",", "ask", "a.b@c.example", "."]),
        ("“so”, 'so', «so»", ['"', "so", '"', ",", '"', "so", '"', ",", '"', "so", '"']),
    ],
)  # fmt: skip
def test_tokens_are_compared_by_what_they_say(text: str, values: list[str]) -> None:
    found = tokens(text)
    assert [token.value for token in found] == values
    assert all(text[token.start : token.end].strip() == token.text.strip() for token in found)


def _told(text: str) -> dict[str, list[str]]:
    tellers = {"number": counts, "date": dates, "negation": negates, "hedge": hedges, "name": names}
    return {
        name: said
        for name, tells in tellers.items()
        if (said := [token.text for token in tokens(text) if tells(token)])
    }


def test_words_are_told_by_what_they_bear() -> None:
    assert _told("The court in Lima may not hear seven men before 2021, or on Monday.") == {
        "number": ["seven"],
        "date": ["2021", "Monday"],
        "negation": ["not"],
        "hedge": ["may"],
        "name": ["Lima"],
    }
    assert _told("Nobody couldn't march. In March he allegedly left BBC-land. WHO?") == {
        "negation": ["Nobody", "couldn't"],
        "date": ["March"],
        "hedge": ["allegedly"],
        "name": ["BBC-land", "WHO"],
    }


def test_a_prefix_turns_a_word_round() -> None:
    assert opposite("lawful", "unlawful")
    assert opposite("non-violent", "violent")
    assert opposite("did", "didn't")
    assert not opposite("arm", "harm")
    assert not opposite("lawful", "lawfully")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “we left” twice.", '"we left"'),
        ("The workers' rights are theirs.", ""),
        ("He said ‘the workers’ today.", '"the workers"'),
        ("“She said ‘no’ to us,” he wrote.", '"She said "no" to us,"'),
        ("“It goes on", '"It goes on'),
    ],
)
def test_what_stands_in_quotation_marks(text: str, inside: str) -> None:
    found = tokens(text)
    said = [token for token, within in zip(found, quoted(found), strict=True) if within]
    assert [token.value for token in said] == [token.value for token in tokens(inside)]


def test_the_list_of_spellings_gives_one_of_both() -> None:
    british = (
        "organised organisation labour neighbouring centre defence travelled criticising analyse judgement".split()
    )
    assert [american(word) for word in british] == (
        "organized organization labor neighboring center defense traveled criticizing analyze judgment".split()
    )
    assert [american(word) for word in ("programme", "practise", "advise", "four", "exercise", "raise")] == (
        ["programme", "practise", "advise", "four", "exercise", "raise"]
    )


def test_a_mark_is_a_mark_and_white_space_nothing() -> None:
    assert tokens(" \t\u00a0") == ()
    assert [token.kind for token in tokens("a. 5")] == [TokenKind.WORD, TokenKind.MARK, TokenKind.NUMBER]
