"""Where the concepts of the glossary occur in an English text: a trie over words. Pure, linear in the text.

A space in a term is met by a space, a no-break space, a line's end or a hyphen; a comma only by a comma. The longest
term wins, the leftmost first, and its words are used up, so that "non-refoulement" hides "refoulement". Plurals are
made on the head noun: "prisoners of conscience", unless the entry names its own. A possessive 's lies outside.

An entry may ask for initial capitals ("the Covenant"), and may name words beside which it means something else
("after-school detention"); named with the term itself ("to charge"), they count for that form of it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from pubflow import facts
from pubflow.facts.scan import tokens_of
from pubflow.termbase.model import SOURCE, Term, Termbase, TermEntry, TermMatch

_WORD: Final = re.compile(r"[^\W_]+")
_HYPHENS: Final = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013", " ") | {"’": "'", "\u02bc": "'"})
_PREPOSITIONS: Final = frozenset({"of", "against", "for", "to", "on", "in", "from", "with", "by", "at", "under", "and"})
_LONGEST_ACRONYM: Final = 6
_SMALL: Final = _PREPOSITIONS | {"the", "a", "an", "or"}
_BEGINS: Final = re.compile(r"(?:\A|[.!?…:]\W*|[“\"‘(—–]\s*)\Z")
"""What stands before the first word of a sentence, of a quotation, of an aside."""


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
    ends: list[_End] = field(default_factory=list)
    """The terms that end here, the first that fits wins."""
    following: set[str] = field(default_factory=set)
    """The words of `after`."""

    def may_go_on(self, words: list[str]) -> bool:
        """Whether a term ends here, or goes on with the first of these, whatever stands between."""
        return bool(self.ends) or not self.following.isdisjoint(words)


class _End(NamedTuple):
    """A term's last word."""

    entry: TermEntry
    term: Term
    capitals: bool
    """Whether it counts in capitals only: an acronym that is a word too (ICE)."""


def find(termbase: Termbase, text: str) -> tuple[TermMatch, ...]:
    """The occurrences of all concepts, in text order, never overlapping; none inside web and e-mail addresses."""
    root = _trie(termbase)
    # Other letters may become several when they are folded, and several words one.
    folded = tokens_of(text.lower()) if text.isascii() else [word.casefold() for word in tokens_of(text)]
    begins = [index for index, word in enumerate(folded) if word in root.begins]
    # A word that begins a term, and is none, is seen to begin none here by the next one.
    begins = [index for index in begins if root.begins[folded[index]].may_go_on(folded[index + 1 : index + 2])]
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
        ended, last = found
        start, end = words[index].start(), words[last].end()
        sure = last > index or _is_told(ended.term, text[:start], text[end:])
        out.append(TermMatch(ended.entry, start, end, text[start:end], sure))
        free_from = last + 1
    return tuple(_outside_addresses(out, text))


def _longest(
    node: _Node, words: list[re.Match[str]], folded: list[str], index: int, text: str
) -> tuple[_End, int] | None:
    best: tuple[_End, int] | None = None
    last = index
    while True:
        for end in node.ends:
            if _fits(end, words, folded, index, last, text):
                best = end, last
                break
        if last + 1 == len(words):
            return best
        gap = _gap(text[words[last].end() : words[last + 1].start()])
        following = node.after.get((gap, folded[last + 1]))
        if following is None:
            return best
        node, last = following, last + 1


def _is_told(term: Term, *around: str) -> bool:
    """Whether a word of the text around a term tells its sense."""
    return any(re.search(rf"(?<!\w){re.escape(stem)}", text, re.IGNORECASE) for stem in term.senses for text in around)


def _fits(end: _End, words: list[re.Match[str]], folded: list[str], index: int, last: int, text: str) -> bool:
    """Whether the words from `index` to `last` may be this term here."""
    if end.capitals and not words[last][0].isupper():
        return False
    term = end.term
    if term.case_sensitive and not (_capitalized(words[index : last + 1]) or text.isupper()):
        return False
    if term.small and _is_named(words, index, last, text):
        return False
    return not (
        _is_beside(folded, index, last, term.unless_before, _ends_with)
        or _is_beside(folded, index, last, term.unless_after, _begins_with)
    )


