"""The cascade in languages without an engine to ship: by engines that follow a script, and by Apertium where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import pytest

from benchmarks.terms.apertium import Apertium
from pubflow.language import LanguageTag
from pubflow.plugins import EngineRequest
from pubflow.termbase.cascade import Outcome, enforced
from pubflow.termbase.learnt import Table
from pubflow.termbase.mining import Mined
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.termbase.packs import pack_for
from pubflow.termbase.pivots import Pivot, mined

UNCHANGING = ("", "")
Ask = Callable[[Iterable[str]], list[str]]


def _termbase(language: str, *terms: tuple[str, Term]) -> Termbase:
    return Termbase(tuple(TermEntry(name, terms=(("en", (Term(name),)), (language, (term,)))) for name, term in terms))


def _draft(source: str, termbase: Termbase, language: str, ask: Ask, table: Table) -> Outcome:
    tag = LanguageTag.parse(language)
    [outcome] = enforced([source], ask, termbase=termbase, language=tag, pack=pack_for(tag.language), table=table)
    return outcome


def _script(lines: Mapping[str, str]) -> Ask:
    return lambda texts: [lines.get(text, "") for text in texts]


SCRIPT = {
    "A migrant worker came.": "一名外勞來了。",
    "He had someone weigh the rights.": "他有人權衡利弊。",
    "The Human Rights Committee spoke of rights.": "人權事務委員會談到人權。",
    "An asylum seeker came.": "一位避難的人來了。",
    "A teacher came.": "一位老師來了。",
    "A stateless person came.": "一名沒有國籍的人來了。",
    "A XTERM1 came.": "一名XTERM1來了。",
}
CHINESE = _termbase(
    "zh-TW",
    ("migrant worker", Term("移工")),
    ("rights", Term("權利")),
    ("Human Rights Committee", Term("人權事務委員會")),
    ("asylum seeker", Term("尋求庇護者")),
    ("stateless person", Term("無國籍人")),
)


def _chinese(source: str) -> Outcome:
    said = {
        "migrant worker": "外勞",
        "rights": "人權",
        "asylum seeker": "",
        "stateless person": "",
    }
    known = {f"{name}|{name}": Mined(word, UNCHANGING, 1.0) if word else None for name, word in said.items()}
    pool = (
        Pivot("teacher", False, "person", "老師", UNCHANGING),
        Pivot("teachers", True, "person", "老師們", UNCHANGING),
    )
    pool = pool if "asylum" in source else pool[1:]
    return _draft(source, CHINESE, "zh-TW", _script(SCRIPT), Table(pool, known))


@pytest.mark.parametrize(
    ("source", "text", "step"),
    [
        # The measure word of a person is left to another person.
        ("A migrant worker came.", "一名移工來了。", "in-place"),
        # 人權 stands there across two words: 有人 權衡.
        ("He had someone weigh the rights.", "他有人權衡利弊。", ""),
        # 人權 is a part of another approved term.
        ("The Human Rights Committee spoke of rights.", "人權事務委員會談到權利。", "in-place"),
        ("An asylum seeker came.", "一位尋求庇護者來了。", "pivot"),
        ("A stateless person came.", "一名無國籍人來了。", "placeholder"),
    ],
)
def test_chinese_is_changed_by_whole_words_only(source: str, text: str, step: str) -> None:
    outcome = _chinese(source)
    assert (outcome.text, outcome.step) == (text, step)


def test_a_noun_of_another_number_does_not_stand_in_though_chinese_shows_none() -> None:
    """`a teachers came` would tell the engine something else."""
    asked: list[str] = []

    def ask(texts: Iterable[str]) -> list[str]:
        asked.extend(texts)
        return _script(SCRIPT)(texts)

    pool = (Pivot("teachers", True, "person", "老師們", UNCHANGING),)
    table = Table(pool, {"asylum seeker|asylum seeker": None})
    assert _draft("An asylum seeker came.", CHINESE, "zh-TW", ask, table).step == ""
    assert asked == ["An asylum seeker came.", "An XTERM1 came."]


def test_a_sentence_that_lacks_no_term_is_not_asked_for_again() -> None:
    """A forbidden form beside an accepted one is for a person to see: other words for the term change nothing."""
    asked: list[str] = []

    def ask(texts: Iterable[str]) -> list[str]:
        asked.extend(texts)
        return ["一名移工來了，一名外勞。" for _ in texts]

    termbase = _termbase("zh-TW", ("migrant worker", Term("移工", forbidden=("外勞",))))
    outcome = _draft("A migrant worker came.", termbase, "zh-TW", ask, Table())
    assert (outcome.text, outcome.step, outcome.calls) == ("一名移工來了，一名外勞。", "", 1)
    assert asked == ["A migrant worker came."]


def test_in_chinese_the_sense_is_told_by_characters_anywhere_in_a_word() -> None:
    termbase = _termbase("zh-TW", ("sentence", Term("刑罰", senses=("監禁",))))
    table = {"sentence|sentence": Mined("判決", UNCHANGING, 1.0)}
    said = {"A sentence.": "一個句子。", "The sentence.": "被監禁的判決。"}
    left = _draft("A sentence.", termbase, "zh-TW", _script(said), Table(renderings=dict(table)))
    assert (left.text, left.step) == ("一個句子。", "")
    changed = _draft("The sentence.", termbase, "zh-TW", _script(said), Table(renderings=dict(table)))
    assert (changed.text, changed.step) == ("被監禁的刑罰。", "in-place")


ROMANCE = {
    "es": _termbase(
        "es",
        ("law", Term("arma", plural=("armas",), gender="f")),
        ("attack", Term("impunidad", gender="f", plural=("impunidades",))),
        ("family", Term("sindicato", gender="m", plural=("sindicatos",))),
        ("school", Term("zona franca", gender="f", plural=("zonas francas",))),
        ("treaty", Term("ataque aéreo", gender="m", plural=("ataques aéreos",))),
    ),
    "fr": _termbase(
        "fr",
        ("law", Term("arrêté", plural=("arrêtés",), gender="m")),
        ("attack", Term("haine", gender="f", plural=("haines",))),
        ("family", Term("syndicat", gender="m", plural=("syndicats",))),
        ("school", Term("expulsion forcée", gender="f", plural=("expulsions forcées",))),
        ("treaty", Term("autorité", gender="f", plural=("autorités",))),
    ),
    "it": _termbase(
        "it",
        ("law", Term("sfratto", plural=("sfratti",), gender="m")),
        ("attack", Term("apolidia", gender="f", plural=("apolidie",))),
        ("family", Term("richiedente asilo", gender="m", plural=("richiedenti asilo",))),
        ("school", Term("espulsione forzata", gender="f", plural=("espulsioni forzate",))),
        ("treaty", Term("zona protetta", gender="f", plural=("zone protette",))),
    ),
}
"""Ordinary words, each with a word of another gender or sound for its approved form: whatever the draft says must go."""
FRAMES = (
    "The {} was discussed in the city.",
    "They spoke of the {} in the report.",
    "Every {} was new.",
    "The danger of a {} is known.",
    "He went to the {} yesterday.",
    "The {}s were closed.",
    "They fear the {}s of the country.",
)


@cache
def _pool(language: str) -> tuple[Pivot, ...]:
    pack = pack_for(language)
    assert pack is not None
    return mined(_apertium(language), pack)


def _apertium(language: str) -> Ask:
    english, target, engine = LanguageTag("en"), LanguageTag(language), Apertium()

    def ask(texts: Iterable[str]) -> list[str]:
        wanted = list(dict.fromkeys(texts))
        return list(engine.translate(EngineRequest(english, target, tuple(wanted)))) if wanted else []

    def each(texts: Iterable[str]) -> list[str]:
        wanted = list(texts)
        answers = dict(zip(dict.fromkeys(wanted), ask(wanted), strict=True))
        return [answers[text] for text in wanted]

    return each


@pytest.mark.parametrize("language", ROMANCE)
def test_by_apertium_every_determiner_agrees_with_the_term_put_in(language: str) -> None:
    tag = LanguageTag(language)
    # No Python package, and no part of what pubflow ships.
    if not Apertium().supports(LanguageTag("en"), tag):
        pytest.skip(f"apertium for {language} is not installed: benchmarks/terms/apertium.py names its packages")
    pack = pack_for(language)
    assert pack is not None
    termbase = ROMANCE[language]
    sources = [
        frame.format(entry.id).replace("familys", "families").replace("treatys", "treaties")
        for frame in FRAMES
        for entry in termbase.entries
    ]
    table = Table(_pool(language))
    outcomes = enforced(sources, _apertium(language), termbase=termbase, language=tag, pack=pack, table=table)
    done = [
        (source, outcome)
        for source, outcome in zip(sources, outcomes, strict=True)
        if outcome.step in ("in-place", "pivot")
    ]
    for source, outcome in done:
        entry = next(entry for entry in termbase.entries if entry.id[:-1] in source)
        [term] = entry.in_language(language)
        form = next(form for form in (*term.plurals, term.text) if form in outcome.text)
        start = outcome.text.index(form)
        asked = pack.asked_before(outcome.text, start)
        assert not asked or pack.agreement(form, term.gender, plural=form in term.plurals) in asked, outcome.text
        assert pack.refitted(outcome.text[:start], form, None) == outcome.text[:start], outcome.text
    assert len(done) >= 0.8 * len(sources)
    assert {outcome.step for _, outcome in done} == {"in-place", "pivot"}
