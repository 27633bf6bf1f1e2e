"""Whether placeholders, index numbers and handles are in the target as they are in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.texts import texts_of
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext

_PLACEHOLDER = re.compile(
    r"\$?\{\{?[\w.:!\[\]-]{0,40}\}\}?|%\(\w{1,40}\)[sdifr]|%(?:\d{1,2}\$)?['+#0-]?\d{0,3}(?:l{0,2}|h)[sdiu](?![a-z])|\[\[[^\[\]\n]{1,80}\]\]"
    r"|\[\^[\w-]{1,40}\]|\[\d{1,3}\](?!\()"
)
"""Those of templates, of gettext's formats, links between pages, footnote markers."""
_SIGN = re.compile(r"[{%\[]")
"""Each of them holds one of these."""
_NUMBERED = re.compile(r"\A%\d{0,2}\$?['+#0-]?\d{0,3}(?!\()")
_CODE = re.compile(
    r"(?<![A-Za-z])[A-Z]{2,4}\s?\d{2}/\d{1,6}/\d{4}(?!\d)"
    r"|(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9]{1,8}(?:\.\d{1,4})?){2,6}(?![\w/])"
)
_HANDLE = re.compile(r"(?<![\w@#&/.])[@#](?=[A-Za-z_])[A-Za-z0-9_]{2,60}", re.ASCII)


class Placeholder:
    """A placeholder or a footnote marker that the target lost, changed or invented. Their order may change."""

    id = "placeholder"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target:
            return
        if not (_SIGN.search(source) or _SIGN.search(target)):
            return
        ours, theirs = (Counter(map(_unnumbered, _PLACEHOLDER.findall(text))) for text in (source, target))
        lost, added = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
        if lost:
            became = f", but {', '.join(added)} is" if added else ""
            message = f"{', '.join(lost)} is not in the target{became}"
            yield Finding(self.id, Severity.ERROR, message, context.where)
        elif ours and any(not one.startswith("%") for one in added):
            yield Finding(self.id, Severity.ERROR, f"{', '.join(added)} is not in the source", context.where)


def _unnumbered(placeholder: str) -> str:
    """`%2$s` as `%s`: those of gettext may be numbered where their order changes."""
    return (
        _NUMBERED.sub("%", placeholder).replace("%i", "%d").replace("%ld", "%d")
        if placeholder[0] == "%"
        else placeholder
    )


class DntAltered:
    """An index number, a handle or a hashtag that the target lost or changed."""

    id = "dnt-altered"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        source, target = texts_of(unit)
        if not target:
            return
        for code in _lost(source, target):
            yield Finding(self.id, Severity.ERROR, f"{code} is not in the target", context.where)


def _lost(source: str, target: str) -> Iterator[str]:
    if "/" in source:
        yield from (Counter(_CODE.findall(source)) - Counter(_CODE.findall(target))).elements()
    if "@" in source or "#" in source:
        theirs = Counter(handle.lower() for handle in _HANDLE.findall(target))
        for handle in _HANDLE.findall(source):
            if theirs[handle.lower()] > 0:
                theirs[handle.lower()] -= 1
            else:
                yield handle