def _is_named(words: list[re.Match[str]], index: int, last: int, text: str) -> bool:
    """Whether these words have a capital that neither the head of a sentence nor a heading in capitals gives them."""
    if not words[index][0][:1].isupper() or _BEGINS.search(text, 0, words[index].start()):
        return False
    others = [word for at, word in enumerate(words) if not index <= at <= last and len(word[0]) > 1]
    return bool(others) and not _capitalized(others)


def _is_beside(
    folded: list[str], index: int, last: int, phrases: tuple[str, ...], stands: Callable[[list[str], list[str]], bool]
) -> bool:
    """Whether one of these phrases stands right beside the term, or, where it holds the term's own words, with it."""
    if not phrases:
        return False
    before = stands is _ends_with
    apart = folded[:index] if before else folded[last + 1 :]
    together = folded[: last + 1] if before else folded[index:]
    own = folded[index : last + 1]
    for phrase in map(_phrase, phrases):
        has_own = phrase[-len(own) :] == own if before else phrase[: len(own)] == own
        if phrase and stands(together if has_own and len(phrase) > len(own) else apart, phrase):
            return True
    return False


def _capitalized(words: list[re.Match[str]]) -> bool:
    """Initial capitals on all words but the small ones between them."""
    inner = [word[0] for word in words if word[0].lower() not in _SMALL]
    return all(word[0].isupper() or word[0].isdigit() for word in inner or [word[0] for word in words])


def _ends_with(words: list[str], phrase: list[str]) -> bool:
    return words[-len(phrase) :] == phrase


def _begins_with(words: list[str], phrase: list[str]) -> bool:
    return words[: len(phrase)] == phrase


def folded_words(phrase: str) -> list[str]:
    """The words of a form, for comparing: case and what stands between them do not count."""
    return [word.casefold() for word in _WORD.findall(phrase)]


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> list[str]:
    """The same for those of the glossary, which come again in each text."""
    return folded_words(phrase)


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
    for entry, term in _listed(termbase):
        for form in term.spellings:
            _add(root, entry, term, form)
    for entry, term in _listed(termbase):
        if not term.plural:
            for form in (term.text, *term.forms):
                _add(root, entry, term, plural_of(form))
    return root


def _listed(termbase: Termbase) -> Iterator[tuple[TermEntry, Term]]:
    for entry in termbase.entries:
        for term in entry.used(SOURCE):
            yield entry, term


def _add(root: _Root, entry: TermEntry, term: Term, form: str) -> None:
    words = list(_WORD.finditer(form))
    if not words:
        return
    node = root.begins.setdefault(words[0][0].casefold(), _Node())
    for before, word in pairwise(words):
        gap = _gap(form[before.end() : word.start()])
        following = word[0].casefold()
        node.following.add(following)
        node = node.after.setdefault((gap, following), _Node())
    capitals = form.isupper() and form.isalpha() and len(form) <= _LONGEST_ACRONYM
    if all(end.entry is not entry for end in node.ends):
        node.ends.append(_End(entry, term, capitals))


def head_of(form: str) -> str:
    """The head noun of a term: its last word before a preposition."""
    head = _head(form)
    return head[0] if head else ""


def _head(form: str) -> re.Match[str] | None:
    words = list(_WORD.finditer(form))
    cut = next((i for i, word in enumerate(words) if i and word[0].lower() in _PREPOSITIONS), len(words))
    return words[cut - 1] if words else None


def plural_of(form: str) -> str:
    """The term with its head noun, the last word before a preposition, in the plural; as it is where that is one."""
    head = _head(form)
    if head is None:
        return form
    noun = head[0]
    if noun.isupper() or noun.endswith("s") or not noun.isascii():
        return form
    return form[: head.start()] + _plural_noun(noun) + form[head.end() :]


def _plural_noun(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:x|z|ch|sh)$", noun) else "s")
