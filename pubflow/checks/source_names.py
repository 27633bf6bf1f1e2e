"""Names and terms in a statement that are almost those of the glossary: a slip that hides a term from every check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pubflow.facts.letters import bare
from pubflow.finding import Finding, Severity, Where
from pubflow.language.spelling import english_words
from pubflow.plugins import SourceContext
from pubflow.segment import Segment
from pubflow.termbase.entries import Termbase
from pubflow.termbase.match import find
from pubflow.termbase.model import TermEntry

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LONG: Final = 7
"""Letters of a word that may be two letters off; in shorter ones it is one."""
_SHORT: Final = 4
"""Letters of a word that may be one letter off."""
_OTHER_WORDS: Final = (frozenset({"minister", "ministry"}), frozenset({"national", "rational"}))
"""What differs by two letters and names another thing."""


class _Form(NamedTuple):
    """One spelling of an entry in words."""

    words: tuple[str, ...]
    """Folded."""
    shown: str
    is_name: bool


class SourceName:
    """Several words that are a registered name or term but for a letter or two, or for its accents."""

    id = "source-name"

    def __call__(self, context: SourceContext) -> Iterator[Finding]:
        forms = _forms(context.termbase)
        for number, segment in enumerate(context.segments, 1):
            where = Where(context.path, segment.line or None, number)
            for start, end, how, shown in self._of(segment, context.termbase, forms):
                message = f"is {how} “{shown}”"
                yield Finding(self.id, Severity.WARNING, message, where, (start, end), about=shown)

    def _of(
        self, segment: Segment, termbase: Termbase, forms: dict[int, dict[str, list[_Form]]]
    ) -> Iterator[tuple[int, int, str, str]]:
        text = segment.text.plain
        known = find(termbase, text)
        for match in known:
            registered = _with_accents(match.entry, match.text)
            if registered:
                yield match.start, match.end, "registered as", registered
        taken = {at for match in known for at in range(match.start, match.end)}
        words = list(_WORD.finditer(text))
        folded = [_folded(word[0]) for word in words]
        for size, by_word in forms.items():
            for at in range(len(words) - size + 1):
                window = words[at : at + size]
                if any(word.start() in taken for word in window):
                    continue
                near = _near(window, folded[at : at + size], by_word)
                if near is not None:
                    yield window[0].start(), window[-1].end(), "near the registered", near.shown


def _near(window: Sequence[re.Match[str]], folded: Sequence[str], by_word: dict[str, list[_Form]]) -> _Form | None:
    """The form that differs from these words in one of them alone, and there by a slip."""
    candidates = {form: None for word in folded for form in by_word.get(word, ())}
    for form in candidates:
        different = [at for at, (one, other) in enumerate(zip(folded, form.words, strict=True)) if one != other]
        if len(different) == 1 and _is_slip(window[different[0]][0], form.words[different[0]], is_name=form.is_name):
            return form
    return None


def _is_slip(word: str, wanted: str, *, is_name: bool) -> bool:
    """In a name the other word may be a word too; in a term it must be none, and written small it is no name's."""
    # Here, since a statement whose words are all as they should be needs no distance.
    from rapidfuzz.distance import OSA

    written = _folded(word)
    if min(len(written), len(wanted)) < _SHORT or written.startswith(wanted) or wanted.startswith(written):
        return False
    if {written, wanted} in _OTHER_WORDS or (is_name and not word[0].isupper()):
        return False
    if OSA.distance(written, wanted) > (2 if len(wanted) >= _LONG else 1):
        return False
    return is_name or written not in english_words()


def _with_accents(entry: TermEntry, text: str) -> str:
    """How the name is registered, where the text has it without its accents."""
    for form in entry.preferred("en")[:1]:
        if form != text and bare(form)[0].casefold() == bare(text)[0].casefold() and not form.isascii():
            return form
    return ""


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return bare(word.replace("’", "'").removesuffix("'s").lower())[0]


@lru_cache(maxsize=2)
def _forms(termbase: Termbase) -> dict[int, dict[str, list[_Form]]]:
    """Forms of two words and more, by their number of words, then by each word."""
    found: dict[int, dict[str, list[_Form]]] = {}
    for entry in termbase.entries:
        for term in entry.used("en"):
            for spelling in term.spellings:
                words = tuple(_folded(word) for word in _WORD.findall(spelling))
                if len(words) > 1:
                    form = _Form(words, spelling, all(word[0].isupper() for word in _long_words(spelling)))
                    for word in set(words):
                        found.setdefault(len(words), {}).setdefault(word, []).append(form)
    return found


def _long_words(spelling: str) -> list[str]:
    return [word for word in _WORD.findall(spelling) if len(word) >= _SHORT] or [spelling]
