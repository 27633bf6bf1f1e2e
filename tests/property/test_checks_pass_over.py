"""Whatever stands in an address, in code, in a placeholder or in a term that people approved is no fault of writing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubflow.catalog import State, Unit
from pubflow.finding import Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, load_check
from pubflow.segment import Key
from pubflow.termbase.model import Term, TermEntry, TermMatch

CHECKS = [
    load_check(name)
    for name in (
        "simplified-char", "bidi", "quotes", "brackets", "end-punct", "halfwidth-punct", "locale-variant",
        "locale-format", "repeated-word", "caps", "spacing",
    )
]  # fmt: skip
INSIDE = st.text(alphabet="aB1,;.-_~?!=/'", min_size=1, max_size=12).map(lambda text: f"x{text}x")
SPANS = st.one_of(
    INSIDE.map(lambda text: f"https://a.example/{text}"),
    INSIDE.map(lambda text: f"`{text}`"),
    st.sampled_from(["ana.b@desk.example", "{count}", "%(name)s", "$" + "{x}", "`a  b`", "`当局,`"]),
)
SENTENCES = {
    "zh-TW": "請看{}，然後回來。",
    "pt-BR": "Veja {} e volte.",
    "es": "Mire {} y vuelva.",
    "fr": "Voyez {} et revenez.",
    "de": "Siehe {} und zurück.",
    "ar": "انظر {} ثم عد.",
    "ja": "{}を見て、戻ってください。",
    "ko": "{} 을 보고 돌아오세요.",
}


def look(language: str, target: str, terms: tuple[TermMatch, ...] = ()) -> list[str]:
    context = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1), terms=terms)
    unit = Unit(Key("", "See this and come back."), target, State.REVIEWED)
    return [finding.message for check in CHECKS for finding in check(unit, context)]


@pytest.mark.parametrize("language", SENTENCES)
@given(span=SPANS)
@settings(max_examples=100, deadline=None)
def test_what_nobody_translates_is_not_judged(language: str, span: str) -> None:
    assert look(language, SENTENCES[language].format("x")) == []
    assert look(language, SENTENCES[language].format(span)) == []


@pytest.mark.parametrize(
    ("language", "form"),
    [("zh-TW", "互聯網《裏》,"), ("zh-TW", 'Amnesty (旧) "軟件"'), ("pt-BR", "contacto « 3,450 »"), ("de", "“a” (b")],
)
def test_an_approved_term_is_right_as_it_stands(language: str, form: str) -> None:
    target = SENTENCES[language].format(form)
    assert look(language, target) != []
    entry = TermEntry("a", terms=((language, (Term(form),)),))
    assert look(language, target, (TermMatch(entry, "this", 4, 8),)) == []
