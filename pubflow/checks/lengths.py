"""How long a target is beside its source, as a share of what is usual in its language. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pubflow.language import LanguageTag

USUAL: Final = {
    "zh": 0.27,
    "yue": 0.27,
    "ja": 0.42,
    "ko": 0.46,
    "th": 0.9,
    "ar": 0.78,
    "he": 0.75,
    "pt": 1.08,
    "es": 1.14,
    "fr": 1.16,
    "de": 1.14,
    "id": 1.12,
    "it": 1.12,
    "ru": 1.08,
    "uk": 1.05,
}
"""Characters of a target for one of its English source. Source: the Universal Declaration of Human Rights, and statutes
of Taiwan with their official translation."""
_WIDE: Final = 0.6
"""Below it a letter says more than one of English does."""
_GLOSS = re.compile(
    r"\s?[（(][^（()）\u3040-\u9fff]*[A-Za-z][^（()）\u3040-\u9fff]*[)）]"
    r"|(?<=[!-~]) ?[（(][\u3040-\u9fff]+[)）]"
)
"""In Latin letters, or behind words that keep theirs."""
_LATIN = re.compile("[!-~]+(?: [!-~]+)*")
_LEAST: Final = 20
"""Characters of a source, names in Latin letters left out, from which its length tells anything."""


@lru_cache(maxsize=4)
def share_of(source: str, target: str, language: LanguageTag) -> float | None:
    """Of the usual length of such a target; None in a language whose length is not known."""
    usual = USUAL.get(language.language)
    if usual is None or not source.strip():
        return None
    if usual >= _WIDE:
        return len(target.strip()) / (len(source.strip()) * usual)
    target = (_GLOSS.sub("", target) if ")" in target or "）" in target else target).strip()
    source, target = (" ".join(text.split()) for text in (source, target))
    # A Latin name, an address or code among Han characters is as long as in the source.
    latin = sum(map(len, _LATIN.findall(target)))
    rest = len(source) - latin
    return (len(target) - latin) / (rest * usual) if rest >= _LEAST else None
