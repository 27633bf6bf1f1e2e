"""Capital letters: at the start of a sentence, not all over a heading, never all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.reading import Reading, read
from pubflow.chinese.anchored import Edit
from pubflow.finding import Finding, Severity
from pubflow.language.script import is_latin
from pubflow.plugins import CheckContext

_FIRST_WORD = re.compile(r"^[\s\"“”‘«„(\[¿¡—–*_]*([^\W\d_][\w’'-]*)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SMALL_BEGINNING = re.compile(r"(?<=[a-zà-ÿ]{6}\. )[a-zà-ÿ]")
_SMALL_BEHIND_STOP = re.compile(r"\. [a-zà-ÿ]")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_THREE_CAPITALS = re.compile("[A-Z][A-Z][A-Z]")
"""Stands in each; to see that is quicker."""
_BARE_CAPITALS = {
    "fr": re.compile(
        r"\bE(?:tats?|coles?|glises?|gypte|gyptien(?:ne)?s?|thiopie|rythrée|mirats|quateur|lections?|ducation|vénements?"
        r"|galité|trangers?|tant donné|crivains?|ditions?|cologie|conomie)\b"
    ),
    "es": re.compile(r"\b(?:Africa|Areas?|Organos?|Ultim[oa]s?|Unic[oa]s?|Exitos?|Indices?)\b"),
}
"""Words whose first letter has an accent, without it."""
_ACCENTED = {"A": "Á", "E": "É", "I": "Í", "O": "Ó", "U": "Ú"}
_TITLE_CASE = frozenset(("en", "id", "ms"))
"""Languages whose headings may have a capital at each word."""
_NOUNS = frozenset(("de", "lb"))
_SHORT = 3
"""Letters up to which a word is an article or a preposition."""
_FEWEST = 3
"""Capitals from which a heading is set in title case, and not just full of names."""
_LEAST_LETTERS = 8


class Caps:
    """A sentence that begins small, a heading in English title case, a text in capitals throughout."""

    id = "caps"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        reading = read(unit, context)
        if reading is None or not is_latin(context.language) or context.language.language == "en":
            return
        if _is_shouted(reading.text) and not _is_shouted(reading.source):
            end = len(reading.text)
            yield reading.found(self.id, Severity.WARNING, "all in capitals, and the source is not", (0, end))
            return
        yield from self._start(reading)
        yield from self._inside(reading)
        yield from self._acronyms(reading)
        yield from self._accents(reading)
        if unit.key.context == "heading" and reading.language not in _TITLE_CASE | _NOUNS:
            yield from self._heading(reading)

    def _start(self, reading: Reading) -> Iterator[Finding]:
        theirs, ours = _FIRST_WORD.match(reading.source), _FIRST_WORD.match(reading.text)
        clause = reading.source.rstrip().endswith((",", ";"))
        if theirs is None or ours is None or clause or not theirs[1][0].isupper():
            return
        word, at = ours[1], ours.start(1)
        if word == word.lower() and word[0] != word[0].upper() and reading.allows(at, at + 1):
            edits = [Edit(at, at + 1, word[0].upper())] if len(word[0].upper()) == 1 else []
            yield reading.found(self.id, Severity.WARNING, f"begins small: {word}", (at, at + len(word)), edits)

    def _inside(self, reading: Reading) -> Iterator[Finding]:
        """A later sentence; a short word before the full stop may be an abbreviation."""
        for match in _SMALL_BEGINNING.finditer(reading.text) if _SMALL_BEHIND_STOP.search(reading.text) else ():
            if reading.allows(*match.span()):
                edits = [Edit(match.end() - 1, match.end(), match[0][-1].upper())]
                message = f"a sentence begins small: {reading.around(*match.span())}"
                yield reading.found(self.id, Severity.WARNING, message, (match.end() - 1, match.end()), edits)

    def _acronyms(self, reading: Reading) -> Iterator[Finding]:
        """All small; with a capital, Unicef, it is another way of writing it."""
        found = _ACRONYM.findall(reading.source) if _THREE_CAPITALS.search(reading.source) else ()
        for acronym in dict.fromkeys(found):
            for match in re.finditer(rf"(?<![\w@#./-]){acronym.lower()}(?![\w/-]|\.\w)", reading.text):
                if acronym not in reading.text and reading.allows(*match.span()):
                    edits = [Edit(*match.span(), acronym)]
                    yield reading.found(self.id, Severity.WARNING, f"{match[0]} is {acronym}", match.span(), edits)

    def _accents(self, reading: Reading) -> Iterator[Finding]:
        """Capitals keep theirs: État."""
        pattern = _BARE_CAPITALS.get(reading.language)
        for match in pattern.finditer(reading.text) if pattern else ():
            wanted = _ACCENTED[match[0][0]] + match[0][1:]
            if match[0] not in reading.source and reading.allows(*match.span()):
                edits = [Edit(*match.span(), wanted)]
                message = f"“{match[0]}” is “{wanted}”: capitals keep their accents"
                yield reading.found(self.id, Severity.WARNING, message, match.span(), edits)

    def _heading(self, reading: Reading) -> Iterator[Finding]:
        theirs = set(_WORD.findall(reading.source))
        matches = [match for match in _WORD.finditer(reading.text) if len(match[0]) > _SHORT]
        words = [match for match in matches if match[0] not in theirs and reading.allows(*match.span())]
        if len(words) >= _FEWEST and all(match[0][0].isupper() for match in words):
            message = "a heading has a capital at its first word and at names only"
            yield reading.found(self.id, Severity.WARNING, message, (words[0].start(), words[-1].end()))


def _is_shouted(text: str) -> bool:
    return text.isupper() and sum(char.isalpha() for char in text) >= _LEAST_LETTERS and " " in text.strip()
