"""One word of a draft for another: article, case and neighbours come right, or it is not done."""

import pytest

from pubflow.termbase.mining import mine, sentences
from pubflow.termbase.model import Term, TermEntry, TermMatch
from pubflow.termbase.packs.portuguese import PACK as PORTUGUESE
from pubflow.termbase.swap import damage, is_plural, swapped_once

MS, FS, MP, FP = ("m", "sg"), ("f", "sg"), ("m", "pl"), ("f", "pl")


@pytest.mark.parametrize(
    ("text", "old", "form", "was", "wants", "swapped"),
    [
        ("Falou do refúgio ontem.", "refúgio", "devolução forçada", MS, FS, "Falou da devolução forçada ontem."),
        ("Os requerentes vieram.", "requerentes", "pessoas", MP, FP, "As pessoas vieram."),
        ("A prisão caiu.", "prisão", "detenção", FS, FS, "A detenção caiu."),
        ("Prisão é isso.", "prisão", "detenção", FS, FS, "Detenção é isso."),
        ("Disse: prisão é isso.", "prisão", "detenção", FS, FS, "Disse: detenção é isso."),
        ("Basta. Prisão é isso.", "prisão", "detenção", FS, FS, "Basta. Detenção é isso."),
        ("NÃO À PRISÃO!", "prisão", "detenção", FS, FS, "NÃO À DETENÇÃO!"),
        ("Foi submetido a ataque.", "ataque", "tratamento cruel", MS, MS, "Foi submetido a tratamento cruel."),
        ("Foi submetido a ataque.", "ataque", "tortura", MS, FS, "Foi submetido a tortura."),
    ],
)
def test_article_and_case_come_along(text, old, form, was, wants, swapped):
    assert swapped_once(text, old, form, PORTUGUESE, was=was, wants=wants, strict=False) == swapped


@pytest.mark.parametrize(
    ("text", "old", "form"),
    [
        ("Nada aqui.", "prisão", "detenção"),
        ("Prisão e prisão.", "prisão", "detenção"),
        ("A não-repulsão vale.", "repulsão", "devolução"),
        ("O Executivo Yuan disse.", "yuan", "Yuan Executivo"),
        ("As prisõezinhas.", "prisões", "detenções"),
        ("A prisão-fazenda.", "prisão", "detenção"),
    ],
)
def test_what_is_not_there_once_and_whole_is_left(text, old, form):
    assert swapped_once(text, old, form, PORTUGUESE, was=None, wants=FS, strict=False) is None


def test_an_a_that_may_be_article_or_preposition_is_not_guessed_at():
    text = "A união pediu luvas."
    assert swapped_once(text, "união", "sindicato", PORTUGUESE, was=FS, wants=MS, strict=True) is None
    assert swapped_once(text, "união", "liga", PORTUGUESE, was=FS, wants=FS, strict=True) == "A liga pediu luvas."


def test_a_word_that_others_agree_with_is_left_where_asked_to_be_strict():
    text = "O prisioneiro detido falou."
    assert swapped_once(text, "prisioneiro", "pessoa", PORTUGUESE, was=MS, wants=FS, strict=True) is None
    assert (
        swapped_once(text, "prisioneiro", "preso", PORTUGUESE, was=MS, wants=MS, strict=True) == "O preso detido falou."
    )


@pytest.mark.parametrize(
    ("source", "raw", "text", "harm"),
    [
        ("No one came.", "Ninguém veio.", "Alguém veio.", "negation lost"),
        ("21 people came.", "21 pessoas vieram.", "As pessoas vieram.", "number lost"),
        ("They came.", "Eles vieram.", "Eles vieram vieram.", "doubled word"),
        ("They came.", "Eles vieram.", "Eles XTERM1 vieram.", "code word left"),
        ("They came.", "Eles vieram.", "Eles vieram with the outros.", "English left"),
        ("They came.", "Eles vieram.", "Elas vieram.", ""),
    ],
)
def test_what_a_changed_draft_may_not_lose(source, raw, text, harm):
    assert damage(source, raw, text, PORTUGUESE) == harm


def test_the_numbers_of_a_term_may_go_with_it():
    source, raw, text = (
        "The 228 Incident of 1947.",
        "O Incidente 228 de 1947.",
        "O Incidente de 28 de fevereiro de 1947.",
    )
    assert damage(source, raw, text, PORTUGUESE) == "number lost"
    assert damage(source, raw, text, PORTUGUESE, terms=("228 Incident",)) == ""
    assert damage(source, raw, "O Incidente de 28 de fevereiro.", PORTUGUESE, terms=("228 Incident",)) == "number lost"


def test_what_other_terms_stand_on_is_not_touched():
    text = "Os direitos humanos e os direitos."
    assert swapped_once(text, "direitos", "normas", PORTUGUESE, was=MP, wants=FP, strict=False) is None
    spared = [(3, 18)]
    assert (
        swapped_once(text, "direitos", "normas", PORTUGUESE, was=MP, wants=FP, strict=False, spared=spared)
        == "Os direitos humanos e as normas."
    )


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("stateless person", False), ("stateless persons", True), ("stateless people", True), ("SP", False), ("SPs", True),
        ("people with no State", True), ("traffic in people", False),
    ],
)  # fmt: skip
def test_a_row_may_list_plurals_among_its_forms(text, plural):
    forms = ("stateless people", "SP", "SPs", "people with no State", "traffic in people")
    entry = TermEntry("p", terms=(("en", (Term("stateless person", forms=forms),)),))
    assert is_plural(TermMatch(entry, 0, len(text), text)) is plural


def test_an_apostrophe_of_another_kind_makes_no_plural():
    entry = TermEntry("tribunal", terms=(("en", (Term("people's tribunal", 1),)),))
    words = ("people's tribunal", "people’s tribunal", "People’s Tribunal", "people’s tribunals")
    assert [is_plural(TermMatch(entry, 0, len(text), text)) for text in words] == [False, False, False, True]


def _portuguese(text: str) -> str:
    """A tiny engine: word for word, with an article of the right gender before `lei`."""
    words = {
        "the law": "a lei",
        "a law": "uma lei",
        "this law": "esta lei",
        "was": "foi",
        "they": "eles",
        "table": "mesa",
    }
    low = text.lower()
    for english, target in words.items():
        low = low.replace(english, target)
    return low


def test_a_rendering_is_what_the_answers_share_with_its_gender():
    [law, nothing] = mine(
        [("law", False), ("", False)], lambda texts: [_portuguese(text) for text in texts], PORTUGUESE
    )
    assert law is not None
    assert (law.rendering, law.agreement) == ("lei", ("f", "sg"))
    assert nothing is None


def test_an_engine_that_answers_at_random_is_not_believed():
    answers = (
        f"{number * 7919 % 104729:x}".translate(str.maketrans("0123456789", "ghijklmnop")) for number in range(10**6)
    )
    assert mine([("law", False)], lambda texts: [next(answers) for _ in texts], PORTUGUESE) == [None]


def test_a_noun_is_asked_for_with_its_article():
    assert any("an attack" in sentence for sentence in sentences("attack", plural=False))
    assert not any("a attack" in sentence for sentence in sentences("attack", plural=False))
