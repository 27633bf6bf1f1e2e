"""A check that sees at once that a text holds nothing for it says the same as where it has to look."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.catalog import State, Unit
from pubflow.finding import Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, load_check
from pubflow.segment import Key

LANGUAGES = ["zh-TW", "pt-BR", "ar", "ja", "de", "th"]
UNUSUAL = " ☃"
"""No letter of these languages and no fault: where it stands, a text is looked through character by character."""
FOLDED = " ß"
"""Two letters where case is folded, one where letters are made small: words are then looked for one by one."""
CHARACTERS = st.one_of(
    st.characters(codec="utf-8", max_codepoint=0x24F),
    st.characters(codec="utf-8", min_codepoint=0x600, max_codepoint=0x61F),
    st.characters(codec="utf-8", min_codepoint=0x2000, max_codepoint=0x206F),
    st.characters(codec="utf-8", min_codepoint=0x3000, max_codepoint=0x318F),
    st.characters(codec="utf-8", min_codepoint=0xFE00),
)
WORDS = st.lists(st.sampled_from("contacto Contacto facto o de equipa-se está a fazer autocarro ß İ , . -".split()))


def said(check: str, language: str, target: str) -> list[tuple[str, tuple[int, int] | None]]:
    context = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1))
    unit = Unit(Key("", "A text."), target, State.REVIEWED)
    return [(finding.message, finding.span) for finding in load_check(check)(unit, context)]


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.text(CHARACTERS, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_no_character_that_nobody_sees_is_taken_for_a_usual_one(language: str, text: str) -> None:
    assert said("invisible-char", language, f"a{text}b") == said("invisible-char", language, f"a{text}b{UNUSUAL}")


@given(WORDS.map(" ".join))
@settings(deadline=None)
def test_words_of_another_country_are_found_however_they_are_looked_for(text: str) -> None:
    assert said("locale-variant", "pt-BR", f"a {text} b") == said("locale-variant", "pt-BR", f"a {text} b{FOLDED}")
