"""What goes out to another tool's format comes back: everything in TBX, and in a list what a list can hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pubflow.exchange import pairs, tbx_read, tbx_write
from pubflow.exchange.given import concept_cells, narrowed, term_cells
from pubflow.exchange.plan import Options, plan
from pubflow.exchange.tables import applied, carries
from pubflow.termbase.entries import loads
from pubflow.termbase.model import Status, Term, Termbase, TermEntry
from pubflow.termbase.table import RULINGS

SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
GLOSSARY = Path(__file__).parents[2] / "glossary"


def _one_line(text: str) -> str:
    return " ".join(text.split())


TEXT = st.one_of(
    st.text(st.sampled_from("ab<&>\"',;:=+-#/\\é字ع\u00a0\u200b\u2028\U0001f600"), max_size=6),
    st.sampled_from(["pubflow forms: a", "pubflow note: x", "<b>&amp;", "]]>", '"so", she said', "=1+1", "難民", "-", "a;b\tc"]),
).map(_one_line)  # fmt: skip
WORDS = TEXT.filter(bool)
LISTS = (
    "plural",
    "feminine",
    "feminine_plural",
    "forms",
    "unless_before",
    "unless_after",
    "senses",
    "paraphrases",
    "forbidden",
)
TEXTS = ("note", "latin", "source", "approved_by", "approved_at")
VALUES = st.lists(WORDS.map(lambda text: text.replace("|", "/")), min_size=1, max_size=2, unique=True).map(tuple)
LANGUAGES = st.lists(st.sampled_from(["en", "zh-TW", "sr-Latn"]), min_size=1, max_size=2, unique=True)
IDS = st.one_of(st.from_regex(r"[a-z]{1,3}(-[0-9]{1,2})?", fullmatch=True), WORDS, st.just("pubflow-concept-1"))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    values = draw(st.dictionaries(st.sampled_from(LISTS), VALUES, max_size=2))
    texts = draw(st.dictionaries(st.sampled_from(TEXTS), TEXT, max_size=2))
    return Term(
        draw(WORDS), draw(st.integers(0, 3)), draw(st.sampled_from(Status)), **values, **texts,
        gender=draw(st.sampled_from(["", "m", "f", "mf"])), case_sensitive=(named := draw(st.booleans())), small=not named and draw(st.booleans()),
    )  # fmt: skip


@st.composite
def termbases(draw: st.DrawFn) -> Termbase:
    entries = []
    for key in draw(st.lists(IDS, min_size=1, max_size=2, unique=True)):
        held = tuple((tag, tuple(draw(st.lists(terms(), min_size=1, max_size=2)))) for tag in draw(LANGUAGES))
        kind, semantic_class = draw(st.sampled_from(["term", "name"])), draw(st.sampled_from(["", "act", "person"]))
        entry = TermEntry(
            key, draw(TEXT), draw(TEXT), draw(st.sampled_from(Status)), kind, semantic_class, latin=draw(TEXT), terms=held
        )  # fmt: skip
        entries.append(entry)
    return Termbase(tuple(entries))


@cache
def own_glossary() -> tuple[dict[str, str], Termbase]:
    tables = {path.name: path.read_bytes().decode() for path in GLOSSARY.glob("*.csv") if path.name != RULINGS}
    return tables, loads(tables)[0]


@pytest.mark.parametrize("style", ["dct", "dca"])
@SETTINGS
@given(termbase=termbases())
def test_tbx_holds_every_field(style: tbx_write.Style, termbase: Termbase) -> None:
    made = tbx_write.dumps(termbase, style)
    read = tbx_read.loads(made.content, "x.tbx")

    assert (made.left_out, read.left_out, read.findings, read.own) == ({}, {}, (), True)
    assert [(concept.id, concept.cells) for concept in read.concepts] == [
        (entry.id, concept_cells(entry)) for entry in termbase.entries
    ]
    for concept, entry in zip(read.concepts, termbase.entries, strict=True):
        for language, held in entry.terms:
            assert [term.cells for term in concept.in_language(language)] == [term_cells(term) for term in held]
        assert len(concept.terms) == sum(len(held) for _, held in entry.terms)


@pytest.mark.parametrize("style", ["dct", "dca"])
def test_our_own_glossary_goes_into_an_empty_one_unchanged(style: tbx_write.Style) -> None:
    tables, termbase = own_glossary()
    given_back = tbx_read.loads(tbx_write.dumps(termbase, style).content, "x.tbx")

    made = plan(Termbase(), given_back, Options(statuses=True))
    again, findings = loads(applied(made, {}))

    assert made.conflicts == ()
    assert [finding.message for finding in findings] == [finding.message for finding in loads(tables)[1]]
    assert [_without_lines(entry) for entry in again.entries] == [_without_lines(entry) for entry in termbase.entries]


def _without_lines(entry: TermEntry) -> TermEntry:
    return replace(entry, terms=tuple(
        (language, tuple(replace(term, line=0) for term in held)) for language, held in entry.terms
    ))  # fmt: skip


def test_our_own_glossary_back_into_itself_changes_nothing() -> None:
    tables, termbase = own_glossary()
    languages = ("zh-TW", "pt-BR", "es", "fr", "ja", "ar")
    texts = [pairs.dumps_omegat(termbase, language).content.decode() for language in languages]
    deepl = pairs.dumps_deepl(termbase, languages).content.decode()
    files = [tbx_read.loads(tbx_write.dumps(termbase, style).content, "x.tbx") for style in ("dct", "dca")]
    files += [pairs.loads_omegat(text, "x.txt", ()) for text in texts]
    files.append(pairs.loads_deepl(deepl, "x.csv", languages))

    for read, statuses in product(files, (False, True)):
        made = plan(termbase, read, Options(statuses, "x"))
        assert (made.changes, made.conflicts, made.new_concepts, made.new_terms) == ((), (), (), ())
        assert made.same > 0
        assert applied(made, tables) == {}


def _pairs_of(termbase: Termbase, language: str) -> list[tuple[str, str, str]]:
    return [
        (term.text, target.text, target.note)
        for entry in termbase.entries
        for term in entry.in_language("en") if term.status is not Status.FORBIDDEN
        for target in entry.in_language(language) if target.status is not Status.FORBIDDEN
    ]  # fmt: skip


@SETTINGS
@given(termbase=termbases())
def test_an_omegat_list_holds_source_target_and_comment(termbase: Termbase) -> None:
    with_targets = Termbase(tuple(entry for entry in termbase.entries if _pairs_of(Termbase((entry,)), "zh-TW")))
    made = pairs.dumps_omegat(with_targets, "zh-TW")
    read = pairs.loads_omegat(made.content.decode(), "x.txt", ())

    back = [
        (concept.in_language("en")[0].cells["term"].casefold(), target.cells["term"], target.cells.get("note", ""))
        for concept in read.concepts
        for target in concept.in_language("zh-TW")
    ]
    sent = [(source.casefold(), *rest) for source, *rest in _pairs_of(with_targets, "zh-TW") if source[0] != "#"]
    assert sorted(back) == sorted(sent)
    assert read.findings == ()
    assert sum("is left out" in finding.message for finding in made.findings) == sum(
        term.text.startswith("#") for entry in with_targets.entries for term in entry.in_language("en")
        if term.status is not Status.FORBIDDEN
    )  # fmt: skip


@SETTINGS
@given(termbase=termbases())
def test_a_deepl_list_holds_each_source_with_its_preferred_target(termbase: Termbase) -> None:
    made = pairs.dumps_deepl(termbase, ["zh-TW"])
    read = pairs.loads_deepl(made.content.decode(), "x.csv", ["zh-TW"])

    wanted: dict[str, str] = {}
    clashes = 0
    for entry in termbase.entries:
        targets = [term.text for term in entry.in_language("zh-TW") if term.status is not Status.FORBIDDEN]
        targets = targets or list(entry.accepted("zh-TW"))
        for term in entry.in_language("en"):
            if term.status is not Status.FORBIDDEN and targets:
                clashes += term.text in wanted
                wanted.setdefault(term.text, targets[0])
    refused = [message for finding in made.findings if "is left out" in (message := finding.message)]
    assert len(refused) == clashes + sum(_strange(pair) for pair in wanted.items())
    rows = list(pairs._rows(made.content.decode(), "x.csv", []))
    assert {row["source"]: row["target"] for _, row in rows} == {
        source: target for source, target in wanted.items() if not _strange((source, target))
    }
    if len({source.casefold() for source in wanted}) == len(wanted):
        assert sum(len(concept.in_language("zh-TW")) for concept in read.concepts) == len(rows)


def _strange(pair: tuple[str, str]) -> bool:
    return any(side != side.strip("\u200b\ufeff") for side in pair)


@SETTINGS
@given(
    ours=termbases(), theirs=termbases(), keep=st.sampled_from(["ours", "theirs"]), statuses=st.booleans(), own=st.booleans()
)  # fmt: skip
def test_what_is_planned_is_what_the_files_say(ours, theirs, keep, statuses, own) -> None:
    """Whatever stands in both: the files made carry the plan, and importing once more has nothing left to add."""
    start = _written(ours)
    base = loads(start)[0]
    read = replace(tbx_read.loads(tbx_write.dumps(theirs, "dct").content, "x.tbx"), own=own)
    given_terms = narrowed(read, ("zh-TW", "sr-Latn"), {entry.id for entry in base.entries})
    made = plan(base, given_terms, Options(statuses, "x", keep))
    after = {**start, **applied(made, start)}

    assert carries(made, loads(after)[0])
    again = plan(loads(after)[0], given_terms, Options(statuses, "x", keep))
    assert again.new_concepts == ()
    if not again.conflicts and not made.conflicts:
        assert again.new_terms == ()


def _written(termbase: Termbase) -> dict[str, str]:
    """A glossary's files; of what repeats itself the first stays."""
    read = tbx_read.loads(tbx_write.dumps(termbase, "dct").content, "x.tbx")
    return applied(plan(Termbase(), read, Options(statuses=True, keep="theirs")), {})
