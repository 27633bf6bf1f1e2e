"""What an import does to the glossary: new rows at their place, gaps filled, and no approved word overwritten in silence."""

from __future__ import annotations

import unicodedata

import pytest

from pubflow.exchange.given import Given, GivenConcept, GivenTerm
from pubflow.exchange.plan import CONCEPTS, Change, Options, Plan, plan
from pubflow.exchange.tables import applied, carries
from pubflow.termbase.entries import loads

TABLES = {
    "concepts.csv": "id,kind,class,definition,note,status\nrefugee,term,person,Who fled.,,approved\nasylum,term,,,,unverified\nprison,term,,,,\n",
    "en.csv": "concept,term,rank,status,forms\nrefugee,refugee,1,approved,displaced person\nasylum,asylum,1,approved,\nprison,prison,1,,\n",
    "zh-TW.csv": (
        "concept,term,rank,status,forbidden,note\r\n"
        'refugee,難民,1,approved,災民|逃犯,"ours, always"\r\n'
        "refugee,難胞,,forbidden,,\r\n"
        "asylum,庇護,1,unverified,,\r\n"
    ),
}  # fmt: skip
BASE = loads(TABLES)[0]


def concept(*terms: tuple[str, dict[str, str]], key: str = "", **cells: str) -> GivenConcept:
    return GivenConcept(key, cells, tuple(GivenTerm(language, said) for language, said in terms))


def en(text: str, **cells: str) -> tuple[str, dict[str, str]]:
    return "en", {"term": text} | cells


def zh(text: str, **cells: str) -> tuple[str, dict[str, str]]:
    return "zh-TW", {"term": text} | {column.replace("_", "-"): value for column, value in cells.items()}


def planned(*concepts: GivenConcept, own: bool = False, **options: object) -> Plan:
    return plan(BASE, Given(concepts, own=own), Options(**options))  # type: ignore[arg-type]


def files(made: Plan) -> dict[str, str]:
    after = applied(made, TABLES)
    assert carries(made, loads({**TABLES, **after})[0])
    return after


def test_a_new_term_is_unverified_and_stands_below_its_concepts_last_row() -> None:
    made = planned(concept(en("Refugee"), zh("流亡者")), source="partner.tbx")

    assert (made.changes, made.conflicts, made.same) == ((), (), 1)
    assert files(made) == {
        "zh-TW.csv": TABLES["zh-TW.csv"]
        .replace("forbidden,note\r\n", "forbidden,note,source\r\n", 1)
        .replace("難胞,,forbidden,,\r\n", "難胞,,forbidden,,\r\nrefugee,流亡者,,unverified,,,partner.tbx\r\n")
    }


def test_a_new_concept_gets_a_row_in_each_file_and_an_id_that_people_can_read() -> None:
    made = planned(
        concept(en("Detention centre", rank="1", status="approved"), zh("收容所", rank="1", status="approved"), key="c17",
                definition='A place, "closed".')
    )  # fmt: skip

    assert files(made) == {
        "concepts.csv": TABLES["concepts.csv"] + 'detention-centre,,,"A place, ""closed"".",,unverified\n',
        "en.csv": TABLES["en.csv"] + "detention-centre,Detention centre,1,unverified,\n",
        "zh-TW.csv": TABLES["zh-TW.csv"] + "detention-centre,收容所,1,unverified,,\r\n",
    }


def test_the_place_of_a_concept_without_a_row_is_below_the_one_before_it() -> None:
    made = planned(
        concept(en("prison"), zh("監獄")), concept(en("asylum"), zh("收容", rank="")), concept(en("x y"), zh("新"))
    )

    assert files(made)["zh-TW.csv"] == TABLES["zh-TW.csv"] + (
        "asylum,收容,,unverified,,\r\nprison,監獄,1,unverified,,\r\nx-y,新,1,unverified,,\r\n"
    )


def test_a_new_language_gets_a_file_with_the_columns_it_needs() -> None:
    made = planned(
        concept(en("refugee"), ("es", {"term": "refugiado", "gender": "m", "rank": "1", "plural": "refugiados"}))
    )

    assert files(made) == {
        "es.csv": "concept,term,rank,status,gender,plural\nrefugee,refugiado,1,unverified,m,refugiados\n"
    }


def test_a_forbidden_term_stays_forbidden() -> None:
    made = planned(concept(en("asylum"), zh("避難所", status="forbidden")))

    assert "asylum,避難所,,forbidden,,\r\n" in files(made)["zh-TW.csv"]


def test_statuses_are_the_files_where_the_person_says_so() -> None:
    given = concept(en("asylum"), zh("庇護", status="approved"), zh("庇護權", status="approved"))

    assert (
        "asylum,庇護,1,approved,,\r\nasylum,庇護權,,approved,,\r\n" in files(planned(given, statuses=True))["zh-TW.csv"]
    )
    assert "asylum,庇護,1,unverified,,\r\nasylum,庇護權,,unverified,,\r\n" in files(planned(given))["zh-TW.csv"]


