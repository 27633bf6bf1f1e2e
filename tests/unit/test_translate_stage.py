"""What the stage writes and what it never touches, with engines made for the purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pubflow.catalog import Origin, Provenance, State, Unit
from pubflow.errors import EngineError
from pubflow.language import LanguageTag
from pubflow.plugins import EngineInfo, EngineRequest
from pubflow.segment.match import Match, MatchKind
from pubflow.segment.model import Key, Place, Segment, Slot
from pubflow.segment.tagged import TaggedText
from pubflow.statement import Atom
from pubflow.termbase.learnt import Table
from pubflow.termbase.mining import Mined
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.termbase.packs import pack_for
from pubflow.translate import Draft, Status, Terms, draft_text, is_open, translate

EN, PT, TW = LanguageTag.parse("en"), LanguageTag.parse("pt-BR"), LanguageTag.parse("zh-TW")
BY_FAKE = Provenance(Origin.ENGINE, "fake 1")


class FakeEngine:
    """Translates by a function of one text; remembers what it was asked, batch by batch."""

    def __init__(self, answer: Callable[[str], str] = str.upper, *, keeps_tags: bool = False, batch: int = 8) -> None:
        self._answer = answer
        self._info = EngineInfo("fake", "1", offline=True, keeps_tags=keeps_tags, max_batch=batch)
        self.asked: list[tuple[str, ...]] = []

    @property
    def info(self) -> EngineInfo:
        return self._info

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        return target == PT

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        self.asked.append(request.texts)
        return tuple(map(self._answer, request.texts))

    def close(self) -> None:
        """Nothing to end."""


def pair(wire: str, *, sentences: tuple[int, ...] = (), slots: tuple[Slot, ...] = ()) -> tuple[Unit, Segment]:
    key = Key("", wire)
    return Unit(key), Segment(key, TaggedText.parse(wire), slots, Place(0), sentences=sentences)


def run(*pairs: tuple[Unit, Segment], engine: FakeEngine | None = None, **options: object) -> list[Draft]:
    return list(translate(pairs, source=EN, target=PT, engine=engine, **options))  # type: ignore[arg-type] # per test


def one(wire: str, answer: Callable[[str], str], **options: object) -> Draft:
    (draft,) = run(pair(wire, **options), engine=FakeEngine(answer))  # type: ignore[arg-type] # per test
    return draft


def table(**known: str) -> Callable[[str], str]:
    """An engine that knows these sentences."""
    return lambda text: known["".join(text.split())]


def test_a_draft_is_translated_by_the_engine_and_no_more() -> None:
    unit, segment = pair("Every person is free.")
    (draft,) = run((unit, segment), engine=FakeEngine(lambda _: "Toda pessoa é livre."))
    assert draft == Draft(
        Unit(unit.key, "Toda pessoa é livre.", State.TRANSLATED, provenance=BY_FAKE), Status.OK, (), calls=1
    )
    assert draft.unit.provenance == BY_FAKE
    assert draft.made


@pytest.mark.parametrize(
    "unit",
    [
        Unit(Key("", "a"), "x", State.TRANSLATED),
        Unit(Key("", "a"), "x", State.TRANSLATED, provenance=Provenance(Origin.HUMAN, "maria")),
        Unit(Key("", "a"), "x", State.REVIEWED, provenance=BY_FAKE),
        Unit(Key("", "a"), "x", State.FINAL, provenance=BY_FAKE),
        Unit(Key("", "a"), "", State.REVIEWED),
        Unit(Key("", "a"), "", obsolete=True),
        Unit(Key("", "a"), "", source_plural="b"),
    ],
)
def test_what_a_person_has_seen_is_never_touched(unit: Unit) -> None:
    engine = FakeEngine()
    _, segment = pair("a")
    assert run((unit, segment), engine=engine, redo=True) == []
    assert engine.asked == []


def test_our_own_draft_is_made_again_only_when_asked() -> None:
    unit, segment = pair("Stay free.")
    ours = Unit(unit.key, "old", State.TRANSLATED, provenance=BY_FAKE)
    assert not is_open(ours)
    assert run((ours, segment), engine=FakeEngine()) == []
    (draft,) = run((ours, segment), engine=FakeEngine(), redo=True)
    assert draft.unit.target == "STAY FREE."


def test_equal_sentences_are_sent_once_and_quotations_by_sentence() -> None:
    engine = FakeEngine(str.swapcase)
    text = "We are here. We stay. We are here."
    (draft, *_) = run(pair(text, sentences=(13, 22)), pair("We stay."), engine=engine)
    assert engine.asked == [("We are here.", "We stay.")]
    assert draft.unit.target == text.swapcase()


def test_white_space_between_sentences_is_dropped_where_the_language_has_none() -> None:
    class ForTaiwan(FakeEngine):
        def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
            return True

    engine = ForTaiwan({"One.": "一。", "Two.": "二。"}.__getitem__)
    (draft,) = translate([pair("One. Two.", sentences=(5,))], source=EN, target=TW, engine=engine)
    assert draft.unit.target == "一。二。"


def test_what_has_no_letters_is_copied_without_an_engine() -> None:
    drafts = run(pair("1,234 – 5 %"), pair("<x1/>"), pair("A word"))
    assert [draft.unit.target for draft in drafts] == ["1,234 – 5 %", "<x1/>"]
    assert drafts[0].unit.provenance == Provenance(Origin.ENGINE, "copy")


def test_memory_comes_first_and_a_fuzzy_match_is_looked_at() -> None:
    known = {
        "We stay.": Match("Ficamos.", 100, MatchKind.EXACT, "old-one"),
        "We stay here.": Match("Ficamos.", 82, MatchKind.FUZZY, "old-two"),
    }
    engine = FakeEngine()
    drafts = run(
        pair("We stay."), pair("We stay here."), pair("No."), engine=engine, lookup=lambda one: known.get(str(one.text))
    )
    assert [draft.unit.target for draft in drafts] == ["Ficamos.", "Ficamos.", "NO."]
    assert [draft.unit.provenance for draft in drafts] == [
        Provenance(Origin.MEMORY, "old-one", 100),
        Provenance(Origin.MEMORY, "old-two", 82),
        BY_FAKE,
    ]
    assert [draft.status for draft in drafts] == [Status.OK, Status.REVIEW, Status.OK]
    assert engine.asked == [("No.",)]


def test_a_match_whose_tags_do_not_fit_is_no_match() -> None:
    match = Match("<b1>Ficamos", 100, MatchKind.EXACT, "old")
    (draft,) = run(pair("We stay."), engine=FakeEngine(), lookup=lambda _: match)
    assert draft.unit.target == "WE STAY."


def test_a_language_without_an_engine_is_no_error() -> None:
    assert list(translate([pair("We stay.")], source=EN, target=TW, engine=FakeEngine())) == []
    assert run(pair("We stay.")) == []


def test_what_is_done_is_there_when_the_engine_fails() -> None:
    def failing(text: str) -> str:
        if text == "Three.":
            raise EngineError("no more")
        return text.upper()

    drafts = translate(
        [pair("One."), pair("Two."), pair("Three.")], source=EN, target=PT, engine=FakeEngine(failing, batch=2)
    )
    assert [next(drafts).unit.target, next(drafts).unit.target] == ["ONE.", "TWO."]
    with pytest.raises(EngineError, match="no more"):
        next(drafts)


def test_a_list_that_is_too_short_is_an_error() -> None:
    class Short(FakeEngine):
        def translate(self, request: EngineRequest) -> tuple[str, ...]:
            return super().translate(request)[:-1]

    with pytest.raises(EngineError, match="gave 1 texts back for 2"):
        run(pair("One."), pair("Two."), engine=Short())


def _terms(*pairs: tuple[str, str]) -> Terms:
    entries = tuple(
        TermEntry(english, terms=(("en", (Term(english),)), (str(PT), (Term(target),)))) for english, target in pairs
    )
    return Terms(Termbase(entries), PT, None, Table())


def test_a_term_that_the_draft_lacks_is_flagged_whoever_made_it() -> None:
    terms = _terms(("stay", "ficar"))
    (draft,) = run(pair("We stay."), engine=FakeEngine(), terms=terms)
    assert (draft.unit.target, draft.status) == ("WE STAY.", Status.FLAG)
    assert draft.reasons == ("term “stay” is not there as ficar",)
    assert [(term.entry, term.source, term.target, term.step) for term in draft.terms] == [("stay", (3, 7), None, "")]


def test_a_term_that_stands_there_is_told_with_its_place() -> None:
    (draft,) = run(pair("We stay."), engine=FakeEngine(), terms=_terms(("stay", "stay")))
    assert (draft.status, draft.reasons) == (Status.OK, ())
    assert [(term.form, term.target, term.step) for term in draft.terms] == [("stay", (3, 7), "raw")]


def test_a_term_that_was_replaced_in_one_sentence_is_not_told_as_the_engines_own() -> None:
    engine = FakeEngine({"The judge came.": "O juiz veio.", "The judge left.": "O magistrado saiu."}.__getitem__)
    known = Table(renderings={"judge|judge": Mined("magistrado", ("m", "sg"), 1.0)})
    terms = replace(_terms(("judge", "juiz")), pack=pack_for("pt"), table=known)
    (draft,) = run(pair("The judge came. The judge left.", sentences=(16,)), engine=engine, terms=terms)
    assert draft.unit.target == "O juiz veio. O juiz saiu."
    assert [(term.form, term.step) for term in draft.terms] == [("juiz", "in-place"), ("juiz", "in-place")]


@pytest.mark.parametrize(
    ("source", "answer", "status", "reason"),
    [
        ("He was held for 1,234 days.", "Ele foi detido.", Status.FLAG, "number lost: 1,234"),
        ("It cost 12 euros.", "Custou 12 euros em 2019.", Status.REVIEW, "number not in the source: 2019"),
        ("See https://example.org/a now.", "Veja agora.", Status.FLAG, "address lost: https://example.org/a"),
        ("Write to a@example.org now.", "Escreva para a-example.org.", Status.FLAG, "address lost: a@example.org"),
        ("Light a candle 🕯.", "Acenda uma vela.", Status.FLAG, "lost: 🕯"),
        ("She must be freed now.", "She must be freed now.", Status.FLAG, "left in the source language"),
        (
            "They were held in a small cell without light, food or water for many weeks.",
            "Eles foram detidos.",
            Status.FLAG,
            "text missing? about 16 words or characters are usual here, the draft has 3",
        ),
        (
            "The law must be changed by the parliament.",
            "A lei deve ser ser ser ser alterada pelo parlamento.",
            Status.FLAG,
            "repeats itself or says more than the source",
        ),
        (
            "“We are free,” she said.",
            "Nós somos livres, disse ela.",
            Status.REVIEW,
            "check the quotation marks: source and draft differ in number",
        ),
    ],
)
def test_what_a_draft_lost_is_told(source: str, answer: str, status: Status, reason: str) -> None:
    draft = one(source, lambda _: answer)
    assert (draft.unit.target, draft.status, draft.reasons) == (answer, status, (reason,))


def test_an_empty_answer_leaves_the_unit_empty_and_says_so() -> None:
    draft = one("We stay here.", lambda _: " ")
    assert (draft.made, draft.unit.target, draft.unit.state) == (False, "", State.INITIAL)
    assert draft.status is Status.FLAG
    assert draft.reasons == ("text missing: the engine gave nothing for “We stay here.”",)


def test_tags_are_put_around_the_words_the_engine_shows() -> None:
    draft = one(
        "The <b1>death penalty</b1> must go.",
        table(**{
            "Thedeathpenaltymustgo.": "A pena de morte deve acabar.",
            'The"deathpenalty"mustgo.': "A “pena de morte” deve acabar.",
        }),
    )  # fmt: skip
    assert (draft.unit.target, draft.status) == ("A <b1>pena de morte</b1> deve acabar.", Status.OK)


def test_tags_that_can_not_be_placed_are_left_to_a_person() -> None:
    draft = one(
        "The <b1>death penalty</b1> must go.", lambda text: "Sim, não, talvez." if "must go" in text else "Nunca"
    )
    assert draft.unit.target == "Sim, não, talvez."
    assert (draft.status, draft.reasons) == (Status.FLAG, ("put <b1> by hand around “death penalty”",))


def test_a_code_span_stands_as_a_word_of_its_sentence() -> None:
    code = Slot("x", 1, Atom("code", (("text", "list.csv"),)))
    draft = one("The file <x1/> names them.", lambda text: text.replace("The file", "O arquivo"), slots=(code,))
    assert draft.unit.target == "O arquivo <x1/> names them."


def test_a_code_span_whose_word_is_lost_is_reported_not_guessed() -> None:
    code = Slot("x", 1, Atom("code", (("text", "list.csv"),)))
    draft = one("The file <x1/> names them.", lambda _: "Nada disso serve.", slots=(code,))
    assert draft.calls == 2  # with the word that stood in for it, and without
    assert draft.unit.target == "Nada disso serve."
    assert draft.reasons == ("put <x1/> by hand: in the source it stands after “The file”",)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("<b1>We stay.</b1>", "<b1>WE STAY.</b1>"),
        ("<b1>We stay</b1>.", "<b1>WE STAY</b1>."),
        ("“<b1>We stay.</b1>”", "“<b1>WE STAY.</b1>”"),
        ("We stay.<x1/>", "WE STAY.<x1/>"),
        ("We stay<x1/>.", "WE STAY<x1/>."),
        ("<x1/> We stay.", "<x1/> WE STAY."),
        ("<b1><b2>We</b2> stay.</b1>", "<b1><b2>WE</b2> STAY.</b1>"),
        ("<b1>We stay.<x2/></b1>", "<b1>WE STAY.<x2/></b1>"),
    ],
)
def test_tags_at_the_edges(source: str, target: str) -> None:
    assert one(source, lambda text: text.upper()).unit.target == target


def test_what_only_looks_like_a_tag_stays_words() -> None:
    draft = one("\\<b1> is no tag", lambda text: text.replace("is no tag", "não é"))
    assert TaggedText.parse(draft.unit.target) == TaggedText(("<b1> não é",))


def test_a_span_over_two_sentences_keeps_both() -> None:
    engine = FakeEngine(str.upper)
    (draft,) = run(pair("A <b1>red one. A green</b1> one.", sentences=(11,)), engine=engine)
    assert draft.unit.target == "A <b1>RED ONE. A GREEN</b1> ONE."


def test_engines_that_keep_tags_get_the_wire_form() -> None:
    engine = FakeEngine(lambda text: text.replace("stay", "ficamos"), keeps_tags=True)
    (draft,) = run(pair("We <b1>stay</b1>. Here.", sentences=(9,)), engine=engine)
    assert engine.asked == [("We <b1>stay</b1>. Here.",)]
    assert draft.unit.target == "We <b1>ficamos</b1>. Here."


def test_an_engine_that_breaks_tags_it_should_keep_is_told() -> None:
    (draft,) = run(pair("We <b1>stay</b1>."), engine=FakeEngine(lambda _: "Nós <b1>ficamos.", keeps_tags=True))
    assert (draft.unit.target, draft.status) == ("Nós ficamos.", Status.FLAG)
    assert all(reason.startswith("the engine lost the tags: ") for reason in draft.reasons)


def test_one_line_without_a_catalog() -> None:
    draft = draft_text("We stay.", source=EN, target=PT, engine=FakeEngine())
    assert draft.unit.target == "WE STAY."
