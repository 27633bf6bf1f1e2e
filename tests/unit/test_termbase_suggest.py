"""What a glossary lacks: recurring sequences of words, counted and ranked."""

from __future__ import annotations

import math
import time

from hypothesis import given
from hypothesis import strategies as st

from pubflow.termbase.match import find
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.termbase.suggest import suggest

NONE = Termbase()
REFUGEE = Termbase((TermEntry("r", terms=(("en", (Term("refugee"), Term("asylum seeker"))),)),))


def _counts(*texts: str, termbase: Termbase = NONE) -> dict[str, int]:
    return {one.text: one.count for one in suggest(termbase, texts)}


def test_what_occurs_twice_is_counted_with_its_plural_under_its_usual_spelling() -> None:
    texts = ("The death sentence was upheld.", "Two death sentences fell;", "a death sentence", "an odd thing")
    assert _counts(*texts) == {"death sentence": 3}
    assert _counts("the death sentence") == {}


def test_no_function_word_number_verb_or_mark_stands_in_it() -> None:
    twice = "She said the court, the law and 20 courts were there; they will carry it. " * 2
    assert _counts(twice) == {}
    assert _counts("the rule of law", "a rule of law.") == {"rule of law": 2}
    assert _counts("law of the sea", "law of the sea") == {}
    assert _counts("death, sentence", "death. Sentence") == {}
    assert _counts("same-sex couple", "a same-sex couple") == {"same-sex couple": 2}
    assert _counts("Taiwan’s parliament", "Taiwan's parliament") == {}


def test_a_part_counts_less_what_longer_ones_explain() -> None:
    texts = ["prison guard union"] * 3 + ["prison guard"] * 2 + ["guard union"] * 0
    values = {one.text: one.value for one in suggest(NONE, texts)}
    assert values == {"prison guard union": round(math.log2(3) * 3, 2), "prison guard": 2.0}


def test_known_terms_are_neither_suggested_nor_cut_through_but_may_be_held() -> None:
    texts = ["asylum seeker lodge", "asylum seeker lodge", "refugee act", "refugee act"]
    assert _counts(*texts, termbase=REFUGEE) == {"asylum seeker lodge": 2, "refugee act": 2}
    assert _counts("asylum seekers", "asylum seekers", termbase=REFUGEE) == {}


def test_names_are_told_apart() -> None:
    found = suggest(NONE, ["The Control Yuan met.", "Control Yuan", "Military courts met", "the military courts"])
    assert {one.text: one.name for one in found} == {"Control Yuan": True, "Military courts": False}


def test_the_example_is_where_it_is_first_met() -> None:
    texts = ["nothing", "one fair trial", "a fair trial"]
    (one,) = suggest(NONE, texts)
    assert (one.example, texts[one.example][one.start : one.end]) == (1, "fair trial")


PIECES = ("refugee", "act", "Act", "asylum", "seeker", "seekers", "of", "the", "fair", "trials.", "-", "9", "\n", "’s")
WORDS = st.lists(st.sampled_from(PIECES))


@given(texts=st.lists(WORDS.map(" ".join), max_size=8))
def test_whatever_the_text_every_suggestion_stands_there_and_is_new(texts: list[str]) -> None:
    for one in suggest(REFUGEE, texts):
        assert one.count >= 2
        assert one.value > 0
        words = texts[one.example][one.start : one.end]
        assert 2 <= len(words.split()) <= 5
        assert all((hit.start, hit.end) != (0, len(words)) for hit in find(REFUGEE, words))


def test_a_long_text_takes_no_longer_than_it_is_long() -> None:
    texts = [f"alpha{number % 700} beta{number % 900} gamma delta".replace("0", "x") for number in range(20_000)]
    started = time.process_time()
    suggest(NONE, ["".join(filter(lambda char: not char.isdigit(), text)) for text in texts])
    suggest(NONE, ["word " * 50_000])
    assert time.process_time() - started < 10
