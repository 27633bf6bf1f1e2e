"""Spaces: none too many, none too few, by the habits of the language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pubflow.catalog import Unit
from pubflow.checks.reading import Reading, each, read
from pubflow.checks.writing import is_traditional, writing_of
from pubflow.chinese import figures, spacing
from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN, LATIN, SPACE
from pubflow.finding import Finding, Severity
from pubflow.language import is_taiwan_chinese
from pubflow.language.style import Spacing as Style
from pubflow.plugins import CheckContext

_KANA = "\u3040-\u30ff"
_EDGE = re.compile(r"^\s+|\s+$")
_DOUBLE = re.compile(r"(?<=[^\s]) {2,}(?=[^\s])")
_BEFORE_MARK = re.compile(r"(?<=[^\s(\[]) +(?=[,;:?!](?:[\s”»’\")\]]|$)|\.(?:[\s”»’\")\]]|$)|[،؛؟])")
_BEFORE_STOP = re.compile(r"(?<=[^\s(\[]) +(?=[,.](?:[\s”»’\")\]]|$))")
_BEFORE_QUESTION = re.compile(r"(?<=[\w”’»)])[ \u00a0\u202f]+(?=[;!?](?:[\s»”)]|$))")
_SMALL = "a-z\u00df-\u00f6\u00f8-\u00ff"
_TIGHT_MARK = re.compile(rf"(?<=[{_SMALL}]{{2}})(?:[,;](?=[A-Za-zÀ-ÿ])|[.!?](?=[A-ZÀ-Þ][{_SMALL}]))")
_MARK_AND_LETTER = re.compile("[,;.!?][A-Za-zÀ-ÿ]")
_OPENING = frozenset("“¿¡”")
_SPACE_MARK = re.compile(" [,;:?!.،؛؟]")
_IN_QUOTES = re.compile(r"(?<=[“¿¡]) +(?=\S)|(?<=[^\s“]) +(?=”)")
_BRACKET_SPACE = re.compile("[(] | [)]")
_IN_BRACKETS = re.compile(r"(?<=\() +(?=\S)|(?<=[^\s(]) +(?=\))")
_GUILLEMETS = re.compile(r"(?<=«)(?P<open> ?)(?=\w)|(?<=[\w.…!?”’)])(?P<close> ?)(?=»)")
_PARTICLE = re.compile("(?<=[”’]) (?=(?:이라고|라고|라며|이라며|라는|이라는|고) )")
_HAN_SPACE = re.compile(f"[{SPACE}]+")
_SPACES = frozenset(SPACE)
_KANA_BORDER = re.compile(f"(?<=[{HAN}{_KANA}])[{SPACE}](?=[{LATIN}])|(?<=[{LATIN}%])[{SPACE}](?=[{HAN}{_KANA}])")
_HAN_HAN = re.compile(f"(?<=[{HAN}])[{SPACE}](?=[{HAN}])")
_KANA_KANA = re.compile(f"(?<=[{HAN}{_KANA}])[{SPACE}](?=[{HAN}{_KANA}])")
_AFTER_COUNT = re.compile("第[〇零一二三四五六七八九十百千0-9]+[條章節款項篇編]$")


class Spacing:
    """A space too many or one that lacks: double, at an end, before a mark, between Chinese and Western words."""

    id = "spacing"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        reading = read(unit, context)
        if reading is None:
            return
        if (
            context.language.language in ("zh", "ja")
            and context.style.spacing == "none"
            and _SPACES.isdisjoint(reading.chars)
        ):
            return
        for message, rule in _rules(unit, context):
            yield from each(reading, self.id, Severity.WARNING, message, _of_usual_width(reading, rule(reading)))
        if context.language.language in ("zh", "ja") and writing_of(context.language) is not None:
            yield from self._between_scripts(reading, context)

    def _between_scripts(self, reading: Reading, context: CheckContext) -> Iterator[Finding]:
        """One way over the whole text, so one finding."""
        style, edits = _borders(reading, context)
        held = [(one.start, one.end) for one in figures.dates(reading.text)]
        edits = [
            edit
            for edit in reading.edits(_of_usual_width(reading, edits))
            if not _is_listed(reading, edit) and not any(start <= edit.start < end for start, end in held)
        ]
        if edits:
            way = {"none": "no space", "thin": "a thin space (U+2009)", "space": "a space"}[style]
            first = edits[0]
            beside = "Japanese" if reading.language == "ja" else "Chinese"
            message = f"{way} between {beside} and Western words or digits: {reading.around(first.start, first.end)}"
            yield reading.found(self.id, Severity.WARNING, message, (first.start, first.end), edits)


def _of_usual_width(reading: Reading, edits: Iterable[Edit]) -> Iterable[Edit]:
    """In Chinese U+3000 is no space that a text may have anywhere: that is another check's."""
    if reading.language != "zh" or "\u3000" not in reading.chars or "\u3000" in reading.source:
        return edits
    return (edit for edit in edits if "\u3000" not in reading.text[edit.start : edit.end])


def _borders(reading: Reading, context: CheckContext) -> tuple[Style, Iterable[Edit]]:
    """The way of the edition, and where the text goes another."""
    if is_taiwan_chinese(context.language):
        return context.style.spacing, spacing.between_scripts(reading.text, context.style.spacing)
    if reading.language == "ja":
        return "none", (Edit(*match.span(), "") for match in _KANA_BORDER.finditer(reading.text))
    return "none", ()


_Rule = Callable[[Reading], Iterable[Edit]]


