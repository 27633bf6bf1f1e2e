"""Which words of a source are terms in their place."""

from __future__ import annotations

import pytest

from pubflow.language import LanguageTag
from pubflow.termbase.judge import in_this_sense, remarks
from pubflow.termbase.match import find
from pubflow.termbase.model import Term, Termbase, TermEntry

PT = LanguageTag.parse("pt-BR")


def _charge(english: tuple[str, ...] = (), portuguese: tuple[str, ...] = ()) -> Termbase:
    terms = (("en", (Term("charge", senses=english),)), ("pt-BR", (Term("acusação", senses=portuguese),)))
    return Termbase((TermEntry("charge", terms=terms),))


@pytest.mark.parametrize(
    ("termbase", "source", "draft", "asked"),
    [
        (_charge(), "The charge grew.", "A carga cresceu.", 1),
        # A draft tells it.
        (_charge(portuguese=("acus", "denúnc")), "The charge grew.", "A carga cresceu.", 0),
        (_charge(portuguese=("acus", "denúnc")), "The charge grew.", "A denúncia cresceu.", 1),
        # The source tells it; where it should and does not, a word of the draft is not enough.
        (_charge(("court",)), "The charge grew.", "A carga cresceu.", 0),
        (_charge(("court",), ("denúnc",)), "The charge grew.", "A denúncia cresceu.", 0),
        (_charge(("court",), ("denúnc",)), "The charge grew in court.", "A carga cresceu no tribunal.", 1),
        # What is there is met, whatever tells the sense.
        (_charge(("court",)), "The charge grew.", "A acusação cresceu.", 1),
    ],
)
def test_a_term_of_several_senses_is_asked_for_where_this_one_is_told(
    termbase: Termbase, source: str, draft: str, asked: int
) -> None:
    matches = find(termbase, source)
    wanted, _ = in_this_sense(matches, draft, PT)
    assert len(wanted) == asked
    said = remarks(matches, draft, PT)
    # Never without a word: it is met, or missed, or a person is asked.
    assert ("acusação" in draft) is (said == [])
    assert [level for level, _ in said] == ([] if "acusação" in draft else ["flag"] if asked else ["review"])
