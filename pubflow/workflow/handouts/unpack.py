"""`pubflow unpack`: what people send back, put into the catalogs by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal

from pubflow.catalog import Catalog
from pubflow.errors import CatalogError, PubflowError, Refused, UsageError
from pubflow.exchange import reply
from pubflow.exchange.handout import Returned, code_in, ranges
from pubflow.files import digest
from pubflow.finding import Finding, Severity, Where, units_told
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.handouts.arrivals import Arrival, arrivals, loads
from pubflow.workflow.handouts.packs import Pack, find_pack, last_pack, unknown_pack
from pubflow.workflow.handouts.returned import Hand, applied
from pubflow.workflow.handouts.wishes import Told, Wishes, plain_pack, wishes_of, wishes_of_reply
from pubflow.workflow.review.overview import holders
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import OpenCatalog, open_catalog, open_statement, select_ids
from pubflow.workflow.workspace.people import handle_if_named, known_handle
from pubflow.workflow.workspace.report import Report
from pubflow.workflow.workspace.reviewing import noted, terms_of
from pubflow.workflow.workspace.undo import Undo, catalog_files, remember, taken

_WORDS: Final = {
    "taken": "taken", "replaced": "taken in place of what they gave back before", "agreed": "agreed to",
    "asked": "with a remark", "same": "as here already",
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
    again: bool = False
    """Take in what was taken in before, too."""


def unpack(
    project: Project, names: Sequence[str], options: Options, *, stamp: datetime, stdin: bytes | None = None
) -> Report:
    """Take in each file, one after the other; one that can't be does not stop the rest."""
    by = handle_if_named(project, options.by, "--from")
    run = _Run(project, replace(options, by=by), stamp)
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
    glossary: Glossary | None = None
    undo: Undo | None = None
    tried: dict[tuple[str, str], OpenCatalog] = field(default_factory=dict)
    """What catalogs and histories would be after a dry run's earlier files."""

    def take(self, arrival: Arrival) -> None:
        """One file into its catalog."""
        try:
            came = loads(arrival)
        except PubflowError as error:
            raise _NotOurs(error.message, where=error.where, hint=error.hint) from None
        pack = self._pack_of_message(came, arrival) if isinstance(came, str) else self._pack_of_file(came, arrival)
        tag = pack.language
        seal = digest(pack.id.encode() + arrival.content)
        if seal in taken(self.project) and not self.options.again:
            self.notes.append(f"{arrival.name}: was taken in before, nothing was done; --again takes it once more")
        elif self.options.dry_run:
            self._merge(arrival, came, pack, tag)
        else:
            with held(self.project, pack.statement, tag):
                self._merge(arrival, came, pack, tag)
            self._remember(seal)

    def _remember(self, seal: str) -> None:
        remember(self.project, (*taken(self.project), seal))
        if self.undo is not None:
            self.undo.taken(seal)

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
        opened = open_statement(self.project, pack.statement)
        before = self.tried.get((pack.statement, str(tag))) or open_catalog(self.project, pack.statement, tag)
        self.glossary = self.glossary or Glossary.load(self.project)
        if not self.options.dry_run:
            before = noted(self.project, before, opened, self.glossary, stamp=self.stamp)
        if before.catalog is None:
            raise Refused(
                f"the catalog of {pack.statement} in {tag} is not here",
                where=arrival.name,
                hint="is it on another branch? nothing was written",
            )
        ours = before.catalog
        told: tuple[str, ...] = ()
        if isinstance(came, str):
            wishes = wishes_of_reply(reply.loads(came, frozenset(pack.numbers)), pack, ours)
        else:
            pack = pack if pack.id else plain_pack(came, ours, before.history, pack)
            wishes, told = wishes_of(came, pack, ours), came.told
        terms = terms_of(opened, before, self.glossary)
        saved_by = "" if isinstance(came, str) else known_handle(self.project, came.translator)
        hand = Hand(self.options.by or pack.to or saved_by, _via(came), self.stamp, terms, pack.id)
        self._write(arrival, pack, before, ours, wishes, hand, told)

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
        done = applied(wishes, pack, ours, before.history, hand)
        where = self.project.relative(before.path)
        if self.options.dry_run:
            after = replace(before, catalog=done.catalog, history=(*before.history, *done.events))
            self.tried[pack.statement, str(pack.language)] = after
        elif done.events or done.catalog != before.catalog:
            self.undo = self.undo or Undo(self.project)
            files = catalog_files(self.project, pack.statement, pack.language)
            self.undo.before(files)
            _, changed = keep(self.project, before, done.catalog, done.events)
            self.undo.after(files)
            self.changed |= {where} if changed else set()
        self._tell(arrival, pack, ours, done.told, where)
        left = _left(wishes, pack, (*before.history, *done.events))
        self.notes += [f"{arrival.name}: {words}" for words in (*told, *left)]

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


def _left(wishes: Wishes, pack: Pack, events: Sequence[Event]) -> Iterator[str]:
    """What is still to be done of a hand-out, where that could be overlooked."""
    if wishes.empty:
        yield f"{len(wishes.empty)} of {len(pack.digests)} came back empty ({units_told(sorted(wishes.empty))})"
    if pack.id and any(one.pack == pack.id for one in holders(events)):
        to = f" --to {pack.to}" if pack.to else ""
        back = f"pubflow pack {pack.statement} -l {pack.language}{to} --take-back"
        yield f"nothing was changed or agreed to: {pack.to or 'somebody'} still has it; if not: {back}"


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
