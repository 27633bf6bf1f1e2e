"""Words of another country's form of the language."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from pubflow.catalog import Unit
from pubflow.checks.reading import Reading, each, read
from pubflow.checks.writing import is_traditional
from pubflow.chinese import script, words
from pubflow.chinese.anchored import Edit
from pubflow.facts.scan import pieces, starts
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag, is_taiwan_chinese
from pubflow.plugins import CheckContext

_WORD = re.compile(r"[^\W\d_]+")
_BEING = (
    "estou|está|estamos|estão|estava|estávamos|estavam|esteve|estiveram|estará|estarão|estaria|estariam|estar|esteja"
    "|estejam|estivesse|estivessem|estando"
)
_BETWEEN = "ainda|já|também|agora|sempre|hoje"
_INFINITIVE = re.compile(rf"\b((?:{_BEING})(?: (?:{_BETWEEN}))?) a (\w{{2,}}[aei]r)(?:-\w+)?\b", re.IGNORECASE)
_PAST = re.compile(r"\b\w{2,}ámos\b")
_NO_VERBS = frozenset(("auxiliar", "bar", "celular", "familiar", "lar", "lugar", "mar", "militar", "par", "popular"))
_NEUTRAL = re.compile(
    r"(?<![\w@.#/-])[^\W\d_]{2,}@s?(?![\w.@])|\b(?:[^\W\d_]{3,}[^\W\d_aeiou]|[^\W\d_]*d)xs\b|\b(?:tod|el|outr)x\b",
    re.IGNORECASE,
)
"""`tod@s`, `todxs`: nobody can read them aloud."""
_TITLE = re.compile("《[^《》]*》|〈[^〈〉]*〉|「[^「」]*」")


class LocaleVariant:
    """Mainland words in the Chinese of Taiwan, words of Portugal in Brazilian Portuguese, and the like."""

    id = "locale-variant"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        reading = read(unit, context)
        if reading is None:
            return
        if is_traditional(context.language):
            if is_taiwan_chinese(context.language):
                yield from self._of_taiwan(reading, context)
            return
        if context.language.region == "CH" and reading.language == "de" and "ß" in reading.text:
            edits = [Edit(match.start(), match.end(), "ss") for match in re.finditer("ß", reading.text)]
            yield from each(reading, self.id, Severity.ERROR, "ß is ss in Switzerland: {around}", edits)
        known: tuple[Edit, ...] = ()
        if (table := _table_of(context.language)) is not None:
            message = f"“{{old}}” is “{{new}}” in {table.place}"
            known = tuple(table.find(reading.text, reading.source))
            yield from each(reading, self.id, Severity.ERROR, message, known)
        if str(context.language) == "pt-BR":
            message = "“{old}” is “{new}” in Brazil"
            yield from each(reading, self.id, Severity.WARNING, message, _gerunds(reading.text))
            places = {edit.start for edit in known}
            yield from self._neutral(reading)
            accented = (edit for edit in _accented(reading.text) if edit.start not in places)
            yield from each(reading, self.id, Severity.ERROR, message, accented)

    def _neutral(self, reading: Reading) -> Iterator[Finding]:
        """Endings for people of any gender that no screen reader speaks."""
        for match in _NEUTRAL.finditer(reading.text) if "@" in reading.chars or "x" in reading.chars else ():
            if match[0] not in reading.source and reading.allows(*match.span()):
                message = f"“{match[0]}”: write both forms, todos e todas, or one that is neither"
                yield reading.found(self.id, Severity.WARNING, message, match.span())

    def _of_taiwan(self, reading: Reading, context: CheckContext) -> Iterator[Finding]:
        text, source = reading.text, reading.source
        message = "“{old}” is “{new}” in Taiwan"
        surely = list(words.never_said().find(text))
        yield from each(reading, self.id, Severity.ERROR, message, surely)
        rest = [*words.rarely_said().find(text), *words.meant(text, source), *script.glyphs(text)]
        if "灣" in text and not _TITLE.search(text):
            rest += words.taiwan(text, context.style.taiwan)
        end = -1
        for edit in sorted(rest, key=lambda one: (one.start, -one.end)):
            if edit.start >= end and not any(one.start < edit.end and edit.start < one.end for one in surely):
                end = edit.end
                yield from each(reading, self.id, Severity.WARNING, message, (edit,))


@dataclass(frozen=True, slots=True)
class _Form:
    """One row of a table."""

    found: str
    wanted: str
    """The same where it is right, so that no shorter form in it is told."""
    english: str
    """Beginnings of English words, `|` between them: where the source has none, it may be another word. Behind `!`:
    where the source has one, it is another word."""

    def is_in(self, stretch: str, source: str) -> bool:
        """Whether a stretch is this form. One with capitals is a name, and is written so only."""
        if stretch != self.found and (self.found != self.found.lower() or stretch.casefold() != self.found):
            return False
        told = self.english.removeprefix("!")
        has = re.search(rf"\b(?:{told})", source, re.IGNORECASE) is not None
        return not told or has != self.english.startswith("!")


@dataclass(frozen=True, slots=True)
class _Table:
    """The words of another country, by their first word in small letters."""

    place: str
    by_first: dict[str, tuple[_Form, ...]]
    """The longest first."""

    def find(self, text: str, source: str) -> Iterator[Edit]:
        """Whole words; an initial capital is kept."""
        end = 0
        for start, word in self._places(text):
            if start < end:
                continue
            for form in self.by_first[word]:
                after = start + len(form.found)
                stretch = text[start:after]
                if form.is_in(stretch, source) and not text[after : after + 1].isalpha():
                    end = after
                    if form.found != form.wanted:
                        yield Edit(start, end, _as_written(stretch, form.found, form.wanted))
                    break

    def _places(self, text: str) -> list[tuple[int, str]]:
        """Where one of them may begin, and with which word, in text order."""
        folded = text.casefold()
        if folded == text.lower():
            # Most texts, in which each letter is folded alone, are only asked for the words that they have.
            return sorted((at, word) for word in self.by_first.keys() & pieces(text) for at in starts(text, {word}))
        found = ((match.start(), match[0].casefold()) for match in _WORD.finditer(text))
        return [(at, word) for at, word in found if word in self.by_first]


def _as_written(stretch: str, form: str, wanted: str) -> str:
    if stretch == form:
        return wanted
    return wanted.upper() if stretch.isupper() and len(stretch) > 1 else wanted[:1].upper() + wanted[1:]


@lru_cache(maxsize=64)
def _table_of(language: LanguageTag) -> _Table | None:
    if str(language) == "pt-BR":
        return _read("pt-BR.csv", "Brazil")
    if language.language == "es" and language.region not in (None, "ES"):
        return _read("es-419.csv", "Latin America")
    return None


@cache
def _read(name: str, place: str) -> _Table:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    by_first: dict[str, list[_Form]] = {}
    for row in csv.DictReader(text.splitlines()):
        first = _WORD.match(row["found"])
        assert first is not None, row
        by_first.setdefault(first[0].casefold(), []).append(_Form(row["found"], row["wanted"], row["english"]))
    ordered = {first: tuple(sorted(those, key=lambda one: -len(one.found))) for first, those in by_first.items()}
    return _Table(place, ordered)


def _accented(text: str) -> Iterator[Edit]:
    """`documentámos` is `documentamos`."""
    for match in _PAST.finditer(text) if "ámos" in text else ():
        yield Edit(*match.span(), f"{match[0][:-4]}amos")


def _gerunds(text: str) -> Iterator[Edit]:
    """`estamos a acompanhar` is `estamos acompanhando`."""
    for match in _INFINITIVE.finditer(text) if " a " in text and "est" in text.casefold() else ():
        verb = match[2].casefold()
        if verb not in _NO_VERBS and not match[2][0].isupper():
            yield Edit(match.start(), match.end(2), f"{match[1]} {match[2][:-1]}ndo")
