"""The fixes that checks offer come to an end: put in one after the other they leave nothing that asks for another.

A fix that undoes another's would keep a person, or a run that applies them, busy for ever.
"""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pubflow.catalog import State, Unit
from pubflow.finding import Where
from pubflow.language import ChineseStyle, LanguageTag
from pubflow.plugins import CHECKS, CheckContext, load_check
from pubflow.segment import Key, TaggedText

SHELF = [load_check(name) for name in CHECKS]
LANGUAGES = (
    "zh-TW",
    "zh-HK",
    "zh-CN",
    "pt-BR",
    "es",
    "es-419",
    "fr",
    "fr-CA",
    "de",
    "de-CH",
    "ar",
    "fa",
    "ja",
    "ko",
    "id",
    "th",
)
WORDS = st.sampled_from(
    ["當局", "記者", "互聯網", "裏", "后", "制作", "皇後", "軟件", "台灣", "臺灣", "的", "里", "アナ", "ルイス", "Junho", "24 de",
     "contacto", "está a", "esperar", "Straße", "sie", "La", "la", "de", "Ela", "ONU", "unhcr", "الشرطة", "غـادر", "아나", "라고", "3 450",
     "3,450", "3450", "4.7", "25", "2024", "2024 年 06 月", "US$5", "$5", "9:30 PM", "O'Brien", "x", "https://a.example/b,c", "{n}"]
)  # fmt: skip
MARKS = st.sampled_from(
    [*",.;:?!()[]/-—–%·‧・…“”„‘’\"'«»，。；：？！、（）「」『』《》〈〉،؛؟¿¡％１Ａ", "...", "--", "。。", " ", "  ", "\u00a0", "\u202f", "\u3000", "\u200b", "\n"]
)  # fmt: skip
TAGS = st.sampled_from(["<b1>", "</b1>", "<x2/>", "\\<b1>"])
TEXTS = st.lists(st.one_of(WORDS, MARKS, TAGS), max_size=14).map("".join)
ROUNDS = 80
"""More than the places that a text of these pieces has."""


@given(
    source=st.sampled_from(["“Go.”", "The report “X” has 3,450 pages, 4.7 and 25%?", "a, b, c and d of the UNHCR"]),
    target=TEXTS,
    language=st.sampled_from(LANGUAGES),
    spacing=st.sampled_from(["none", "thin", "space"]),
)
@example(source="x", target="「記者」 「x」", language="zh-TW", spacing="space")
@settings(max_examples=200, deadline=None)
def test_fixes_come_to_an_end(source, target, language, spacing):
    context = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1), style=ChineseStyle(spacing=spacing))
    seen = [target]
    for _ in range(ROUNDS):
        unit = Unit(Key("", source), seen[-1], State.REVIEWED)
        fixes = [finding.fix for check in SHELF for finding in check(unit, context) if finding.fix is not None]
        if not fixes:
            return
        assert fixes[0] != seen[-1], "a fix that changes nothing"
        assert TaggedText.parse(fixes[0]).tags == TaggedText.parse(target).tags
        seen.append(fixes[0])
    raise AssertionError(seen[-6:])
