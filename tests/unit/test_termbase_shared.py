"""Terms joined to their neighbour: a rendering in parts is the term, one without a part of it is not."""

import pytest

from pubflow.language import LanguageTag
from pubflow.termbase.match import find
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.termbase.shared import stands_in_parts

TERMS = {
    "freedom of speech": {"zh-TW": "言論自由", "ja": "言論の自由", "fr": "liberté d’expression"},
    "right to life": {"ja": "生命に対する権利"},
    "peaceful assembly": {"pt-BR": "reunião pacífica", "es": "reunión pacífica"},
    "human rights": {"pt-BR": "direitos humanos", "de": "Menschenrechte"},
}
TERMBASE = Termbase(
    tuple(
        TermEntry(
            text.replace(" ", "-"),
            terms=(("en", (Term(text),)), *((language, (Term(form),)) for language, form in forms.items())),
        )
        for text, forms in TERMS.items()
    )
)


def told(source: str, language: str, target: str) -> list[bool]:
    tag = LanguageTag.parse(language)
    return [stands_in_parts(source, match, target, tag) for match in find(TERMBASE, source)]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        ("They lost freedom of speech and belief.", "zh-TW", "他們失去言論和信仰自由。"),
        ("They lost freedom of speech and belief.", "ja", "彼らは言論及び信仰の自由を失った。"),
        ("The right to life, liberty and security", "ja", "生命、自由及び安全に対する権利"),
        ("The right to peaceful assembly and association", "pt-BR", "O direito de reunião e associação pacífica"),
        ("The right to peaceful assembly and association", "es", "El derecho de reunión y de asociación pacíficas"),
        ("Respect for human rights and fundamental freedoms", "pt-BR", "Respeito aos direitos e liberdades humanas"),
        ("Freedom of the press and freedom of speech", "fr", "La liberté de la presse et d’expression"),
    ],
)
def test_joined_terms_may_share_a_word(source: str, language: str, target: str) -> None:
    assert told(source, language, target) == [True]


@pytest.mark.parametrize(
    ("source", "language", "target"),
    [
        # A part lacks, or the parts stand far apart.
        ("They lost freedom of speech and belief.", "zh-TW", "他們失去說話和信仰自由。"),
        ("They lost freedom of speech and belief.", "zh-TW", "他們失去言論。後來又失去信仰和自由。"),
        ("The right to peaceful assembly and association", "pt-BR", "O direito de reunião e associação"),
        # Nothing joins it to a neighbour in the source.
        ("They lost freedom of speech.", "zh-TW", "他們失去言論和信仰自由。"),
        ("Respect for human rights", "pt-BR", "Respeito aos direitos e liberdades humanas"),
        # One word has no parts.
        ("Human rights and freedoms", "de", "Rechte und Freiheiten der Menschen"),
    ],
)
def test_other_words_are_not_the_term(source: str, language: str, target: str) -> None:
    assert told(source, language, target) == [False]
