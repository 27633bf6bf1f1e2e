"""What engines are told of the glossary."""

from __future__ import annotations

from dataclasses import replace

from pubflow.language import LanguageTag
from pubflow.plugins import EngineTerm
from pubflow.termbase.match import find
from pubflow.termbase.model import Status, Term, Termbase, TermEntry
from pubflow.translate.engine_terms import engine_terms, terms_in

ES = LanguageTag.parse("es")
ZH = LanguageTag.parse("zh-TW")


def concept(
    english: str | tuple[Term, ...], target: tuple[Term, ...], *, language: str = "es", status=Status.APPROVED
) -> TermEntry:
    own = (Term(english, 1),) if isinstance(english, str) else english
    return TermEntry(own[0].text, status=status, terms=tuple(sorted((("en", own), (language, target)))))


def told(*entries: TermEntry, language: LanguageTag = ES) -> dict[str, str]:
    terms = engine_terms(Termbase(entries), language)
    assert len({term.source for term in terms}) == len(terms)
    return {term.source: term.target for term in terms}


def seen(text: str, *entries: TermEntry, language: LanguageTag = ES) -> list[tuple[str, str]]:
    return [(term.source, term.target) for term in terms_in(Termbase(entries), text, language)]


REFUGEE = concept("refugee", (Term("refugiado", 1, plural=("refugiados",)), Term("exiliado", 2)))


def test_the_preferred_form_for_the_singular_its_plural_for_the_plural():
    assert told(REFUGEE) == {"refugee": "refugiado", "refugees": "refugiados"}


def test_a_plural_that_the_target_does_not_have_is_its_only_form():
    treaty = concept("treaty", (Term("條約", 1),), language="zh-TW")
    assert told(treaty, language=ZH) == {"treaty": "條約", "treaties": "條約"}
    asylum = concept((Term("impunity", 1, plural=("-",)),), (Term("impunidad", 1, plural=("-",)),))
    assert told(asylum) == {"impunity": "impunidad"}


def test_listed_plurals_and_further_spellings_count():
    child = concept(
        (Term("child soldier", 1, plural=("child soldiers",), forms=("boy soldier",)), Term("young soldier", 2)),
        (Term("niño soldado", 1, plural=("niños soldados",)),),
    )
    assert told(child) == {
        "child soldier": "niño soldado",
        "boy soldier": "niño soldado",
        "child soldiers": "niños soldados",
        "young soldier": "niño soldado",
        "young soldiers": "niños soldados",
    }


def test_plurals_among_the_further_spellings_are_told_as_plurals():
    person = concept(
        (Term("stateless person", 1, forms=("stateless people", "SP", "SPs")),),
        (Term("apátrida", 1, plural=("apátridas",)),),
    )
    plurals = dict.fromkeys(("stateless people", "stateless persons", "SPs"), "apátridas")
    assert told(person).items() >= (plurals | dict.fromkeys(("stateless person", "SP"), "apátrida")).items()
    assert seen("Stateless people and SPs; an SP.", person) == [
        ("Stateless people", "apátridas"), ("SPs", "apátridas"), ("SP", "apátrida"),
    ]  # fmt: skip


def test_what_is_forbidden_is_told_in_no_language():
    entry = concept(
        (Term("migrant", 1), Term("illegal", 2, Status.FORBIDDEN)),
        (Term("ilegal", 1, Status.FORBIDDEN), Term("migrante", 2, plural=("migrantes",), forbidden=("clandestino",))),
    )
    assert told(entry) == {"migrant": "migrante", "migrants": "migrantes"}
    assert told(concept("migrant", (Term("ilegal", 1, Status.FORBIDDEN),))) == {}


def test_a_settled_term_goes_before_a_disputed_one_which_goes_before_none():
    disputed, settled = Term("uno", 1, Status.DISPUTED), Term("dos", 2, Status.UNVERIFIED)
    assert told(concept("two", (disputed, settled)))["two"] == "dos"
    assert told(concept("one", (disputed,)))["one"] == "uno"


