"""Which languages DeepL knows, and what it calls them. Source: developers.deepl.com, languages supported (June 2026).

Only what it translates with tags and glossaries: its beta languages take neither. A code without a variant is never
sent where DeepL would choose one by itself: `ZH` is Simplified, whoever asks.
"""

from __future__ import annotations

from typing import Final

from pubflow.language import LanguageTag

_LANGUAGES: Final = frozenset(
    (
        "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hu", "id", "it", "ja", "ko", "lt",
        "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh",
    )
)  # fmt: skip
_ALIASES: Final = {"no": "nb"}
_EUROPEAN_SPANISH: Final = frozenset({"", "ES", "GQ"})


def source_code(tag: LanguageTag) -> str | None:
    """As the source: never a variant. None for what DeepL does not know."""
    language = _language(tag)
    return language.upper() if language else None


def target_code(tag: LanguageTag) -> str | None:
    """As the target: the variant that the tag asks for (`zh-TW` -> `ZH-HANT`). None for what DeepL does not know."""
    language, region = _language(tag), tag.region or ""
    match language:
        case "zh":
            return f"ZH-{'HANT' if '-Hant' in tag.html else 'HANS'}"
        case "pt":
            return "PT-BR" if region == "BR" else "PT-PT"
        case "es":
            return "ES" if region in _EUROPEAN_SPANISH else "ES-419"
        case "en":
            return "EN-US" if region in ("", "US") else "EN-GB"
        case _:
            return language.upper() if language else None


def base_code(code: str) -> str:
    """Without its variant: what glossaries go by."""
    return code.partition("-")[0]


def _language(tag: LanguageTag) -> str | None:
    language = _ALIASES.get(tag.language, tag.language)
    # A script that is named is one that the usual edition of the language has not; DeepL knows two for Chinese only.
    return language if language in _LANGUAGES and (tag.script is None or language == "zh") else None