def _rules(unit: Unit, context: CheckContext) -> Iterator[tuple[str, _Rule]]:
    yield "a space at the start or the end", _edges
    if context.language.language in ("zh", "ja"):
        yield "no space beside full-width marks: {around}", _beside_marks
        if (is_traditional(context.language) or context.language.language == "ja") and not unit.key.context:
            yield "no space between these characters: {around}", _between_han
        return
    yield "two spaces: {around}", _doubled
    if context.language.language == "ko":
        yield "a particle stands right behind the quotation: {around}", _before_particle
    yield "no space inside brackets: {around}", _in_brackets
    yield "a space lacks behind a mark: {around}", _behind_mark
    writing = writing_of(context.language)
    if writing is not None and writing.quotes[0] == "“”":
        yield "no space inside quotation marks: {around}", _in_quotes
    if writing is None or not writing.before:
        yield "no space before a mark: {around}", _before_mark
        return
    yield "no space before this mark: {around}", _before_stop
    if "?" not in writing.before:
        yield "no space before this mark: {around}", _before_question
    yield "a no-break space belongs before this mark: {around}", _no_break(writing.before)
    yield "no-break spaces stand inside « »: {around}", _guillemets


def _is_listed(reading: Reading, edit: Edit) -> bool:
    """Whether it stands behind the number of a list at the start of the text: `1. 甲`, `3 甲`."""
    return not reading.text[: edit.start].strip(SPACE + "0123456789.()")


def _edges(reading: Reading) -> Iterator[Edit]:
    text, source = reading.text, reading.source
    if text[:1].isspace() and not source[:1].isspace():
        yield Edit(0, len(text) - len(text.lstrip()), "")
    if text[-1:].isspace() and not source[-1:].isspace():
        yield Edit(len(text.rstrip()), len(text), "")


def _beside_marks(reading: Reading) -> Iterator[Edit]:
    text = reading.text
    for edit in spacing.beside_marks(text):
        old = text[edit.start : edit.end]
        after_end = reading.language == "ja" and old == "\u3000" and text[edit.start - 1] in "！？"
        if _HAN_SPACE.fullmatch(old) and not after_end and edit.start > 0 and edit.end < len(text):
            yield edit


def _between_han(reading: Reading) -> Iterator[Edit]:
    """Not in a list set by spaces, nor behind the number of an article, nor a wide one behind ！ or ？."""
    found = (_KANA_KANA if reading.language == "ja" else _HAN_HAN).finditer(reading.text)
    places = [match.span() for match in found if not _AFTER_COUNT.search(reading.text[: match.start()])]
    if len(places) == 1:
        yield Edit(*places[0], "")


def _before_particle(reading: Reading) -> Iterator[Edit]:
    for match in _PARTICLE.finditer(reading.text):
        yield Edit(*match.span(), "")


def _doubled(reading: Reading) -> Iterator[Edit]:
    if "  " in reading.text and "  " not in reading.source:
        for match in _DOUBLE.finditer(reading.text):
            yield Edit(match.start(), match.end(), " ")


def _in_brackets(reading: Reading) -> Iterator[Edit]:
    if (
        reading.chars.isdisjoint("()")
        or _BRACKET_SPACE.search(reading.text) is None
        or "( " in reading.source
        or " )" in reading.source
    ):
        return
    for match in _IN_BRACKETS.finditer(reading.text):
        yield Edit(match.start(), match.end(), "")


def _behind_mark(reading: Reading) -> Iterator[Edit]:
    """Between letters only: `saiu,mas`, `saiu.Ela`; not where the source has it so: `sim,não` of `yes,no`."""
    if not _MARK_AND_LETTER.search(reading.text):
        return
    listed = any(match[0] == "," for match in _TIGHT_MARK.finditer(reading.source))
    for match in _TIGHT_MARK.finditer(reading.text):
        if match[0] == "," and listed:
            continue
        if reading.text[match.start() - 2 : match.end() + 2] not in reading.source:
            yield Edit(match.end(), match.end(), " ")


def _in_quotes(reading: Reading) -> Iterator[Edit]:
    for match in _IN_QUOTES.finditer(reading.text) if not _OPENING.isdisjoint(reading.chars) else ():
        yield Edit(*match.span(), "")


def _before_mark(reading: Reading) -> Iterator[Edit]:
    yield from _removed(_BEFORE_MARK, reading)


def _before_stop(reading: Reading) -> Iterator[Edit]:
    yield from _removed(_BEFORE_STOP, reading)


def _before_question(reading: Reading) -> Iterator[Edit]:
    """In the French of Canada only a colon has one."""
    for match in _BEFORE_QUESTION.finditer(reading.text):
        yield Edit(match.start(), match.end(), "")


def _removed(pattern: re.Pattern[str], reading: Reading) -> Iterator[Edit]:
    if _SPACE_MARK.search(reading.text) is None:
        return
    for match in pattern.finditer(reading.text):
        mark = reading.text[match.end()]
        # ` ...`, ` :)` and what the source sets so too are not set by a slip.
        if f" {mark}" not in reading.source and reading.text[match.end() : match.end() + 2] not in ("..", ":)", ":("):
            yield Edit(match.start(), match.end(), "")


@cache
def _no_break(marks: str) -> _Rule:
    pattern = re.compile(rf"(?<=[^\s{re.escape(marks)}(\[])( ?)(?=[{re.escape(marks)}]+(?:[\s”»’\")\]]|$))")

    def rule(reading: Reading) -> Iterator[Edit]:
        for match in pattern.finditer(reading.text):
            mark = reading.text[match.end()]
            yield Edit(match.start(), match.end(), "\u00a0" if mark == ":" else "\u202f")

    return rule


def _guillemets(reading: Reading) -> Iterator[Edit]:
    if reading.text.count("«") != reading.text.count("»"):
        return
    for match in _GUILLEMETS.finditer(reading.text):
        yield Edit(match.start(), match.end(), "\u00a0")
