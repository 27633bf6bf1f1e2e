"""`pubflow check FILE.po`: the same checks for any PO file, whoever wrote it; it needs no workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from pubflow import po
from pubflow.catalog import Catalog, State, Unit
from pubflow.errors import CatalogError, PubflowError, UsageError
from pubflow.files import read
from pubflow.finding import Accepted, Examined, Finding, Severity, Target, Where, errors_in
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, UnitAt
from pubflow.project import Project
from pubflow.review.accepted import reason_in
from pubflow.segment import Key, TaggedText
from pubflow.termbase.entries import loads as glossary_of
from pubflow.termbase.match import find
from pubflow.workflow.checking.check import Checked, Progress, of_catalog
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import open_catalog, open_statement
from pubflow.workflow.workspace.report import Report, Row

_OURS: Final = "X-Pubflow-"
"""How header fields begin that only our files have."""
_IN_NAME: Final = re.compile(r"(?:^|[._-])([a-z]{2,3}(?:[_-][A-Z][A-Za-z]{1,3})?)\.po$")
_MESSAGE_KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*_[a-z0-9]+(?:[._-][a-z0-9]+)*")
"""`label_close`, `help.text_size`: small letters with a `_`, which no text is."""
_FILLED_IN: Final = re.compile(r"%(?:\(\w+\)|\d+\$)?[-+0-9.]*(?:l|ll)?[dius]|\$?\{\w*\}")
"""What a program puts a number in for."""
_DEFAULT: Final = re.compile(r'Default:\s*"(.+)"', re.DOTALL)


def check_files(
    project: Project | None,
    names: Sequence[str],
    languages: Sequence[str],
    *,
    progress: Progress = lambda done, total: None,
) -> Checked:
    """Look at each file. `project`: whose settings count, and whose own catalogs are known by their statements.

    Left out: what is obsolete, and in the files of other programs what is fuzzy, since no program shows it.
    """
    if len(languages) > 1:
        raise UsageError("files are looked at for one language", hint="-l once, or leave it to their headers")
    asked = LanguageTag.parse(languages[0]) if languages else None
    nobody = Project(Path.cwd(), ())
    checker = Checker(project or nobody, None if project else Glossary(*glossary_of({})))
    examined, rows, notes, refused = [], [], [], []
    for number, name in enumerate(dict.fromkeys(names), 1):
        try:
            one, row, said = _own(project, checker, name, asked) or _file(checker, name, asked)
        except PubflowError as error:
            refused.append(error.in_one_line)
        else:
            examined.append(one)
            rows.append(row)
            notes += said
        progress(number, len(names))
    found = tuple(finding for one in examined for finding in one.findings)
    report = Report(rows=tuple(rows), findings=found, notes=tuple(notes), refused=tuple(refused))
    return Checked(report, tuple(examined), of_files=True)


_Result = tuple[Examined, Row, list[str]]


def _own(project: Project | None, checker: Checker, name: str, asked: LanguageTag | None) -> _Result | None:
    """A catalog of the workspace, beside its statement; None for any other file."""
    path = Path(name).resolve()
    if project is None or path.stem not in project.statement_ids() or len(path.parts) < 3:
        return None
    with suppress(PubflowError):
        tag = LanguageTag.parse(path.parts[-3])
        if project.catalog_path(path.stem, tag).resolve() == path and asked in (None, tag):
            opened, before = open_statement(project, path.stem), open_catalog(project, path.stem, tag)
            judged = checker.judged(opened, before)
            return of_catalog(project, opened, before, judged), judged.row, []
    return None


def _file(checker: Checker, name: str, asked: LanguageTag | None) -> _Result:
    """Raises CatalogError or SourceError."""
    catalog, layout = po.loads(read(Path(name)), path=name)
    if not (catalog.units or catalog.headers):
        raise CatalogError("holds no message", where=name, hint="is it a PO file?")
    return _File(checker, name, catalog, layout, asked or _language(catalog, name)).result()


class _File:
    """One file while it is looked at."""

    def __init__(self, checker: Checker, name: str, catalog: Catalog, layout: po.Layout, language: LanguageTag) -> None:
        self._checker, self._name, self._language = checker, name, language
        self._ours = any(key.startswith(_OURS) for key, _ in catalog.headers)
        self._units = [unit for unit in catalog.units if not unit.obsolete]
        filled = [unit for unit in self._units if unit.state is not State.INITIAL]
        self._read = [unit for unit in filled if self._ours or unit.state is not State.TRANSLATED]
        self._sources = _sources_of_keys(self._units)
        self._lines = po.target_lines(layout)
        self._findings: list[Finding] = [one for one in layout.findings if one.severity is Severity.ERROR]
        self._accepted: list[Accepted] = []
        self._targets: dict[Where, Target] = {}

    def result(self) -> _Result:
        """What the checks say of it, its counts, and what was left out."""
        units = [unit for unit in self._read if self._sources.get(unit.key, unit.key.source)]
        across = self._checker.across((UnitAt(unit, self._at(unit, 0)) for unit in units), self._language)
        for unit in units:
            self._look(unit, across.get(self._at(unit, 0), ()))
        errors, states = len(errors_in(self._findings)), [unit.state for unit in self._units]
        row = Row(
            self._name,
            str(self._language),
            units=len(states),
            reviewed=sum(state >= State.REVIEWED for state in states),
            drafts=states.count(State.TRANSLATED),
            empty=states.count(State.INITIAL),
            errors=errors,
            warnings=len(self._findings) - errors,
            accepted=len(self._accepted),
        )
        found = tuple(self._findings), tuple(self._accepted), self._targets
        return Examined(self._name, str(self._language), self._name, *found), row, list(self._remarks())

    def _look(self, unit: Unit, across: Sequence[Finding]) -> None:
        """Each form is held against all sources that it may be of: what it breaks by every one of them is told."""
        forms = unit.targets or (unit.target,)
        for number, text in enumerate(forms):
            where = self._at(unit, number)
            lines = self._lines[unit.key]
            self._targets[where] = Target(text, *lines[min(number, len(lines) - 1)])
            form = replace(unit, target=text, state=unit.state if text else State.INITIAL)
            first, *others = _sources(unit, last=number == len(forms) - 1)
            told = self._told(form, first, where, across)
            for source in others:
                checks = {one.check for one in self._told(form, source, where, ())} if told else set()
                told = [one for one in told if one.check in checks]
            for one in told:
                said = f"form {number}: {one.message}" if len(forms) > 1 else one.message
                self._sort(replace(one, message=said), unit)

    def _told(self, unit: Unit, source: str, where: Where, across: Sequence[Finding]) -> list[Finding]:
        source = self._sources.get(unit.key, source)
        unit = replace(unit, key=Key(unit.key.context, source))
        terms = find(self._checker.glossary.termbase, TaggedText.parse(source).plain) if self._ours else ()
        style = self._checker.style_for(self._language)
        context = CheckContext(self._language, where, None, terms, None, style)
        return [one for one in self._checker.told(unit, context, across) if one.severity > Severity.INFO]

    def _sort(self, finding: Finding, unit: Unit) -> None:
        reason = reason_in(unit.comments, finding.check)
        if reason is None:
            self._findings.append(finding)
        else:
            self._accepted.append(Accepted(finding, reason))

    def _at(self, unit: Unit, form: int) -> Where:
        lines = self._lines[unit.key]
        return Where(self._name, lines[min(form, len(lines) - 1)].first)

    def _remarks(self) -> Iterator[str]:
        """What was left out, and why."""
        fuzzy = 0 if self._ours else sum(unit.state is State.TRANSLATED for unit in self._units)
        if fuzzy:
            yield f"{self._name}: {fuzzy} fuzzy left out: no program shows them"
        keys = [unit for unit in self._units if unit.key in self._sources]
        if keys:
            lacking = sum(not self._sources[unit.key] for unit in keys)
            read = f"{len(keys) - lacking} read from their notes (Default: ...), " * (lacking < len(keys))
            told = f"{len(keys)} with a message key such as “{keys[0].key.source}” for a source"
            yield f"{self._name}: {told}: {read}{lacking} left out"


def _sources(unit: Unit, *, last: bool) -> tuple[str, ...]:
    """What a form may be a translation of: the plural, the singular, and for a few things both without the number."""
    if unit.source_plural is None:
        return (unit.key.source,)
    both = (unit.source_plural, unit.key.source)
    return both if last else (*both, *(_FILLED_IN.sub("", source) for source in both))


def _language(catalog: Catalog, name: str) -> LanguageTag:
    """Of the header, else of the file's name. Raises CatalogError where neither tells."""
    if catalog.language:
        return LanguageTag.parse(catalog.language)
    if name.endswith(".pot"):
        raise CatalogError("is a template: it has no targets to check", where=name)
    match = _IN_NAME.search(Path(name).name)
    if match:
        with suppress(PubflowError):
            return LanguageTag.parse(match[1])
    raise CatalogError("its header names no language", where=name, hint="say which: pubflow check FILE.po -l zh-TW")


def _sources_of_keys(units: Sequence[Unit]) -> dict[Key, str]:
    """For each unit whose source is a message key and no text the text in its notes, "" where there is none."""
    found = {}
    for unit in units:
        if _MESSAGE_KEY.fullmatch(unit.key.source) and unit.target != unit.key.source:
            match = next(filter(None, map(_DEFAULT.search, unit.notes)), None)
            found[unit.key] = match[1] if match else ""
    return found
