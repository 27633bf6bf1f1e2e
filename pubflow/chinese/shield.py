"""What of a text nothing may touch: addresses, code, placeholders, and what the caller names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pubflow.chinese.anchored import Edit

# Only ASCII: engines set Chinese words right behind an address.
_FIXED = re.compile(
    r"(?:https?://|www\.)[!-;=?-~]+"
    r"|[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
    r"|(?::[a-z]+(?::[a-z]+)?:)?`[^`\n]+`"
    r"|</?[A-Za-z][^<>\n]*>"
    r"|[%$]?\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|%\([^()\n]*\)[a-z]|%[-+#0]?\d*(?:\.\d+)?l?[a-z](?![a-z])"
    # Mark-up of reStructuredText: a space that nobody sees, and the sign that a block of code follows.
    r"|\\[ ]|[ ]::[ ]*$",
    re.MULTILINE,
)
_ENDS = ".,;:!?)]}'\"*"


class Shield:
    """The stretches of one text that are not edited."""

    def __init__(self, text: str, forms: Iterable[str] = ()) -> None:
        """`forms`: words that stay as they stand, wherever they stand."""
        self.spans = [_span(match) for match in _FIXED.finditer(text)]
        for form in forms:
            at = text.find(form) if form else -1
            while at >= 0:
                self.spans.append((at, at + len(form)))
                at = text.find(form, at + 1)

    def allows(self, edit: Edit) -> bool:
        """Whether it touches none of them. An insertion at an end of one does not."""
        return all(edit.end <= start or edit.start >= end for start, end in self.spans)

    def covers(self, at: int) -> bool:
        """Whether the character at `at` is one of theirs."""
        return any(start <= at < end for start, end in self.spans)


def _span(match: re.Match[str]) -> tuple[int, int]:
    found = match[0]
    if found[:4].lower() in ("http", "www."):
        found = found.rstrip(_ENDS)
    return match.start(), match.start() + len(found)
