"""The labelled pairs: one seeded defect each, or none and a reason why a check might see one. See README.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HALVES = ("dev", "held")
LATER = "later"
"""The set of the checks that came when the halves had been dealt."""
RULES = "rules"
"""The set of what an audit rule by rule found missing or false."""
IDS = frozenset(
    (
        *("empty same-as-source partial-untranslated unreviewed length-ratio truncated wrong-language").split(),
        *("simplified-char number-mismatch date-mismatch weekday-mismatch amount-mismatch negation-dropped").split(),
        *("hedge-dropped name-missing dnt-altered term-missing term-forbidden inconsistent-repeat").split(),
        *("reused-target url-email placeholder tag-mismatch structure end-punct quotes brackets spacing").split(),
        *("repeated-word halfwidth-punct locale-variant locale-format caps invisible-char bidi max-length").split(),
    )
)
"""What a pair may name."""
LATER_IDS = frozenset({"attribution"})
"""What one of the later set is about."""
_DEFECT = frozenset({"id", "check", "severity", "span", "why"})
_CLEAN = frozenset({"id", "check", "trap", "why"})
_OPTIONAL = frozenset({"source", "target", "context", "units", "apart", "also"})
_UNIT = frozenset({"source", "target", "context"})


class BadPairError(Exception):
    """A line that is not in the form of README.md."""


@dataclass(frozen=True, slots=True)
class Text:
    """One unit of a pair."""

    source: str
    target: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    language: str
    texts: tuple[Text, ...]
    """One; several where only a look across units shows the defect."""
    checks: tuple[str, ...]
    """Any of them reports the defect; none for a clean pair."""
    why: str
    traps: tuple[str, ...] = ()
    """Of a clean pair: what might wrongly fire."""
    severity: str = ""
    span: str = ""
    """Stands in a target; "" where something is missing."""
    also: tuple[str, ...] = ()
    """Further ids that are no false alarm here."""
    apart: bool = False
    """Whether each unit stands in a statement of its own."""

    @property
    def group(self) -> str:
        """The check that it is there for."""
        return (self.checks or self.traps)[0]


def load(half: str, folder: Path = HERE) -> list[Pair]:
    """All pairs of a half, language by language. Raises BadPairError naming the line."""
    pairs: list[Pair] = []
    for path in sorted((folder / half).glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
            try:
                pairs.append(pair(json.loads(line), path.stem))
            except (ValueError, BadPairError) as error:
                raise BadPairError(f"{half}/{path.name}:{number}: {error}") from None
    return pairs


def pair(line: Mapping[str, Any], language: str) -> Pair:
    """One line as a value. Raises BadPairError."""
    checks = tuple(line.get("check") or ())
    wanted = _DEFECT if checks else _CLEAN
    if lacking := wanted - line.keys():
        raise BadPairError(f"lacks {', '.join(sorted(lacking))}")
    if unknown := line.keys() - wanted - _OPTIONAL:
        raise BadPairError(f"has {', '.join(sorted(unknown))}")
    found = Pair(
        id=line["id"],
        language=language,
        texts=_texts(line),
        checks=checks,
        why=line["why"],
        traps=tuple(line.get("trap", ())),
        severity=line.get("severity", ""),
        span=line.get("span", ""),
        also=tuple(line.get("also", ())),
        apart=line.get("apart", False),
    )
    _judge(found)
    return found


def _texts(line: Mapping[str, Any]) -> tuple[Text, ...]:
    units = line["units"] if "units" in line else [{key: line[key] for key in _UNIT & line.keys()}]
    try:
        return tuple(Text(**unit) for unit in units)
    except TypeError as error:
        raise BadPairError(f"a unit has source, target and perhaps context: {error}") from None


def _judge(found: Pair) -> None:
    names = (*found.checks, *found.traps, *found.also)
    if unknown := set(names) - IDS - LATER_IDS:
        raise BadPairError(f"there is no check {', '.join(sorted(unknown))}")
    if not names or not found.why:
        raise BadPairError("says not what it is there for")
    if found.checks and found.severity not in ("E", "W"):
        raise BadPairError(f"severity is E or W, not “{found.severity}”")
    if not any(found.span in text.target for text in found.texts):
        raise BadPairError(f"“{found.span}” stands in no target")
