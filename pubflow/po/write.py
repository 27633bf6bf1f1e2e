"""Catalog and Layout -> the bytes of a PO file. What nobody changed keeps its bytes; the rest is unwrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import polib

from pubflow.catalog import Catalog, State, Unit
from pubflow.errors import CatalogError
from pubflow.po.layout import Layout
from pubflow.po.lexer import UNCHANGED
from pubflow.po.read import RECORD
from pubflow.segment.model import Key

_FORBIDDEN = re.compile("[\0\4]")
"""NUL ends a text for gettext; U+0004 is its separator of context and text."""
_LINE_END = re.compile(r"\r+\n")
"""Files that went through two conversions have CR CR LF."""
_BREAK = re.compile(r"[\r\n\0]+")
_BYTE_ESCAPE = re.compile(r"\\[0-7x]")
_UTF8 = re.compile(r"charset=utf-?8(?![^\s;])", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[ \t]*[^\s;]+")
_WIDTH = 79
_SPACE = " \t\r\f\v\n"


def dumps(catalog: Catalog, layout: Layout | None = None, beside: Layout | None = None) -> bytes:
    """Write a catalog, over the file it was read from where there is one.

    Where nothing differs from what was read, the very bytes come back. Else the file is UTF-8 with LF; a unit equal to
    the one read keeps its text and the blank lines round it, others are written as `msgcat --no-wrap` writes them.
    `beside`: another file that was merged into it; a unit equal to one there has that one's text.
    Raises CatalogError for a text that no PO file can hold (NUL, U+0004, half of a surrogate pair).
    """
    if layout is None:
        text = _fresh(catalog)
    elif _unchanged(catalog, layout):
        return layout.content
    else:
        text = _Weaver(layout, beside).text(catalog)
    try:
        if not _FORBIDDEN.search(text):
            return text.encode("utf-8")
    except UnicodeEncodeError:
        pass
    raise _unwritable(catalog)


def _fresh(catalog: Catalog) -> str:
    entries = [_entry(unit) for unit in catalog.units]
    if catalog.headers or catalog.header_comments:
        entries.insert(0, _entry(_header(catalog, None)))
    return "\n".join(entries)


def _unchanged(catalog: Catalog, layout: Layout) -> bool:
    if catalog.headers != layout.headers or catalog.header_comments != layout.header_comments:
        return False
    at = layout.header
    read = layout.entries if at is None else layout.entries[:at] + layout.entries[at + 1 :]
    return len(read) == len(catalog.units) and all(map(_same, catalog.units, read))


def _same(unit: Unit, read: Unit) -> bool:
    """Whether both are written alike: a PO file does not know FINAL from REVIEWED."""
    if unit is read or unit == read:
        return True
    return unit.state is State.FINAL and read.state is State.REVIEWED and replace(unit, state=State.REVIEWED) == read


class _Weaver:
    """Lays a catalog over the file it was read from."""

    def __init__(self, layout: Layout, beside: Layout | None = None) -> None:
        self.layout = layout
        self.beside = _Weaver(beside) if beside is not None else None
        self.index = {unit.key: number for number, unit in enumerate(layout.entries)}
        self.recoded = layout.charset not in {"utf-8", "utf8"}

    def text(self, catalog: Catalog) -> str:
        out: list[str] = []
        before: int | None = None
        for written, number in self._entries(catalog):
            if out:
                out.append(self._gap(before, number))
            out.append(written)
            before = number
        text = self.layout.text
        tail = text[self.layout.starts[-1] :]
        if before is not None and before == len(self.layout.entries) - 1:
            out.append(self._blank(before) + tail)
        elif tail:
            out.append("\n\n" + tail)
        else:
            out.append("\n" if out else "")
        written = "".join(out)
        return _LINE_END.sub("\n", written) if "\r\n" in written else written

    def _entries(self, catalog: Catalog) -> Iterator[tuple[str, int | None]]:
        """The text of each entry to write, and which entry of the file it is."""
        layout = self.layout
        if catalog.headers or catalog.header_comments:
            yield self._header_text(catalog), layout.header
        for unit in catalog.units:
            number = self.index.get(unit.key)
            if number is not None and _same(unit, layout.entries[number]) and not self.holds_bytes(number):
                yield self.raw(number).rstrip(_SPACE), number
            else:
                yield self._from_beside(unit) or _entry(unit).rstrip("\n"), number

    def _from_beside(self, unit: Unit) -> str:
        """The text of an equal unit of the other file; "" where there is none."""
        other = self.beside
        number = other.index.get(unit.key) if other is not None else None
        if other is None or number is None or not _same(unit, other.layout.entries[number]):
            return ""
        return "" if other.holds_bytes(number) else other.raw(number).rstrip(_SPACE)

    def _header_text(self, catalog: Catalog) -> str:
        layout = self.layout
        if layout.header is None:
            return _entry(_header(catalog, None)).rstrip("\n")
        same = catalog.headers == layout.headers and catalog.header_comments == layout.header_comments
        if same and not self.recoded:
            return self.raw(layout.header).rstrip(_SPACE)
        return _entry(_header(catalog, layout.entries[layout.header])).rstrip("\n")

    def raw(self, number: int) -> str:
        return self.layout.text[self.layout.starts[number] : self.layout.starts[number + 1]]

    def holds_bytes(self, number: int) -> bool:
        """Octal and hexadecimal escapes are bytes of the old charset."""
        return self.recoded and _BYTE_ESCAPE.search(self.raw(number)) is not None

    def _blank(self, number: int) -> str:
        raw = self.raw(number)
        return raw[len(raw.rstrip(_SPACE)) :]

    def _gap(self, before: int | None, number: int | None) -> str:
        """The blank lines that stood between two entries, where they were neighbours; else one."""
        if before is None or number is None or before + 1 != number:
            return "\n\n"
        gap = self._blank(before)
        return gap if "\n" in gap else "\n"


def _header(catalog: Catalog, old: Unit | None) -> Unit:
    """The header as a unit; its flags, references and notes are the old one's."""
    lines = []
    for key, value in catalog.headers:
        if key == "Content-Type" and not _UTF8.search(value):
            value = _CHARSET.sub("charset=UTF-8", value)
        lines.append(_BREAK.sub(" ", f"{key}: {value}" if key else value) + "\n")
    text = "".join(lines)
    if old is None:
        return Unit(Key("", ""), text, State.REVIEWED, comments=catalog.header_comments)
    return replace(old, target=text, comments=catalog.header_comments)


