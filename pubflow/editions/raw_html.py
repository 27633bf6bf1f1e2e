"""The words in a block of raw HTML, for editions that render none of its mark-up. Linear in the length of the block."""

from __future__ import annotations

import re
from html import unescape

_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,31})(?=[\s/>])")
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)(?=[\s/>])|<!--",
    re.IGNORECASE,
)
_UNREAD = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "textarea", "select")


def words_of(raw: str) -> str:
    """The text that a reader would see of a raw HTML block: no tags, no comments, no scripts. Still to be escaped."""
    out: list[str] = []
    at = 0
    while (opening := raw.find("<", at)) >= 0:
        out.append(raw[at:opening])
        at = _end_of_tag(raw, opening)
        if at == opening + 1:
            out.append("<")
        elif at < 0:
            return _readable("".join(out))
        elif not _WITHIN_WORDS.match(raw, opening):
            # Blocks, cells and line breaks stand apart from each other.
            out.append(" ")
    out.append(raw[at:])
    return _readable("".join(out))


def _end_of_tag(raw: str, opening: int) -> int:
    """Offset behind the tag, comment or hidden element that begins at `opening`; -1 when it never ends."""
    if raw.startswith("<!--", opening):
        end = raw.find("-->", opening + 4)
        return end + 3 if end >= 0 else -1
    match = _TAG_NAME.match(raw, opening)
    if match is None and raw[opening + 1 : opening + 2] not in {"!", "?"}:
        return opening + 1
    if match and not match[1] and match[2].lower() in _UNREAD:
        closing = re.compile(f"</{match[2]}", re.IGNORECASE | re.ASCII).search(raw, match.end())
        if closing is None:
            return -1
        opening = closing.start()
    end = raw.find(">", opening)
    return end + 1 if end >= 0 else -1


def _readable(text: str) -> str:
    return " ".join(unescape(text).split())
