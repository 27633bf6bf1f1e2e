"""Lists of source and target: CSV as DeepL reads it, and OmegaT's tab-separated glossaries. Pure."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pubflow.errors import TermbaseError, UsageError
from pubflow.exchange.deepl_entry import LARGEST, fault
from pubflow.exchange.given import Given, GivenConcept, GivenTerm, Made, counted, formulas, remark
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.termbase.model import SOURCE, Status, Term, Termbase, TermEntry
from pubflow.termbase.table import cut

_HEADS: Final = ("source", "target", "source-lang", "target-lang")
_OMEGAT_HEAD: Final = "# pubflow glossary:"
_OMEGAT: Final = re.compile(rf"{_OMEGAT_HEAD} (\S+) > (\S+)")


@dataclass(frozen=True, slots=True)
class _Pair:
    source: str
    target: str
    language: str
    """Of the target."""
    note: str = ""
    line: int = 0


# --- out --------------------------------------------------------------------------------------------------------------


def dumps_deepl(termbase: Termbase, languages: Sequence[str], *, tabs: bool = False) -> Made:
    """`source,target,en,zh`: each English term with the preferred term of each language, no header.

    `tabs`: two columns, for one language, as DeepL's interface for programs has it. DeepL knows base languages only,
    so two languages that share one are refused. An entry that it would not take is left out, with a finding.
    """
    if tabs and len(languages) != 1:
        raise UsageError("such a list holds one target language", hint=f"name one: -l {' or '.join(languages)}")
    base: dict[str, str] = {}
    for language in languages:
        code = LanguageTag.parse(language).language
        if base.setdefault(code, language) != language:
            message = f"DeepL has one list for {base[code]} and {language}: {code}"
            raise UsageError(message, hint=f"export them apart: -l {base[code]}, then -l {language}")
    rows: list[tuple[str, str, str, str]] = []
    concepts = set()
    findings: list[Finding] = []
    for code, language in base.items():
        sources: set[str] = set()
        for entry in termbase.entries:
            for term, target in _preferred(entry, language):
                if problem := _unfit(term.text, target, sources):
                    findings.append(remark(f"glossary/{language}.csv", 0, f"“{term.text}” is left out: {problem}"))
                    continue
                sources.add(term.text)
                concepts.add(entry.id)
                rows.append((term.text, target, SOURCE, code))
    content = "".join(f"{source}\t{target}\n" for source, target, *_ in rows).encode() if tabs else _csv(rows)
    if len(content) > LARGEST:
        raise TermbaseError(f"the list has {len(content)} bytes, and DeepL takes {LARGEST}", hint="export by language")
    findings += formulas("the list", (cell for row in rows for cell in row[:2]))
    left_out = counted(_lost(termbase, languages, ("note", "source")))
    return Made(content, len(concepts), len(rows), left_out, tuple(findings))


def dumps_omegat(termbase: Termbase, language: str) -> Made:
    """Source, target, comment: each English term with each accepted term of one language, the preferred first."""
    lines = [f"{_OMEGAT_HEAD} {SOURCE} > {language}"]
    findings: list[Finding] = []
    concepts = set()
    for entry in termbase.entries:
        for term in entry.used(SOURCE):
            if term.text.startswith("#"):
                message = f"“{term.text}” is left out: OmegaT would read a comment"
                findings.append(remark(f"glossary/{SOURCE}.csv", term.line, message))
                continue
            concepts.add(entry.id)
            for target, note in _targets(entry, language):
                lines.append("\t".join((term.text, target, note) if note else (term.text, target)))
    findings += formulas("the list", (cell for line in lines for cell in line.split("\t")))
    content = "".join(line + "\n" for line in lines).encode("utf-8")
    left_out = counted(_lost(termbase, (language,), ("source",)))
    return Made(content, len(concepts), len(lines) - 1, left_out, tuple(findings))


def _preferred(entry: TermEntry, language: str) -> Iterator[tuple[Term, str]]:
    for target, _ in _targets(entry, language)[:1]:
        for term in entry.used(SOURCE):
            yield term, target


def _targets(entry: TermEntry, language: str) -> list[tuple[str, str]]:
    """The accepted terms of a language with their notes; what is not translated stays as in English."""
    own = [(term.text, term.note) for term in entry.used(language)]
    return own or [(form, "") for form in entry.accepted(language)[:1]]


def _unfit(source: str, target: str, sources: set[str]) -> str:
    """Why DeepL would refuse an entry, or ""."""
    if problem := fault(source) or fault(target):
        return problem
    return "the same source stands there already" if source in sources else ""


def _lost(termbase: Termbase, languages: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """What such a list has no place for."""
    for entry in termbase.entries:
        yield from (f"{name} of a concept" for name in ("definition", "note") if getattr(entry, name))
        for language in (SOURCE, *languages):
            for term in entry.in_language(language):
                if term.status is Status.FORBIDDEN:
                    yield "forbidden term"
                    continue
                yield from ("form" for _ in term.spellings[1:])
                yield from (column for column in columns if getattr(term, column))
                yield from ("forbidden rendering" for _ in term.forbidden)
            if language != SOURCE and "note" in columns:
                yield from ("further rendering" for _ in entry.used(language)[1:])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8")


# --- in ---------------------------------------------------------------------------------------------------------------


def loads_deepl(text: str, path: str, languages: Sequence[str] = ()) -> Given:
    """A list of `source,target[,source-lang,target-lang]`, comma, semicolon or tab; under a header also with a `note`.

    `languages`: those of the workspace, among which a base code like `zh` is looked for; a list of two columns needs
    exactly one.
    """
    findings: list[Finding] = []
    rows = list(_rows(text, path, findings))
    pairs = [pair for line, row in rows if (pair := _deepl_pair(line, row, path, languages, findings))]
    first: dict[tuple[str, str], _Pair] = {}
    for pair in pairs:
        earlier = first.setdefault((pair.source.casefold(), pair.language), pair)
        if earlier.target != pair.target:
            words = f"“{earlier.target}” in line {earlier.line} and “{pair.target}” here"
            findings.append(remark(path, pair.line, f"“{pair.source}” has two targets: {words}", Severity.ERROR))
    findings.sort(key=lambda finding: finding.where.line or 0)
    return Given(tuple(_concepts(first.values())), findings=tuple(findings))


def loads_omegat(text: str, path: str, languages: Sequence[str]) -> Given:
    """Lines of source, target and comment, separated by tabs; what begins with # is a comment.

    The target language is the one that the first line of our own files names, else the only one of `languages`.
    """
    told = _OMEGAT.match(text.removeprefix("\ufeff"))
    language = told[2] if told else _only(languages, path)
    findings: list[Finding] = []
    pairs = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        if problem := _control(cells):
            findings.append(remark(path, number, problem, Severity.ERROR))
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            findings.append(remark(path, number, "needs a source, a tab and a target", Severity.ERROR))
            continue
        pairs.append(_Pair(cells[0], cells[1], language, " ".join(filter(None, cells[2:])), number))
    return Given(tuple(_concepts(pairs)), own=bool(told), findings=tuple(findings))


def _only(languages: Sequence[str], path: str) -> str:
    if len(languages) != 1:
        raise UsageError(f"{path} does not say which language its targets are in", hint="name it, e.g. -l pt-BR")
    return languages[0]


def _rows(text: str, path: str, findings: list[Finding]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by the names of its columns: those of a header, else as DeepL has them."""
    body = text.removeprefix("\ufeff")
    separator = _separator(body)
    header: list[str] = []
    # A list with tabs quotes nothing: there is no tab in a cell.
    for line, cells in cut(body, separator, quoted=separator != "\t"):
        if isinstance(cells, csv.Error):
            findings.append(remark(path, line, f"the row can't be read: {cells}", Severity.ERROR))
        elif line == 1 and _is_header(cells):
            header = [_column(cell) for cell in cells]
        elif any(cells):
            if problem := _misfit(cells, header):
                findings.append(remark(path, line, problem, Severity.ERROR))
            else:
                yield line, dict(zip(header or _HEADS, cells, strict=False))


