"""Front matter: YAML read as plain text and written back by splicing, so that what is not ours keeps its bytes.

Only YAML's event stream is used: no object is ever built, nothing is expanded, and every scalar is the text that
stands there (YAML itself would make `title: No` false and `12:30` 750).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import yaml

from pubflow.errors import SourceError
from pubflow.statement import Attrs

LIMIT = 32_768
"""Characters of front matter; more is no front matter but an attack or an accident."""
_DEPTH = 20
_TOO_DEEP = "nesting depth"
"""What newer builds of libyaml say, before the first bracket is handed on, of more than a thousand of them."""
_OPEN = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_CLOSE = re.compile(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
# libyaml is some twenty times faster than PyYAML's own scanner, and not in every build.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

RESERVED = (
    "id", "title", "subtitle", "summary", "excerpt", "description", "date", "place", "contact", "embargo", "language",
    "lang", "slug",
)  # fmt: skip
"""The keys that mean something to pubflow."""
_MISTAKES = {"embargoed": "embargo", "embargo-until": "embargo", "embargo_until": "embargo", "embargountil": "embargo"}
# One letter away from a key of ours, and ordinary words all the same.
_ORDINARY = frozenset({"contract", "contacts", "languages", "descriptions", "summaries", "excerpts", "subtitles"})
_NESTED = ("social", "limits")
"""Keys whose mapping is read as keys of its own: `social: {x: ...}` is `social.x`."""
_FUZZY_LENGTH = 6
"""Shorter reserved keys have too many ordinary neighbours for a typo in them to be sure."""


class _Mark(Protocol):
    """A place in the YAML text; libyaml's and PyYAML's are two classes."""

    @property
    def index(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One key and where its value stands."""

    key: str
    value: str
    """A scalar's text; for a list or a mapping the YAML that says it."""
    start: int
    """Code points in the YAML text, half-open: the value's own characters, quotes included."""
    end: int
    style: str
    """`"`, `'`, `|`, `>`; "" for a plain scalar; `{` for anything that is no scalar."""
    line: int
    """Of the key in the file, from 1."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood between the two lines of dashes."""

    text: str
    entries: tuple[Entry, ...] = ()

    @property
    def meta(self) -> Attrs:
        return tuple((entry.key, entry.value) for entry in self.entries)


def split(text: str, *, path: str = "") -> tuple[str, tuple[int, int], int]:
    """The YAML text, its span in `text`, and the offset at which the body begins; ("", (0, 0), 0) where there is none.

    Raises SourceError for front matter that is opened and never closed, or larger than `LIMIT`.
    """
    opened = _OPEN.match(text)
    if opened is None:
        return "", (0, 0), 0
    closed = _CLOSE.search(text, opened.end())
    if closed is None:
        raise SourceError(
            "the front matter opened at line 1 is never closed with ---",
            where=f"{path}:1",
            hint="end it with a line of three dashes; a rule at the top of a text can be written ***",
        )
    start, end = opened.end(), closed.start()
    if end - start > LIMIT:
        raise SourceError(f"the front matter is longer than {LIMIT} characters", where=f"{path}:1")
    return text[start:end], (start, end), closed.end()


def loads(text: str, *, path: str = "", line: int = 2) -> FrontMatter:
    """Read the YAML between the dashes; `line` is the line of the file on which it begins.

    Raises SourceError, with its line, for what is no YAML or no mapping, for duplicate keys, anchors, aliases and
    tags, and for a key that is one slip away from one of ours.
    """
    try:
        entries = tuple(_entries(text, path, line))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"{path}:{line + mark.line}" if mark else f"{path}:{line}"
        if error.problem and _TOO_DEEP in error.problem:
            raise _too_deep(at) from None
        raise SourceError(f"the front matter is not YAML: {error.problem}", where=at, hint=_QUOTE_HINT) from None
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise SourceError(f"the front matter is not YAML: {reason}", where=f"{path}:{line}") from None
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            at = f"{path}:{entry.line}"
            raise SourceError(f"front matter key “{entry.key}” is there twice", where=at, hint="keep one of them")
        seen.add(entry.key)
        nearest = near_miss(entry.key)
        if nearest:
            raise SourceError(
                f"front matter key “{entry.key}” is not known; did you mean “{nearest}”?",
                where=f"{path}:{entry.line}",
                hint=f"write {nearest}:, or another key if it is meant for another program",
            )
    return FrontMatter(text, entries)


