"""Terms that share a word with their neighbour, as `freedom of speech and belief` does in many languages. Pure.

Their rendering stands in the target in parts, 言論和信仰自由, and is right: nobody writes 言論自由和信仰自由 each time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.model import TermMatch
from pubflow.termbase.verify import folded_form

_BEFORE = re.compile(r"(?:,|\band|\bor|&)\s\Z")
_AFTER = re.compile(r",?\s(?:and|or|&)\s|,\s\w+(?:\s\w+){0,3},?\s(?:and|or)\s")
_UNSPACED: Final = frozenset({"zh", "yue", "ja", "th"})
_LEAST: Final = 2
"""Characters of a part, in a language without spaces."""
_STEM: Final = 5
"""Letters of a word by which it is known in another form: humanas, humanos."""
_WIDE_GAP: Final = r"[^。！？；]{0,6}?(?:[、和與及或暨跟と又並や]|また|และ|หรือ)[^。！？；]{0,8}?"
_GAP: Final = (
    r"(?:[^\s.!?;]+ ){0,3}?(?:(?:e|y|u|o|ou|et|und|oder|dan|atau|i|en|및|또는|أو) |\S+, |و)(?:[^\s.!?;]+ ){0,3}?"
)


def stands_in_parts(source: str, match: TermMatch, target: str, language: LanguageTag) -> bool:
    """Whether an occurrence is joined to its neighbour, and one of its forms to another's in the target."""
    joined = _BEFORE.search(source[: match.start]) or _AFTER.match(source, match.end)
    if not joined:
        return False
    text = folded_form(target)
    return any(_parts(form, language.language).search(text) for form in match.entry.accepted(str(language)))


@lru_cache(maxsize=512)
def _parts(form: str, language: str) -> re.Pattern[str]:
    """A form with a neighbour in one of its gaps."""
    form = folded_form(form)
    if language in _UNSPACED:
        cuts = range(_LEAST, len(form) - _LEAST + 1)
        ways = [re.escape(form[:cut]) + _WIDE_GAP + re.escape(form[cut:]) for cut in cuts]
    else:
        words = [rf"{re.escape(word[:_STEM])}\w*" for word in form.split()]
        ways = [" ".join(words[:cut]) + " " + _GAP + " ".join(words[cut:]) for cut in range(1, len(words))]
    edge = "" if language in _UNSPACED else r"(?<!\w)"
    return re.compile("|".join(f"{edge}{way}" for way in ways) or "(?!)")