def _misfit(cells: Sequence[str], header: Sequence[str]) -> str:
    """Why the cells are no row, or ""."""
    if header and len(cells) > len(header):
        return f"{len(cells)} cells where the header has {len(header)}"
    if not header and len(cells) not in (2, 4):
        return f"{len(cells)} cells; a row is source, target, or source, target, source language, target language"
    if problem := _control(cells):
        return problem
    needed = [cell for cell, name in zip(cells, header or _HEADS, strict=False) if name != "note"]
    return "" if all(needed) and len(needed) > 1 else "a cell is empty"


def _control(cells: Iterable[str]) -> str:
    """What names a character that no term holds, and that can steer a terminal; or ""."""
    bad = next((char for cell in cells for char in cell if unicodedata.category(char) in {"Cc", "Cs"}), "")
    return f"holds the control character U+{ord(bad):04X}" if bad else ""


def _column(cell: str) -> str:
    name = cell.lower().replace("_", "-")
    return "note" if name == "comment" else name


def _is_header(cells: Sequence[str]) -> bool:
    names = [_column(cell) for cell in cells]
    return set(names) <= {*_HEADS, "note"} and {"source", "target"} <= set(names) and len(set(names)) == len(names)


def _separator(body: str) -> str:
    """The one that cuts the first line as such lists are cut; the comma where none does."""
    head = re.split(r"[\r\n]", body, maxsplit=1)[0]
    for sign in "\t,;":
        cells = next(csv.reader([head], delimiter=sign), [])
        if len(cells) in (2, 4) or _is_header(cells):
            return sign
    return ","


