"""What stands round a press release -> front matter: headline, embargo, dateline, contact, the end mark. Pure.

Only the edges of a document are looked at, and only what is plain there is taken. No word goes: what becomes a value of
the front matter stands there, and as it was written in a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pubflow.facts.calendar import days
from pubflow.finding import Finding, Severity, Where
from pubflow.markup.embargo_line import Embargo, embargo_of
from pubflow.statement import Atom, Attrs, Block, Inline, Span, Statement, Text, attr, plain

_LONGEST_TITLE: Final = 200
_NO_TITLE: Final = re.compile(r".*[.:;,。：；，][\"'”’)]*", re.DOTALL)
_KIND_LINE: Final = re.compile(
    r"(for immediate release|embargo.*|(press|news|media) (release|statement)|(public |joint |urgent )*statement)\W*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands above the headline and is none."""
_TOP: Final = 6
_CONTACT_LINES: Final = 12
_LONGEST_LINE: Final = 160
_END: Final = re.compile(
    r"[\s\[(*–—-]*(?i:ends?|end of (?:release|statement))[\s\])*./–—-]*|#(?:\s?#){2,}"
    r"|[\s–—-]*[–—-]\s?30\s?[–—-][\s–—-]*"
)
_NOTES: Final = re.compile(r"\s*(?:background )?notes? (?:to|for) (?:the )?editors?\s*[:.]?\s*", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"\s*(?:(?:for|press|media|news|public|information|further|more|and|or|interview|general)\s+)*"
    r"(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|queries|contact (?:information|details|persons?))\s*:?\s*",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"\s*(?:(?:for|to)\s+(?:more|further|additional|all|any|media|press|interview|request|arrange|an?)\b.{0,160}?\b"
    r"(?:contact|call|e-?mail|phone|telephone|reach|write|get in touch)\b"
    r"|(?:media |press |news )?contacts?\s*(?:information)?\s*:)",
    re.IGNORECASE | re.DOTALL,
)
_OWN_LABEL: Final = re.compile(
    r"\s*(?:(?:media |press |news )?contacts?\s*(?:information)?\s*:"
    r"|for (?:further|more) information,? (?:please )?contact(?:\s*:|(?=\s)))\s*(?=\S)",
    re.IGNORECASE,
)
_REACHABLE: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+?\d[\d\s().-]{6,}\d")
_PLACE: Final = (
    r"(?P<place>[A-ZÀ-Þ][\w.’'-]*(?:[ /](?:[A-ZÀ-Þ][\w.’'-]*|de|da|do|del|la|of|and|the)){0,4}"
    r"(?:, ?[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,3})?)"
)
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT: Final = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE: Final = (
    rf"(?P<date>{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS}|(?:{_SHORT})\.?),? \d{{4}}"
    rf"|(?:{_MONTHS}|(?:{_SHORT})\.?) \d{{1,2}}(?:st|nd|rd|th)?, ?\d{{4}}|\d{{4}}-\d\d-\d\d))"
)
_WHERE: Final = rf"(?:{_PLACE}(?:,| [–—|/-]| \() ?)"
_DATELINE: Final = re.compile(
    rf"\(?(?:{_WHERE}{_DATE}\)?\s*(?:[–—:]|--?)+|{_DATE.replace('<date', '<day')}\)?\s*[–—]+)\s*(?=\S)"
)
_DATE_ALONE: Final = re.compile(
    rf"\(?(?:(?i:(?:posted|published|released?|issued|date|for (?:immediate )?release)(?: on)?)\s*[:,]?\s+)?"
    rf"{_WHERE}?{_DATE}"
    r"\W*(?:\((?i:press|media|news) (?i:release|statement)\))?\W*"
)


@dataclass(frozen=True, slots=True)
class Press:
    """A statement whose furniture stands in its front matter."""

    statement: Statement
    as_written: tuple[tuple[str, str], ...] = ()
    """(what it is, the words as they stood), for what stands elsewhere now, in other words."""
    told: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Work:
    """The statement while it is looked at."""

    blocks: list[Block]
    meta: dict[str, str]
    path: str
    written: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, key: str, value: str, words: str) -> None:
        self.meta[key] = value
        self.told.append(f"{key}: {' / '.join(value.splitlines())}")
        if _letters(words) != _letters(value):
            self.written.append((key, words))


