"""The scorer of terms sees what it is there to see, and its sets are what they say they are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.terms.accepted import accepted_forms, met
from benchmarks.terms.score import FROZEN, Score, TamperedError, WrongDraftsError, load, rows, score
from benchmarks.terms.spans import HERE, BadLineError, Span, read, sentence

FORMS = accepted_forms(HERE.parents[1] / "glossary/pt-BR.csv")
SOURCE = "A victim of torture was in charge of the shelter."
LINE: dict[str, Any] = {
    "id": "x1",
    "source": SOURCE,
    "terms": [["victim", "victim"], ["torture", "torture"]],
    "homographs": [["charge", "in charge of", "to be in charge"]],
    "kinds": ["several", "homograph"],
}


def claim(entry: str, words: str, step: str | None) -> dict[str, Any]:
    start = SOURCE.index(words)
    return {"entry": entry, "source": [start, start + len(words)], "form": words, "target": None, "step": step}


def draft(target: str, status: str = "ok", **changed: Any) -> dict[str, Any]:
    terms = [claim("victim", "victim", "raw"), claim("torture", "torture", "raw")]
    return {"source": SOURCE, "target": target, "status": status, "reasons": [], "terms": terms, "calls": 2, **changed}


def scored(*drafts: dict[str, Any]) -> Score:
    return score([sentence(LINE)] * len(drafts), drafts, FORMS)


RIGHT = "Uma vítima de tortura dirigia o abrigo."
WITHOUT_TORTURE = "Uma vítima de maus-tratos dirigia o abrigo."


def test_a_perfect_draft_has_nothing_against_it():
    total = scored(draft(RIGHT))
    assert (total.wanted, total.found, total.right, total.met) == (2, 2, 2, 2)
    assert (total.silent, total.enforced, total.leftovers, total.flagged, total.review) == ([], [], [], 0, 0)
    figures = dict(rows(total))
    assert figures["match precision"] == figures["match recall"] == figures["adherence"] == "100.0 % (2/2)"
    assert figures["engine calls a segment"] == "2.00"
    assert figures["adherence, homograph"] == "100.0 % (2/2)"


def test_a_missing_form_that_was_flagged_lowers_adherence_and_is_not_silent():
    total = scored(draft(WITHOUT_TORTURE, "flag"), draft(WITHOUT_TORTURE, "review"), draft(RIGHT))
    assert (total.met, total.wanted) == (4, 6)
    assert (total.flagged, total.review, total.silent) == (1, 1, [])


def test_a_missing_form_in_a_draft_that_calls_itself_ok_is_a_silent_miss():
    # What the draft claims of its terms does not count.
    (miss,) = scored(draft(WITHOUT_TORTURE)).silent
    assert (miss.id, miss.terms) == ("x1", ("torture",))


def test_a_term_that_was_not_found_and_one_that_is_none_lower_recall_and_precision():
    total = scored(draft(RIGHT, terms=[claim("victim", "victim", "raw"), claim("impunity", "shelter", "raw")]))
    assert (total.right, total.found, total.wanted) == (1, 2, 2)


@pytest.mark.parametrize(("step", "enforced", "found"), [(None, [], 2), ("raw", [], 2), ("pivot", ["x1"], 3)])
def test_a_homograph_may_be_looked_at_but_not_enforced(step, enforced, found):
    good = draft(RIGHT)["terms"]
    total = scored(draft(RIGHT, terms=[*good, claim("charge", "charge", step)]))
    assert (total.enforced, total.homographs, total.found, total.right) == (enforced, 1, found, 2)


@pytest.mark.parametrize("token", ["XTERM1", "xterm2s", "TERM_1", "__1__"])
def test_a_leftover_token_is_found(token):
    assert scored(draft(f"{RIGHT} {token}")).leftovers == [token]


def test_tags_at_the_edges_of_a_span_make_no_difference():
    line = {**LINE, "source": "The <b1>torture</b1> must end now.", "terms": [["torture", "torture"]], "homographs": []}
    whole = {"entry": "torture", "source": [4, 20], "form": "tortura", "target": None, "step": "raw"}
    answer = draft("A <b1>tortura</b1> deve acabar.", source=line["source"], terms=[whole])
    assert line["source"][4:20] == "<b1>torture</b1>"
    assert score([sentence(line)], [answer], FORMS).right == 1


def test_drafts_of_other_sentences_are_refused():
    with pytest.raises(WrongDraftsError):
        scored(draft(RIGHT, source="Something else was drafted here."))
    with pytest.raises(WrongDraftsError):
        score([sentence(LINE)], [], FORMS)


@pytest.mark.parametrize(
    ("target", "concepts", "verdicts"),
    [
        ("A pena de morte é cruel.", ["death-penalty", "sentence"], [True, False]),
        ("A pena de morte substituiu a pena.", ["death-penalty", "sentence"], [True, True]),
        ("A vítima fala.", ["victim", "victim"], [True, False]),
        ("As vítimas e a vítima.", ["victim", "victim"], [True, True]),
        # The first could take what the second needs; the other form is free.
        ("Detenção arbitrária e prisão arbitrária.", ["arbitrary-arrest", "arbitrary-detention"], [True, True]),
        ("Prisão arbitrária.", ["arbitrary-detention"], [False]),
        ("A impunidades não é forma.", ["impunity"], [False]),
        ("Um defensor dos\u00a0direitos humanos.", ["human-rights-defender"], [True]),
        ("O primeiro\u2011ministro falou.", ["premier"], [True]),
        ("Prisioneira de <b1>conscie\u0302ncia</b1>.", ["prisoner-of-conscience"], [True]),
        ("Tortura<x1/>Impunidade", ["torture", "impunity"], [True, True]),
        ("O protocolo opcional.", ["optional-protocol"], [False]),
        ("", ["torture"], [False]),
    ],
)
def test_the_verifier_counts_forms_one_to_one(target, concepts, verdicts):
    assert met(target, concepts, FORMS) == verdicts


def test_words_become_spans_in_order():
    found = sentence(LINE)
    assert found.terms == (Span("victim", 2, 8), Span("torture", 12, 19))
    assert [SOURCE[each.start : each.end] for each in found.homographs] == ["in charge of"]


@pytest.mark.parametrize(
    "changed",
    [
        {"terms": [["victim", "victims"], ["torture", "torture"]]},
        {"terms": [["victim", "vict"], ["torture", "torture"]]},
        {"terms": [["torture", "torture"], ["victim", "victim"]]},
        {"terms": [["victim", "victim"], ["torture", "torture"], ["torture", "torture"]]},
        {"terms": [["victim", "victim"], ["charge", "charge"]]},
        {"homographs": [["charge", "charged", "not there"]]},
        {"homographs": [["charge", "of", "there twice"]]},
        {"source": f"{SOURCE} Another victim was not."},
    ],
)
def test_words_that_are_not_in_the_sentence_or_not_marked_are_refused(changed):
    with pytest.raises(BadLineError, match="x1"):
        sentence({**LINE, **changed})


def test_two_lines_with_one_id_are_refused(tmp_path: Path):
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(LINE)}\n" * 2, encoding="utf-8")
    with pytest.raises(BadLineError, match="2 lines"):
        read(path)


@pytest.mark.parametrize("name", FROZEN)
def test_a_tampered_test_set_is_refused(name, tmp_path: Path):
    test_set = f"{json.dumps(LINE)}\n".encode()
    (tmp_path / f"{name}.jsonl").write_bytes(test_set)
    digest = hashlib.sha256(test_set).hexdigest()
    (tmp_path / "README.md").write_text(f"`{name}.jsonl` sha256: `{digest}`\n", encoding="utf-8")
    assert [each.id for each in load(name, tmp_path)] == ["x1"]
    (tmp_path / f"{name}.jsonl").write_bytes(test_set.replace(b"several", b"overlap"))
    with pytest.raises(TamperedError):
        load(name, tmp_path)
    (tmp_path / "README.md").write_text("No digest here.\n", encoding="utf-8")
    with pytest.raises(TamperedError):
        load(name, tmp_path)


def test_the_sets_are_large_apart_and_of_terms_that_the_glossary_has():
    sets = {name: load(name) for name in ("dev", "test")}
    concepts = {name: {term.concept for each in sets[name] for term in each.terms} for name in sets}
    for name, sentences in sets.items():
        assert len(sentences) >= 150
        assert len(concepts[name]) >= 55
        assert {concept for concept in concepts[name] if not FORMS.get(concept)} == set()
    assert not {each.source for each in sets["dev"]} & {each.source for each in sets["test"]}
    assert len(concepts["dev"] - concepts["test"]) >= len(concepts["dev"]) / 2


def test_the_second_halves_speak_of_terms_that_the_glossary_has_in_new_sentences():
    sets = {name: load(name) for name in ("dev2", "held")}
    for sentences in sets.values():
        assert len(sentences) >= 90
        assert sum(len(each.homographs) for each in sentences) >= 20
        assert {term.concept for each in sentences for term in each.terms} - FORMS.keys() == set()
    sources = [each.source for name in ("dev", "test", "dev2", "held") for each in load(name)]
    assert len(sources) == len(set(sources))
