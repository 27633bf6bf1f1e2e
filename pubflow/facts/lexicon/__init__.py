"""The words of each language for numbers, dates and units."""

from __future__ import annotations

from functools import cache

from pubflow.facts.lexicon.model import Lexicon

__all__ = ["Lexicon", "lexicon"]


@cache
def lexicon(language: str) -> Lexicon:
    """Of a language (`pt`, not `pt-BR`); an empty one where there is none. Loaded with its own script alone."""
    if language == "en":
        from pubflow.facts.lexicon.en import ENGLISH

        return ENGLISH
    if language in {"zh", "yue", "ja"}:
        from pubflow.facts.lexicon.han import CHINESE, JAPANESE

        return JAPANESE if language == "ja" else CHINESE
    if language in {"pt", "es", "fr"}:
        from pubflow.facts.lexicon.romance import FRENCH, PORTUGUESE, SPANISH

        return {"pt": PORTUGUESE, "es": SPANISH, "fr": FRENCH}[language]
    from pubflow.facts.lexicon.others import ARABIC, GERMAN, INDONESIAN, KOREAN, THAI

    return {"ar": ARABIC, "de": GERMAN, "id": INDONESIAN, "ko": KOREAN, "th": THAI}.get(language) or Lexicon()
