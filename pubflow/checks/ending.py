"""How a target ends, and marks that stand twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.reading import Reading, each, read
from pubflow.chinese import marks
from pubflow.chinese.anchored import Edit
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext

_CLOSERS = " \t\n\u00a0\u202f\u200e\u200f\u2069\ufffc\"'”’»›“‘)）]］」』》〉】〕*_"
"""What may stand behind the mark that ends a text."""
_SORTS = {mark: marks[0] for marks in (".。．।۔።։။។", "?？؟፧", "!！", ":：", "…⋯", ";；؛", ",，、،") for mark in marks}
"""Marks of any script by the Western one that does the same."""
_FAMILIAR = {sort: "".join(mark for mark, one in _SORTS.items() if one == sort) for sort in ".?!:…;,"}
_NAMES = {"?": "a question", "!": "an exclamation", ":": "a colon", ".": "a full stop", ",": "a comma", "": "no mark"}
_WITHOUT_STOPS = frozenset(("th", "lo", "km", "my"))
"""Languages whose sentences end without a mark."""
_DOUBLED = re.compile(r"(?<!\.)\.\.(?![.\w/])|,,+|;;+|[,;]\.(?![\d\w])|。。|、、")
_THAI_STOP = re.compile(r"(?<=[\u0e00-\u0e7f]{6})\.(?=[”’\")]*\Z)")
_PAIR = re.compile("[.,;。、][.,;。、]")
"""Stands in each."""
_TWO_MARKS = re.compile("[，、；：。？！][」』]{0,2}[，、；：。]|！！|？？")
_ONE_TOO_MANY = re.compile(
    "(?<=[。？！；：])，|(?<=[。；：])、|，(?=[、。；：！？])|、(?=[，。；：！？])|；(?=。)|(?<=？)。|(?<=！)。"
)
_SHOUTED = re.compile("([！？])\\1+")
_OTHER_QUESTIONS = frozenset(("el", "hy"))
"""Languages that ask with `;` or with a mark inside the word."""
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Co|Corp|Inc|Jr|Ltd|Sr|etc)\.$")
"""Ends of a source whose full stop may be the abbreviation's."""
_LEAST = 2
"""Words of a source from which a text is a sentence, not an abbreviation."""


class EndPunct:
    """A target that ends otherwise than its source: a question as a statement, a full stop that is lost."""

    id = "end-punct"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        reading = read(unit, context)
        if reading is None:
            return
        if context.language.language not in _OTHER_QUESTIONS and (
            message := _fault(reading, context.language.language)
        ):
            at = len(reading.text.rstrip(_CLOSERS)) or 1
            yield reading.found(self.id, Severity.WARNING, message, (at - 1, at))
        if reading.language == "zh":
            yield from each(reading, self.id, Severity.ERROR, "one mark too many: {around}", _repeated(reading))
        elif _has_doubled(reading.text) and not _has_doubled(reading.source):
            edits = (Edit(match.start(), match.end() - 1, "") for match in _DOUBLED.finditer(reading.text))
            yield from each(reading, self.id, Severity.WARNING, "one mark too many: {around}", edits)
        if reading.language == "es":
            yield from self._inverted(reading)
        if reading.language == "th" and reading.text.rstrip(_CLOSERS).endswith("."):
            stops = (Edit(match.start(), match.end(), "") for match in _THAI_STOP.finditer(reading.text))
            yield from each(reading, self.id, Severity.WARNING, "a Thai sentence has no full stop: {around}", stops)

    def _inverted(self, reading: Reading) -> Iterator[Finding]:
        """Source: Real Academia Española, Ortografía: ¿ and ¡ open what ? and ! close."""
        for opening, closing in ("¿?", "¡!"):
            asked = [match.start() for match in re.finditer(rf"{re.escape(closing)}+", reading.text)]
            asked = [at for at in asked if reading.allows(at, at + 1)]
            lack = len(asked) - len(re.findall(f"{opening}+", reading.text))
            if lack and not (opening == "¡" and "¿" in reading.text):
                at = asked[-1] if asked else reading.text.index(opening)
                message = f"{closing} without {opening}" if lack > 0 else f"{opening} without {closing}"
                yield reading.found(self.id, Severity.WARNING, message, (at, at + 1))


def _sort(text: str) -> str:
    """Of the mark that ends a text; "" for none."""
    bare = text.rstrip(_CLOSERS)
    if bare.endswith("..."):
        return "…"
    return _SORTS.get(bare[-1:], "")


def _has(text: str, sort: str) -> bool:
    return any(mark in text for mark in _FAMILIAR[sort])


def _fault(reading: Reading, language: str) -> str:
    """What is wrong with the end, in words; a mark that only moved within the text is not lost."""
    theirs, ours = _sort(reading.source), _sort(reading.text)
    if theirs == ours or _is_unsure(reading, ours):
        return ""
    if theirs in ("?", ":", "!"):
        lost = not _has(reading.text, theirs) and not (theirs == ":" and _leads_on(reading))
        bare = language in _WITHOUT_STOPS and theirs != "?" and not ours
        return f"the source ends in {_NAMES[theirs]}, this in {_named(ours)}" if lost and not bare else ""
    if ours in ("?", "!") and not _has(reading.source, ours):
        return f"this ends in {_NAMES[ours]}, the source in {_named(theirs)}"
    if theirs == ".":
        return _without_stop(reading, ours, language)
    if ours == "." and not theirs:
        return _with_stop(reading)
    return ""


def _is_unsure(reading: Reading, ours: str) -> bool:
    """Whether an end tells nothing: the source's by an abbreviation, the target's by a sign that is no mark."""
    last = reading.text.rstrip(_CLOSERS)[-1:]
    is_letter = last.isalnum() or last == "%" or unicodedata.category(last or " ").startswith("M")
    return _ABBREVIATED.search(reading.source) is not None or (ours == "" and not is_letter)


def _without_stop(reading: Reading, ours: str, language: str) -> str:
    if ours == "" and (language in _WITHOUT_STOPS or len(reading.source.split()) < _LEAST):
        return ""
    if ours in ("", ","):
        return f"the source ends in a full stop, this in {_named(ours)}"
    return ""


def _with_stop(reading: Reading) -> str:
    """A full stop behind a heading. In prose the source may have lost one that a reviewer put back."""
    return "the source ends in no mark, this in a full stop" if reading.is_short else ""


def _leads_on(reading: Reading) -> bool:
    """Whether a text that led on to another with a colon still does, in its own way."""
    return reading.text.rstrip(_CLOSERS).endswith(("—", "–", "⸺"))


def _named(sort: str) -> str:
    return _NAMES.get(sort, f"“{sort}”")


def _has_doubled(text: str) -> bool:
    return _PAIR.search(text) is not None and _DOUBLED.search(text) is not None


def _repeated(reading: Reading) -> Iterator[Edit]:
    text, source = reading.text, reading.source
    if _TWO_MARKS.search(text) is None:
        return
    yield from (edit for edit in marks.repeated(text) if "。。。" not in text[edit.start : edit.end])
    for match in _ONE_TOO_MANY.finditer(text):
        yield Edit(match.start(), match.end(), "")
    for match in _SHOUTED.finditer(text) if "!!" not in source and "??" not in source else ():
        yield Edit(match.start(), match.end(), match[1])
