"""In which letters a draft is written, and that a draft in others is told."""

from __future__ import annotations

import pytest

from pubflow.language import LanguageTag
from pubflow.language.script import count_scripts, scripts_of
from pubflow.translate.verify import Status, remarks

SOURCE = "Amnesty International calls on the court to release her now."


@pytest.mark.parametrize(
    ("tag", "script"),
    [("zh-TW", "CJK"), ("ja", "HIRAGANA"), ("ko", "HANGUL"), ("ar", "ARABIC"), ("sr", "CYRILLIC"), ("sr-Latn", "LATIN"),
     ("pt-BR", "LATIN"), ("el", "GREEK"), ("th", "THAI"), ("hi", "DEVANAGARI"), ("tlh", "LATIN")],
)  # fmt: skip
def test_a_language_has_its_script(tag: str, script: str) -> None:
    assert script in scripts_of(LanguageTag.parse(tag))


def test_letters_are_counted_by_script() -> None:
    assert count_scripts(["é人", "ي3ю", "_"]) == {"LATIN": 1, "CJK": 1, "ARABIC": 1, "CYRILLIC": 1}


def _told(draft: str, tag: str, source: str = SOURCE) -> bool:
    language = LanguageTag.parse(tag)
    return (Status.FLAG, f"not written in the letters of {language}") in list(remarks(source, draft, language))


@pytest.mark.parametrize(
    ("tag", "draft"),
    [
        ("zh-TW", "A Anistia pede ao tribunal que a liberte agora."),
        ("pt-BR", "國際特赦組織籲請法院立即釋放她。"),
        ("ar", "國際特赦組織籲請法院立即釋放她。"),
        ("sr-Latn", "Амнести интернешенел позива суд да је одмах ослободи."),
        ("ru", "Amnesti prizyvaet sud nemedlenno osvobodit' jejo."),
    ],
)
def test_a_draft_in_other_letters_is_flagged(tag: str, draft: str) -> None:
    assert _told(draft, tag)


@pytest.mark.parametrize(
    ("tag", "draft", "source"),
    [
        ("zh-TW", "國際特赦組織（Amnesty International）籲請法院立即釋放她。", SOURCE),
        ("ja", "アムネスティ・インターナショナルは裁判所に彼女の即時釈放を求める。", SOURCE),
        ("ru", "Amnesty International призывает суд немедленно освободить её.", SOURCE),
        ("pt-BR", "A Anistia Internacional insta o tribunal a libertá-la agora.", SOURCE),
        # Names and abbreviations alone.
        ("zh-TW", "Amnesty International", "Amnesty International"),
        ("zh-TW", "UNHCR, OHCHR, ICC, UNDP", "UNHCR, OHCHR, ICC, UNDP"),
        ("ar", "ASA 38/8765/2024", "ASA 38/8765/2024"),
    ],
)
def test_names_of_the_source_may_keep_their_letters(tag: str, draft: str, source: str) -> None:
    assert not _told(draft, tag, source)
