"""Characters that a target must not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.facts import invisible_characters
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import TaggedText

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_HALFWIDTH = re.compile(rf"(?<={_HAN})[,;:?!.()]|[,;:?!(](?={_HAN})")
# Marks that belong to Arabic and Hebrew text beside numbers and Latin words.
_DIRECTION_MARKS = frozenset({"\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069", "\u061c"})


class InvisibleChar:
    """A character that nobody sees and every comparison does."""

    id = "invisible-char"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        for at, name in invisible_characters(unit.target):
            char = unit.target[at]
            if char in unit.key.source or (context.language.direction == "rtl" and char in _DIRECTION_MARKS):
                continue
            yield Finding(self.id, Severity.ERROR, f"holds {name}", context.where, span=(at, at + 1))


class HalfwidthPunct:
    """A half-width mark that touches a Han character.

    Source: Ministry of Education, Taiwan, 《重訂標點符號手冊》, 2008.
    """

    id = "halfwidth-punct"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        if context.language.language != "zh":
            return
        text = TaggedText.parse(unit.target).plain
        for match in _HALFWIDTH.finditer(text):
            around = text[max(match.start() - 3, 0) : match.end() + 3]
            message = f"half-width {match[0]} in Chinese text: {around}"
            yield Finding(self.id, Severity.ERROR, message, context.where)
