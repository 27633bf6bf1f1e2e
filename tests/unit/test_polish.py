"""Every answer of an engine for zh-TW is in the Chinese of Taiwan before it is judged; nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pubflow import project
from pubflow.catalog import Unit
from pubflow.errors import ProjectError
from pubflow.language import ChineseStyle, LanguageTag, is_taiwan_chinese
from pubflow.plugins import EngineInfo, EngineRequest
from pubflow.segment.match import Match, MatchKind
from pubflow.segment.model import Key, Place, Segment
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.learnt import Table
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.translate import Draft, Status, Terms, draft_text, translate

EN, TW = LanguageTag.parse("en"), LanguageTag.parse("zh-TW")


class Simplified:
    """Answers from a table, as an engine that has never heard of Taiwan."""

    def __init__(self, answers: dict[str, str] | Callable[[str], str], *, keeps_tags: bool = False) -> None:
        self._answer = answers.__getitem__ if isinstance(answers, dict) else answers
        self.info = EngineInfo("simplified", "1", offline=True, keeps_tags=keeps_tags)

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        return True

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        return tuple(map(self._answer, request.texts))

    def close(self) -> None:
        """Nothing to end."""


def draft(wire: str, answer: str, *, target: LanguageTag = TW, keeps_tags: bool = False, **options: object) -> Draft:
    engine = Simplified(lambda _: answer, keeps_tags=keeps_tags)
    return draft_text(wire, source=EN, target=target, engine=engine, **options)  # type: ignore[arg-type] # per test


@pytest.mark.parametrize("keeps_tags", [False, True])
def test_an_answer_for_taiwan_is_polished(keeps_tags: bool) -> None:
    made = draft("He said: “Free her.”", "他说:“释放她.”", keeps_tags=keeps_tags)
    assert made.unit.target == "他說：「釋放她。」"
    assert made.status is Status.OK


def test_tags_of_an_engine_that_keeps_them_stay() -> None:
    made = draft("<b1>Journalists</b1>, lawyers<x2/>.", "<b1>记者</b1>,律师<x2/>.", keeps_tags=True)
    assert made.unit.target == "<b1>記者</b1>，律師<x2/>。"


@pytest.mark.parametrize(
    ("signs", "place"), [('"', "“{}”"), ("(", "({})")], ids=["asked with quotation marks", "with brackets"]
)
def test_tags_of_one_that_does_not_find_their_place(signs: str, place: str) -> None:
    quoted = "“Now”, he said, " if signs == "(" else ""
    begins = "“现在”,他说," if quoted else ""
    answers = {
        f"{quoted}the police arrested her.": f"{begins}警察逮捕了她.",
        f'{quoted}the "police" arrested her.': begins + place.format("警察") + "逮捕了她.",
        f"{quoted}the (police) arrested her.": begins + place.format("警察") + "逮捕了她.",
    }
    wire = f"{quoted}the <b1>police</b1> arrested her."
    made = draft_text(wire, source=EN, target=TW, engine=Simplified(answers))
    assert made.unit.target.endswith("<b1>警察</b1>逮捕了她。")


@pytest.mark.parametrize("tag", ["zh-CN", "zh", "zh-HK", "ja", "pt-BR"])
def test_other_languages_are_left_as_they_are(tag: str) -> None:
    language = LanguageTag.parse(tag)
    assert not is_taiwan_chinese(language)
    assert draft("Free her.", "释放她.", target=language).unit.target == "释放她."


@pytest.mark.parametrize("tag", ["zh-TW", "zh_TW", "zh-Hant-TW", "zh-Hant"])
def test_which_languages_are_meant(tag: str) -> None:
    assert is_taiwan_chinese(LanguageTag.parse(tag))


def test_what_memory_has_is_never_polished() -> None:
    key = Key("", "Free her.")
    segment = Segment(key, TaggedText.parse("Free her."), (), Place(0))
    known = Match("释放她.", 100, MatchKind.EXACT, "old-one")
    (made,) = translate([(Unit(key), segment)], source=EN, target=TW, lookup=lambda _: known)
    assert made.unit.target == "释放她."


def test_terms_are_judged_on_the_polished_draft_and_what_the_glossary_accepts_stays() -> None:
    def entry(english: str, chinese: str) -> TermEntry:
        return TermEntry(english, terms=(("en", (Term(english),)), ("zh-TW", (Term(chinese),))))

    known = Termbase((entry("survivor", "倖存者"), entry("network", "網絡"), entry("High Court", "臺灣高等法院")))
    terms = Terms(known, TW, None, Table())
    made = draft("The survivor, the network, the High Court.", "幸存者,网络,台湾高等法院.", terms=terms)
    assert made.unit.target == "倖存者，網絡，臺灣高等法院。"
    assert [term.form for term in made.terms] == ["倖存者", "網絡", "臺灣高等法院"]
    assert made.status is Status.OK


@pytest.mark.parametrize("keeps_tags", [False, True])
def test_the_source_makes_words_sure_and_what_it_does_not_is_to_be_looked_at(keeps_tags: bool) -> None:
    made = draft("They share information.", "他們分享信息。", keeps_tags=keeps_tags)
    assert (made.unit.target, made.status) == ("他們分享資訊。", Status.OK)
    made = draft("They share what they know.", "他們分享信息。", keeps_tags=keeps_tags)
    assert (made.unit.target, made.status) == ("他們分享信息。", Status.REVIEW)
    assert made.reasons == ("“信息” may be Mainland wording: in Taiwan mostly 資訊",)


def test_what_the_glossary_accepts_is_no_mainland_wording() -> None:
    entry = TermEntry("net", terms=(("en", (Term("net"),)), ("zh-TW", (Term("網絡"),))))
    made = draft("The net is here.", "網絡在此。", terms=Terms(Termbase((entry,)), TW, None, Table()))
    assert (made.unit.target, made.status) == ("網絡在此。", Status.OK)


@pytest.mark.parametrize("keeps_tags", [False, True])
@pytest.mark.parametrize(
    ("tag", "answer", "said"),
    [
        ("zh-HK", "当局释放了她。", "Simplified characters where Traditional ones are wanted: 当、释"),
        ("zh-MO", "当局释放了她。", "Simplified characters where Traditional ones are wanted: 当、释"),
        ("zh-CN", "當局釋放了她。", "Traditional characters where Simplified ones are wanted: 當、釋"),
        ("zh", "當局釋放了她。", "Traditional characters where Simplified ones are wanted: 當、釋"),
        ("zh-HK", "當局在網絡上釋放了她。", ""),
        ("zh-CN", "当局在网络上释放了她。", ""),
        ("ja", "当局は彼女を釈放した。", ""),
    ],
)
def test_chinese_in_the_other_script_is_flagged_and_never_changed(
    tag: str, answer: str, said: str, keeps_tags: bool
) -> None:
    made = draft("They set her free.", answer, target=LanguageTag.parse(tag), keeps_tags=keeps_tags)
    assert made.unit.target == answer
    assert made.reasons == ((said,) if said else ())


def test_a_style_of_its_own() -> None:
    made = draft("NGOs say no.", "NGO说不.", style=ChineseStyle(spacing="space"))
    assert made.unit.target == "NGO 說不。"


def _load(folder: Path, settings: str) -> project.Project:
    (folder / "pubflow.toml").write_text(settings, encoding="utf-8")
    return project.load(folder, {})


def test_the_settings_of_a_language_choose_its_style(tmp_path: Path) -> None:
    found = _load(tmp_path, '[language.zh-TW]\nspacing = "space"\ninterpunct = "·"\ntaiwan = "臺灣"\nrange = "–"\n')
    assert found.style_for(TW) == ChineseStyle("space", "·", "臺灣", "–")
    assert _load(tmp_path, "[language.zh-TW]\nengine = []\n").style_for(TW) == ChineseStyle()


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        ('[language.zh-TW]\nspacing = "wide"\n', "must be one of none, thin, space", None),
        ('[language.zh-TW]\nspaceing = "none"\n', "unknown key “spaceing”", "did you mean “spacing”?"),
        ('[language.pt-BR]\nspacing = "none"\n', "unknown key “spacing”", "known keys: engine"),
    ],
)
def test_a_setting_that_is_not_one_says_what_there_is(
    tmp_path: Path, settings: str, message: str, hint: str | None
) -> None:
    with pytest.raises(ProjectError) as caught:
        _load(tmp_path, settings)
    assert message in caught.value.message
    assert hint is None or (caught.value.hint or "").startswith(hint)
