"""Engines that keep tags: asked by the batch, told what was wrong, and never sent what is masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from pubflow.catalog import Unit
from pubflow.language import LanguageTag
from pubflow.plugins import EngineInfo, EngineRequest, EngineTerm, Hint
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.learnt import Table
from pubflow.termbase.model import Status as TermStatus
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.termbase.packs import pack_for
from pubflow.translate import Draft, Mask, Status, Terms, translate

EN, PT = LanguageTag.parse("en"), LanguageTag.parse("pt-BR")
JUDGE = TermEntry("judge", terms=(("en", (Term("judge"),)), ("pt-BR", (Term("juiz", plural=("juízes",)),))))
TERMS = Terms(Termbase((JUDGE,)), PT, None, Table())
Answer = Callable[[str, Hint], str]


@dataclass
class Server:
    """Answers by a function of a text and its hint; remembers the requests."""

    answer: Answer = lambda text, hint: text.replace("The ", "O ").replace("judges", "juízes").replace("judge", "juiz")
    reads_hints: bool = False
    keeps_words: bool = False
    offline: bool = False
    batch: int = 50
    asked: list[EngineRequest] = field(default_factory=list)

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(
            "server", "1", self.offline, native_glossary=True, keeps_tags=True, keeps_words=self.keeps_words,
            reads_hints=self.reads_hints, metered=True, max_batch=self.batch,
        )  # fmt: skip

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        return True

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        return ""

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        self.asked.append(request)
        return tuple(map(self.answer, request.texts, request.hints or (Hint(),) * len(request.texts)))

    def close(self) -> None:
        """Nothing to end."""

    @property
    def texts(self) -> list[str]:
        return [text for request in self.asked for text in request.texts]

    @property
    def seen(self) -> str:
        """All that ever reached it."""
        return "\n".join(map(str, self.asked))


def run(server: Server, *wires: str, **options: object) -> list[Draft]:
    pairs = []
    for wire in wires:
        key = Key("", wire)
        pairs.append((Unit(key), Segment(key, TaggedText.parse(wire), (), Place(0))))
    return list(translate(pairs, source=EN, target=PT, engine=server, **options))  # type: ignore[arg-type] # per test


def test_units_go_whole_in_full_batches_and_nothing_goes_twice():
    server = Server(batch=3)
    wires = [f"The <b1>judge</b1> {word}." for word in ("a", "b", "a", "c", "b", "d", "a", "e")]
    drafts = run(server, *wires)
    assert [len(request.texts) for request in server.asked] == [3, 2]
    assert sorted(draft.unit.target for draft in drafts) == sorted(server.answer(wire, Hint()) for wire in wires)


def test_an_engine_is_told_the_terms_that_occur():
    server = Server()
    run(server, "Two judges spoke.", "Nobody spoke.", terms=TERMS)
    (request,) = server.asked
    assert [hint.terms for hint in request.hints] == [(EngineTerm("judges", "juízes"),), ()]
    assert [(hint.before, hint.after) for hint in request.hints] == [("", ""), ("", "")]


def test_neighbours_are_told_to_those_that_read_them():
    server = Server(reads_hints=True)
    run(server, "One spoke.", around=lambda segment: ("before " + segment.text.plain, "after"))
    assert server.asked[0].hints == (Hint((), "before One spoke.", "after"),)


def test_an_engine_that_heeds_is_told_what_was_wrong_and_the_better_answer_stands():
    def answer(text: str, hint: Hint) -> str:
        return "O juiz falou." if hint.faults else "O magistrado falou."

    server = Server(answer, reads_hints=True)
    (draft,) = run(server, "The judge spoke.", terms=TERMS)
    assert (draft.unit.target, draft.status, draft.calls) == ("O juiz falou.", Status.OK, 2)
    assert [term.step for term in draft.terms] == ["asked-again"]
    assert "juiz" in server.asked[1].hints[0].faults[0]


def test_an_engine_that_keeps_words_gets_the_approved_form():
    def answer(text: str, hint: Hint) -> str:
        return text.replace("The", "O").replace("spoke", "falou") if "<k1>" in text else "O magistrado falou."

    server = Server(answer, keeps_words=True)
    (draft,) = run(server, "The judge spoke.", terms=TERMS)
    assert server.texts == ["The judge spoke.", "The <k1>juiz</k1> spoke."]
    assert (draft.unit.target, draft.status) == ("O juiz falou.", Status.REVIEW)
    assert [(term.form, term.step) for term in draft.terms] == [("juiz", "kept-word")]


@pytest.mark.parametrize("reads_hints", [True, False])
def test_asking_ends_after_the_second_answer_and_what_is_wrong_is_said(reads_hints):
    server = Server(lambda text, hint: "Nada.", reads_hints=reads_hints, keeps_words=True)
    (draft,) = run(server, "The <b1>judge</b1> spoke.", terms=TERMS)
    assert len(server.texts) == 2
    assert (draft.status, draft.unit.target) == (Status.FLAG, "Nada.")
    assert any("tag" in reason for reason in draft.reasons)
    assert any("juiz" in reason for reason in draft.reasons)


def test_a_better_first_answer_is_not_given_up_for_a_worse_second_one():
    server = Server(lambda text, hint: "" if hint.faults else "O magistrado falou.", reads_hints=True)
    (draft,) = run(server, "The judge spoke.", terms=TERMS)
    assert draft.unit.target == "O magistrado falou."


def test_what_is_masked_reaches_no_online_engine_in_any_way():
    mask = Mask(("Aye Aye Moe",), details=True)
    server = Server(lambda text, hint: text + "!" if hint.faults else text.replace("<n1/>", ""), reads_hints=True)
    wires = ("Free Aye <b1>Aye</b1> Moe: a@b.example.", "AYE AYE MOE’s judge spoke; Moe left.")
    drafts = run(
        server,
        *wires,
        terms=TERMS,
        mask=mask,
        context="On Aye Aye Moe",
        around=lambda _: ("Aye Aye Moe", "call +44 20 7413 5500"),
    )
    for secret in ("Aye", "AYE", "Moe", "a@b.example", "7413"):
        assert secret not in server.seen
    assert {draft.unit.target for draft in drafts} == {wire + "!" for wire in wires}


def test_what_is_masked_may_be_read_on_this_machine():
    server = Server(offline=True)
    run(server, "Free Aye Aye Moe.", mask=Mask(("Aye Aye Moe",)))
    assert server.texts == ["Free Aye Aye Moe."]


def test_a_draft_that_lost_a_masked_name_is_flagged():
    server = Server(lambda text, hint: text.replace("<n1/>", "someone"))
    (draft,) = run(server, "Free Aye Aye Moe.", mask=Mask(("Aye Aye Moe",)))
    assert draft.status is Status.FLAG
    assert any("name or detail" in reason for reason in draft.reasons)


JUDGE_ONLY = TermEntry(
    "judge",
    terms=(
        ("en", (Term("judge"),)),
        ("pt-BR", (Term("juiz", gender="m", plural=("juízes",)), Term("magistrado", status=TermStatus.FORBIDDEN))),
    ),
)


def test_a_forbidden_form_is_replaced_in_place_and_nobody_is_asked_for_it():
    terms = Terms(Termbase((JUDGE_ONLY,)), PT, pack_for("pt"), Table())
    server = Server(lambda text, hint: "<b1>O magistrado</b1> falou.", keeps_words=True)
    (draft,) = run(server, "<b1>The judge</b1> spoke.", terms=terms)
    assert server.texts == ["<b1>The judge</b1> spoke."]
    assert (draft.unit.target, draft.status, draft.calls) == ("<b1>O juiz</b1> falou.", Status.OK, 1)
    assert [(term.form, term.step) for term in draft.terms] == [("juiz", "in-place")]


@pytest.mark.parametrize(
    ("answer", "pack"),
    [("O magis<b1>trado</b1> falou.", "pt"), ("O <b1>magistrado</b1> falou.", ""), ("<b1>Nada</b1>.", "pt")],
)
def test_where_that_is_not_safe_the_approved_form_is_sent_as_before(answer: str, pack: str):
    terms = Terms(Termbase((JUDGE_ONLY,)), PT, pack_for(pack) if pack else None, Table())
    server = Server(lambda text, hint: answer, keeps_words=True)
    run(server, "The <b1>judge</b1> spoke.", terms=terms)
    assert server.texts == ["The <b1>judge</b1> spoke.", "The <b1><k1>juiz</k1></b1> spoke."]
