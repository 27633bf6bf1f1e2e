"""Whether a target holds its terms: by word where words are spaced, by characters and word bounds in Chinese."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.language import LanguageTag
from pubflow.termbase.match import find
from pubflow.termbase.model import Status, Term, Termbase, TermEntry
from pubflow.termbase.verify import places, verify


def entry(english: str, language: str, accepted: str, forbidden: str = "") -> TermEntry:
    terms = [Term(form) for form in accepted.split("|")]
    terms += [Term(form, status=Status.FORBIDDEN) for form in forbidden.split("|") if form]
    return TermEntry(english, terms=(("en", (Term(english),)), (language, tuple(terms))))


def judge(language: str, source: str, target: str, *entries: TermEntry) -> tuple[list[str], list[str]]:
    verdict = verify(target, find(Termbase(entries), source), LanguageTag.parse(language))
    for hit in verdict.forbidden:
        assert target[hit.start : hit.end]
    return (
        [match.entry.id for match in verdict.missing],
        [target[hit.start : hit.end] for hit in verdict.forbidden],
    )


REFUGEE = entry("refugee", "pt-BR", "refugiado|refugiados", "retirante")
RIGHTS = entry("human rights", "zh-TW", "人權")
DEFENDER = entry("human rights defender", "zh-TW", "人權捍衛者", "人權維護者")
AMNESTY = entry("Amnesty International", "zh-TW", "國際特赦組織", "國際特赦|大赦國際")
CONVENTION = entry("Refugee Convention", "zh-TW", "《難民地位公約》")
PHONE = entry("migrant worker", "zh-TW", "移工", "外勞")


@pytest.mark.parametrize(
    ("target", "missing", "forbidden"),
    [
        ("Os REFUGIADOS chegaram.", [], []),
        ("Os refugiadozinhos chegaram.", ["refugee"], []),
        ("Um refugiado e um retirante.", [], ["retirante"]),
        ("Os retirantes.", ["refugee"], []),
        ("", ["refugee"], []),
    ],
)
def test_spaced_languages_want_whole_words(target: str, missing: list[str], forbidden: list[str]) -> None:
    assert judge("pt-BR", "The refugees came.", target, REFUGEE) == (missing, forbidden)


def test_composed_and_decomposed_letters_and_dashes_are_alike() -> None:
    section = entry("non-refoulement", "pt-BR", "não-devolução")

    assert judge("pt-BR", "non-refoulement", "A na\u0303o\u2011devoluc\u0327a\u0303o vale", section) == ([], [])


def test_forbidden_forms_stand_only_outside_accepted_ones() -> None:
    assert judge("zh-TW", "Amnesty International", "國際特赦組織說", AMNESTY) == ([], [])
    assert judge("zh-TW", "Amnesty International", "大赦國際說", AMNESTY) == (["Amnesty International"], ["大赦國際"])


def test_the_longest_form_takes_its_stretch() -> None:
    source = "Human rights defenders defend human rights."

    assert judge("zh-TW", source, "人權捍衛者捍衛人權。", RIGHTS, DEFENDER) == ([], [])
    assert judge("zh-TW", source, "人權捍衛者捍衛它。", RIGHTS, DEFENDER) == (["human rights"], [])


def test_short_chinese_forms_want_word_bounds() -> None:
    assert judge("zh-TW", "migrant worker", "他轉移工作了。", PHONE) == (["migrant worker"], [])
    assert judge("zh-TW", "migrant worker", "一名移工抵達。", PHONE) == ([], [])


def test_title_marks_quotes_and_spaces_do_not_matter_in_chinese() -> None:
    for target in ("《難民地位公約》", "〈難民地位公約〉", "難民 地位公約", "「難民地位公約」"):
        assert judge("zh-TW", "the Refugee Convention", target, CONVENTION) == ([], [])


def test_latin_in_chinese_wants_whole_words() -> None:
    unhcr = entry("UNHCR", "zh-TW", "UNHCR")

    assert judge("zh-TW", "UNHCR", "據UNHCR表示", unhcr) == ([], [])
    assert judge("zh-TW", "UNHCR", "據UNHCRX表示", unhcr) == (["UNHCR"], [])


def test_a_language_that_glues_articles_is_not_asked_for_bounds() -> None:
    assert judge("ar", "refugee", "واللاجئين هنا", entry("refugee", "ar", "لاجئين")) == ([], [])


def test_a_concept_without_a_word_in_the_language_is_not_missing() -> None:
    assert judge("fr", "refugee", "rien", REFUGEE) == ([], [])


def test_one_form_may_serve_two_concepts() -> None:
    remedy, reparation = entry("remedy", "pt-BR", "reparação"), entry("reparation", "pt-BR", "reparação")

    assert judge("pt-BR", "remedy and reparation", "a reparação", remedy, reparation) == ([], [])


@given(st.text(max_size=60), st.sampled_from(["zh-TW", "pt-BR", "ar", "ja", "tr", "th"]))
def test_any_target_gets_a_verdict(target: str, language: str) -> None:
    tag = LanguageTag.parse(language)
    entries = tuple(entry(word, language, "人權|refugiado", "權|o") for word in ("refugee", "human rights"))

    verdict = verify(target, find(Termbase(entries), "refugee human rights"), tag)

    assert all(0 <= hit.start < hit.end <= len(target) for hit in verdict.forbidden)


def occurrences(language: str, source: str, target: str, *entries: TermEntry) -> tuple[list[str], list[str], list[str]]:
    """The target's words for each occurrence that is met; what is missing; what is short."""
    verdict = verify(target, find(Termbase(entries), source), LanguageTag.parse(language))
    return (
        [target[hit.start : hit.end] for hit in verdict.met],
        [match.text for match in verdict.missing],
        [match.text for match in verdict.short],
    )


