"""Glossaries at DeepL: what is made, found again, renewed and removed, and what happens where there is no room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from pubflow.engines.deepl import DeepLEngine
from pubflow.errors import EngineError, EngineUnavailable
from pubflow.language import LanguageTag
from pubflow.plugins import EngineRequest, EngineTerm
from tests.doubles.deepl import FREE_KEY, SCOPES, DeepLDouble

EN, ES, PT, TW, CN, HK = map(LanguageTag.parse, ("en", "es", "pt-BR", "zh-TW", "zh-CN", "zh-HK"))
REFUGEE = {
    TW: (EngineTerm("refugee", "難民"),),
    PT: (EngineTerm("refugee", "refugiado"), EngineTerm("refugees", "refugiados")),
}
NEWER = {**REFUGEE, TW: (EngineTerm("refugee", "避難者"),)}
CHINESE = {TW: (EngineTerm("refugee", "難民"),), CN: (EngineTerm("refugee", "难民"),)}
Make = Callable[..., DeepLEngine]


@pytest.fixture
def make(double) -> Iterator[Make]:
    """An engine that knows terms, in a workspace called desk, and never waits."""
    made: list[DeepLEngine] = []

    def new(terms=REFUGEE, *, at: DeepLDouble = double, workspace: str = "desk") -> DeepLEngine:
        made.append(DeepLEngine(environ=at.environ, workspace=workspace, sleep=lambda _: None))
        made[-1].know_terms(terms)
        return made[-1]

    yield new
    for engine in made:
        engine.close()


@pytest.fixture
def free() -> Iterator[DeepLDouble]:
    """The free plan: one glossary in all."""
    with DeepLDouble(key=FREE_KEY) as made:
        yield made


def draft(engine: DeepLEngine, target: LanguageTag = TW, text: str = "A refugee.") -> str:
    return engine.translate(EngineRequest(EN, target, (text,)))[0]


def names(double: DeepLDouble) -> list[str]:
    """Without the digests."""
    return sorted(re.sub(":[0-9a-f]{12}$", "", one.name) for one in double.glossaries.values())


def changed(engine: DeepLEngine, **options) -> list[tuple[str, str]]:
    return [(change.what, change.name.split(":")[2]) for change in engine.sync(**options)]


# Made, and found again


def test_terms_are_in_the_draft_also_at_the_head_of_a_sentence(make):
    engine = make()
    assert "難民" in draft(engine)
    assert draft(engine, PT, "Refugees wait for a refugee.").startswith("Refugiados ")
    assert engine.remarks == ()


def test_to_know_terms_sends_nothing(make, double):
    make()
    assert double.received == []


def test_the_name_says_whose_for_what_and_what_it_holds(make, double):
    draft(make())
    [made] = double.glossaries.values()
    assert re.fullmatch("pubflow:desk:zh-TW:[0-9a-f]{12}", made.name)


def test_a_dictionary_goes_by_base_languages_and_the_text_by_its_variant(make, double):
    engine = make(CHINESE)
    assert "難民" in draft(engine, TW)
    assert "难民" in draft(engine, CN)
    assert [list(one.dictionaries) for one in double.glossaries.values()] == [[("EN", "ZH")], [("EN", "ZH")]]
    assert [call.body["target_lang"] for call in double.calls()] == ["ZH-HANT", "ZH-HANS"]
    assert names(double) == ["pubflow:desk:zh-CN", "pubflow:desk:zh-TW"]


def test_two_languages_of_one_code_have_a_glossary_each(make):
    engine = make({TW: (EngineTerm("refugee", "難民"),), HK: (EngineTerm("refugee", "逃難者"),)})
    assert "難民" in draft(engine, TW)
    assert "逃難者" in draft(engine, HK)


def test_a_run_lists_once_and_makes_each_once(make, double):
    engine = make()
    for _ in range(3):
        draft(engine, TW)
        draft(engine, PT)
    assert len(double.calls("/v3/", "GET")) == 1
    assert len(double.calls("/v3/", "POST")) == 2


def test_the_next_run_finds_what_is_there(make, double):
    draft(make())
    draft(make())
    assert len(double.calls("/v3/", "POST")) == 1
    assert {call.body["glossary_id"] for call in double.calls()} == set(double.glossaries)


def test_without_terms_or_for_another_language_none_is_asked_for(make, double):
    draft(make({}), TW)
    draft(make(), ES)
    draft(make({TW: ()}), TW)
    assert not double.calls("/v3/")
    assert all("glossary_id" not in call.body for call in double.calls())


# Renewed and removed


def test_changed_terms_make_a_new_one_before_the_old_one_goes(make, double):
    draft(make())
    [old] = double.glossaries
    assert "避難者" in draft(make(NEWER))
    assert old not in double.glossaries
    assert names(double) == ["pubflow:desk:zh-TW"]
    assert [call.method for call in double.calls("/v3/")][-2:] == ["POST", "DELETE"]
    assert not double.calls("/v3/", "PATCH")


def test_a_term_that_was_taken_out_is_out(make):
    """A change in place would merge, and keep it."""
    draft(make({TW: (*REFUGEE[TW], EngineTerm("asylum", "庇護"))}), text="Asylum.")
    assert "庇護" not in draft(make(), text="A refugee in asylum.")


def test_what_somebody_changed_by_hand_is_made_anew(make, double):
    draft(make())
    [made] = double.glossaries.values()
    made.dictionaries["EN", "ZH"]["release"] = "放"
    assert "放" not in draft(make(), text="Release a refugee.")
    assert names(double) == ["pubflow:desk:zh-TW"]


def test_a_glossary_of_others_is_never_touched(make, double):
    theirs = [
        double.add_glossary(name, "en", "zh", {"refugee": "流民"}).id
        for name in ("House glossary", "pubflow", "pubflow:other:zh-TW:0123456789ab", "pubflow:desk:zh-TW", "pubflow:desk:",
                     "my pubflow:desk:zh-TW:0123456789ab")
    ]  # fmt: skip
    assert "難民" in draft(make())
    assert "避難者" in draft(make(NEWER))
    make({}).sync()
    assert list(double.glossaries) == theirs


def test_a_run_for_one_language_leaves_the_others_glossaries(make, double):
    engine = make()
    draft(engine, TW)
    draft(engine, PT)
    draft(make({TW: NEWER[TW]}))
    assert names(double) == ["pubflow:desk:pt-BR", "pubflow:desk:zh-TW"]


def test_two_workspaces_share_a_key(make, double):
    draft(make())
    draft(make(NEWER, workspace="other desk: ours"))
    assert names(double) == ["pubflow:desk:zh-TW", "pubflow:other-desk-ours:zh-TW"]


def test_a_reply_that_is_lost_makes_no_second_glossary(make, double):
    double.fail("lost", on="/v3/glossaries", method="POST")
    assert "難民" in draft(make())
    assert len(double.glossaries) == 1


def test_of_two_with_one_name_one_goes(make, double):
    draft(make())
    [made] = double.glossaries.values()
    double.add_glossary(made.name, "en", "zh", dict(made.dictionaries["EN", "ZH"]))
    draft(make())
    assert len(double.glossaries) == 1


# Stale


def test_a_glossary_that_went_away_is_looked_for_anew(make, double):
    engine = make()
    draft(engine)
    double.glossaries.clear()
    assert "難民" in draft(engine)
    assert names(double) == ["pubflow:desk:zh-TW"]
    assert engine.remarks == ()


def test_of_threads_that_meet_a_stale_one_together_only_the_first_counts(make, double):
    engine = make()
    draft(engine)
    [old] = double.glossaries
    double.glossaries.clear()
    for _ in range(3):
        engine._glossaries.was_refused(TW, old)
    assert "難民" in draft(engine)
    assert engine.remarks == ()


def test_a_glossary_that_is_refused_twice_is_done_without_and_told_once(make, double):
    engine = make()
    draft(engine)
    for _ in range(2):
        double.glossaries.clear()
        draft(engine)
    assert len(engine.remarks) == 1
    assert "without" in engine.remarks[0]
    assert draft(engine)
    assert "glossary_id" not in double.calls()[-1].body


# Where there is no room


def test_the_free_plan_has_one_glossary_with_all_pairs(make, free):
    engine = make(at=free)
    assert "難民" in draft(engine, TW)
    assert "refugiado" in draft(engine, PT)
    assert names(free) == ["pubflow:desk:all"]
    [made] = free.glossaries.values()
    assert sorted(made.dictionaries) == [("EN", "PT"), ("EN", "ZH")]
    assert len(free.calls("/v3/", "POST")) == 1
    assert engine.remarks == ()


def test_there_the_old_one_goes_first(make, free):
    draft(make(at=free), TW)
    assert "避難者" in draft(make(NEWER, at=free))
    assert len(free.glossaries) == 1


def test_one_language_on_the_free_plan_is_renewed_too(make, free):
    draft(make({TW: REFUGEE[TW]}, at=free))
    assert "避難者" in draft(make({TW: NEWER[TW]}, at=free))
    assert names(free) == ["pubflow:desk:zh-TW"]


def test_what_another_process_made_meanwhile_is_used(make, free):
    slow, quick = make(at=free), make(at=free)
    assert slow._glossaries._ours() == []
    draft(quick)
    assert "難民" in draft(slow)
    assert slow.remarks == ()
    assert names(free) == ["pubflow:desk:all"]


def test_of_two_chinese_variants_the_second_goes_without_and_is_told(make, free):
    engine = make(CHINESE, at=free)
    assert "難民" in draft(engine, TW)
    assert "难民" not in draft(engine, CN)
    assert len(engine.remarks) == 1
    assert engine.remarks[0].startswith("zh-CN: drafts are made without")
    assert "zh-TW has the place" in engine.remarks[0]


def test_a_place_that_others_hold_is_not_taken_from_them(make, free):
    theirs = free.add_glossary("House glossary", "en", "zh", {"a": "b"})
    engine = make(at=free)
    assert "難民" not in draft(engine)
    assert draft(engine, PT)
    assert list(free.glossaries) == [theirs.id]
    assert [remark.partition(":")[0] for remark in engine.remarks] == ["zh-TW", "pt-BR"]
    assert all("no room" in remark for remark in engine.remarks)
    with pytest.raises(EngineError, match="no room") as caught:
        engine.sync()
    assert caught.value.hint


def test_a_paid_plan_that_is_full_goes_over_to_one_for_all(make):
    with DeepLDouble(glossary_limit=2) as narrow:
        terms = {**REFUGEE, ES: (EngineTerm("refugee", "refugiada"),)}
        engine = make(terms, at=narrow)
        assert "難民" in draft(engine, TW)
        assert "refugiado" in draft(engine, PT)
        assert "refugiada" in draft(engine, ES)
        assert "難民" in draft(engine, TW)
        assert names(narrow) == ["pubflow:desk:all"]
        posts = len(narrow.calls("/v3/", "POST"))
        assert "refugiada" in draft(make(terms, at=narrow), ES)
        assert len(narrow.calls("/v3/", "POST")) == posts
        assert engine.remarks == ()


# What DeepL refuses


@pytest.mark.parametrize("fault", ["456", "key", "scope", "404", "echo", "not-json", "no-fraction"])
def test_drafts_are_made_without_a_glossary_where_none_can_be_had(make, double, fault):
    double.fail(fault, times=-1, on="/v3/")
    engine = make()
    assert draft(engine)
    assert draft(engine)
    assert len(engine.remarks) == 1
    assert "without a glossary" in engine.remarks[0]
    assert "glossary_id" not in double.calls()[0].body


@pytest.mark.parametrize("fault", ["429", "503", "cut"])
def test_a_service_that_is_down_for_glossaries_is_down(make, double, fault):
    double.fail(fault, times=-1, on="/v3/")
    with pytest.raises(EngineUnavailable):
        draft(make())
    assert double.billed == 0


def test_a_key_that_may_only_translate_does_so(make):
    with DeepLDouble(scopes=("translate:text",)) as strict:
        engine = make(at=strict)
        assert draft(engine)
        assert "glossaries:read" in engine.remarks[0]
        with pytest.raises(EngineUnavailable, match="it lacks glossaries:read"):
            engine.sync()


def test_a_key_that_may_read_glossaries_uses_those_that_are_there(make):
    with DeepLDouble() as double:
        draft(make(at=double))
        double.scopes = tuple(scope for scope in SCOPES if scope != "glossaries:write")
        engine = make(at=double)
        assert "難民" in draft(engine)
        assert engine.remarks == ()


def test_a_pair_that_the_glossary_lacks_is_drafted_without(make, double):
    engine = make()
    draft(engine)
    [made] = double.glossaries.values()
    made.dictionaries[("EN", "ES")] = made.dictionaries.pop(("EN", "ZH"))
    assert "難民" in draft(engine)
    assert names(double) == ["pubflow:desk:zh-TW"]


def test_terms_that_deepl_refuses_are_left_out_and_told(make):
    engine = make({TW: (*REFUGEE[TW], EngineTerm("a\nbad one", "x"), EngineTerm("long", "長" * 400))})
    assert "難民" in draft(engine)
    [remark] = engine.remarks
    assert "“a bad one”, “long”" in remark


# Sync


def test_sync_makes_keeps_and_removes(make, double):
    assert changed(make()) == [("made", "zh-TW"), ("made", "pt-BR")]
    assert changed(make()) == [("kept", "zh-TW"), ("kept", "pt-BR")]
    assert changed(make(NEWER)) == [("made", "zh-TW"), ("kept", "pt-BR"), ("removed", "zh-TW")]
    assert changed(make({TW: NEWER[TW]})) == [("kept", "zh-TW"), ("removed", "pt-BR")]
    assert changed(make({})) == [("removed", "zh-TW")]
    assert double.glossaries == {}


def test_sync_tells_the_entries_of_each_pair(make):
    assert [change.pairs for change in make().sync()] == [(("zh-TW", 2),), (("pt-BR", 4),)]


def test_a_dry_run_tells_the_same_and_changes_nothing(make, double):
    make().sync()
    would = make({TW: NEWER[TW]}).sync(dry_run=True)
    assert {call.method for call in double.calls("/v3/")} == {"GET", "POST"}
    assert make({TW: NEWER[TW]}).sync() == would
    assert [(change.what, change.name.split(":")[2]) for change in would] == [
        ("made", "zh-TW"), ("removed", "pt-BR"), ("removed", "zh-TW")
    ]  # fmt: skip


def test_sync_of_one_language_leaves_the_others(make, double):
    make().sync()
    assert changed(make(NEWER), only=[TW]) == [("made", "zh-TW"), ("removed", "zh-TW")]
    assert changed(make({TW: ()}), only=[TW]) == [("removed", "zh-TW")]
    assert names(double) == ["pubflow:desk:pt-BR"]


def test_sync_on_the_free_plan_keeps_one_for_all(make, free):
    assert changed(make(at=free), dry_run=True) == [("made", "all")]
    assert changed(make(at=free)) == [("made", "all")]
    assert changed(make(at=free), only=[TW]) == [("kept", "all")]
    [kept] = make(at=free).sync()
    assert kept.pairs == (("pt-BR", 4), ("zh-TW", 2))
    assert changed(make(NEWER, at=free)) == [("made", "all"), ("removed", "all")]


def test_after_an_upgrade_sync_goes_back_to_one_a_language(make):
    with DeepLDouble(glossary_limit=1) as double:
        assert changed(make(at=double)) == [("made", "all")]
        double.glossary_limit = 9
        assert sorted(changed(make(at=double))) == [("made", "pt-BR"), ("made", "zh-TW"), ("removed", "all")]


def test_what_sync_did_is_used_by_the_next_text(make, double):
    engine = make()
    draft(engine)
    double.glossaries.clear()
    engine.sync()
    assert "難民" in draft(engine)
    assert [call.status for call in double.calls()] == [200, 200]


def test_sync_of_a_service_that_fails_is_an_error_of_ours(make, double):
    double.fail("503", times=-1, on="/v3/")
    with pytest.raises(EngineUnavailable):
        make().sync()