def listed(value: str) -> tuple[str, ...]:
    """The texts of a value that is a list, in YAML's two forms or with commas; nested ones come out flat."""
    if not value.lstrip().startswith(("[", "- ")):
        return tuple(filter(None, map(str.strip, value.split(","))))
    # Of a block list the first line has lost its indentation: `Entry.value` begins at the value.
    lines = value.split("\n")
    indent = " " * (len(lines[-1]) - len(lines[-1].lstrip()))
    try:
        events = [*yaml.parse(indent + value, Loader=_LOADER)]
    except yaml.YAMLError:
        return (value,)
    return tuple(event.value for event in events if isinstance(event, yaml.ScalarEvent) and event.value)


_QUOTE_HINT = "a value that holds a colon and a space, or begins with a sign, wants double quotes around it"


def _entries(text: str, path: str, line: int) -> Iterator[Entry]:
    """The keys of the one mapping, values as text. Nested collections are only walked for what is forbidden."""
    walk = _Walk(text)
    for event in yaml.parse(text, Loader=_LOADER):
        place = f"{path}:{line + _line(event)}"
        _refuse_magic(event, place)
        match event:
            case yaml.DocumentStartEvent(explicit=True):
                raise SourceError("the front matter holds a second YAML document", where=place)
            case yaml.CollectionStartEvent():
                walk.open(event, place)
            case yaml.CollectionEndEvent():
                yield from walk.close(event)
            case yaml.ScalarEvent():
                yield from walk.scalar(event, place, line)


