"""`pubflow unpack`: what people send back, put into the catalogs by unit; and the way back out of it."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from pubflow.catalog import Catalog
from pubflow.errors import CatalogError, PubflowError, Refused, UsageError
from pubflow.exchange import reply
from pubflow.exchange.handout import Returned, code_in, ranges
from pubflow.files import digest, read_if_there, write
from pubflow.finding import Finding, Severity, Where
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.arrivals import Arrival, arrivals, loads
from pubflow.workflow.keeping import held, keep
from pubflow.workflow.opening import OpenCatalog, open_catalog, select_ids
from pubflow.workflow.packs import Pack, events_of, find_pack, last_pack, unknown_pack
from pubflow.workflow.report import Report
from pubflow.workflow.returned import Hand, applied
from pubflow.workflow.wishes import Told, Wishes, plain_pack, wishes_of, wishes_of_reply

_UNDO: Final = Path(".pubflow", "undo", "unpack.json")
_UNDO_FORMAT: Final = 1
_WORDS: Final = {
    "taken": "taken", "agreed": "agreed to", "asked": "with a remark", "same": "as here already",
    "conflict": "in conflict: both kept, marked", "stale": "of a sentence that changed since: kept",
    "late": "agreed to what has changed since: not counted", "kept": "kept as here", "ignored": "not taken",
}  # fmt: skip
"""How a summary counts what became of units, in this order."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for beside the files."""

    statement_id: str = ""
    """For a message that quotes no code."""
    language: str = ""
    by: str = ""
    """Who answers, where it is not who the pack was made for."""
    dry_run: bool = False


def unpack(
    project: Project, names: Sequence[str], options: Options, *, stamp: datetime, stdin: bytes | None = None
) -> Report:
    """Take in each file, one after the other; one that can't be does not stop the rest."""
    run = _Run(project, options, stamp)
    for arrival in arrivals(names, stdin):
        if isinstance(arrival, PubflowError):
            run.refused.append(arrival.in_one_line)
            continue
        try:
            run.take(arrival)
        except PubflowError as error:
            if arrival.asked or not isinstance(error, _NotOurs):
                run.refused.append(error.in_one_line)
            else:
                run.passed_over += 1
    return run.report()


class _NotOurs(CatalogError):
    """A file that is no hand-out: to be told where it was named, to be passed over where a pattern met it."""


@dataclass(slots=True)
class _Run:
    """One call of the command."""

    project: Project
    options: Options
    stamp: datetime
    refused: list[str] = field(default_factory=list)
    passed_over: int = 0
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    undo: _Undo | None = None
    tried: dict[tuple[str, str], Catalog] = field(default_factory=dict)
    """What catalogs would be after a dry run's earlier files."""

    def take(self, arrival: Arrival) -> None:
        """One file into its catalog."""
        try:
            came = loads(arrival)
        except PubflowError as error:
            raise _NotOurs(error.message, where=error.where, hint=error.hint) from None
        pack = self._pack_of_message(came, arrival) if isinstance(came, str) else self._pack_of_file(came, arrival)
        tag = pack.language
        if self.options.dry_run:
            self._merge(arrival, came, pack, tag)
            return
        with held(self.project, pack.statement, tag):
            self._merge(arrival, came, pack, tag)

    def _pack_of_file(self, came: Returned, arrival: Arrival) -> Pack:
        handout = came.handout
        if handout.pack:
            pack = find_pack(self.project, handout.pack)
            if pack is None:
                raise unknown_pack(handout.pack, arrival.name)
            return pack
        if handout.statement not in self.project.statement_ids() or not handout.language:
            hint = "only hand-outs of this workspace can come back"
            raise _NotOurs("is a catalog of no statement here", where=arrival.name, hint=hint)
        return Pack("", handout.statement, LanguageTag.parse(handout.language), source=handout.source)

    def _pack_of_message(self, text: str, arrival: Arrival) -> Pack:
        options = self.options
        named = code_in(text)
        if named:
            pack = find_pack(self.project, named)
            if pack is None:
                raise unknown_pack(named, arrival.name)
            return pack
        if not (options.statement_id and options.language):
            hint = "if it is an answer, say to what: --id ID -l TAG --from NAME"
            raise _NotOurs("is no hand-out, and names none", where=arrival.name, hint=hint)
        (statement_id,) = select_ids(self.project, [options.statement_id])
        pack = last_pack(self.project, statement_id, LanguageTag.parse(options.language), options.by)
        if pack is None:
            whom = f" to {options.by}" if options.by else ""
            message = f"nothing of {statement_id} was handed out in {options.language}{whom}"
            raise UsageError(message, hint="numbers mean nothing without a hand-out: pubflow pack makes one")
        return pack

    def _merge(self, arrival: Arrival, came: Returned | str, pack: Pack, tag: LanguageTag) -> None:
        before = open_catalog(self.project, pack.statement, tag)
        if before.catalog is None:
            raise Refused(
                f"the catalog of {pack.statement} in {tag} is not here",
                where=arrival.name,
                hint="is it on another branch? nothing was written",
            )
        ours = self.tried.get((pack.statement, str(tag)), before.catalog)
        events = events_of(self.project, pack.statement, tag)
        told: tuple[str, ...] = ()
        if isinstance(came, str):
            wishes = wishes_of_reply(reply.loads(came, frozenset(pack.numbers)), pack, ours)
        else:
            pack = pack if pack.id else plain_pack(came, ours, events, pack)
            wishes, told = wishes_of(came, pack, ours), came.told
        self._write(arrival, pack, before, ours, wishes, Hand(self.options.by or pack.to, _via(came), self.stamp), told)

    def _write(
        self,
        arrival: Arrival,
        pack: Pack,
        before: OpenCatalog,
        ours: Catalog,
        wishes: Wishes,
        hand: Hand,
        told: Sequence[str],
    ) -> None:
        done = applied(wishes, pack, ours, events_of(self.project, pack.statement, pack.language), hand)
        where = self.project.relative(before.path)
        if self.options.dry_run:
            self.tried[pack.statement, str(pack.language)] = done.catalog
        elif done.events or done.catalog != before.catalog:
            self.undo = self.undo or _Undo(self.project)
            self.undo.before(pack.statement, pack.language)
            _, changed = keep(self.project, before, done.catalog, done.events)
            self.undo.after(pack.statement, pack.language)
            self.changed |= {where} if changed else set()
        self._tell(arrival, pack, ours, done.told, where)
        self.notes += [f"{arrival.name}: {words}" for words in told]

    def _tell(self, arrival: Arrival, pack: Pack, ours: Catalog, told: Sequence[Told], where: str) -> None:
        least = Severity.INFO if self.options.dry_run else Severity.WARNING
        self.findings += [
            Finding("unpack", one.severity, one.words, Where(where, unit=one.number or None))
            for one in told
            if one.severity >= least
        ]
        whose = f"{pack.to or self.options.by or 'a person'}, {pack.statement}, {pack.language}"
        now = dict(ours.headers).get("X-Pubflow-Source", "")
        source = f"made from source {pack.source[:8]}, now {now[:8]}: " if pack.source not in ("", now) else ""
        self.notes.append(f"{arrival.name} ({whose}): {source}{summary(told)}")

    def report(self) -> Report:
        """What there is to say of all files."""
        if self.passed_over:
            self.notes.append(f"passed over, no hand-outs: {self.passed_over} files")
        if self.changed:
            self.notes.append("next: pubflow check; to take it all back: pubflow unpack --undo")
        elif self.options.dry_run:
            self.notes.append("nothing was written: --dry-run")
        return Report(
            changed=tuple(sorted(self.changed)),
            findings=tuple(self.findings),
            notes=tuple(self.notes),
            refused=tuple(self.refused),
        )


