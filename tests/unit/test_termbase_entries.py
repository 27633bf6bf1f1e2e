"""Reading the glossary: what it says, and every fault with its file, line and column."""

import pytest

from pubflow.termbase.entries import loads
from pubflow.termbase.model import Status, Term, TermEntry

CONCEPTS = "id,definition,note,status\nrefugee,Who fled.,,approved\nasylum,,,\n"
COLUMNS = "concept,term,rank,status,forms,forbidden,note,source\n"
ENGLISH = COLUMNS + "refugee,refugee,1,approved,refugees,,,\nasylum,asylum,1,,,,,\n"


def said(tables: dict[str, str]) -> list[str]:
    return [f"{finding.where} {finding.severity.name} {finding.message}" for finding in loads(tables)[1]]


def test_concepts_and_their_terms_by_rank() -> None:
    chinese = COLUMNS + (
        "refugee,難胞,2,unverified,,,,\n"
        "refugee,難民,1,approved,難民們 | 難民群,災民|逃犯,a note,HRE\n"
        "refugee,流民,,forbidden,,,,\n"
    )

    termbase, findings = loads({"concepts.csv": CONCEPTS, "en.csv": ENGLISH, "zh-TW.csv": chinese})

    assert findings == ()
    refugee = TermEntry(
        "refugee",
        "Who fled.",
        "",
        Status.APPROVED,
        terms=(
            ("en", (Term("refugee", 1, Status.APPROVED, forms=("refugees",), line=2),)),
            (
                "zh-TW",
                (
                    Term(
                        "難民",
                        1,
                        forms=("難民們", "難民群"),
                        forbidden=("災民", "逃犯"),
                        note="a note",
                        source="HRE",
                        line=3,
                    ),
                    Term("難胞", 2, Status.UNVERIFIED, line=2),
                    Term("流民", 0, Status.FORBIDDEN, line=4),
                ),
            ),
        ),
    )
    assert termbase.entries == (
        refugee,
        TermEntry("asylum", "", "", Status.APPROVED, terms=(("en", (Term("asylum", 1, line=3),)),)),
    )
    assert refugee.accepted("zh-TW") == ("難民", "難民們", "難民群", "難胞")
    assert refugee.forbidden("zh-TW") == ("災民", "逃犯", "流民")
    assert refugee.accepted("zh") == ()


def test_what_is_not_translated_stands_as_in_english() -> None:
    entry = TermEntry("lgbti", terms=(("en", (Term("LGBTI", 1, Status.DNT),)),))

    assert (entry.accepted("ar"), entry.accepted("en")) == (("LGBTI",), ("LGBTI",))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["", "\ufeff", "sep={}\r\n"])
def test_what_spreadsheets_write_is_read(separator: str, head: str) -> None:
    plain = {"concepts.csv": CONCEPTS, "en.csv": ENGLISH}
    saved = {
        name: head.format(separator) + text.replace(",", separator).replace("\n", "\r\n")
        for name, text in plain.items()
    }

    termbase, findings = loads(saved)

    assert findings == ()
    assert [entry.id for entry in termbase.entries] == ["refugee", "asylum"]
    assert termbase.entries[0].accepted("en") == ("refugee", "refugees")


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    termbase, findings = loads({"en.csv": "concept,term\na,\"=cmd|'/C calc'!A0\"\nb,+1\nc,@x\nd,-1\n"})

    assert findings == ()
    assert [entry.accepted("en") for entry in termbase.entries] == [("=cmd|'/C calc'!A0",), ("+1",), ("@x",), ("-1",)]


def test_all_faults_are_named_at_once() -> None:
    tables = {
        "concepts.csv": "id,definition,notes,status\nrefugee,,,\nrefugee,,,\n,x,,\nasylum,,,maybe\n",
        "en.csv": (
            "concept,term,rank,status\nrefugee,refugee,1,\nrefugees,x,1,\n,x,,\nasylum,,,\nasylum,asylum,first,aproved\n"
        ),
        "pt-BR.csv": (
            "concept,term,rank\nrefugee,refugiado,1\nrefugee,fugitivo,1\nrefugee,refugiado,2\nasylum,asilo,1,a,b\n"
        ),
        "klingonese1.csv": "concept,term\n",
        "es.csv": "concept,word\nrefugee,refugiado\n",
        "fr.csv": 'concept,term\nrefugee,"réfugié\n',
        "zh_TW.csv": "concept,term\nrefugee,難民\n",
        "ja.csv": "",
    }

    columns = (
        "the columns are concept, term, rank, status, gender, plural, feminine, feminine-plural, forms, case, "
        "unless-before, unless-after, senses, paraphrases, forbidden, latin, note, source, approved-by, approved-at"
    )
    assert said(tables) == [
        "glossary/concepts.csv:1 WARNING column notes is not known and not read; did you mean note?",
        "glossary/concepts.csv:3 ERROR column id: “refugee” stands in line 2 already",
        "glossary/concepts.csv:4 ERROR column id: empty",
        "glossary/concepts.csv:5 ERROR column status: “maybe” is none of approved, unverified, disputed, forbidden, dnt",
        "glossary/en.csv:3 ERROR column concept: “refugees” does not stand in concepts.csv; did you mean “refugee”?",
        "glossary/en.csv:4 ERROR column concept: empty",
        "glossary/en.csv:5 ERROR column term: empty",
        "glossary/en.csv:6 ERROR column rank: “first” is no number from 1",
        "glossary/en.csv:6 ERROR column status: “aproved” is none of approved, unverified, disputed, forbidden, dnt",
        f"glossary/es.csv:1 ERROR column term is missing; {columns}",
        "glossary/es.csv:1 WARNING column word is not known and not read",
        "glossary/fr.csv:2 ERROR the row can't be read: unexpected end of data; is a quotation mark missing?",
        f"glossary/ja.csv:1 ERROR no header; {columns}",
        "glossary/klingonese1.csv:1 ERROR the file's name is no language tag: “klingonese1”; write it as in zh-TW.csv",
        "glossary/pt-BR.csv:5 ERROR 5 cells where the header has 3; a cell with a comma wants quotation marks",
        "glossary/pt-BR.csv:3 ERROR column rank: “refugee” has two terms of rank 1: “refugiado” in line 2 and this",
        "glossary/pt-BR.csv:4 WARNING “refugiado” repeats line 2",
        "glossary/zh_TW.csv:1 WARNING rename it to zh-TW.csv",
    ]