def test_gaps_are_filled_and_what_is_unverified_follows_the_file() -> None:
    made = planned(
        concept(en("refugee"), zh("難民", source="HRE", note="ours, always"), note="A note."),
        concept(en("asylum"), zh("庇護", note="new"), definition="To be safe."),
    )

    assert made.conflicts == ()
    assert set(made.changes) == {
        Change("refugee", CONCEPTS, "", "note", "", "A note."),
        Change("asylum", CONCEPTS, "", "definition", "", "To be safe."),
        Change("refugee", "zh-TW", "難民", "source", "", "HRE"),
        Change("asylum", "zh-TW", "庇護", "note", "", "new"),
    }
    after = files(made)
    assert 'refugee,難民,1,approved,災民|逃犯,"ours, always",HRE\r\n' in after["zh-TW.csv"]
    assert "refugee,term,person,Who fled.,A note.,approved\n" in after["concepts.csv"]
    renewed = plan(loads({**TABLES, **after})[0], Given((concept(en("asylum"), zh("庇護", note="newer")),)), Options())
    assert renewed.changes == (Change("asylum", "zh-TW", "庇護", "note", "new", "newer"),)


@pytest.mark.parametrize(
    ("given", "conflict", "ours", "theirs"),
    [
        (concept(en("refugee"), zh("流亡者", rank="1")), Change("refugee", "zh-TW", "流亡者", "preferred term", "難民", "流亡者"),
         "refugee,難民,1,approved", "refugee,流亡者,1,unverified"),
        (concept(en("refugee"), zh("難民", note="theirs")), Change("refugee", "zh-TW", "難民", "note", "ours, always", "theirs"),
         'approved,災民|逃犯,"ours, always"', 'approved,災民|逃犯,"theirs"'),
        (concept(en("refugee"), zh("難胞", status="approved")), Change("refugee", "zh-TW", "難胞", "status", "forbidden", "in use"),
         "refugee,難胞,,forbidden", "refugee,難胞,,unverified"),
        (concept(en("refugee"), zh("難民", status="forbidden")), Change("refugee", "zh-TW", "難民", "status", "approved", "forbidden"),
         "refugee,難民,1,approved", "refugee,難民,1,forbidden"),
        (concept(en("refugee"), zh("災民")), Change("refugee", "zh-TW", "災民", "status", "forbidden", "in use"),
         "難民,1,approved,災民|逃犯", "refugee,災民,,unverified"),
        (concept(en("refugee"), definition="Who left."), Change("refugee", CONCEPTS, "", "definition", "Who fled.", "Who left."),
         "Who fled.", "Who left."),
    ],
    ids=["preferred", "note", "forbidden here", "forbidden there", "a forbidden rendering", "definition"],
)  # fmt: skip
def test_where_both_disagree_both_are_told_and_the_person_decides(given, conflict, ours, theirs) -> None:
    assert planned(given).conflicts == (conflict,)
    assert applied(planned(given), TABLES) == applied(planned(given, keep="ours"), TABLES) == {}
    assert any(ours in text for text in TABLES.values())
    assert any(theirs in text for text in files(planned(given, keep="theirs")).values())


def test_the_preferred_term_that_gives_way_is_second() -> None:
    made = planned(concept(en("refugee"), zh("流亡者", rank="1", status="approved")), keep="theirs", statuses=True)
    assert Change("refugee", "zh-TW", "難民", "rank", "1", "2") in made.changes
    assert loads({**TABLES, **files(made)})[0].entries[0].accepted("zh-TW") == ("流亡者", "難民")


def test_a_term_that_differs_only_in_how_it_is_typed_is_the_same() -> None:
    tables = {
        "en.csv": "concept,term\nright,people’s right\n",
        "pt-BR.csv": "concept,term,rank\nright,petição d’água,1\n",
    }
    base = loads(tables)[0]
    given = concept(
        en("People's Right"), ("pt-BR", {"term": unicodedata.normalize("NFD", "petição d'água"), "rank": "1"})
    )
    made = plan(base, Given((given,)), Options())
    assert (made.same, made.conflicts, applied(made, tables)) == (2, (), {})


def test_a_form_of_ours_that_is_forbidden_there_is_a_conflict() -> None:
    tables = {"en.csv": "concept,term\na,a\n", "pt-BR.csv": "concept,term,rank,status,forms\na,um,1,approved,uma|ume\n"}
    base = loads(tables)[0]
    given = Given((concept(en("a"), ("pt-BR", {"term": "ume", "status": "forbidden"})),))
    assert plan(base, given, Options()).conflicts == (Change("a", "pt-BR", "ume", "status", "in use", "forbidden"),)
    assert applied(plan(base, given, Options(keep="ours")), tables) == {}
    assert applied(plan(base, given, Options(keep="theirs")), tables) == {
        "pt-BR.csv": "concept,term,rank,status,forms\na,um,1,approved,uma\na,ume,,forbidden,\n"
    }
    used = Given((concept(en("a"), ("pt-BR", {"term": "uma", "rank": "1"})),))
    assert plan(base, used, Options()).same == 2