def headline(blocks: tuple[Block, ...]) -> tuple[Attrs, tuple[Block, ...]]:
    """A short first block without a full stop, with more to follow, as `title`, and the other blocks."""
    if len(blocks) < 2 or blocks[0].kind not in {"paragraph", "heading"}:
        return (), blocks
    title = " ".join(plain(blocks[0].inlines).split())
    is_heading = blocks[0].kind == "heading"
    if not title or len(title) > _LONGEST_TITLE or _KIND_LINE.fullmatch(title):
        return (), blocks
    if not is_heading and _NO_TITLE.fullmatch(title):
        return (), blocks
    return (("title", title),), blocks[1:]


def recognise(statement: Statement) -> Press:
    """Take the furniture at the edges of a document into its front matter."""
    work = _Work(list(statement.blocks), dict(statement.meta), statement.path)
    _misread_title(work)
    _top(work)
    _dateline(work)
    notes = _section(work)
    _contact(work)
    _ends(work, notes)
    made = replace(statement, meta=tuple(work.meta.items()), blocks=tuple(work.blocks))
    return Press(made, tuple(work.written), tuple(work.told), tuple(work.findings))


# --- the top ----------------------------------------------------------------------------------------------------------


def _misread_title(work: _Work) -> None:
    """A reader that knows no furniture may have taken the line above the headline for it."""
    title = work.meta.get("title", "")
    if title and (embargo_of(title) or _DATE_ALONE.fullmatch(title)):
        del work.meta["title"]
        work.blocks.insert(0, Block("paragraph", (Text(title),)))


def _top(work: _Work) -> None:
    """Embargo, a date alone and the headline, in whichever order they stand."""
    at = 0
    for _ in range(_TOP):
        if at >= len(work.blocks) or work.blocks[at].kind not in {"paragraph", "heading"}:
            return
        words = " ".join(plain(work.blocks[at].inlines).split())
        if "embargo" not in work.meta and (embargo := embargo_of(words)):
            _embargo(work, embargo, words)
            del work.blocks[at]
        elif "date" not in work.meta and len(work.blocks) > 1 and _date_alone(work, words):
            del work.blocks[at]
        elif "title" not in work.meta and _title(work, at):
            pass
        elif _KIND_LINE.fullmatch(words):
            at += 1
        else:
            at += 1
            if "title" in work.meta:
                # Below the headline only what follows it at once is furniture.
                return


def _title(work: _Work, at: int) -> bool:
    found, rest = headline(tuple(work.blocks[at:]))
    if not found:
        return False
    work.take("title", found[0][1], found[0][1])
    work.blocks[at:] = rest
    return True


def _embargo(work: _Work, embargo: Embargo, words: str) -> None:
    work.take("embargo", embargo.value or words, words)
    if embargo.doubt:
        remedy = "write it into the front matter as in embargo: 2024-07-01 22:00 Europe/London"
        unkept = f"the embargo can't be kept as it is written: {embargo.doubt}: “{words}”; {remedy}"
        message = f"embargo: {embargo.doubt}" if embargo.value else unkept
        work.findings.append(Finding("embargo", Severity.WARNING, message, Where(work.path)))


def _date_alone(work: _Work, words: str) -> bool:
    match = _DATE_ALONE.fullmatch(words)
    return match is not None and _dated(work, match, words)


def _dateline(work: _Work) -> None:
    """`London, 1 July 2024 –` before the first sentence."""
    top = ((at, one) for at, one in enumerate(work.blocks[:_TOP]) if one.kind == "paragraph")
    first = next((at for at, one in top if not _KIND_LINE.fullmatch(plain(one.inlines))), None)
    if first is None or "date" in work.meta:
        return
    block = work.blocks[first]
    words = plain(block.inlines)
    match = _DATELINE.match(words)
    if match and _dated(work, match, match[0].strip()):
        rest = _without(block.inlines, match.end())
        work.blocks[first] = replace(block, inlines=rest)


def _dated(work: _Work, match: re.Match[str], words: str) -> bool:
    named = match.groupdict()
    found = [day for day in days(named["date"] or named["day"], "en") if day.year and day.month and day.day]
    if len(found) != 1:
        return False
    day = found[0]
    if named["place"] and "place" not in work.meta:
        work.take("place", named["place"], named["place"])
    work.take("date", f"{day.year:04}-{day.month:02}-{day.day:02}", words)
    return True


# --- the end ----------------------------------------------------------------------------------------------------------