class _Walk:
    """Which collections are open, and which key of the outermost one, or of a nested one, waits for its value."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: list[_Keys] = []
        self.key: tuple[str, int] | None = None
        """The key and its line."""
        self.opened = 0
        """Where the value of `key` begins."""
        self.within = ""
        """`social.` inside the mapping of that key; "" outside."""
        self.flow = False
        """Whether that mapping stands in braces."""

    @property
    def level(self) -> int:
        """How many collections stand open round a key of ours."""
        return 2 if self.within else 1

    def open(self, event: yaml.CollectionStartEvent, place: str) -> None:
        _open(event, self.keys, place)
        if len(self.keys) != self.level + 1:
            return
        if self.key and self.key[0] in _NESTED and isinstance(event, yaml.MappingStartEvent):
            self.within, self.flow, self.key = f"{self.key[0]}.", bool(event.flow_style), None
        else:
            self.opened = _index(event.start_mark)

    def close(self, event: yaml.Event) -> Iterator[Entry]:
        self.keys.pop()
        if self.within and len(self.keys) == 1:
            self.within = ""
        elif len(self.keys) == self.level and self.key is not None:
            # A block collection ends where the next token begins: the blank lines between are not its own.
            end = self.opened + len(self.text[self.opened : _index(event.end_mark)].rstrip())
            yield Entry(self.key[0], self.text[self.opened : end], self.opened, end, "{", self.key[1])
            self.key = None

    def scalar(self, event: yaml.ScalarEvent, place: str, line: int) -> Iterator[Entry]:
        if not self.keys:
            raise SourceError("the front matter is no list of `key: value` lines", where=place, hint=_RULE_HINT)
        is_key = self.keys[-1].take(event.value, place)
        if len(self.keys) > self.level:
            return
        if is_key:
            self.key = (self.within + event.value, line + _line(event))
        elif self.key is not None:
            entry = _scalar(self.text, event, self.key)
            # Between braces a comma would end a value that is written without quotes.
            yield replace(entry, style='"') if self.within and self.flow and not entry.style else entry
            self.key = None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _index(mark: _Mark | None) -> int:
    return mark.index if mark else 0


_RULE_HINT = "three dashes at the very top open front matter; a rule at the top of a text can be written ***"


class _Keys:
    """The keys of one open collection: who is a key, who a value, and which were there before."""

    def __init__(self, mapping: bool) -> None:
        self.mapping = mapping
        self.wants_key = True
        self.seen: set[str] = set()

    def take(self, value: str | None, at: str) -> bool:
        """Count one child; `value` is None for a collection. Whether it is a key. Raises SourceError for a second."""
        if not self.mapping:
            return False
        is_key, self.wants_key = self.wants_key, not self.wants_key
        if is_key:
            if value is None:
                raise SourceError("a front matter key must be a word", where=at, hint=_QUOTE_HINT)
            if value in self.seen:
                raise SourceError(f"front matter key “{value}” is there twice", where=at, hint="keep one of them")
            self.seen.add(value)
        return is_key


def _open(event: yaml.CollectionStartEvent, keys: list[_Keys], at: str) -> None:
    depth = len(keys)
    mapping = isinstance(event, yaml.MappingStartEvent)
    if depth == 0 and not mapping:
        raise SourceError("the front matter is no list of `key: value` lines", where=at, hint=_RULE_HINT)
    if depth == 0 and event.flow_style:
        raise SourceError("front matter in braces is not read", where=at, hint="write one `key: value` a line")
    if depth >= _DEPTH:
        raise _too_deep(at)
    if keys:
        keys[-1].take(None, at)
    keys.append(_Keys(mapping))


def _too_deep(at: str) -> SourceError:
    return SourceError(f"the front matter is nested deeper than {_DEPTH} levels", where=at)


def _refuse_magic(event: yaml.Event, at: str) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise SourceError(f"YAML alias *{event.anchor} in the front matter", where=at, hint="write the value out")
    if anchor := getattr(event, "anchor", None):
        raise SourceError(f"YAML anchor &{anchor} in the front matter", where=at, hint="write the value out")
    if tag := getattr(event, "tag", None):
        raise SourceError(f"YAML tag {tag} in the front matter", where=at, hint="write the plain value")


def _scalar(text: str, event: yaml.ScalarEvent, key: tuple[str, int]) -> Entry:
    start, end = _index(event.start_mark), _index(event.end_mark)
    style = event.style if event.style in {"'", '"', "|", ">"} else ""
    # A block scalar ends where the next token begins.
    end = start + len(text[start:end].rstrip()) if style != "'" and style != '"' else end
    value = "" if not style and event.value in {"~", "null", "Null", "NULL"} else event.value
    return Entry(key[0], value, start, max(start, end), style, key[1])


def near_miss(key: str) -> str | None:
    """The reserved key that `key` was surely meant to be; None for a reserved key and for every ordinary one."""
    if key in RESERVED or key in _ORDINARY:
        return None
    folded = key.lower().replace("-", "").replace("_", "").replace(" ", "")
    if folded in RESERVED:
        return folded
    if key.lower() in _MISTAKES:
        return _MISTAKES[key.lower()]
    for reserved in RESERVED:
        if _transposed(key, reserved) or (len(reserved) >= _FUZZY_LENGTH and _one_edit(key, reserved)):
            return reserved
    return None


def _transposed(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places (in a word long enough for that to be no word itself)."""
    if len(one) != len(other) or len(one) < 5:
        return False
    differing = [index for index, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first = differing[0]
    return one[first] == other[first + 1] and one[first + 1] == other[first]


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter was left out, added or mistaken, the first letter and a plural s aside."""
    if one[:1] != other[:1] or one == other + "s" or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(left != right for left, right in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def dumps(front: FrontMatter, meta: Attrs, newline: str = "\n") -> str:
    """The YAML text with the values of `meta`: changed scalars spliced, new keys added at the end, the rest as it was.

    A key that `meta` lacks keeps its bytes; so does a list or mapping, which is never rewritten.
    """
    new = dict(meta)
    out: list[str] = []
    at = 0
    for entry in front.entries:
        value = new.pop(entry.key, entry.value)
        if value == entry.value or entry.style == "{":
            continue
        space = " " if front.text[max(0, entry.start - 1) : entry.start] == ":" else ""
        out += front.text[at : entry.start], space, scalar(value, entry.style)
        at = entry.end
    out.append(front.text[at:])
    if new:
        last = out[-1] or front.text
        if last and not last.endswith(("\n", "\r")):
            out.append(newline)
        out += [f"{_key(key)}: {scalar(value)}{newline}" for key, value in new.items()]
    return "".join(out)


def scalar(value: str, style: str = "") -> str:
    """One line of YAML that every YAML reader takes for exactly this text, in the style it had where that can be."""
    if _UNPRINTABLE.search(value):
        return _double(value)
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    if style == "" and _PLAIN.fullmatch(value) and not _typed(value):
        return value
    return _double(value)


_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
# A letter first, no colon or # that could mean anything, no blank at the end.
_PLAIN = re.compile(r"[^\W\d_](?:[^:#\"\\]|:(?=\S)|(?<=\S)#)*(?<![\s:])")


def _typed(value: str) -> bool:
    """Whether another YAML reader would make something else than text of it: `No`, `2016-08-01`, `12:30` ..."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(value[0], [])
    return any(pattern.match(value) for _tag, pattern in resolvers)


def _double(value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z][\w-]*", key) and not _typed(key) else _double(key)