def _via(came: Returned | str) -> Literal["pack", "message"]:
    return "message" if isinstance(came, str) else "pack"


def summary(told: Sequence[Told]) -> str:
    """`3 taken (2, 7-8), 1 agreed to (4)`; or that nothing changed."""
    counts = Counter(one.kind for one in told)
    parts = []
    for kind, words in _WORDS.items():
        if counts[kind]:
            numbers = ranges(one.number for one in told if one.kind == kind and one.number)
            parts.append(f"{len({one.number for one in told if one.kind == kind})} {words} ({numbers})")
    return ", ".join(parts) or "nothing that was not here already"


# --- the way back -----------------------------------------------------------------------------------------------------


class _Undo:
    """What the catalogs and their histories were before this run, kept while it goes on."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files: dict[str, dict[str, str | None]] = {}

    def before(self, statement_id: str, language: LanguageTag) -> None:
        """Remember what is there now, unless an earlier file of this run came first."""
        for path in _kept_files(self._project, statement_id, language):
            content = read_if_there(path)
            was = None if content is None else base64.b64encode(content).decode("ascii")
            self._files.setdefault(self._project.relative(path), {"before": was, "after": ""})
            self._files[self._project.relative(path)]["after"] = ""
        self._save()

    def after(self, statement_id: str, language: LanguageTag) -> None:
        """Remember what we left there."""
        for path in _kept_files(self._project, statement_id, language):
            content = read_if_there(path)
            self._files[self._project.relative(path)]["after"] = "-" if content is None else digest(content)
        self._save()

    def _save(self) -> None:
        content = json.dumps({"format": _UNDO_FORMAT, "files": self._files}, sort_keys=True).encode("ascii")
        write(self._project.root / _UNDO, content)


def undo(project: Project) -> Report:
    """Put the catalogs and histories back to what they were before the last `unpack`, all or none.

    Raises Refused where one of them changed since, or where there is nothing to take back.
    """
    files = _remembered(project)
    contents = {project.root / name: was for name, was in files.items()}
    for path, kept in contents.items():
        content = read_if_there(path)
        if kept["after"] != ("-" if content is None else digest(content)):
            hint = "what was done there since would be lost; git restore, or mend it by hand"
            raise Refused(
                "changed since the last unpack; nothing was taken back", where=project.relative(path), hint=hint
            )
    changed = []
    for path, kept in contents.items():
        was = kept["before"]
        if was is None:
            path.unlink(missing_ok=True)
        elif not write(path, base64.b64decode(was)):
            continue
        changed.append(project.relative(path))
    (project.root / _UNDO).unlink(missing_ok=True)
    return Report(changed=tuple(sorted(changed)), notes=("the last unpack is taken back",))


def _kept_files(project: Project, statement_id: str, language: LanguageTag) -> tuple[Path, Path]:
    return project.catalog_path(statement_id, language), project.history_path(statement_id, language)


def _remembered(project: Project) -> dict[str, dict[str, Any]]:
    nothing = Refused("there is no unpack to take back", hint="only the last one is remembered, and only here")
    try:
        kept = json.loads(read_if_there(project.root / _UNDO) or b"")
        files: dict[str, dict[str, Any]] = kept["files"]
        locales = (project.root / "locales").resolve()
        sound = kept["format"] == _UNDO_FORMAT and all(
            (project.root / name).resolve().is_relative_to(locales) and {"before", "after"} <= set(one)
            for name, one in files.items()
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise nothing from None
    if not (sound and files):
        raise nothing
    return files
