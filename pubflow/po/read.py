"""The bytes of a PO file -> Catalog and Layout."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.errors import CatalogError, UsageError
from pubflow.finding import Finding, Severity, Where
from pubflow.language.tag import LanguageTag
from pubflow.po.charset import decode
from pubflow.po.headers import Headers
from pubflow.po.layout import Layout
from pubflow.po.lexer import UNCHANGED, Block, blocks, line_of
from pubflow.segment.model import Key

_Strings = tuple[str, ...]
_Sorted = tuple[_Strings, _Strings, _Strings, _Strings]
RECORD = "pubflow: "
_OWN = re.compile(rf"^[ \t]*# {RECORD}([a-z-]+ for=([0-9a-f]{{16}})(?![^ \r\n])[^\n]*)$", re.MULTILINE)
_REFERENCE = re.compile("\u2068[^\u2069]*\u2069\\S*|\\S+")


def loads(content: bytes, *, path: str) -> tuple[Catalog, Layout]:
    """Read a PO or POT file, whoever wrote it.

    Units stand in file order. The statement's id is the file's stem, the language that of the header, else of the
    folder before `LC_MESSAGES`, else "". A `# pubflow:` line whose digest is not the unit's is left out.
    Raises CatalogError with `path:line` and a hint; reading changes nothing.
    """
    decoded = decode(content, path=path)
    found, end = blocks(decoded.text, path=path, charset=decoded.charset)
    _refuse_duplicates(found, decoded.text, path)
    seen: dict[str, _Sorted] = {}
    entries = tuple([_unit(block, seen) for block in found])
    header = next((i for i, b in enumerate(found) if not (b.source or b.context or b.obsolete)), None)
    units = entries
    headers: Headers = ()
    comments: _Strings = ()
    if header is not None:
        units = entries[:header] + entries[header + 1 :]
        headers, comments = _headers(entries[header].target), entries[header].comments
    language, findings = _language(dict(headers), path)
    layout = Layout(
        content,
        decoded.text,
        (*[block.start for block in found], end),
        entries,
        header,
        headers,
        comments,
        decoded.charset,
        decoded.bom,
    )
    layout = replace(layout, findings=findings + _remarks(layout, path))
    stem = path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rpartition(".")[0] or path
    return Catalog(stem, language, units, headers, comments), layout


def _unit(block: Block, seen: dict[str, _Sorted]) -> Unit:
    key = Key(block.context or "", block.source)
    targets = block.targets
    target = targets[0]
    lines = seen.get(block.comments)
    record = ""
    if lines is None:
        lines = _comments(block.comments)
        if RECORD in block.comments:
            record = _record(block.comments, unit_digest(key, target))
        else:
            # Neighbours say the same of themselves: kind, heading above, file.
            seen[block.comments] = lines
    comments, notes, references, flags = lines
    state = State.INITIAL
    if target or any(targets):
        state = State.REVIEWED
        if "fuzzy" in flags:
            state = State.TRANSLATED
    if "fuzzy" in flags:
        flags = tuple([flag for flag in flags if flag != "fuzzy"])
    previous = block.previous and Key(block.previous[0] or "", block.previous[1] or "")
    return Unit(
        key,
        target,
        state,
        notes=notes,
        comments=comments,
        record=record,
        previous=previous,
        references=references,
        flags=flags,
        source_plural=block.plural,
        targets=targets if block.plural is not None else (),
        obsolete=block.obsolete,
    )


def _comments(text: str) -> _Sorted:
    """The `#` lines sorted by what they are: people's, notes, references, flags. pubflow's own are left out."""
    comments: list[str] = []
    notes: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    for line in text.split("\n"):
        line = line.lstrip(" \t").removesuffix("\r")
        if line.endswith("\\ "):
            line = line[:-1]  # the writer's, see there
        match line[1:2]:
            case ".":
                notes.append(line[2:].removeprefix(" "))
            case ":":
                references += _REFERENCE.findall(line[2:])
            case ",":
                flags += [flag for part in line[2:].split(",") if (flag := part.strip())]
            case _ if line and not line.startswith("# " + RECORD):
                comments.append(line[1:].removeprefix(" "))
    return tuple(comments), tuple(notes), tuple(references), tuple(flags)


def _record(text: str, digest: str) -> str:
    """pubflow's own line, if there is one that speaks of this very text; tools carry such lines to changed units."""
    return next((match[1].rstrip("\r ") for match in _OWN.finditer(text) if match[2] == digest), "")


def _headers(text: str) -> Headers:
    """The header's lines as pairs, repeated keys and all; a line without a colon has the key ""."""
    pairs = []
    for line in text.split("\n"):
        key, colon, value = line.partition(":")
        if colon:
            pairs.append((key, value.removeprefix(" ")))
        elif line:
            pairs.append(("", line))
    return tuple(pairs)


def _refuse_duplicates(found: list[Block], text: str, path: str) -> None:
    """As gettext does: an obsolete message counts too."""
    seen: dict[tuple[str, str], Block] = {}
    for block in found:
        first = seen.setdefault((block.context or "", block.source), block)
        if first is block:
            continue
        differ = "the two translations differ" if first.targets != block.targets else "the two translations are equal"
        lines = line_of(text, first.at), line_of(text, block.at)
        name = f"“{block.source[:40]}”" if block.source else "the header"
        raise CatalogError(
            f"duplicate message {name}: lines {lines[0]} and {lines[1]}; {differ}",
            where=f"{path}:{lines[1]}",
            hint=f"keep one of the two and take the other out; {UNCHANGED}",
        )


def _language(headers: dict[str, str], path: str) -> tuple[str, tuple[Finding, ...]]:
    folders = path.replace("\\", "/").split("/")
    folder = folders[-3] if len(folders) >= 3 and folders[-2] == "LC_MESSAGES" else ""
    name = headers.get("Language", "").strip() or folder
    if not name:
        return "", ()
    try:
        return str(LanguageTag.parse(name)), ()
    except UsageError as error:
        finding = Finding("catalog-header", Severity.WARNING, f"Language: {error.message}", Where(path))
        return "", (finding,)


def _remarks(layout: Layout, path: str) -> tuple[Finding, ...]:
    findings = []
    for name, times in sorted(Counter(key for key, _ in layout.headers if key).items()):
        if times == 1:
            continue
        message = f"the header has {name} {times} times; gettext takes the first"
        findings.append(Finding("catalog-header", Severity.WARNING, message, Where(path)))
    if layout.converts:
        now = [layout.charset.upper()] if layout.charset not in {"utf-8", "utf8"} else []
        now += ["a byte order mark"] if layout.bom else []
        now += ["CRLF line ends"] if "\r\n" in layout.text else []
        message = f"the file has {' and '.join(now)}: kept as it is until its first change, then UTF-8 with LF"
        findings.append(Finding("catalog-encoding", Severity.INFO, message, Where(path)))
    return tuple(findings)
