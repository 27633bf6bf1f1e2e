"""Where terms are found in English, and what translators are told about them."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.language import LanguageTag
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.match import find
from pubflow.termbase.model import Status, Term, Termbase, TermEntry
from pubflow.termbase.notes import notes_for


def concept(*english: str, **targets: str) -> TermEntry:
    """`zh_TW="強制遣返|驅回!"`: alternatives, the forbidden ones with a mark."""
    terms = {"en": tuple(Term(text) for text in english)}
    for language, forms in targets.items():
        terms[language.replace("_", "-")] = tuple(
            Term(form.rstrip("!"), status=Status.FORBIDDEN if form.endswith("!") else Status.APPROVED)
            for form in forms.split("|")
        )
    return TermEntry(english[0], terms=tuple(sorted(terms.items())))


TERMS = Termbase(
    (
        concept("refoulement", zh_TW="強制遣返|驅回!"),
        concept("non-refoulement", zh_TW="不遣返原則"),
        concept("asylum seeker", zh_TW="尋求庇護者"),
        concept("human rights"),
        concept("human rights defender"),
        concept("prisoner of conscience"),
        concept("cruel, inhuman or degrading treatment"),
        concept("Immigration and Customs Enforcement", "ICE"),
        concept("ill-treatment"),
        concept("civil society"),
        concept("statute of limitations"),
        concept("workers’ rights"),
    )
)


def found(text: str) -> list[str]:
    matches = find(TERMS, text)
    assert all(text[match.start : match.end] == match.text for match in matches)
    return [match.text for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The duty of non-refoulement forbids refoulement.", ["non-refoulement", "refoulement"]),
        ("Non\u2011refoulement", ["Non\u2011refoulement"]),
        (
            "asylum-seekers, an asylum\u00a0seeker and\nASYLUM\nSEEKERS",
            ["asylum-seekers", "asylum\u00a0seeker", "ASYLUM\nSEEKERS"],
        ),
        ("human rights defenders’ human rights", ["human rights defenders", "human rights"]),
        ("the asylum seeker's and the asylum seeker’s case", ["asylum seeker", "asylum seeker"]),
        ("prisoners of conscience, prisoner of consciences", ["prisoners of conscience"]),
        ("cruel, inhuman or degrading treatment", ["cruel, inhuman or degrading treatment"]),
        ("cruel inhuman or degrading treatment", []),
        ("Ice and ICE", ["ICE"]),
        ("ill treatment, ill-treatment, illtreatment", ["ill treatment", "ill-treatment"]),
        ("civil societies; statutes of limitations", ["civil societies", "statutes of limitations"]),
        ("workers' rights and workers’ rights", ["workers' rights", "workers’ rights"]),
        ("see www.refoulement.example and refoulement@refoulement.org, refoulement", ["refoulement"]),
        ("human  rights human, rights", ["human  rights"]),
        ("", []),
        ("_refoulement_ (refoulement)", ["refoulement", "refoulement"]),
    ],
)
def test_terms_are_found_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(
    st.lists(st.sampled_from(["human", "rights", "defender", "non", "refoulement", "-", ",", "’s", "ice", "é"])).map(
        " ".join
    )
)
def test_matches_never_overlap_and_come_in_order(text: str) -> None:
    matches = find(TERMS, text)

    assert all(before.end <= after.start for before, after in itertools.pairwise(matches))


def test_two_thousand_terms_in_ten_thousand_sentences_take_no_minute() -> None:
    termbase = Termbase(tuple(concept(f"term{n} of law") for n in range(2_000)))
    text = "The court held that term1500 of laws and term7 of law apply to everyone who seeks protection."

    began = time.process_time()
    count = sum(len(find(termbase, text)) for _ in range(10_000))

    assert count == 10_000
    assert time.process_time() - began < 20


def note(text: str, language: str) -> tuple[str, ...]:
    return notes_for(find(TERMS, TaggedText.parse(text).plain), LanguageTag.parse(language))


def test_translators_are_told_each_term_once_with_what_is_never_said() -> None:
    text = "No <b1>refoulement</b1> of asylum seekers: refoulement breaks human rights."

    assert note(text, "zh-TW") == ("terms: refoulement = 強制遣返 (never 驅回) | asylum seeker = 尋求庇護者",)
    assert note(text, "pt-BR") == ()
    assert note("Nothing here.", "zh-TW") == ()


def english(*terms: Term) -> Termbase:
    return Termbase(tuple(TermEntry(f"{term.text}-{n}", terms=(("en", (term,)),)) for n, term in enumerate(terms)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Covenant binds it.", ["Covenant"]),
        ("THE COVENANT BINDS IT.", ["COVENANT"]),
        ("A covenant of love.", []),
        ("The Refugee Convention and a refugee convention.", ["Refugee Convention"]),
        ("The Convention against Torture holds.", ["Convention against Torture"]),
    ],
)
def test_an_entry_may_want_initial_capitals(text: str, found: list[str]) -> None:
    terms = [
        Term(name, case_sensitive=True) for name in ("Covenant", "Refugee Convention", "Convention against Torture")
    ]
    assert [match.text for match in find(english(*terms), text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Detention without trial.", ["Detention"]),
        ("After-school detention is no detention centre.", []),
        ("He got after school detention.", []),
        ("The execution of the contract.", []),
        ("The execution of a prisoner.", ["execution"]),
        ("Executions of the contracts", ["Executions"]),
    ],
)
def test_words_beside_a_term_may_give_it_another_sense(text: str, found: list[str]) -> None:
    terms = (
        Term("detention", unless_before=("after-school",), unless_after=("centre",)),
        Term("execution", unless_after=("of the contract",)),
    )
    assert [match.text for match in find(english(*terms), text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They may charge her.", []),
        ("He pleaded guilty to charges of treason.", ["charges"]),
        ("The charge a court read out.", []),
        ("The charges a court read out.", ["charges"]),
        ("No charge", ["charge"]),
    ],
)
def test_words_named_with_the_term_count_for_that_form_alone(text: str, found: list[str]) -> None:
    term = Term("charge", unless_before=("may charge", "to charge"), unless_after=("charge a",))
    assert [match.text for match in find(english(term), text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("children", ["children"]), ("childs", []), ("child", ["child"]), ("asylum", ["asylum"]), ("asylums", [])],
)
def test_an_entry_may_name_its_own_plural_or_none(text: str, found: list[str]) -> None:
    terms = english(Term("child", plural=("children",)), Term("asylum", plural=("-",)))
    assert [match.text for match in find(terms, text)] == found


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("A right to a remedy.", True),
        ("Remedies that courts gave.", True),
        ("Bright to a remedy.", False),
        ("A herbal remedy.", False),
        ("An effective remedy.", True),
    ],
)
def test_the_text_may_tell_that_a_word_of_several_senses_is_meant_in_this_one(text: str, sure: bool) -> None:
    term = Term("remedy", forms=("effective remedy",), senses=("right to", "court"))
    assert [match.sure for match in find(english(term), text)] == [sure]


def test_where_one_entry_does_not_fit_another_may() -> None:
    """ICE the agency in capitals, ice the thing otherwise."""
    terms = english(Term("March", case_sensitive=True), Term("march"))
    assert [match.entry.id for match in find(terms, "In March they march.")] == ["March-0", "march-1"]


def test_a_note_tells_of_a_dispute_beside_what_is_never_right():
    terms = (Term("強制遣返"), Term("推回", status=Status.DISPUTED), Term("驅回", status=Status.FORBIDDEN))
    entry = TermEntry("r", terms=(("en", (Term("refoulement"),)), ("zh-TW", terms)))
    note = notes_for(find(Termbase((entry,)), "Stop refoulement"), LanguageTag.parse("zh-TW"))
    assert note == ("terms: refoulement = 強制遣返 (disputed: also 推回; never 驅回)",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Parliament passed an amnesty for deserters.", ["amnesty"]),
        ("Amnesty for deserters was promised.", ["Amnesty"]),
        ("She said: “Amnesty is no answer.”", ["Amnesty"]),
        ("The war is over. Amnesty must follow.", ["Amnesty"]),
        ("Amnesty Law Passed at Last", ["Amnesty"]),
        ("AMNESTY LAW PASSED", ["AMNESTY"]),
        ("Commitment needed, says Amnesty’s Secretary General following visit", []),
        ("He works for Amnesty in Dakar.", []),
    ],
)
def test_a_capital_inside_a_sentence_makes_a_name_of_a_word_that_is_none(text: str, found: list[str]) -> None:
    terms = english(Term("amnesty", small=True))
    assert [match.text for match in find(terms, text)] == found
