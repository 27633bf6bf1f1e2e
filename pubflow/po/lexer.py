"""The text of a PO file -> its blocks, each with its place: strict where gettext is strict, with words for people.

polib is not used for reading: it accepts a truncated file and duplicates, breaks text at U+2028, U+0085 and form feed,
and opens a *file* where the text happens to be a path.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from pubflow.errors import CatalogError

UNCHANGED = "the catalog was not changed"

# Every quantifier that could meet its own characters again is possessive, so that hostile input costs linear time.
_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_END = r"[ \t]*+\r?+\n"
_STRINGS = rf"[ \t]*+({_STRING})({_END}[ \t]*+{_STRING}(?:{_END}[ \t]*+{_STRING})*+)?+{_END}"
_TOKEN = re.compile(
    # The everyday message as one token, which halves the time; whatever differs from it comes as the tokens below.
    rf"(?P<message>((?:\#(?![~|])[^\n]*+\n)*+)(?:msgctxt{_STRINGS})?+(?P<id>)msgid{_STRINGS}msgstr{_STRINGS})"
    r"|(?P<space>[ \t\r\f\v\n]++)"
    r"|(?P<comment>(?:[ \t]*+\#(?![~|])[^\n]*+\n?+)++)"
    r"|(?P<field>[ \t]*+(?P<prefix>\#~\||\#~|\#\||)[ \t]*+(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)"
    r"(?:[ \t]*+\[[ \t]*+(?P<index>[0-9]{1,3})[ \t]*+\])?+[ \t\r\f\v\n]*+"
    rf"(?P<first>{_STRING})(?P<rest>(?:(?:[ \t\r\f\v\n]*+(?P=prefix)[ \t]*+|[ \t]*+){_STRING})*+)"
    r"[ \t\r]*+\n?+)"
    r"|(?P<bad>[^ \t\r\f\v\n])",
    re.ASCII,
)
_FIRST = _TOKEN.groupindex["first"]
_PIECE = re.compile(_STRING)
_ESCAPE = re.compile(
    r'\\(?:([abfnrtv"\\])|((?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2})(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))*+)|(.))'
)
_CONTROL = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")


class Block(NamedTuple):
    """One message as it stands in the file; strings unescaped. The header is the one with an empty `source`."""

    start: int
    """Offset of its first comment or keyword. It reaches to the next block's start."""
    at: int
    """Offset of its `msgid`."""
    comments: str
    """Its `#` lines as written, `#~` and `#|` excepted."""
    context: str | None
    source: str
    plural: str | None
    targets: tuple[str, ...]
    previous: tuple[str | None, str | None] | None
    """`#| msgctxt` and `#| msgid`."""
    obsolete: bool


class Fault(Exception):
    """A syntax fault at an offset; `blocks` turns it into a CatalogError with the line."""

    def __init__(self, message: str, at: int, hint: str) -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint


def line_of(text: str, offset: int) -> int:
    """The line, from 1, in which the offset lies. U+2028 and form feed end no line."""
    return text.count("\n", 0, offset) + 1


def blocks(text: str, *, path: str, charset: str) -> tuple[list[Block], int]:
    """The messages in file order, and the offset of what follows the last: comments, or nothing.

    Raises CatalogError with `path:line` at the first fault.

    Args:
        text: the decoded file, without a byte order mark; line ends as they are.
        charset: of the file; octal and hexadecimal escapes are bytes in it.
    """
    try:
        return _blocks(text, charset)
    except Fault as fault:
        where = f"{path}:{line_of(text, fault.at)}"
        raise CatalogError(fault.message, where=where, hint=f"{fault.hint}; {UNCHANGED}") from None


