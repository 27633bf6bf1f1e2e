"""Literal text as Markdown: what is written here reads back as exactly that text, wherever in a block it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from markdown_it.common.utils import normalizeReference


@dataclass(slots=True)
class Setting:
    """What stands around a literal; all of it can change what its signs mean."""

    line_start: bool = False
    """Only block markers stand before it on its line."""
    entity_first: bool = False
    """Write the first character as a character reference: blanks that would be trimmed, letters beside a `**` that
    would not open or close there."""
    entity_last: bool = False
    label: bool = False
    """Inside a link's text or an image's description, which a `]` would end."""
    one_line: bool = False
    """In a table cell or a heading of one line."""
    underlined: bool = False
    """In a heading with a line of dashes below it, which a bar in the text would turn into a table."""
    after: str = ""
    """The character before it; "" at the start."""
    before: str = ""
    """The character after it; "" at the end."""


# Everything that can mean something inside a line, or at its ends.
_SIGNS = re.compile(
    r"(?<![ \t])[ \t]*\n[ \t\n]*|[\\`*\[\]|\r\0]|_+|~+"
    r"|<(?=[A-Za-z/!?]|\Z)|&(?=#?[A-Za-z0-9]+;)|!\Z|\{(?=[{%]|\Z)|\A[:(]"
)
# What begins another block, or turns the line before into a heading or a table.
_LINE_STARTS = (
    r"(?:#{1,6}(?=[ \t\n]|\Z)|>|[-+](?=[ \t\n]|\Z)|[-=:|](?=[-=:| \t]*(?:\n|\Z))"
    r"|(?P<number>[0-9]{1,9})(?=[.)](?:[ \t\n]|\Z)))"
)
_AFTER_NEWLINE = re.compile(r"(?P<newline>\n)" + _LINE_STARTS)
_AT_START = re.compile(r"(?P<newline>\A)" + _LINE_STARTS)
# Brackets that no definition, no `(` and no `:` can make a link of.
_BRACKETS = re.compile(r"\[([^\[\]\\^`<*_&!~{\n]{1,200})\](?![(\[:]|\Z)")


def reference(char: str) -> str:
    """A character reference for one character."""
    return f"&#{ord(char)};"


def escape(text: str, setting: Setting, references: frozenset[str] = frozenset()) -> str:
    """`text` as Markdown in its `setting`. `references`: labels of the definitions that exist."""
    if len(text) == 1 and (setting.entity_first or setting.entity_last):
        return reference(text)
    head = tail = ""
    if setting.entity_first:
        head, text = reference(text[0]), text[1:]
    if setting.entity_last:
        tail, text = reference(text[-1]), text[:-1]
    out = _SIGNS.sub(partial(_sign, setting=setting, references=references), text)
    if not setting.one_line and "\n" in out:
        out = _AFTER_NEWLINE.sub(_start, out)
    if setting.line_start and not head:
        out = _AT_START.sub(_start, out, count=1)
    return head + out + tail


def _sign(match: re.Match[str], setting: Setting, references: frozenset[str]) -> str:
    sign = match[0]
    if "\n" in sign:
        return _newline(sign, setting)
    match sign[0]:
        case "_":
            return sign if _inside_word(match) else "\\_" * len(sign)
        case "~":
            edge = match.start() == 0 or match.end() == len(match.string)
            return "\\~" * len(sign) if edge or len(sign) > 1 else sign
        case "[":
            return "[" if _harmless(match, setting, references) else "\\["
        case "|":
            return "&#124;" if setting.underlined else "|"
        case "&" | "\r" | "\0":
            return _REFERENCES[sign]
        case _:
            return "\\" + sign if _means(sign, setting) else sign


_REFERENCES = {"&": "&amp;", "\r": "&#13;", "\0": "\ufffd"}


def _means(sign: str, setting: Setting) -> bool:
    """Whether a sign that means something beside others does so here."""
    match sign:
        case "]":
            return setting.label
        case "!":
            return setting.before == "["
        case ":" | "(":
            return setting.after == "]"
        case _:
            return True


def _newline(blanks: str, setting: Setting) -> str:
    """A line end with the blanks around it. One real line end at most: two would end the block."""
    if setting.one_line:
        return blanks.replace("\n", "&#10;")
    before, _, after = blanks.partition("\n")
    if before:
        before = before[:-1] + reference(before[-1])
    if after:
        after = reference(after[0]) + after[1:].replace("\n", "&#10;")
    return before + "\n" + after


def _inside_word(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()


def _harmless(match: re.Match[str], setting: Setting, references: frozenset[str]) -> bool:
    """Whether `[so far]` may stand as it is: most brackets in prose are a quotation's omissions and insertions."""
    if setting.label or (match.start() == 0 and setting.after == "]"):
        return False
    brackets = _BRACKETS.match(match.string, match.start())
    if brackets is None or (match.start() and match.string[match.start() - 1] == "!"):
        return False
    return normalizeReference(brackets[1]) not in references


def _start(match: re.Match[str]) -> str:
    newline, number = match["newline"], match["number"]
    if number:
        return f"{match[0]}\\"
    return f"{newline}\\{match[0][len(newline) :]}"


def destination(href: str) -> str:
    """A link's target, between the brackets."""
    safe = re.sub(r"[\x00-\x20\x7f]", lambda match: f"%{ord(match[0]):02X}", href)
    safe = re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", safe).replace("\\", "\\\\")
    if not safe or safe.startswith("<") or re.search(r"[()]", safe):
        return "<" + safe.replace("<", "\\<").replace(">", "\\>") + ">"
    return safe


def title(text: str) -> str:
    """A link's or an image's title with the quotes around it and the blank before; "" for none."""
    if not text:
        return ""
    safe = re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", text.replace("\\", "\\\\").replace('"', '\\"'))
    return ' "' + safe.replace("\r", "&#13;").replace("\n", "&#10;") + '"'


def code(text: str) -> str | None:
    """A code span; None for a text that no code span can hold."""
    if not text or "\n" in text or "\r" in text:
        return None
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    blank = text.strip(" ") == ""
    pad = " " if not blank and (text[0] in " `" or text[-1] in " `") else ""
    if pad and text[0] == " " and text[-1] != " " and text[-1] != "`":
        pad = ""
    if pad and text[-1] == " " and text[0] != " " and text[0] != "`":
        pad = ""
    return f"{fence}{pad}{text}{pad}{fence}"