def test_each_occurrence_wants_a_form_of_its_own() -> None:
    source = "A refugee met refugees."
    assert occurrences("pt-BR", source, "Um refugiado encontrou refugiados.", REFUGEE) == (
        ["refugiado", "refugiados"], [], [],
    )  # fmt: skip
    assert occurrences("pt-BR", source, "Um refugiado encontrou outros.", REFUGEE) == (["refugiado"], [], ["refugees"])
    assert occurrences("pt-BR", source, "Nada.", REFUGEE) == ([], ["refugee"], ["refugees"])


def test_a_form_that_two_concepts_share_serves_one_occurrence() -> None:
    remedy, reparation = entry("remedy", "pt-BR", "reparação|recurso"), entry("reparation", "pt-BR", "reparação")
    source = "remedy and reparation"
    assert occurrences("pt-BR", source, "recurso e reparação", remedy, reparation)[2] == []
    assert occurrences("pt-BR", source, "reparação e recurso", remedy, reparation)[2] == []
    assert occurrences("pt-BR", source, "a reparação", remedy, reparation)[2] in (["remedy"], ["reparation"])


def test_a_form_that_two_concepts_share_serves_the_one_that_prefers_it() -> None:
    """Whichever is named first: the other's own word is what is missing."""
    remedy = TermEntry("remedy", terms=(("en", (Term("remedy"),)), ("pt-BR", (Term("recurso"), Term("reparação")))))
    redress = TermEntry("redress", terms=(("en", (Term("redress"),)), ("pt-BR", (Term("reparação"),))))
    found = find(Termbase((remedy, redress)), "remedy and redress")
    verdict = verify("remédio e reparação", found, LanguageTag.parse("pt-BR"))
    assert [hit.match.entry.id for hit in verdict.met] == ["redress"]
    assert [match.entry.id for match in verdict.short] == ["remedy"]


def test_characters_that_stand_there_but_not_as_a_word_are_doubtful() -> None:
    matches = find(Termbase((PHONE,)), "migrant worker")
    zh = LanguageTag.parse("zh-TW")
    assert verify("他轉移工作了。", matches, zh).doubtful == {"migrant worker"}
    assert verify("他走了。", matches, zh).doubtful == frozenset()
    assert verify("一名移工抵達。", matches, zh).is_met


def test_thousands_of_occurrences_are_judged_in_time() -> None:
    began = time.process_time()
    verdict = verify("refugiado " * 3000, find(Termbase((REFUGEE,)), "refugee " * 4000), LanguageTag.parse("pt-BR"))
    assert (len(verdict.met), len(verdict.short)) == (3000, 1000)
    assert time.process_time() - began < 20


@pytest.mark.parametrize(("language", "form"), [("pt-BR", "não-lei"), ("zh-TW", "人權法"), ("de", "straße")])
@given(data=st.data())
def test_a_letter_written_in_two_characters_moves_no_form_before_it(language, form, data):
    """A text with such a letter is read letter by letter, another one in one go."""
    pieces = (form, form.upper(), "a", " ", "\n", "\u00a0", "「", "“", "·", "‑", "ß", "é", "İ", "ﬁ", "法", "。")
    text = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=8))) + "."
    tag = LanguageTag.parse(language)
    assert places(text, form, tag) == places(text + "e\u0301", form, tag)


def test_half_a_character_ends_nothing():
    """JSON of an engine may hold a lone surrogate, which nothing can encode."""
    asylum = entry("asylum seeker", "zh-TW", "尋求庇護者", "難民")
    assert judge("zh-TW", "an asylum seeker", "她是\ud800尋求庇護者。", asylum) == ([], [])
    assert judge("zh-TW", "an asylum seeker", "她是\ud800難民。", asylum) == (["asylum seeker"], ["難民"])