def _deepl_pair(
    line: int, row: Mapping[str, str], path: str, languages: Sequence[str], findings: list[Finding]
) -> _Pair | None:
    source, target, note = row["source"], row["target"], row.get("note", "")
    try:
        tags = [LanguageTag.parse(row[name]) for name in ("source-lang", "target-lang") if name in row]
    except UsageError as error:
        findings.append(remark(path, line, error.message, Severity.ERROR))
        return None
    if "source-lang" in row and tags[0].language != SOURCE:
        findings.append(remark(path, line, f"its source is {tags[0]}; pubflow's terms start from English"))
        return None
    language = _of_base(tags[-1], languages) if "target-lang" in row else _only(languages, path)
    return _Pair(source, target, language, note, line)


def _of_base(tag: LanguageTag, languages: Sequence[str]) -> str:
    """The language of the workspace that DeepL's code means: `zh` is zh-TW where there is no other Chinese."""
    if str(tag) in languages or tag.region or tag.script:
        return str(tag)
    meant = [language for language in languages if LanguageTag.parse(language).language == tag.language]
    if len(meant) > 1:
        raise UsageError(f"{tag} may be {' or '.join(meant)}", hint=f"name it, e.g. -l {meant[0]}")
    return meant[0] if meant else str(tag)


def _concepts(pairs: Iterable[_Pair]) -> Iterator[GivenConcept]:
    """One concept a source, its case apart. Its first target in a language is the preferred one."""
    grouped: dict[str, list[_Pair]] = {}
    for pair in pairs:
        grouped.setdefault(pair.source.casefold(), []).append(pair)
    for own in grouped.values():
        terms = [GivenTerm(SOURCE, {"term": own[0].source}, own[0].line)]
        seen: set[str] = set()
        for pair in own:
            cells = {"term": pair.target, "rank": "" if pair.language in seen else "1", "note": pair.note}
            seen.add(pair.language)
            said = {column: value for column, value in cells.items() if value}
            terms.append(GivenTerm(pair.language, said, pair.line))
        yield GivenConcept("", {}, tuple(terms), own[0].line)
