"""Hours of the day in a text: `22:00`, `10 p.m.`, `15h05`, `15.05 Uhr`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubflow.facts.model import Quantity
from pubflow.facts.scan import digits, matches_at

_BEHIND_HOUR = re.compile(r":|\.\d|\s?[hHap]")
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<h>\d{1,2})(?:(?:(?::|(?=\.\d\d\s?[ap]\.?m)\.)(?P<m>\d{2})|\s?[hH](?:\s?(?P<m2>\d{2})(?:min)?)?(?!\w))(?!\d)"
    r"|(?=\s?[ap]\.?\s?m\b))(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
)
_DOTTED_CLOCK = re.compile(
    r"(?:(?<=[Pp]ukul \d)|(?<=[Pp]ukul \d\d)|(?<=[Aa] las \d)|(?<=[Aa] las \d\d))\.(?=\d\d(?!\d))"
    r"|(?<=\d)\.(?=\d\d\s(?:Uhr|WIB|WITA|WIT)\b)"
)
"""`pukul 15.05`, `a las 15.30`, `15.05 Uhr`."""


def hours(text: str) -> Iterator[Quantity]:
    """Hours of the day: `22:00`, `10 p.m.`, `15h05`, `22h`."""
    found = digits(text)
    if not any(_BEHIND_HOUR.match(text, end) for _, end in found):
        return
    for match in matches_at(_CLOCK, [start for start, _ in found], _DOTTED_CLOCK.sub(":", text)):
        hour, minute = int(match["h"]), int(match["m"] or match["m2"] or 0)
        if hour > 24 or minute > 59:
            continue
        half = match["half"]
        hours = (
            {hour % 12 + 12}
            if half == "p"
            else {hour % 12}
            if half == "a"
            else {hour}
            if hour > 12
            else {hour, (hour + 12) % 24}
        )
        readings = {f"t{one}:{minute:02}" for one in hours} | (
            {str(one) for one in hours} | {str(hour)} if not minute else set()
        )
        yield Quantity(match.start(), match.end(), match[0], frozenset(readings))
