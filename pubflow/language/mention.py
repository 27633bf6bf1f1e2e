"""How a language writes a name where a text mentions it first: by the rendering alone, or with the Latin name."""

from __future__ import annotations

from typing import Final

from pubflow.language.tag import LanguageTag

WITH_LATIN: Final = "translit(Latin)"
"""國際特赦組織（Amnesty International）: later mentions go without."""
ALONE: Final = "translit"
STYLES: Final = (WITH_LATIN, ALONE)

_WITH_LATIN: Final = frozenset({"ar", "ja", "ko", "th", "yue", "zh"})
_FULL_WIDTH: Final = frozenset({"ja", "yue", "zh"})
_ATTACHED: Final = frozenset({"ko"})
"""Half-width parentheses without a space before them."""


def style_of(language: LanguageTag) -> str:
    """What a language wants where the settings say nothing; one that is written in Latin script here wants no more."""
    return WITH_LATIN if language.language in _WITH_LATIN and language.script != "Latn" else ALONE


def in_parentheses(latin: str, language: LanguageTag) -> str:
    """A Latin name as it follows the rendering, in the parentheses of the language, with the space before them."""
    if language.language in _FULL_WIDTH:
        return f"（{latin}）"
    return f"({latin})" if language.language in _ATTACHED else f" ({latin})"
