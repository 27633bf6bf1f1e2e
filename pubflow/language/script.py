"""In which script a language is written, and in which one a text is. By the names that Unicode gives its letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pubflow.language.tag import LanguageTag

UNSPACED: Final = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Scripts without spaces between words, for a class of a pattern: Thai and its neighbours, kana, Han."""
_LATIN: Final = frozenset(("LATIN",))
_BY_TAG: Final = {
    "Latn": _LATIN, "Cyrl": frozenset(("CYRILLIC",)), "Arab": frozenset(("ARABIC",)), "Hans": frozenset(("CJK",)),
    "Hant": frozenset(("CJK", "BOPOMOFO")),
}  # fmt: skip
_BY_LANGUAGE: Final = {
    language: frozenset(scripts.split())
    for languages, scripts in (
        ("zh yue", "CJK BOPOMOFO"), ("ja", "CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA"), ("ko", "HANGUL CJK"),
        ("ar fa ur ps ckb ug sd", "ARABIC"), ("ru uk be bg mk sr kk ky tg mn", "CYRILLIC"), ("el", "GREEK"),
        ("he yi", "HEBREW"), ("th", "THAI"), ("lo", "LAO"), ("km", "KHMER"), ("my", "MYANMAR"), ("ka", "GEORGIAN"),
        ("hi mr ne", "DEVANAGARI"), ("bn as", "BENGALI"), ("pa", "GURMUKHI"), ("gu", "GUJARATI"), ("ta", "TAMIL"),
        ("te", "TELUGU"), ("kn", "KANNADA"), ("ml", "MALAYALAM"), ("si", "SINHALA"), ("hy", "ARMENIAN"),
        ("am ti", "ETHIOPIC"), ("bo dz", "TIBETAN"),
    )
    for language in languages.split()
}  # fmt: skip
"""Every other language is taken to be written in Latin letters."""


def scripts_of(language: LanguageTag) -> frozenset[str]:
    """The scripts a language is written in, as Unicode names them."""
    return _BY_TAG.get(language.script or "") or _BY_LANGUAGE.get(language.language, _LATIN)


def is_latin(language: LanguageTag) -> bool:
    """Whether it is written in Latin letters."""
    return scripts_of(language) is _LATIN


def count_scripts(words: Iterable[str]) -> Counter[str]:
    """How many letters of each script stand in these words."""
    return Counter(_script(char) for word in words for char in word if char.isalpha())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
