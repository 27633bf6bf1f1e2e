"""`pubflow terms export` and `import`: the glossary for other tools, and what they say put into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from pubflow.errors import PubflowError, Refused, TermbaseError, UsageError
from pubflow.exchange import pairs, tbx_read, tbx_write
from pubflow.exchange.given import Given, Made, formulas, narrowed
from pubflow.exchange.plan import Options, Plan, plan
from pubflow.exchange.tables import applied, carries
from pubflow.files import inside, read, write
from pubflow.finding import Finding, Severity
from pubflow.language import LanguageTag
from pubflow.markup.decode import decode
from pubflow.project import Project
from pubflow.termbase.entries import loads
from pubflow.termbase.model import SOURCE, Termbase
from pubflow.workflow.workspace.glossary import Glossary, tables_of

Format = Literal["tbx", "tbx-dca", "deepl", "omegat"]
_BY_SUFFIX: Final[Mapping[str, Format]] = {
    ".tbx": "tbx", ".xml": "tbx", ".csv": "deepl", ".tsv": "deepl",
    ".txt": "omegat", ".utf8": "omegat", ".tab": "omegat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    plan: Plan
    given: Given
    changed: tuple[str, ...]
    """Files, relative to the workspace: written, or to be written where nothing was."""
    written: bool
    refused: tuple[str, ...] = ()
    """Why nothing was written."""


# --- export -----------------------------------------------------------------------------------------------------------


def export(project: Project, languages: Sequence[str], format_name: Format | None, file: Path | None) -> Made:
    """The glossary in another tool's format; written to `file` where there is one. `languages`: () for all."""
    chosen = format_name or (_by_suffix(file) if file is not None else "tbx")
    termbase = _sound(project)
    held = sorted({language for entry in termbase.entries for language, terms in entry.terms if terms} - {SOURCE})
    wanted = _languages(languages, held) or tuple(held)
    tabs = file is not None and file.suffix.lower() == ".tsv"
    made = _made(termbase, chosen, wanted, everything=not languages, tabs=tabs)
    if file is not None:
        if file.resolve().is_relative_to(inside(project.root, project.glossary)):
            raise UsageError(f"{file} lies in the glossary itself", hint="name a file elsewhere")
        write(file, made.content)
    return made


def _made(termbase: Termbase, format_name: Format, languages: Sequence[str], *, everything: bool, tabs: bool) -> Made:
    if format_name == "deepl":
        return pairs.dumps_deepl(termbase, languages, tabs=tabs)
    if format_name == "omegat":
        if len(languages) != 1:
            raise UsageError("OmegaT's list holds one target language", hint=f"name one: -l {' or '.join(languages)}")
        return pairs.dumps_omegat(termbase, languages[0])
    style: tbx_write.Style = "dca" if format_name == "tbx-dca" else "dct"
    return tbx_write.dumps(termbase, style, () if everything else languages)


def _languages(named: Sequence[str], held: Sequence[str]) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(str(LanguageTag.parse(name)) for name in named))
    for tag in tags:
        if tag not in held:
            raise UsageError(f"the glossary has no term in {tag}", hint=f"it has {', '.join(held) or 'none'}")
    return tags


def _by_suffix(file: Path) -> Format:
    if found := _BY_SUFFIX.get(file.suffix.lower()):
        return found
    raise UsageError(f"{file.name}: the format can't be told from the name", hint="name it: --format tbx")


def _sound(project: Project) -> Termbase:
    """The termbase; a glossary with an error neither goes out nor is written to, since rows with one are not read."""
    glossary = Glossary.load(project)
    error = next((finding for finding in glossary.findings if finding.severity is Severity.ERROR), None)
    if error is not None:
        hint = "mend it first; pubflow terms lists every fault"
        raise TermbaseError(error.message, where=str(error.where), hint=hint)
    return glossary.termbase


# --- import -----------------------------------------------------------------------------------------------------------


def import_terms(
    project: Project,
    file: Path,
    languages: Sequence[str],
    options: Options,
    *,
    format_name: Format | None = None,
    dry_run: bool = False,
) -> Imported:
    """Plan what the file adds and changes, and write it, all or nothing, unless something is refused."""
    termbase = _sound(project)
    known = {language for entry in termbase.entries for language, _ in entry.terms} | set(map(str, project.languages))
    chosen = tuple(str(LanguageTag.parse(name)) for name in languages) or tuple(sorted(known - {SOURCE}))
    given = narrowed(_given(file, format_name, chosen), chosen, {entry.id for entry in termbase.entries})
    if not given.own:
        cells = [value for concept in given.concepts for value in concept.cells.values()]
        cells += [value for concept in given.concepts for term in concept.terms for value in term.cells.values()]
        given = replace(given, findings=given.findings + formulas(str(file), cells))
    planned = plan(termbase, given, options)
    refused = _refusals(given.findings, planned, options)
    tables = tables_of(project, keep_bom=True)
    after = applied(planned, tables)
    if not refused:
        _refuse_damage(planned, {**tables, **after})
    paths = {project.glossary / name: text for name, text in after.items()}
    if not refused and not dry_run:
        _write_all(project, paths, tables)
    changed = tuple(sorted(map(project.relative, paths)))
    return Imported(planned, given, changed, not refused and not dry_run, refused)


def _given(file: Path, format_name: Format | None, languages: Sequence[str]) -> Given:
    content = read(file)
    looks_like_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    chosen = format_name or ("tbx" if looks_like_xml else _by_suffix(file))
    if chosen in ("tbx", "tbx-dca"):
        return tbx_read.loads(content, str(file))
    text = decode(content, str(file))
    read_as = pairs.loads_deepl if chosen == "deepl" else pairs.loads_omegat
    return read_as(text, str(file), languages)


def _refusals(findings: Sequence[Finding], planned: Plan, options: Options) -> tuple[str, ...]:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        return (f"nothing was written; errors in the file: {errors}",)
    if planned.conflicts and options.keep is None:
        count = len(planned.conflicts)
        return (f"nothing was written; conflicts: {count}; decide with --keep ours or --keep theirs",)
    return ()


def _refuse_damage(planned: Plan, tables: Mapping[str, str]) -> None:
    """Read as they would stand, the files must say what was planned, and hold no error."""
    termbase, findings = loads(tables)
    error = next((finding for finding in findings if finding.severity is Severity.ERROR), None)
    if error is not None:
        message = f"what the file says contradicts the glossary: {error.message}"
        raise Refused(message, where=str(error.where), hint="nothing was written; mend the file or the glossary")
    if not carries(planned, termbase):
        hint = "nothing was written; save its files anew from a spreadsheet, as CSV in UTF-8"
        raise TermbaseError("is written in a way that can't be changed safely", where="glossary", hint=hint)


def _write_all(project: Project, paths: Mapping[Path, str], tables: Mapping[str, str]) -> None:
    """Every file, or none: where one can't be written, those before it get their old content back."""
    done: list[Path] = []
    try:
        for path, text in paths.items():
            before = tables.get(path.name)
            write(path, text.encode("utf-8"), expected=None if before is None else before.encode("utf-8"))
            done.append(path)
    except PubflowError:
        for path in done:
            if path.name in tables:
                write(path, tables[path.name].encode("utf-8"))
            else:
                path.unlink(missing_ok=True)
        raise
