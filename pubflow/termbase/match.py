"""Where the concepts of the glossary occur in an English text: a trie over words. Pure, linear in the text.

A space in a term is met by a space, a no-break space, a line's end or a hyphen; a comma only by a comma. The longest
term wins, the leftmost first, and its words are used up, so that "non-refoulement" hides "refoulement". Plurals are
made on the head noun: "prisoners of conscience".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pubflow import facts
from pubflow.termbase.model import SOURCE, Status, Termbase, TermEntry, TermMatch

_WORD: Final = re.compile(r"[^\W_]+")
_HYPHENS: Final = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013", " ") | {"’": "'", "\u02bc": "'"})
_PREPOSITIONS: Final = frozenset({"of", "against", "for", "to", "on", "in", "from", "with", "by", "at", "under", "and"})
_LONGEST_ACRONYM: Final = 6


@dataclass(slots=True)
class _Root:
    """Where every term begins."""

    begins: dict[str, _Node] = field(default_factory=dict)
    """By first word, folded."""


@dataclass(slots=True)
class _Node:
    """A state of the trie: the words so far."""

    after: dict[tuple[str, str], _Node] = field(default_factory=dict)
    """By (what stands between, the next word folded)."""
    entry: TermEntry | None = None
    capitals: bool = False
    """Whether it counts in capitals only: an acronym that is a word too (ICE)."""


def find(termbase: Termbase, text: str) -> tuple[TermMatch, ...]:
    """The occurrences of all concepts, in text order, never overlapping; none inside web and e-mail addresses."""
    root = _trie(termbase)
    folded = [word.casefold() for word in _WORD.findall(text)]
    begins = [index for index, word in enumerate(folded) if word in root.begins]
    if not begins:
        return ()
    words = list(_WORD.finditer(text))
    out: list[TermMatch] = []
    free_from = 0
    for index in begins:
        if index < free_from:
            continue
        found = _longest(root.begins[folded[index]], words, folded, index, text)
        if found is None:
            continue
        entry, last = found
        start, end = words[index].start(), words[last].end()
        out.append(TermMatch(entry, start, end, text[start:end]))
        free_from = last + 1
    return tuple(_outside_addresses(out, text))


def _longest(
    node: _Node, words: list[re.Match[str]], folded: list[str], index: int, text: str
) -> tuple[TermEntry, int] | None:
    best: tuple[TermEntry, int] | None = None
    last = index
    while True:
        if node.entry is not None and (not node.capitals or words[last][0].isupper()):
            best = node.entry, last
        if last + 1 == len(words):
            return best
        gap = _gap(text[words[last].end() : words[last + 1].start()])
        following = node.after.get((gap, folded[last + 1]))
        if following is None:
            return best
        node, last = following, last + 1


def _gap(text: str) -> str:
    """What stands between two words, as it is compared."""
    if text == " ":
        return text
    return text.translate(_HYPHENS).strip() or " "


def _outside_addresses(matches: list[TermMatch], text: str) -> Iterator[TermMatch]:
    if not matches or not ("://" in text or "@" in text or "www." in text.lower()):
        yield from matches
        return
    spans: list[tuple[int, int]] = []
    for addresses in (facts.urls(text), facts.emails(text)):
        end = 0
        for address in addresses:
            start = text.index(address, end)
            end = start + len(address)
            spans.append((start, end))
    for match in matches:
        if not any(start <= match.start < end for start, end in spans):
            yield match


@lru_cache(maxsize=8)
def _trie(termbase: Termbase) -> _Root:
    root = _Root()
    # Forms that a person listed come before the plurals made here, so that no made one can take a listed one's place.
    for entry, form in _listed(termbase):
        _add(root, entry, form)
    for entry, form in _listed(termbase):
        _add(root, entry, _plural(form))
    return root


def _listed(termbase: Termbase) -> Iterator[tuple[TermEntry, str]]:
    for entry in termbase.entries:
        for term in entry.in_language(SOURCE):
            if term.status is not Status.FORBIDDEN:
                for form in (term.text, *term.forms):
                    yield entry, form


def _add(root: _Root, entry: TermEntry, form: str) -> None:
    words = list(_WORD.finditer(form))
    if not words:
        return
    node = root.begins.setdefault(words[0][0].casefold(), _Node())
    for before, word in pairwise(words):
        gap = _gap(form[before.end() : word.start()])
        node = node.after.setdefault((gap, word[0].casefold()), _Node())
    if node.entry is not None:
        return
    node.entry = entry
    node.capitals = form.isupper() and form.isalpha() and len(form) <= _LONGEST_ACRONYM


def _plural(form: str) -> str:
    """The term with its head noun, the last word before a preposition, in the plural; as it is where that is one."""
    words = list(_WORD.finditer(form))
    cut = next((i for i, word in enumerate(words) if i and word[0].lower() in _PREPOSITIONS), len(words))
    if not words:
        return form
    head = words[cut - 1]
    noun = head[0]
    if noun.isupper() or noun.endswith("s") or not noun.isascii():
        return form
    return form[: head.start()] + _plural_noun(noun) + form[head.end() :]


def _plural_noun(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:x|z|ch|sh)$", noun) else "s")