def test_a_name_that_is_not_translated_stays_as_it_is():
    name = TermEntry("watch", terms=(("en", (Term("Covenants Watch", 1, Status.DNT, plural=("-",)),)),))
    by_concept = TermEntry("lgbti", status=Status.DNT, terms=(("en", (Term("LGBTI", 1, plural=("-",)),)),))
    assert told(name, by_concept) == {"Covenants Watch": "Covenants Watch", "LGBTI": "LGBTI"}
    assert seen("Covenants Watch spoke.", name) == [("Covenants Watch", "Covenants Watch")]
    official = concept((Term("Amnesty", 1, Status.DNT, plural=("-",)),), (Term("Amnistía", 1, Status.DNT),))
    assert told(official) == {"Amnesty": "Amnistía"}


def test_what_a_language_has_no_word_for_is_not_told():
    assert told(REFUGEE, language=ZH) == {}
    assert seen("A refugee.", REFUGEE, language=ZH) == []
    taiwan = concept("refugee", (Term("難民", 1),), language="zh-TW")
    assert told(taiwan, language=LanguageTag.parse("zh")) == {}


def test_what_has_other_senses_is_told_of_a_text_and_never_of_all_texts():
    by_draft = concept("charge", (Term("cargo", 1, senses=("acus",)),))
    by_english = concept((Term("sentence", 1, unless_before=("opening",)),), (Term("condena", 1),))
    assert told(by_draft, by_english) == {}
    assert seen("The charge and the sentence.", by_draft, by_english) == [("charge", "cargo"), ("sentence", "condena")]
    assert seen("The opening sentence.", by_english) == []


def test_the_first_concept_keeps_a_form_that_two_name():
    assert told(concept("aid", (Term("ayuda", 1),)), concept("aid", (Term("auxilio", 1),)))["aid"] == "ayuda"


def test_terms_of_a_text_stand_as_they_stand_there_each_once_in_its_order():
    torture = concept((Term("torture", 1, plural=("-",)),), (Term("tortura", 1),))
    text = "Torture of refugees; torture of a REFUGEE’s child and of refugees."
    assert seen(text, REFUGEE, torture) == [
        ("Torture", "tortura"),
        ("refugees", "refugiados"),
        ("torture", "tortura"),
        ("REFUGEE", "refugiado"),
    ]


def test_a_plural_is_known_across_hyphens_and_line_ends():
    seeker = concept("asylum seeker", (Term("solicitante", 1, plural=("solicitantes",)),))
    assert seen("asylum-seekers, asylum\nseekers, an asylum-seeker", seeker) == [
        ("asylum-seekers", "solicitantes"),
        ("asylum\nseekers", "solicitantes"),
        ("asylum-seeker", "solicitante"),
    ]


def test_every_form_that_is_told_is_one_that_the_glossary_finds():
    entries = (REFUGEE, concept("prisoner of conscience", (Term("preso", 1, plural=("presos",)),)))
    termbase = Termbase(entries)
    terms = engine_terms(termbase, ES)
    assert EngineTerm("prisoners of conscience", "presos") in terms
    for term in terms:
        [match] = find(termbase, term.source)
        assert match.text == term.source
        assert terms_in(termbase, term.source, ES) == (term,)


def test_a_person_called_by_a_part_of_the_name_is_so_in_the_target_too() -> None:
    english = (Term("Ana Reyes", 1, plural=("-",), forms=("Reyes",), case_sensitive=True),)
    target = (Term("安娜‧雷耶斯", 1, forms=("雷耶斯",)),)
    person = replace(concept(english, target, language="zh-TW"), kind="name", semantic_class="person")
    assert told(person, language=ZH) == {"Ana Reyes": "安娜‧雷耶斯", "Reyes": "雷耶斯"}
    assert seen("Ana Reyes was free; Reyes left.", person, language=ZH) == [
        ("Ana Reyes", "安娜‧雷耶斯"),
        ("Reyes", "雷耶斯"),
    ]
    whole = replace(person, terms=(("en", english), ("zh-TW", (Term("安娜‧雷耶斯", 1),))))
    assert told(whole, language=ZH)["Reyes"] == "安娜‧雷耶斯"