class _Entry:
    """The message being read: takes fields in gettext's order and no other."""

    __slots__ = ("at", "comments", "fields", "obsolete", "start", "targets")

    def __init__(self, start: int) -> None:
        self.start = start
        self.at = -1
        self.comments: list[str] = []
        self.obsolete: bool | None = None
        self.fields: dict[str, str] = {}
        self.targets: list[str] = []

    def open_at(self) -> int:
        """The offset of what a person would look at first."""
        return self.at if self.at >= 0 else self.start

    def comment(self, text: str, at: int) -> None:
        if "msgid" in self.fields or "msgctxt" in self.fields:
            self.incomplete(at)
        self.comments.append(text)

    def incomplete(self, at: int) -> NoReturn:
        if "msgid" not in self.fields:
            raise Fault("a message without its msgid", at, "add the msgid, or take the lines above out")
        raise Fault("a msgid without its msgstr", self.at, 'add a line msgstr "" after it')

    def put(self, prefix: str, keyword: str, index: str | None, value: str, at: int) -> None:
        if prefix.endswith("|"):
            self._put_previous(keyword, value, at)
            return
        obsolete = prefix == "#~"
        if self.obsolete is None:
            self.obsolete = obsolete
        elif self.obsolete is not obsolete:
            raise Fault("a message half of which is marked obsolete (#~)", at, "begin all its lines with #~ or none")
        if keyword == "msgstr":
            self._put_target(index, value, at)
            return
        if index is not None:
            raise Fault(f"{keyword} can not have a number", at, "only msgstr is numbered: msgstr[0]")
        if keyword in self.fields or (keyword == "msgctxt" and "msgid" in self.fields):
            self.incomplete(at)
        if keyword == "msgid":
            self.at = at
        elif keyword == "msgid_plural" and "msgid" not in self.fields:
            raise Fault("msgid_plural before its msgid", at, "write msgid first")
        self.fields[keyword] = value

    def _put_previous(self, keyword: str, value: str, at: int) -> None:
        name = "previous " + keyword
        if keyword == "msgstr" or name in self.fields or "msgid" in self.fields or "msgctxt" in self.fields:
            raise Fault(
                "a line with the previous text (#|) in the wrong place", at, "it stands before msgctxt and msgid"
            )
        self.fields[name] = value

    def _put_target(self, index: str | None, value: str, at: int) -> None:
        if "msgid" not in self.fields:
            raise Fault("a msgstr without its msgid", at, "add the msgid, or take the msgstr out")
        if (index is None) is ("msgid_plural" in self.fields):
            raise Fault(
                "msgstr[0] without msgid_plural" if index else "a plural message needs msgstr[0]",
                at,
                "number the msgstr of a message with msgid_plural, and no other",
            )
        if index is not None and int(index) != len(self.targets):
            raise Fault(f"msgstr[{index}] where msgstr[{len(self.targets)}] belongs", at, "number them from 0 upwards")
        self.targets.append(value)

    def block(self) -> Block:
        fields = self.fields
        previous = None
        if "previous msgid" in fields or "previous msgctxt" in fields:
            previous = (fields.get("previous msgctxt"), fields.get("previous msgid"))
        return Block(
            self.start,
            self.at,
            "".join(self.comments),
            fields.get("msgctxt"),
            fields["msgid"],
            fields.get("msgid_plural"),
            tuple(self.targets),
            previous,
            bool(self.obsolete),
        )


def _blocks(text: str, charset: str) -> tuple[list[Block], int]:
    done: list[Block] = []
    entry: _Entry | None = None
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "space":
            continue
        at = token.start()
        if kind == "message":
            done += _plain(token, entry, charset)
            entry = None
            continue
        if kind == "bad":
            _diagnose(text, at, entry)
        if entry is not None and entry.targets and _begins(token, entry):
            done.append(entry.block())
            entry = None
        if entry is None:
            entry = _Entry(at)
        if kind == "comment":
            entry.comment(token[0], at)
            continue
        entry.put(token["prefix"], token["keyword"], token["index"], _value(token, _FIRST, charset), at)
    return done + _last(entry), len(text) if entry is None or entry.targets else entry.start


def _last(entry: _Entry | None) -> list[Block]:
    if entry is not None and entry.targets:
        return [entry.block()]
    if entry is not None and entry.fields:
        raise Fault("the catalog ends inside a message", entry.open_at(), _RESTORE)
    return []


_RESTORE = "the file was cut off: take it from git, a backup, or ask for it again"


def _begins(token: re.Match[str], entry: _Entry) -> bool:
    """Whether the token belongs to the next message: all but a further numbered msgstr."""
    return token["keyword"] != "msgstr" or (token["index"] is None and "msgid_plural" not in entry.fields)


