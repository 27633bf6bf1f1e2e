"""What a person is handed, and what their file says when it comes back: units by number, whatever the format. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from pubflow.errors import CatalogError
from pubflow.exchange.escape import NO_XML
from pubflow.finding import runs
from pubflow.language import LanguageTag
from pubflow.segment.model import Key

HandoutKind = Literal["translate", "review"]
_FACTS: Final = ("pack", "statement", "language", "source", "kind", "to")
"""What a file says of itself; in its header as `X-Pubflow-Pack` and so on."""
_CODE: Final = re.compile(r"\[pubflow[: ]([0-9a-f]{12})\]")
_PACK: Final = re.compile(r"[0-9a-f]{12}")
_RANGE: Final = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of a hand-out."""

    number: int
    """Where it first stands in the statement, from 1, as the other commands count."""
    key: Key
    name: str = ""
    """The key's digest; "" where a file does not carry it."""
    target: str = ""
    waiting: bool = True
    """Whether it is to be translated or agreed to; False: agreed."""
    mine: bool = True
    """Whether it is the person's; else it stands there as context."""
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """`? question` and `= answer` among them."""


@dataclass(frozen=True, slots=True)
class Handout:
    """The units that one person gets at once."""

    pack: str
    """12 hex digits."""
    statement: str
    language: str
    """BCP 47."""
    source: str = ""
    """16 hex digits: the source that its catalog was made from."""
    kind: HandoutKind = "translate"
    to: str = ""
    """Neutral handle; "" for a person, unknown."""
    rows: tuple[Row, ...] = ()

    @property
    def code(self) -> str:
        """What tells the pack wherever a line of text survives."""
        return f"[pubflow:{self.pack}]"

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The pairs of its header, without those that are empty."""
        return tuple((f"X-Pubflow-{name.title()}", value) for name in _FACTS if (value := str(getattr(self, name))))

    @property
    def open(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.mine)


@dataclass(frozen=True, slots=True)
class Returned:
    """A file, read."""

    handout: Handout
    settles: Literal["marked", "edited", "unclear"] = "marked"
    """What makes a changed row finished: a mark of its own; the edit itself; or the mark if the program sets any."""
    told: tuple[str, ...] = ()
    """What the person should hear of how it was read."""
    remarks: tuple[tuple[int, str], ...] = ()
    """(number, what was written beside the unit): comments and notes that the hand-out did not have."""
    rest: bool = False
    """Whether it says that every row which is not changed is right."""
    translator: str = ""
    """Who saved it, as their program's settings name them: to be looked up among the handles, and written nowhere."""


def of_facts(facts: Iterable[tuple[str, str]], rows: Iterable[Row], path: str, text: str = "") -> Handout:
    """A hand-out of what a header says; `text` is searched for its code where the header is lost.

    Raises CatalogError where neither names a pack.
    """
    said = {name.lower().removeprefix("x-pubflow-"): value.strip() for name, value in facts}
    pack = said.get("pack", "") or code_in(text)
    if not _PACK.fullmatch(pack):
        hint = "only files that pubflow pack made, and what people's programs make of them, can come back"
        raise CatalogError("is no hand-out: nothing in it names its pack", where=path, hint=hint)
    kind = said.get("kind", "")
    language = said.get("language", "")
    return Handout(
        pack,
        said.get("statement", ""),
        str(LanguageTag.parse(language)) if language else "",
        said.get("source", ""),
        cast("HandoutKind", kind) if kind in get_args(HandoutKind) else "translate",
        said.get("to", ""),
        tuple(rows),
    )


def code_in(text: str) -> str:
    """The pack that a text names; "" where it names none, or several."""
    found = set(_CODE.findall(text))
    return found.pop() if len(found) == 1 else ""


def one_line(text: str) -> str:
    """Line breaks and tabs as spaces, other control characters as U+FFFD: a stranger's words move no cursor."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))


def ranges(numbers: Iterable[int]) -> str:
    """`1-3,5`; "" for none."""
    return runs(sorted(set(numbers))).replace(" ", "")


def numbers_of(text: str) -> tuple[int, ...] | None:
    """The numbers that `1-3, 5` names, sorted; None where it is no such list."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[,\s]+", text.strip())):
        match = _RANGE.fullmatch(part)
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or last - first > 100_000:
            return None
        found.update(range(first, last + 1))
    return tuple(sorted(found)) if found else None


def unheld(rows: Iterable[Row]) -> Iterator[int]:
    """The numbers of units with a character that XML can't hold: control characters."""
    for row in rows:
        if NO_XML.search(row.key.source) or NO_XML.search(row.target):
            yield row.number
