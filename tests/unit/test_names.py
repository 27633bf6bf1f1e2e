"""Names at their first mention: which place is the first, what a language wants there, and what is put in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubflow.catalog import Origin, Provenance, State, Unit
from pubflow.language import LanguageTag
from pubflow.language.mention import in_parentheses, style_of
from pubflow.plugins import EngineInfo
from pubflow.segment import TaggedText, split
from pubflow.segment.match import Match, MatchKind
from pubflow.segment.model import Key, Place, Segment
from pubflow.sources.markdown import MarkdownSource
from pubflow.termbase.entries import loads
from pubflow.termbase.learnt import Table
from pubflow.termbase.match import find
from pubflow.termbase.names import first_mentions, mentions, missing, remarks, repeated, with_latin, without_latin
from pubflow.termbase.notes import notes_for
from pubflow.termbase.verify import verify
from pubflow.translate import Draft, Status, Terms, translate

GOLDEN = Path(__file__).parents[1] / "golden/names/first-mentions.txt"
CONCEPTS = """\
id,kind,class,latin
amnesty,name,group,
ali,name,person,
unhcr,name,institution,
taiwan,name,place,
yuan,name,institution,
refugees,name,instrument,
iccpr,name,instrument,ICCPR
torture,term,act,
"""
EN = """\
concept,term,rank,forms
amnesty,Amnesty International,1,
ali,Muhammad Ali,1,
unhcr,UN Refugee Agency,1,
unhcr,UNHCR,2,
taiwan,Taiwan,1,
yuan,Executive Yuan,1,
refugees,Refugee Convention,1,
iccpr,International Covenant on Civil and Political Rights,1,
torture,torture,1,
"""
ZH = """\
concept,term,rank,status,latin
amnesty,國際特赦組織,1,,
amnesty,大赦國際,,forbidden,
ali,穆罕默德‧阿里,1,,
unhcr,聯合國難民署,1,,
unhcr,UNHCR,2,,
taiwan,台灣,1,,
yuan,行政院,1,,-
refugees,《難民公約》,1,,
iccpr,《公民與政治權利國際公約》,1,,
torture,酷刑,1,,
"""
OTHERS = {
    "ja.csv": "concept,term\namnesty,アムネスティ・インターナショナル\nyuan,行政院\n",
    "ko.csv": "concept,term\namnesty,국제앰네스티\n",
    "ar.csv": "concept,term\namnesty,منظمة العفو الدولية\n",
    "th.csv": "concept,term\nali,มูฮัมหมัด อาลี\n",
}
TERMS, FAULTS = loads({"concepts.csv": CONCEPTS, "en.csv": EN, "zh-TW.csv": ZH, **OTHERS})
TW = LanguageTag.parse("zh-TW")
SOURCE = "Amnesty International and Muhammad Ali and UNHCR and the Refugee Convention."
MATCHES = find(TERMS, SOURCE)
ALL = frozenset(match.entry.id for match in MATCHES)
CASES = [
    tuple(cell.strip() for cell in line.split(" | "))
    for line in GOLDEN.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]

pieces = st.sampled_from(
    ["國際特赦組織", "聯合國難民署", "穆罕默德‧阿里", "穆罕默德・阿里", "《難民公約》", "難民公約", "《", "》", "「", "」", "（", "）", "(", ")", " ",
     "Amnesty International", "Muhammad Ali", "UNHCR", "Refugee Convention", "酷刑", "說", "。", "x", "<b1>", "</b1>", "<x2/>",
     "\\", "https://a.example/", "www.", "a@", "\n"]
)  # fmt: skip
targets = st.lists(pieces, max_size=14).map("".join)


def test_the_glossary_of_these_tests_is_sound():
    assert FAULTS == ()


@pytest.mark.parametrize(("language", "source", "draft", "wanted"), CASES, ids=[f"{c[0]} {c[2]}" for c in CASES])
def test_what_a_first_mention_becomes(language, source, draft, wanted):
    tag = LanguageTag.parse(language)
    matches = find(TERMS, TaggedText.parse(source).plain)
    first = frozenset(match.entry.id for match in matches)
    made = with_latin(TaggedText.parse(draft), matches, first, tag)
    assert str(made) == wanted
    assert not list(remarks(made.plain, matches, first, tag))


@given(targets, st.sets(st.sampled_from(sorted(ALL))).map(frozenset))
def test_it_is_put_in_once_and_changes_nothing_else(target, first):
    text = TaggedText.parse(target)
    made = with_latin(text, MATCHES, first, TW)
    assert with_latin(made, MATCHES, first, TW) == made
    assert TaggedText.parse(str(made)) == made
    assert made.tags == text.tags
    put = [f"（{match.text}）" for match in MATCHES if match.entry.id in first]
    assert _stripped(made.plain, put) == _stripped(text.plain, put)
    assert made.plain.count("（") - text.plain.count("（") <= len(first)


def _stripped(plain: str, words: list[str]) -> str:
    return re.sub("|".join(map(re.escape, words)) or "(?!)", "", plain)


@given(targets, st.sets(st.sampled_from(sorted(ALL))).map(frozenset))
def test_what_stands_in_parentheses_never_serves_a_term(target, first):
    plain = TaggedText.parse(target).plain
    bare = without_latin(plain, MATCHES, TW)
    assert len(bare) == len(plain)
    assert all(new in (old, "\ufffc") for new, old in zip(bare, plain, strict=True))
    glossed = with_latin(TaggedText.of([plain]), MATCHES, first, TW).plain
    if bare == plain:  # nothing stood in parentheses before
        made = without_latin(glossed, MATCHES, TW).replace("\ufffc", "")
        assert made == plain
        assert verify(made, MATCHES, TW) == verify(plain, MATCHES, TW)


@given(targets, st.sets(st.sampled_from(sorted(ALL))).map(frozenset))
def test_what_is_said_of_a_target_is_said_of_its_renderings(target, first):
    plain = TaggedText.parse(target).plain
    found = mentions(plain, MATCHES, TW)
    lacking, again = missing(plain, MATCHES, first, TW), repeated(plain, MATCHES, first, TW)
    assert {one.match.entry.id for one in lacking} <= first
    assert not set(lacking) & set(again)
    assert set(lacking) | set(again) <= set(found)
    for one in found:
        assert not plain[one.start : one.end].isascii()


def _segments(text: str) -> tuple[Segment, ...]:
    return split(MarkdownSource().read(text.encode(), statement_id="x", path="x.md").statement)


def test_the_first_place_is_the_first_that_is_read_as_prose():
    text = "---\ntitle: UNHCR and Muhammad Ali\nsummary: UNHCR\n---\n\n# UNHCR and Muhammad Ali\n\n## Of UNHCR\n\n"
    text += "Nobody spoke. ![UNHCR](a.png)\n\n- It is torture, UNHCR said.\n\n| Muhammad Ali | x |\n| - | - |\n| UNHCR | y |\n\n"
    text += "UNHCR and Muhammad Ali came. Amnesty International[^1] too.\n\n[^1]: Amnesty International is a name.\n"
    found = first_mentions(_segments(text), lambda segment: find(TERMS, segment.text.plain))
    assert found == {
        Key("", "It is torture, UNHCR said."): {"unhcr"},
        Key("cell", "Muhammad Ali"): {"ali"},
        Key("", "Amnesty International<x1/> too."): {"amnesty"},
    }


def test_a_unit_that_stands_in_several_places_holds_what_its_first_place_does():
    text = "UNHCR came.\n\nMuhammad Ali and UNHCR spoke.\n\nUNHCR came.\n"
    found = first_mentions(_segments(text), lambda segment: find(TERMS, segment.text.plain))
    assert found == {Key("", "UNHCR came."): {"unhcr"}, Key("", "Muhammad Ali and UNHCR spoke."): {"ali"}}


def test_the_note_shows_how_the_first_mention_is_written():
    matches = find(TERMS, "Amnesty International spoke of UNHCR and Taiwan.")
    (line,) = notes_for(matches, TW, frozenset({"amnesty", "taiwan"}))
    assert line == (
        "terms: Amnesty International = 國際特赦組織 (first mention: with the Latin name, "
        "國際特赦組織（Amnesty International）; never 大赦國際) | UN Refugee Agency = 聯合國難民署 | Taiwan = 台灣"
    )


@pytest.mark.parametrize(
    ("tag", "style", "written"),
    [
        ("zh-TW", "translit(Latin)", "（A）"), ("zh-CN", "translit(Latin)", "（A）"), ("ja", "translit(Latin)", "（A）"),
        ("ko", "translit(Latin)", "(A)"), ("ar", "translit(Latin)", " (A)"), ("th", "translit(Latin)", " (A)"),
        ("pt-BR", "translit", " (A)"), ("fr", "translit", " (A)"), ("zh-Latn", "translit", "（A）"),
    ],
)  # fmt: skip
def test_which_languages_want_the_latin_name_and_how_they_write_it(tag, style, written):
    language = LanguageTag.parse(tag)
    assert (style_of(language), in_parentheses("A", language)) == (style, written)


class _Echo:
    """An engine that knows one sentence, whatever it is asked for."""

    def __init__(self, answer: str) -> None:
        self._answer = answer
        self.info = EngineInfo("echo", "1", offline=True)

    def supports(self, source, target):
        return True

    def translate(self, request):
        return tuple(self._answer for _ in request.texts)

    def close(self):
        """Nothing to end."""


def _drafts(units, *, first, answer="國際特赦組織發言。", lookup=None, redo=False) -> list[Draft]:
    terms = Terms(TERMS, TW, None, Table(), first=first)
    pairs = [(u, Segment(u.key, TaggedText.parse(u.key.source), (), Place(n))) for n, u in enumerate(units)]
    english = LanguageTag.parse("en")
    return list(
        translate(pairs, source=english, target=TW, engine=_Echo(answer), terms=terms, lookup=lookup, redo=redo)
    )


KEY = Key("", "Amnesty International spoke.")


def test_the_engines_draft_of_the_unit_that_holds_the_first_mention_gets_the_latin_name():
    (draft,) = _drafts([Unit(KEY)], first={KEY: frozenset({"amnesty"})})
    assert draft.unit.target == "國際特赦組織（Amnesty International）發言。"
    assert (draft.status, draft.reasons) == (Status.OK, ())
    assert [draft.unit.target[slice(*term.target)] for term in draft.terms] == ["國際特赦組織"]
    (later,) = _drafts([Unit(KEY)], first={Key("", "another"): frozenset({"amnesty"})})
    assert later.unit.target == "國際特赦組織發言。"


def test_the_places_of_terms_behind_the_latin_name_move_with_it():
    key = Key("", "Amnesty International speaks of torture.")
    (draft,) = _drafts([Unit(key)], first={key: frozenset({"amnesty"})}, answer="國際特赦組織談論酷刑。")
    assert [draft.unit.target[slice(*term.target)] for term in draft.terms] == ["國際特赦組織", "酷刑"]


def test_a_gloss_never_stands_for_a_second_mention():
    """UNHCR in parentheses is an accepted form, and stands beside a rendering, not for another one."""
    key = Key("", "UNHCR spoke, and UNHCR left.")
    (draft,) = _drafts([Unit(key)], first={key: frozenset({"unhcr"})}, answer="聯合國難民署發言後離開。")
    assert draft.unit.target == "聯合國難民署（UNHCR）發言後離開。"
    assert draft.status is not Status.OK


def test_what_memory_knows_is_told_of_and_never_changed():
    known = Match("國際特赦組織發言。", 100, MatchKind.EXACT, "other")
    (draft,) = _drafts([Unit(KEY)], first={KEY: frozenset({"amnesty"})}, lookup=lambda segment: known)
    assert draft.unit.target == "國際特赦組織發言。"
    assert draft.unit.provenance == Provenance(Origin.MEMORY, "other", 100)
    assert draft.status is Status.REVIEW
    told = "“Amnesty International” is first mentioned here: write 國際特赦組織（Amnesty International）"
    assert draft.reasons == (told,)


@pytest.mark.parametrize("state", [State.TRANSLATED, State.REVIEWED])
def test_what_a_person_wrote_is_never_touched(state):
    unit = Unit(KEY, "國際特赦組織發言。", state)
    assert _drafts([unit], first={KEY: frozenset({"amnesty"})}, redo=True) == []
