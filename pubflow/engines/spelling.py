"""The spelling of one country where the model mixes it with another's: sure word pairs only. Pure but for its data.

The Portuguese model writes `protecção` and `proteção` in one text; `spelling_pt_BR.csv` holds the pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pubflow.language import LanguageTag

_TABLES = {"pt-BR": "spelling_pt_BR.csv"}


def respelled(text: str, language: LanguageTag) -> str:
    """The text in the spelling of `language`; as it was where there is no table for it. Case is kept."""
    rewrite = _rewriter(str(language))
    return rewrite(text) if rewrite else text


@cache
def _rewriter(language: str) -> Callable[[str], str] | None:
    name = _TABLES.get(language)
    if name is None:
        return None
    pairs = dict(_pairs(Path(__file__).with_name(name).read_text(encoding="utf-8")))
    # Longest first, so that a phrase wins over a word in it. A letter, digit, @, / or . right before means an address
    # or a compound; a full stop after a word does not.
    alternatives = "|".join(re.escape(key) for key in sorted(pairs, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w@/.-])(?:{alternatives})(?![\w@/]|[.-]\w)", re.IGNORECASE)
    return lambda text: _ordinals(pattern.sub(lambda match: _cased(match[0], pairs[match[0].lower()]), text))


def _ordinals(text: str) -> str:
    """`artigo 14.o`, as Portuguese law writes it, is `artigo 14` in Brazil, and 1 to 9 are ordinals: `artigo 3º`."""
    text = re.sub(r"(?<=[Aa]rtigo )(\d{2,})(?:\.o|o)\b", r"\1", text)
    text = re.sub(r"(?<=[Aa]rtigo )([1-9])o\b", r"\1º", text)
    return re.sub(r"(?<=\d)\.([oa])\b(?!\w)", lambda match: "º" if match[1] == "o" else "ª", text)


def _pairs(table: str) -> list[tuple[str, str]]:
    rows = [line.split(",") for line in table.splitlines()[1:] if line and not line.startswith("#")]
    return [(found.strip().lower(), wanted.strip()) for found, wanted in rows]


def _cased(found: str, wanted: str) -> str:
    if len(found) > 1 and found.isupper():
        return wanted.upper()
    if found[:1].isupper():
        return wanted[:1].upper() + wanted[1:]
    return wanted