@pytest.mark.parametrize("keep", [None, "ours", "theirs"])
def test_an_english_word_of_another_concept_is_never_given_to_a_second(keep) -> None:
    made = planned(concept(en("refugee"), en("Asylum"), zh("難民")), keep=keep)
    assert made.conflicts == (Change("refugee", "en", "Asylum", "concept", "asylum", "refugee"),)
    assert files(made) == {}


def test_a_rank_that_is_no_number_makes_nothing_fail() -> None:
    made = planned(concept(en("x"), zh("甲", rank="²"), zh("乙", rank="first"), zh("丙", rank="1")))
    assert [(row["term"], row["rank"]) for _, language, row in made.new_terms if language == "zh-TW"] == [
        ("甲", "²"), ("乙", "first"), ("丙", "2"),
    ]  # fmt: skip
    assert len([one for one in loads({**TABLES, **applied(made, TABLES)})[1] if "is no number" in one.message]) == 2


def test_a_name_that_a_list_spells_out_as_in_english_needs_no_row() -> None:
    tables = {"en.csv": "concept,term,status\nlgbti,LGBTI,dnt\n"}
    base = loads(tables)[0]
    same = plan(base, Given((concept(en("LGBTI"), zh("LGBTI", rank="1")),)), Options())
    assert (same.same, applied(same, tables)) == (2, {})
    other = plan(base, Given((concept(en("LGBTI"), zh("多元性別", rank="1")),)), Options())
    assert list(applied(other, tables)) == ["zh-TW.csv"]


def test_a_demotion_is_a_conflict_too() -> None:
    given = concept(en("refugee"), zh("難民", status="unverified"))
    assert planned(given, statuses=True).conflicts == (
        Change("refugee", "zh-TW", "難民", "status", "approved", "unverified"),
    )
    assert planned(given).conflicts == ()


@pytest.mark.parametrize(
    ("key", "words", "own", "found"),
    [
        ("refugee", ["refugee"], False, "refugee"),
        ("c1", ["REFUGEE"], False, "refugee"),
        ("c1", ["displaced person"], False, "refugee"),
        ("refugee", [], False, "refugee"),
        ("refugee", ["exile"], True, "refugee"),
        ("refugee", ["exile"], False, None),
        ("refugee", ["asylum"], False, "asylum"),
        ("c1", ["exile", "asylum"], False, "asylum"),
    ],
)
def test_concepts_are_matched_by_id_then_by_english(key, words, own, found) -> None:
    made = planned(concept(*map(en, words), zh("新詞"), key=key), own=own)
    [(held, _, _)] = [new for new in made.new_terms if new[1] == "zh-TW"]
    assert (held.id, held.new) == (found or "exile", found is None)


def test_two_new_concepts_of_one_english_word_are_one() -> None:
    made = planned(
        concept(en("sentence", rank="1"), zh("判刑", rank="1")), concept(en("Sentence"), zh("句子", rank="1"))
    )
    assert [held.id for held in made.new_concepts] == ["sentence"]
    assert [(row["term"], row["rank"]) for _, language, row in made.new_terms if language == "zh-TW"] == [
        ("判刑", "1"),
        ("句子", "2"),
    ]
    assert loads({**TABLES, **files(made)})[1] == ()


def test_a_glossary_without_a_list_of_concepts_stays_without_one_until_there_is_something_to_say() -> None:
    tables = {"en.csv": "concept,term\nrefugee,refugee\n"}
    base = loads(tables)[0]
    plain = plan(base, Given((concept(en("exile"), zh("流亡")),)), Options())
    assert applied(plain, tables) == {
        "en.csv": "concept,term,rank,status\nrefugee,refugee\nexile,exile,1,unverified\n",
        "zh-TW.csv": "concept,term,rank,status\nexile,流亡,1,unverified\n",
    }
    told = plan(base, Given((concept(en("exile"), definition="Being away."),)), Options())
    after = applied(told, tables)
    assert after["concepts.csv"] == (
        "id,kind,class,latin,definition,note,status\nrefugee,term,,,,,approved\nexile,,,,Being away.,,unverified\n"
    )
    assert carries(told, loads({**tables, **after})[0])


def test_a_language_file_with_an_underscore_is_written_to_not_doubled() -> None:
    tables = {"en.csv": "concept,term\na,a\n", "zh_TW.csv": "concept,term,rank,status\na,甲,1,\n"}
    made = plan(loads(tables)[0], Given((concept(en("a"), zh("乙")),)), Options())
    assert applied(made, tables) == {"zh_TW.csv": tables["zh_TW.csv"] + "a,乙,,unverified\n"}