def _section(work: _Work) -> int | None:
    """Notes to editors become a section of their own; where it begins."""
    for at in range(len(work.blocks) - 1, 0, -1):
        block = work.blocks[at]
        words = plain(block.inlines)
        match = _NOTES.match(words) if block.kind in {"paragraph", "heading"} else None
        if match is None or not (match.end() == len(words) or ":" in match[0]):
            continue
        rest = _without(block.inlines, match.end())
        level = block.level or min((one.level for one in work.blocks if one.kind == "heading"), default=2)
        made = [Block("heading", (Text(match[0].strip().rstrip(":.").strip()),), level=level, line=block.line)]
        work.blocks[at : at + 1] = [*made, *([replace(block, kind="paragraph", level=0, inlines=rest)] if rest else [])]
        work.told.append(f"a section of its own: {match[0].strip()}")
        return at
    return None


def _contact(work: _Work) -> None:
    if "contact" in work.meta:
        return
    for at in range(len(work.blocks) - 1, len(work.blocks) // 2 - 1, -1):
        end = _contact_end(work.blocks, at)
        if end > at:
            lines = [line for block in work.blocks[at:end] for line in _lines(block)]
            written = "\n".join(lines)
            # Each page says in its own language what it is.
            words = "\n".join(lines[1:]) if len(lines) > 1 and _LABEL.fullmatch(lines[0]) else written
            label = _OWN_LABEL.match(words)
            work.take("contact", words[label.end() :] if label else words, written)
            del work.blocks[at:end]
            return


def _contact_end(blocks: Sequence[Block], at: int) -> int:
    """Where the contact ends that begins at `at`; `at` where none begins there."""
    block = blocks[at]
    if block.kind not in {"paragraph", "heading"}:
        return at
    words = plain(block.inlines)
    labelled = _LABEL.fullmatch(words) is not None
    if not labelled and (block.kind == "heading" or not _ASKS.match(words)):
        return at
    end = at + 1
    while end < len(blocks) and end - at <= _CONTACT_LINES and _is_line(blocks[end]):
        end += 1
    said = "\n".join(line for one in blocks[at:end] for line in _lines(one))
    return end if _REACHABLE.search(said) else at


def _is_line(block: Block) -> bool:
    """Whether a block may be a line of an address: short, and no sentence."""
    if block.kind == "list":
        return all(_is_line(one) for item in block.children for one in item.children)
    words = plain(block.inlines)
    if block.kind != "paragraph" or _END.fullmatch(words) or _NOTES.match(words):
        return False
    return len(words) <= _LONGEST_LINE and (bool(_REACHABLE.search(words)) or not words.rstrip().endswith((".", ":")))


def _lines(block: Block) -> list[str]:
    """The words of a block by line, with the addresses of its links where they do not stand in the words."""
    if block.children:
        return [line for child in block.children for line in _lines(child)]
    words = plain(block.inlines)
    for one in block.inlines:
        href = attr(one, "href").removeprefix("mailto:").removeprefix("tel:") if isinstance(one, Span) else ""
        if href and href not in words:
            words = words.replace(plain((one,)), f"{plain((one,))} ({href})", 1)
    return [" ".join(line.split()) for line in words.split("\n") if line.strip()]


def _ends(work: _Work, notes: int | None) -> None:
    """The mark that ends a release becomes a rule where something follows it, and goes where nothing does."""
    for at in range(1, len(work.blocks)):
        block = work.blocks[at]
        words = plain(block.inlines).strip()
        if block.kind in {"paragraph", "heading"} and words and _END.fullmatch(words):
            follows = at + 1 < len(work.blocks) and work.blocks[at + 1].kind != "footnote"
            work.blocks[at : at + 1] = [Block("rule", line=block.line, translatable=False)] if follows else []
            work.written.append(("end", words))
            work.told.append(f"the text ends at “{words}”" + ("; a rule stands there" if follows else ""))
            return


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _without(inlines: Iterable[Inline], length: int) -> tuple[Inline, ...]:
    """The inlines without their first code points, space after them too; spans that are left empty go."""
    out: list[Inline] = []
    for one in inlines:
        if length <= 0:
            out.append(one)
            continue
        size = len(plain((one,)))
        if size > length:
            if isinstance(one, Text):
                out.append(Text(one.text[length:].lstrip()))
            elif isinstance(one, Span):
                out.append(replace(one, children=_without(one.children, length)))
            else:
                out.append(one)
        elif isinstance(one, Atom) and one.kind in {"image", "footnote-ref", "html"}:
            out.append(one)
        length -= size
    if out and isinstance(out[0], Text):
        out[0] = Text(out[0].text.lstrip())
    return tuple(one for one in out if not isinstance(one, Text) or one.text)
