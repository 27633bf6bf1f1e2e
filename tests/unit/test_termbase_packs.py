"""Language packs: a noun put in another's place has the determiner it wants, in every row of every table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.termbase.mining import Mined
from pubflow.termbase.pack import FOUR, Agreement, Pack
from pubflow.termbase.packs import pack_for
from pubflow.termbase.pivots import nouns, pivots_of
from pubflow.termbase.swap import swapped_once

MS, FS, MP, FP = FOUR
NOUNS: dict[str, tuple[tuple[str, Agreement], ...]] = {
    "pt": (("asilo", MS), ("lei", FS), ("abrigos", MP), ("leis", FP)),
    "es": (
        ("asilo", MS), ("juez", MS), ("ley", FS), ("arma", FS), ("alerta", FS), ("iglesia", FS), ("hora", FS), ("hielo", MS),
        ("juicios", MP), ("odios", MP), ("leyes", FP), ("armas", FP),
    ),
    "fr": (
        ("asile", MS), ("refuge", MS), ("hasard", MS), ("homme", MS), ("yuan", MS), ("loi", FS), ("expulsion", FS),
        ("haine", FS), ("histoire", FS), ("yeuse", FS), ("refuges", MP), ("asiles", MP), ("héros", MP), ("lois", FP),
        ("expulsions", FP),
    ),
    "it": (
        ("asilo", MS), ("rifugio", MS), ("stato", MS), ("zaino", MS), ("hotel", MS), ("legge", FS), ("espulsione", FS),
        ("spia", FS), ("rifugi", MP), ("asili", MP), ("stati", MP), ("psicologi", MP), ("leggi", FP), ("espulsioni", FP),
        ("spie", FP),
    ),
}  # fmt: skip
FRAMES = ("Ha: {}{} x.", "{}{} x.", "no, {}{}")


def _pack(language: str) -> Pack:
    pack = pack_for(language)
    assert pack is not None
    return pack


def _written(determiner: str, noun: str) -> str:
    return determiner + ("" if determiner.endswith("'") else " ") + noun


def _determiner(pack: Pack, row: int, noun: str, agreement: Agreement) -> str:
    """As the table has it."""
    variants = pack.families[row][FOUR.index(agreement)]
    sound = pack.sound(noun)
    return variants[sound] if sound < len(variants) else variants[0]


@pytest.mark.parametrize("language", NOUNS)
@given(data=st.data())
def test_no_swap_breaks_the_agreement_of_a_determiner(language: str, data: st.DataObject) -> None:
    pack = _pack(language)
    row = data.draw(st.integers(0, len(pack.families) - 1))
    (old, was), (form, wants) = data.draw(st.tuples(*[st.sampled_from(NOUNS[language])] * 2))
    determiner = _determiner(pack, row, old, was)
    if determiner in pack.ambiguous:
        return
    text = f"x {_written(determiner, old)} x"
    assert was in pack.asked_before(text, text.index(old, 2))
    swapped = swapped_once(text, old, form, pack, was=was, wants=wants, strict=False)
    if swapped is None:
        # `des` may be the plural of `un` or of `du`: only such a one may be left.
        others = {
            _determiner(pack, at, form, wants)
            for at in range(len(pack.families))
            if determiner in sum(pack.families[at], ())
        }
        assert len(others) > 1
        return
    rows = [at for at in range(len(pack.families)) if determiner in sum(pack.families[at], ())]
    assert swapped in {f"x {_written(_determiner(pack, at, form, wants), form)} x" for at in rows}
    assert wants in pack.asked_before(swapped, len(swapped) - len(form) - 2, sure=True)


@pytest.mark.parametrize(
    ("language", "text", "old", "form", "was", "wants", "swapped"),
    [
        ("es", "El retorno del buscador.", "retorno", "devolución", MS, FS, "La devolución del buscador."),
        ("es", "Habló del refugio.", "refugio", "devolución", MS, FS, "Habló de la devolución."),
        ("es", "Fue a la cárcel.", "cárcel", "asilo", FS, MS, "Fue al asilo."),
        ("es", "La ley y el asilo.", "ley", "arma", FS, FS, "El arma y el asilo."),
        ("es", "Padres y hijos.", "hijos", "madres", MP, FP, "Padres y madres."),
        ("es", "Ley y tortura.", "tortura", "impunidad", FS, FS, "Ley e impunidad."),
        ("es", "Siete o nueve.", "nueve", "ocho", MP, MP, "Siete u ocho."),
        ("fr", "L'expulsion suit.", "expulsion", "refoulement", FS, MS, "Le refoulement suit."),
        ("fr", "Le retour suit.", "retour", "asile", MS, MS, "L'asile suit."),
        ("fr", "Un risque de retour.", "retour", "expulsion", MS, FS, "Un risque d'expulsion."),
        ("fr", "Un risque d’expulsion.", "expulsion", "refoulement", FS, MS, "Un risque de refoulement."),
        ("fr", "Il parle de l'asile.", "asile", "refuge", MS, MS, "Il parle du refuge."),
        ("fr", "Il parle du refuge.", "refuge", "demandeur d’asile", MS, MS, "Il parle du demandeur d’asile."),
        ("fr", "Il parle du refuge.", "refuge", "auteur d’un crime", MS, MS, "Il parle de l’auteur d’un crime."),
        ("fr", "Ce retour.", "retour", "homicide", MS, MS, "Cet homicide."),
        ("fr", "La peur et l'amour.", "amour", "haine", MS, FS, "La peur et la haine."),
        ("fr", "Qu'une loi passe.", "loi", "décret", FS, MS, "Qu'un décret passe."),
        ("fr", "LA FIN DE L'ASILE", "asile", "refuge", MS, MS, "LA FIN DU REFUGE"),
        ("it", "L'espulsione segue.", "espulsione", "respingimento", FS, MS, "Il respingimento segue."),
        ("it", "Il ritorno segue.", "ritorno", "sfratto", MS, MS, "Lo sfratto segue."),
        ("it", "Parla del ritorno.", "ritorno", "espulsione", MS, FS, "Parla dell'espulsione."),
        ("it", "Parla dei ritorni.", "ritorni", "sfratti", MP, MP, "Parla degli sfratti."),
        ("it", "Nella città.", "città", "asilo", FS, MS, "Nell'asilo."),
        ("it", "Un ritorno.", "ritorno", "espulsione", MS, FS, "Un'espulsione."),
        ("it", "Una legge.", "legge", "stato", FS, MS, "Uno stato."),
        ("it", "Con quegli amici.", "amici", "rifugiati", MP, MP, "Con quei rifugiati."),
    ],
)  # fmt: skip
def test_determiner_and_elision_come_along(language, text, old, form, was, wants, swapped):
    assert swapped_once(text, old, form, _pack(language), was=was, wants=wants, strict=False) == swapped


@pytest.mark.parametrize(
    ("language", "text", "old", "was", "wants"),
    [
        ("es", "El refugio prometido fue negado.", "refugio", MS, FS),
        ("es", "El refugio de mujeres fue cerrado.", "refugio", MS, FS),
        ("fr", "L'expulsion prévue.", "expulsion", FS, MS),
        ("fr", "Le retour des familles a été décidé.", "retour", MS, FS),
        ("it", "Il rifugio promesso.", "rifugio", MS, FS),
        ("it", "Il rifugio delle donne è stato chiuso.", "rifugio", MS, FS),
        ("pt", "O abrigo das mulheres foi fechado.", "abrigo", MS, FS),
    ],
)
def test_a_noun_with_which_others_agree_is_left_where_asked_to_be_strict(language, text, old, was, wants):
    assert swapped_once(text, old, "x", _pack(language), was=was, wants=wants, strict=True) is None


def test_a_plural_article_of_unknown_gender_says_the_number_alone():
    french = _pack("fr")
    assert french.asked_before("les retours", 4) == {MP, FP}
    assert (
        swapped_once("Vu les retours.", "retours", "lois", french, was=("", "pl"), wants=FP, strict=True)
        == "Vu les lois."
    )
    assert (
        swapped_once("Vu les retours forcés.", "retours", "lois", french, was=("", "pl"), wants=FP, strict=True) is None
    )


def test_the_gender_of_a_plural_pivot_is_that_of_its_singular():
    french = _pack("fr")
    said = {
        "law": Mined("loi", FS, 1.0),
        "laws": Mined("lois", ("", "pl"), 1.0),
        "letters": Mined("lettres", ("", "pl"), 1.0),
    }
    words = tuple(nouns())
    found = [said.get(noun) for _, noun, _ in words]
    pool = {pivot.noun: pivot.agreement for pivot in pivots_of(words, found, french)}
    assert pool == {"law": FS, "laws": FP}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "L'asile d’aujourd'hui, qu'on dit", ["L'", "asile", "d’", "aujourd'hui", "qu'", "on", "dit"]),
        ("it", "un'espulsione dell'asilo", ["un'", "espulsione", "dell'", "asilo"]),
        ("es", "no-devolución del asilo", ["no-devolución", "del", "asilo"]),
        ("zh", "他們尋求庇護。", ["他們", "尋求", "庇護"]),
    ],
)
def test_what_is_elided_is_a_word(language, text, words):
    assert [word.text for word in _pack(language).words(text)] == words


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("fr", "Il n'y a ni eau ni pain.", 3),
        ("es", "Sin agua nunca.", 2),
        ("it", "Non c'è niente.", 2),
        ("zh", "沒有人不知道", 2),
    ],
)
def test_negations_are_counted(language, text, count):
    assert _pack(language).count_negations(text) == count


@pytest.mark.parametrize(
    ("language", "form", "gender", "number"),
    [
        ("es", "derechos humanos", "m", "pl"), ("es", "crisis", "f", "sg"), ("fr", "procès équitable", "m", "sg"),
        ("fr", "observations finales", "f", "pl"), ("it", "diritti umani", "m", "pl"), ("it", "tesi", "f", "sg"),
        ("pt", "habeas corpus", "m", "sg"),
    ],
)  # fmt: skip
def test_the_look_of_a_head_tells_its_number(language, form, gender, number):
    assert _pack(language).agreement(form, gender, plural=False) == (gender, number)


def test_a_language_without_a_table_has_no_pack():
    assert pack_for("ja") is None
