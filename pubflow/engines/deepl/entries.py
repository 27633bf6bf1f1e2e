"""Terms as entries of a glossary at DeepL. Pure.

Its rules: each side at most 1,024 bytes, no control characters, no white space at the ends, each source once. It tells
capitals apart, so a term gets a second entry for the head of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from pubflow.plugins import EngineTerm

_MOST_BYTES: Final = 1024
_MOST_BYTES_ALL: Final = 10 * 1024 * 1024
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EDGES: Final = "\u200b\ufeff"
"""What DeepL counts as white space beside what Python does."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What one target gets."""

    pairs: tuple[tuple[str, str], ...]
    """(source, target), each source once."""
    left_out: tuple[str, ...]
    """Sources of terms that DeepL would refuse."""

    @classmethod
    def of(cls, terms: Iterable[EngineTerm]) -> Entries:
        """The terms with their sentence-start forms; the first of two that differ in white space only counts."""
        listed: dict[str, str] = {}
        left_out: list[str] = []
        room = _MOST_BYTES_ALL
        for term in terms:
            source, target = _stripped(term.source), _stripped(term.target)
            if (
                not (_is_valid(source) and _is_valid(target))
                or (room := room - 2 * _bytes(f"{source}\t{target}\n")) < 0
            ):
                left_out.append(term.source)
            else:
                listed.setdefault(source, target)
        heads = {_head(source): _head(target) for source, target in listed.items()}
        fitting = {source: target for source, target in heads.items() if _is_valid(source) and _is_valid(target)}
        return cls(tuple((fitting | listed).items()), tuple(dict.fromkeys(left_out)))

    @property
    def digest(self) -> str:
        """Of what it holds, whatever the order."""
        lines = sorted(f"{source}\t{target}" for source, target in self.pairs)
        return sha256("\n".join(lines).encode()).hexdigest()


def _stripped(text: str) -> str:
    before = None
    while text != before:
        before, text = text, text.strip().strip(_EDGES)
    return text


def _is_valid(text: str) -> bool:
    return bool(text) and not _CONTROLS.search(text) and _bytes(text) <= _MOST_BYTES


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _head(text: str) -> str:
    """At the start of a sentence. A letter that grows to two in capitals stays."""
    upper = text[:1].upper()
    return upper + text[1:] if len(upper) == 1 else text