def test_one_word_for_two_concepts_is_named_with_both_lines() -> None:
    pairs = "concept,term,rank,status\nrefugee,Refugee,1,\nasylum,refugee,1,\nasylum,x,,\nrefugee,x,,forbidden\n"

    assert said({"en.csv": pairs}) == [
        "glossary/en.csv:3 ERROR column term: “refugee” stands for “refugee” in line 2 and for “asylum” here"
    ]
    assert said({"pt.csv": pairs}) == [
        "glossary/pt.csv:3 WARNING column term: “refugee” stands for “refugee” in line 2 and for “asylum” here"
    ]


def test_a_term_can_not_be_forbidden_and_used() -> None:
    assert said({"pt.csv": "concept,term,status\nasylum,asilo,\nasylum,Asilo,forbidden\n"}) == [
        "glossary/pt.csv:3 ERROR column status: “Asilo” is forbidden and not, see line 2"
    ]


def test_a_concept_that_no_text_can_hold_is_said() -> None:
    assert said(
        {"concepts.csv": CONCEPTS, "en.csv": "concept,term\nasylum,asylum\n", "pt.csv": "concept,term\nrefugee,r\n"}
    ) == [
        "glossary/pt.csv:2 WARNING column concept: “refugee” has no row in en.csv, so no text will be found to hold it"
    ]


def test_no_glossary_is_an_empty_one() -> None:
    assert loads({})[0].entries == ()
    assert loads({})[1] == ()


def test_what_a_row_may_say_of_its_term() -> None:
    columns = "concept,term,rank,status,gender,plural,feminine,feminine-plural,forms,case,unless-before,unless-after,senses,paraphrases,approved-by,approved-at\n"
    row = "judge,juiz,1,approved,m,juízes,juíza,juízas,magistrado,,,,jui|magistr,member of a court,rev1,2026-01-01\n"
    tables = {
        "concepts.csv": "id,kind,class\njudge,term,person\ncovenant,name,instrument\n",
        "en.csv": columns + "judge,judge,1,,,,,,,,line,,,,,\ncovenant,Covenant,1,,,-,,,,sensitive,,,,,,\n",
        "pt-BR.csv": columns + row,
    }

    termbase, findings = loads(tables)

    assert findings == ()
    judge, covenant = termbase.entries
    assert (judge.kind, judge.semantic_class, covenant.kind) == ("term", "person", "name")
    [term] = judge.in_language("pt-BR")
    assert term.spellings == ("juiz", "juízes", "juíza", "juízas", "magistrado")
    assert (term.gender, term.senses, term.paraphrases) == ("m", ("jui", "magistr"), ("member of a court",))
    assert (term.approved_by, term.approved_at) == ("rev1", "2026-01-01")
    assert judge.in_language("en")[0].unless_before == ("line",)
    assert covenant.in_language("en")[0].case_sensitive


def test_a_word_that_a_column_does_not_know_is_named() -> None:
    tables = {
        "concepts.csv": "id,kind,class\njudge,word,human\n",
        "en.csv": "concept,term,case,gender\njudge,judge,yes,n\n",
    }
    assert said(tables) == [
        "glossary/concepts.csv:2 ERROR column kind: “word” is none of term, name",
        "glossary/concepts.csv:2 ERROR column class: “human” is none of person, act, state, principle, right, instrument, group, institution, place, thing",
        "glossary/en.csv:2 ERROR column gender: “n” is none of m, f, mf",
        "glossary/en.csv:2 ERROR column case: “yes” is none of sensitive, small",
    ]


def test_rulings_are_no_language() -> None:
    termbase, findings = loads({"rulings.csv": "concept,language,term,by,at,why\n"})
    assert (termbase.entries, findings) == ((), ())
