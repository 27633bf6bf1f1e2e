"""A target as the checks of how it is written read it: without tags, and with what is not theirs passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from pubflow.catalog import Unit
from pubflow.checks.texts import has_text, is_code, once, target_of, texts_of
from pubflow.chinese.anchored import Anchored, Edit
from pubflow.chinese.chars import HAN
from pubflow.chinese.shield import Shield
from pubflow.facts.scan import digits
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import wire_span
from pubflow.segment.tagged import Form


class Reading:
    """One target and what a check says of it. `text` holds no tags, but U+FFFC for each single one.

    Addresses, code, placeholders and the approved forms of the source's terms are judged by nobody here: `allows`.
    """

    def __init__(self, unit: Unit, context: CheckContext) -> None:
        """Of a unit that holds a text of its own: see `read`."""
        self._anchored = Anchored.of(target_of(unit)) if "<" in unit.target else Anchored(unit.target)
        self._wire = unit.target
        self._unit = unit
        self._context = context
        self.text = self._anchored.text
        self.source = texts_of(unit)[0]
        """Without tags."""
        self.chars = frozenset(self.text)
        """Which characters the text holds: most rules see by them that they have nothing to say."""
        self.has_digits = bool(digits(self.text))
        """Whether it holds any, of whatever script."""
        self.tag = context.language
        self.language = context.language.language

    @property
    def is_short(self) -> bool:
        """Whether it is a heading, a caption or another short text, and no prose."""
        return bool(self._unit.key.context)

    @cached_property
    def shield(self) -> Shield:
        """What nobody may touch. Made where a check has a suspicion, since most texts give none."""
        language = str(self._context.language)
        forms = {form: None for match in self._context.terms for form in match.entry.accepted(language)}
        shield = Shield(self.text, tuple(forms))
        shield.spans += [(0, len(self.text))] if is_code(self.source) else _named_signs(self.text, self.source)
        return shield

    def allows(self, start: int, end: int) -> bool:
        """Whether a stretch, or the place between two characters, is one to judge."""
        return self.shield.allows(Edit(start, end, ""))

    def edits(self, edits: Iterable[Edit]) -> list[Edit]:
        """Those that touch nothing which is not to be judged, in text order."""
        return sorted(edit for edit in edits if self.shield.allows(edit))

    def found(
        self, check: str, severity: Severity, message: str, span: tuple[int, int], edits: Iterable[Edit] = ()
    ) -> Finding:
        """A finding about a stretch of `text`; `edits`, where there are any, surely mend it."""
        edits = tuple(edits)
        fix = str(self._anchored.edited(edits).tagged) if edits and self._is_settled else None
        return Finding(check, severity, message, self._context.where, span=self._in_wire(span), fix=fix)

    def around(self, start: int, end: int) -> str:
        """A stretch with a few characters beside it, for a message."""
        return self.text[max(start - 4, 0) : end + 4].replace("\ufffc", "").strip()

    @property
    def _is_settled(self) -> bool:
        """Whether the target reads back as it stands; one with doubtful backslashes is for a person."""
        return str(self._anchored.tagged) == self._wire

    def _in_wire(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The same stretch in the target itself; one that is empty takes a neighbour."""
        singles = [at for at, tag in self._anchored.tags if tag.form is Form.SINGLE]
        plain = len(self.text) - len(singles)
        start, end = (at - sum(single < at for single in singles) for at in span)
        if start == end:
            start, end = (start, start + 1) if start < plain else (start - 1, start)
        return wire_span(self._wire, (start, end)) if 0 <= start < end <= plain else None


@once
def read(unit: Unit, context: CheckContext) -> Reading | None:
    """None for a target with nothing to read: empty, or joined to its neighbour."""
    return Reading(unit, context) if has_text(unit) else None


def each(reading: Reading, check: str, severity: Severity, message: str, edits: Iterable[Edit]) -> Iterator[Finding]:
    """A finding for each edit, which mends that place alone; `{old}`, `{new}` and `{around}` stand in the message."""
    edits = list(edits)
    for edit in reading.edits(edits) if edits else ():
        old, around = reading.text[edit.start : edit.end], reading.around(edit.start, edit.end)
        told = message.format(old=old, new=edit.text, around=around)
        yield reading.found(check, severity, told, (edit.start, edit.end), (edit,))


def _named_signs(text: str, source: str) -> Iterator[tuple[int, int]]:
    """Where signs stand that the source speaks of: `add ! to override`, `:help`, `???END`."""
    named = {match[0] for match in _NAMED_SIGN.finditer(source)}
    return (match.span() for match in _NAMED_SIGN.finditer(text) if match[0] in named)


def name_dots(text: str, source: str) -> Iterator[Edit]:
    """Full stops between the parts of a Chinese name: 安娜.魯伊斯, where the source has no sentence that ends there."""
    found = list(_NAME_DOT.finditer(text)) if "." in text else []
    if found and not _SENTENCE_END.search(source.rstrip()):
        yield from (Edit(match.start(), match.end(), "‧") for match in found)


_NAMED_SIGN = re.compile(r"(?<!\S)(?:[!?]+|:(?=[A-Za-z]))")
"""No mark of a sentence stands behind a space in English."""
_NAME_DOT = re.compile(f"(?<=[{HAN}])[.](?=[{HAN}])")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?][”’\"')]*\s")