def _plain(token: re.Match[str], entry: _Entry | None, charset: str) -> list[Block]:
    """The blocks that end with a `message` token: the one before it, where that was still open, and its own."""
    start, comments, done = token.start(), token[2], []
    context = None if token[3] is None else _value(token, 3, charset)
    source, target = _value(token, 6, charset), _value(token, 8, charset)
    if entry is not None and entry.targets:
        done.append(entry.block())
    elif entry is not None and entry.fields:
        if comments:
            entry.comment(comments, start)
        if context is not None:
            entry.put("", "msgctxt", None, context, start)
        entry.put("", "msgid", None, source, token.start("id"))
        entry.put("", "msgstr", None, target, token.start(8))
        return [entry.block()]
    elif entry is not None:
        # Comments that a blank line separates from their message.
        start, comments = entry.start, "".join((*entry.comments, comments))
    done.append(Block(start, token.start("id"), comments, context, source, None, (target,), None, False))
    return done


def _value(token: re.Match[str], group: int, charset: str) -> str:
    """The text of the strings in a group and the one after it."""
    first, rest = token.group(group, group + 1)
    value = first[1:-1] if not rest else "".join([piece[1:-1] for piece in _PIECE.findall(first + rest)])
    if "\\" not in value:
        return value
    try:
        value = _ESCAPE.sub(_unescaped(charset), value)
    except ValueError as fault:  # UnicodeDecodeError is one
        raise _escape_fault(token, group, fault, charset) from None
    if "\0" in value:
        raise Fault("a NUL character in a text", token.start(group), r"take the \0 or \x00 out")
    return value


def _unescaped(charset: str) -> Callable[[re.Match[str]], str]:
    def unescaped(match: re.Match[str]) -> str:
        control, numbers, _ = match.groups()
        if control:
            return _CONTROL[control]
        if numbers:
            return _bytes_of(numbers).decode(charset)
        raise ValueError(match[0])

    return unescaped


def _bytes_of(numbers: str) -> bytes:
    values = [int(number[1:], 16) if number[0] == "x" else int(number, 8) for number in numbers.split("\\")]
    return bytes(values)  # ValueError over 255


def _escape_fault(token: re.Match[str], group: int, fault: ValueError, charset: str) -> Fault:
    if isinstance(fault, UnicodeDecodeError):
        return Fault(f"an escaped byte that is no {charset}", token.start(group), "write the character itself")
    hint = r"a backslash itself is written \\; known are \n \t \r \" \\ \a \b \f \v, octal and \xhh"
    for piece in _PIECE.finditer(
        token.string, token.start(group), token.end(group + 1) if token[group + 1] else token.end(group)
    ):
        for match in _ESCAPE.finditer(piece[0]):
            if match[0] == fault.args[0]:
                return Fault(f"{match[0]} is no escape that PO files know", piece.start(), hint)
    return Fault("a number that is no byte", token.start(group), "write the character itself")


def _is_open(text: str, begin: int, end: int) -> bool:
    """Whether a string begins in this stretch of a line and does not close."""
    while (quote := text.find('"', begin, end)) >= 0:
        closed = _PIECE.match(text, quote, end)
        if closed is None:
            return True
        begin = closed.end()
    return False


def _diagnose(text: str, at: int, entry: _Entry | None) -> NoReturn:
    """Says what is wrong with the line at the first character that fits nowhere."""
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[begin : end if end >= 0 else len(text)].strip()
    if _CONFLICT.match(line):
        raise Fault("a merge conflict is left in the file", at, "decide for one side and take the marks out")
    if _is_open(text, at, end if end >= 0 else len(text)):
        if end < 0 or not text[end:].strip():
            raise Fault("the catalog ends inside a string", at, _RESTORE)
        raise Fault("a string that never closes on its line", at, r'end it with ", and write \" for a quote inside it')
    if line.startswith('"'):
        raise Fault(
            "a string that belongs to no keyword", at, "it continues the line above: is something missing there?"
        )
    if line.startswith(("#~", "#|")):
        raise Fault(f"a {line[:2]} line without msgctxt, msgid or msgstr", at, "write a plain comment as “# ...”")
    if re.match(r"msg(?:ctxt|id|str)", line) and end < 0 and entry is not None:
        raise Fault("the catalog ends inside a message", at, _RESTORE)
    raise Fault(
        f"“{line[:40]}” is no part of a PO file", at, "known are comments, msgctxt, msgid, msgid_plural, msgstr"
    )
