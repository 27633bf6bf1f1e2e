"""The fonts and languages that an office file names: it carries none, so it names what its readers' machines have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pubflow.language import LanguageTag

_EAST: Final = {
    "ja": ("Yu Gothic", "Noto Sans CJK JP"),
    "ko": ("Malgun Gothic", "Noto Sans CJK KR"),
    "zh-Hans": ("Microsoft YaHei", "Noto Sans CJK SC"),
}
_TAIWAN: Final = ("Microsoft JhengHei", "Noto Sans CJK TC")
_COMPLEX: Final = {
    "ar": ("Arial", "Noto Sans Arabic"), "fa": ("Arial", "Noto Sans Arabic"), "ur": ("Arial", "Noto Sans Arabic"),
    "he": ("Arial", "Noto Sans Hebrew"), "th": ("Leelawadee UI", "Noto Sans Thai"),
    "lo": ("Leelawadee UI", "Noto Sans Lao"), "km": ("Leelawadee UI", "Noto Sans Khmer"),
    "my": ("Myanmar Text", "Noto Sans Myanmar"),
    "bn": ("Nirmala UI", "Noto Sans Bengali"), "ta": ("Nirmala UI", "Noto Sans Tamil"),
    "te": ("Nirmala UI", "Noto Sans Telugu"), "hi": ("Nirmala UI", "Noto Sans Devanagari"),
    "mr": ("Nirmala UI", "Noto Sans Devanagari"), "ne": ("Nirmala UI", "Noto Sans Devanagari"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Faces:
    """Fonts as (in Word, in LibreOffice), and the language of each kind of letters."""

    east: tuple[str, str]
    complex: tuple[str, str]
    latin_language: LanguageTag
    east_language: LanguageTag
    complex_language: LanguageTag
    serif: bool
    """Whether its text is set in a serif: in Latin, Cyrillic and Greek letters."""


def faces(tag: LanguageTag, source: LanguageTag) -> Faces:
    """Latin words in a page of another script are most likely those of the source's language."""
    eastern = tag.language in {"zh", "yue", "ja", "ko"}
    complex_ = tag.language in _COMPLEX or tag.direction == "rtl"
    key = "zh-Hans" if tag.html.startswith("zh-Hans") else tag.language
    return Faces(
        east=_EAST.get(key, _TAIWAN),
        complex=_COMPLEX.get(tag.language, _COMPLEX["ar"]),
        latin_language=source if eastern or complex_ else tag,
        east_language=tag if eastern else LanguageTag("zh", None, "TW"),
        complex_language=tag if complex_ else LanguageTag("ar"),
        serif=not (eastern or complex_),
    )
