"""Terms as entries of a glossary at DeepL, each source once. Pure.

It tells capitals apart, so a term gets a second entry for the head of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from pubflow.exchange.deepl_entry import LARGEST, fault, size, trimmed
from pubflow.plugins import EngineTerm


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
        room = LARGEST
        for term in terms:
            source, target = trimmed(term.source), trimmed(term.target)
            if fault(source) or fault(target) or (room := room - 2 * size(f"{source}\t{target}\n")) < 0:
                left_out.append(term.source)
            else:
                listed.setdefault(source, target)
        heads = {_head(source): _head(target) for source, target in listed.items()}
        fitting = {source: target for source, target in heads.items() if not (fault(source) or fault(target))}
        return cls(tuple((fitting | listed).items()), tuple(dict.fromkeys(left_out)))

    @property
    def digest(self) -> str:
        """Of what it holds, whatever the order."""
        lines = sorted(f"{source}\t{target}" for source, target in self.pairs)
        return sha256("\n".join(lines).encode()).hexdigest()


def _head(text: str) -> str:
    """At the start of a sentence. A letter that grows to two in capitals stays."""
    upper = text[:1].upper()
    return upper + text[1:] if len(upper) == 1 else text
