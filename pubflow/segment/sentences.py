"""Where sentences begin: sentencex, and over it the press rules. Linear in the text's length, whatever it holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from pubflow.segment.rules import Rule, Rules, default_rules

NOTE_MARK = "\ufff9"
"""Stands for mark-up that belongs to the sentence before it: a footnote reference, inline HTML, a hard break."""
WORD_MARK = "\ufffc"
"""Stands for mark-up that reads like a word: code, an image, an address."""

_WINDOW = 80
"""Characters that a rule sees on either side of a stop."""
_BRACKET_REACH = 600
"""A bracket that is longer than this is taken for a stray one."""

_STOP = re.compile(r"[.!?…。！？｡؟۔।॥։‼⁇⁈⁉]")
_CLOSERS = re.compile(r"[”’\"'»)\]}」』）】〉》›]*")
_NOTES = re.compile(r"(?:\[\^?[\w*†‡-]{1,6}\]|[¹²³⁰⁴-⁹*†‡]|\ufff9){0,12}")
_SPACED_NOTES = re.compile(r"\s?(?:\[\^?\d{1,3}\](?=\s|$)|\ufff9){1,12}")
_OPENERS = "“”\"'‘’«»„‚‹›「『（([{¿¡\ufff9\ufffc—–-"
_WORD = re.compile(r"[\w’'&-]+")
_FULL_WIDTH = frozenset("。！？｡")
_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'«»„‚‹›「」『』〈〉《》\ufff9"), " ")
# Its list numbers count a space as one byte: `1“B\u3000.` is a panic.
_SPACES = dict.fromkeys(
    map(ord, "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))), " "
)


class _Stop(NamedTuple):
    """A place where a sentence may end."""

    mark: int
    """Offset of its first mark."""
    closers: int
    """Offset behind its marks, where closing quotation marks may stand."""
    notes: int
    """Offset behind those, where note marks may stand."""
    end: int
    """Offset behind the note marks."""
    begin: int
    """Offset behind the white space: where the next sentence would begin."""


def spans(text: str, language: str = "en", rules: Rules | None = None) -> tuple[tuple[int, int], ...]:
    """The sentences of one block as (start, end) in code points, in order; they tile the text.

    White space belongs to the sentence before it. `NOTE_MARK` and `WORD_MARK` may stand for mark-up. A quotation of
    several sentences is cut inside: keeping it whole is for `quotations`.
    """
    if not text:
        return ()
    cuts = [0, *begins(text, language, rules), len(text)]
    return tuple(pairwise(cuts))


def begins(text: str, language: str = "en", rules: Rules | None = None) -> list[int]:
    """Offsets at which a sentence other than the first begins, ascending; none is 0 or the text's end."""
    stops = _stops(text)
    if not stops:
        return []
    hidden = _bracketed(text)
    chosen = (rules or default_rules()).of(language)
    core: list[int] | None = None
    out = []
    for stop in stops:
        if any(start < stop.mark and stop.begin <= end for start, end in _around(hidden, stop.mark)):
            continue
        verdict = _verdict(text, stop, chosen)
        if verdict is None:
            core = _core(text, language) if core is None else core
            verdict = _agrees(core, stop)
        if verdict:
            out.append(stop.begin)
    return out


def _stops(text: str) -> list[_Stop]:
    out = []
    position, size = 0, len(text)
    while match := _STOP.search(text, position):
        mark = match.start()
        position = match.end()
        while position < size and _STOP.match(text, position):
            position += 1
        closers = position
        position = _CLOSERS.match(text, position).end()  # type: ignore[union-attr]  # the pattern matches ""
        notes = position
        position = _NOTES.match(text, position).end()  # type: ignore[union-attr]  # the pattern matches ""
        position = _CLOSERS.match(text, position).end()  # type: ignore[union-attr]  # the pattern matches ""
        if spaced := _SPACED_NOTES.match(text, position):
            position = spaced.end()
        end = position
        while position < size and text[position].isspace():
            position += 1
        if position < size and (position > end or text[mark] in _FULL_WIDTH or NOTE_MARK in text[notes:end]):
            out.append(_Stop(mark, closers, notes, end, position))
    return out


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of round or square brackets, of a sensible length, in order."""
    out: list[tuple[int, int]] = []
    open_at = depth = 0
    for match in re.finditer(r"[(\[)\]]", text):
        at = match.start()
        if match[0] in "([":
            if depth == 0 or at - open_at > _BRACKET_REACH:
                open_at, depth = at, 0
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and at - open_at <= _BRACKET_REACH:
                out.append((open_at, at))
    return out


def _around(pairs: list[tuple[int, int]], offset: int) -> list[tuple[int, int]]:
    """The pair that may hold this offset: none or one."""
    index = bisect_left(pairs, (offset, 0)) - 1
    return pairs[index : index + 1] if index >= 0 else []


def _core(text: str, language: str) -> list[int]:
    """What sentencex says. It pairs quotation marks in quadratic time where they never close: it sees none."""
    base = language.replace("_", "-").partition("-")[0].lower()
    return [part["start_index"] for part in get_sentence_boundaries(base, text.translate(_QUOTES | _SPACES))]


def _agrees(core: list[int], stop: _Stop) -> bool:
    index = bisect_left(core, stop.mark + 1)
    return index < len(core) and core[index] <= stop.begin


def _verdict(text: str, stop: _Stop, rules: tuple[Rule, ...]) -> bool | None:
    left = text[max(0, stop.mark - _WINDOW) : stop.closers]
    if stop.mark > _WINDOW:
        # `^` in a rule means the head of the text, not of the window.
        left = "\ufffd" + left
    right = text[stop.begin : stop.begin + _WINDOW]
    word = left[max(left.rfind(" "), left.rfind("\n"), left.rfind("\t"), left.rfind("\xa0")) + 1 :].lstrip(_OPENERS)
    following = _WORD.match(right.lstrip(_OPENERS))
    next_word = following[0] if following else ""
    closed = stop.notes > stop.closers
    noted = stop.end > stop.notes
    for rule in rules:
        if (
            (rule.words is None or word in rule.words)
            and (rule.next_words is None or next_word in rule.next_words)
            and (not rule.stop or text[stop.mark] in rule.stop)
            and (rule.closed is None or rule.closed is closed)
            and (rule.notes is None or rule.notes is noted)
            and (rule.after is None or _fits(rule, right))
            and (rule.before is None or rule.before.search(left))
        ):
            return rule.cut
    return None


def _fits(rule: Rule, right: str) -> bool:
    match = rule.after.match(right) if rule.after else None
    if match is None:
        return False
    return not rule.cased or match[0][-1].islower()
