"""The sentences of the sets with the marked words turned into spans.

python -m benchmarks.terms.spans [FILE ..]   check the files and count them; a line whose words are not there fails
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class BadLineError(Exception):
    """A line of a set that does not say where its terms are."""


@dataclass(frozen=True, slots=True)
class Span:
    concept: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    id: str
    source: str
    terms: tuple[Span, ...]
    homographs: tuple[Span, ...]
    kinds: tuple[str, ...]


def sentence(line: Mapping[str, Any]) -> Sentence:
    """Terms stand in the order of their occurrence; the words of a homograph stand in the sentence once."""
    name, source = line["id"], line["source"]
    homographs = []
    for concept, words, _why in line["homographs"]:
        places = list(_places(source, concept, words))
        if len(places) != 1:
            raise BadLineError(f"{name}: “{words}” stands {len(places)} times in “{source}”, not once")
        homographs += places
    terms: list[Span] = []
    for concept, words in line["terms"]:
        after = terms[-1].end if terms else 0
        places = [place for place in _places(source, concept, words) if place.start >= after]
        free = [place for place in places if not any(place.overlaps(other) for other in homographs)]
        if not free:
            raise BadLineError(f"{name}: no “{words}” in “{source[after:]}”")
        terms.append(free[0])
    _all_marked(name, source, terms, homographs)
    return Sentence(name, source, tuple(terms), tuple(homographs), tuple(line["kinds"]))


def _places(source: str, concept: str, words: str) -> Iterable[Span]:
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", source):
        yield Span(concept, *match.span())


def _all_marked(name: str, source: str, terms: list[Span], homographs: list[Span]) -> None:
    """Words marked in one place and left bare in another would make a right match look wrong."""
    marked = [*terms, *homographs]
    for term in terms:
        for place in _places(source, term.concept, source[term.start : term.end]):
            if not any(place.overlaps(other) for other in marked):
                raise BadLineError(f"{name}: “{source[place.start : place.end]}” at {place.start} is not marked")


def read(path: Path) -> list[Sentence]:
    """Every sentence of a set; no two have one id or one source."""
    sentences = [sentence(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    for what in ("id", "source"):
        value, count = Counter(getattr(each, what) for each in sentences).most_common(1)[0]
        if count > 1:
            raise BadLineError(f"{path.name}: {count} lines have the {what} “{value}”")
    return sentences


def main(names: list[str]) -> None:
    for path in [Path(name) for name in names] or sorted(HERE.glob("*.jsonl")):
        sentences = read(path)
        terms = [term for each in sentences for term in each.terms]
        kinds = Counter(kind for each in sentences for kind in each.kinds)
        print(
            f"{path.name}: {len(sentences)} sentences, {len(terms)} terms of {len({term.concept for term in terms})} "
            f"concepts, {sum(len(each.homographs) for each in sentences)} homographs; "
            + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        )


if __name__ == "__main__":
    main(sys.argv[1:])