class _Entry(polib.POEntry):
    """polib's entry, with gettext's idea of a line: polib breaks at U+2028, form feed and lone CR too, leaves BEL."""

    def _str_field(self, fieldname: str, delflag: str, plural_index: str, field: str, wrapwidth: int = 0) -> list[str]:
        return _field(f"{delflag}{fieldname.removeprefix('previous_')}{plural_index}", field, delflag)


def _field(name: str, text: str, mark: str = "") -> list[str]:
    """One keyword with its text, a line a line of the text; `mark` stands before each."""
    breaks = text.count("\n")
    one_line = breaks == 0 or (breaks == 1 and text.endswith("\n"))
    if _SPECIAL.search(text):
        text = polib.escape(text).replace("\a", r"\a")
    if one_line:
        return [f'{name} "{text}"']
    return [f'{name} ""', *[f'{mark}"{piece}"' for piece in _LINE.findall(text)]]


_SPECIAL = re.compile(r'[\\"\a\b\f\n\r\t\v]')
_LINE = re.compile(r"(?:[^\\]|\\[^n])*\\n|(?:[^\\]|\\[^n])+")


def _entry(unit: Unit) -> str:
    """One entry with a line end, in gettext's order; `# people`, then pubflow's own line, then `#.` and `#:`."""
    lines = ["# " + line if line else "#" for comment in unit.comments for line in _lines(comment)]
    if unit.record:
        lines.append(f"# {RECORD}{unit.record}")
    lines += [f"#. {line}" if line else "#." for note in unit.notes for line in _lines(note)]
    lines += _references(unit.references)
    # gettext joins a line that ends with a backslash to the next one, even a comment.
    lines = [line + " " if line.endswith("\\") else line for line in lines]
    if unit.source_plural is None and unit.previous is None and not unit.obsolete:
        return "\n".join([*lines, *_everyday(unit)])
    return "\n".join([*lines, _polib_entry(unit).__unicode__(wrapwidth=0)])


def _everyday(unit: Unit) -> Iterator[str]:
    """The flags and texts of an entry without plural and past: what polib would say, in a tenth of its time."""
    flags = ("fuzzy", *unit.flags) if unit.state is State.TRANSLATED else unit.flags
    if flags:
        yield f"#, {', '.join(flags)}"
    if unit.key.context:
        yield from _field("msgctxt", unit.key.context)
    yield from _field("msgid", unit.key.source)
    yield from _field("msgstr", unit.target)
    yield ""


def _polib_entry(unit: Unit) -> _Entry:
    plural = unit.source_plural is not None
    previous = unit.previous
    return _Entry(
        msgctxt=unit.key.context or None,
        msgid=unit.key.source,
        msgstr=unit.target,
        msgid_plural=unit.source_plural or "",
        msgstr_plural=dict(enumerate((unit.target, *unit.targets[1:]))) if plural else {},
        flags=["fuzzy", *unit.flags] if unit.state is State.TRANSLATED else unit.flags,
        previous_msgctxt=(previous.context or None) if previous else None,
        previous_msgid=previous.source if previous else None,
        obsolete=unit.obsolete,
    )


def _references(references: tuple[str, ...]) -> list[str]:
    """Broken at 79 columns, as gettext does even where texts stay unwrapped."""
    lines: list[str] = []
    line = "#:"
    for reference in references:
        if line != "#:" and len(line) + len(reference) + 1 > _WIDTH:
            lines.append(line)
            line = "#:"
        line += " " + reference
    return [*lines, line] if references else []


def _lines(comment: str) -> list[str]:
    """A line break inside a comment would end it and let its rest be read as something else."""
    return _BREAK.split(comment) if _BREAK.search(comment) else [comment]


def _unwritable(catalog: Catalog) -> CatalogError:
    for unit in catalog.units:
        try:
            text = _entry(unit)
            text.encode("utf-8")
        except UnicodeEncodeError:
            fault = "half of a surrogate pair"
        else:
            found = _FORBIDDEN.search(text)
            if found is None:
                continue
            fault = f"the character U+{ord(found[0]):04X}"
        name = ascii(unit.key.source[:40])
        hint = f"take it out of the text; {UNCHANGED}"
        return CatalogError(f"unit {name} holds {fault}, which no PO file can", where=catalog.statement_id, hint=hint)
    return CatalogError("a header that no PO file can hold", where=catalog.statement_id, hint=UNCHANGED)
