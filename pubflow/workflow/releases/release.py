"""`pubflow release`: what passed the gate leaves together, in one bundle that appears whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from pubflow.document import Note
from pubflow.errors import EditionError, PubflowError, Refused, UsageError
from pubflow.files import append, make_folder, move_folder, read_folder, remove_folder, swap_folders, write
from pubflow.history import Event, dumps_line
from pubflow.language import LanguageTag
from pubflow.plugins import load_writer
from pubflow.project import Project
from pubflow.release.archive import ARCHIVES
from pubflow.release.audit import SIGNATURES, Audit
from pubflow.release.bundle import PUBLIC
from pubflow.release.gate import KINDS, WAIVABLE, waiver
from pubflow.release.manifest import PATH, Embargo, Manifest
from pubflow.workflow.checking.checker import Checker
from pubflow.workflow.editions.candidates import retraction_of
from pubflow.workflow.releases.bundle import Bundler, Contents
from pubflow.workflow.releases.folders import (
    audited,
    bundle_folder,
    folders,
    last,
    mend,
    next_number,
    released,
    same,
    staying_told,
    whole,
    without_prepared,
    without_signatures,
)
from pubflow.workflow.releases.gate import Gate, at_the_gate
from pubflow.workflow.releases.old import opened_bundle
from pubflow.workflow.releases.outcome import Outcome, Wanted, stopped, told
from pubflow.workflow.releases.stamping import lacks, stamped, to_stamp
from pubflow.workflow.workspace.glossary import tables_digest
from pubflow.workflow.workspace.keeping import held_releases
from pubflow.workflow.workspace.opening import (
    OpenStatement,
    embargo_of,
    open_statement,
    select_languages,
    select_published,
)
from pubflow.workflow.workspace.people import handle_if_named
from pubflow.workflow.workspace.record import record_of

_LISTED: Final = 5

Sign = Callable[[Path], None]
"""Puts a signature beside the manifest of a folder that is not in its place yet."""


def release(
    project: Project,
    ids: Sequence[str],
    wanted: Wanted,
    *,
    stamp: datetime,
    now: datetime,
    prepare: bool = False,
    sign: Sign | None = None,
) -> Iterator[Outcome]:
    """One release for each statement, as it is done; one that fails does not stop the rest.

    `stamp` goes into bytes, `now` is the real clock's. `prepare`: built and verified beside, for `go` to put in place.
    """
    tags = select_languages(project, wanted.languages, begun=True)
    known = select_published(project, ids)
    desk = _Desk(project, wanted, stamp, now, sign)
    for statement_id in known:
        yield _guarded(statement_id, lambda name: desk.release(name, tags, prepare=prepare))


def go(project: Project, ids: Sequence[str], wanted: Wanted, *, stamp: datetime, now: datetime) -> Iterator[Outcome]:
    """Put in its place what was prepared, by one rename: if the hour has passed and nothing changed since."""
    known = select_published(project, ids)
    desk = _Desk(project, wanted, stamp, now, None)
    for statement_id in known:
        if ids or folders(project, statement_id, prepared=True):
            yield _guarded(statement_id, desk.go)


def add(
    project: Project,
    ids: Sequence[str],
    languages: Sequence[str],
    wanted: Wanted,
    *,
    stamp: datetime,
    now: datetime,
    sign: Sign | None = None,
) -> Iterator[Outcome]:
    """Make the last release of each statement larger by languages; what is in it already keeps its bytes."""
    tags = select_languages(project, languages, begun=True)
    known = select_published(project, ids)
    desk = _Desk(project, wanted, stamp, now, sign)
    for statement_id in known:
        if ids or folders(project, statement_id):
            yield _guarded(statement_id, lambda name: desk.add(name, tags))


def _guarded(statement_id: str, work: Callable[[str], Outcome]) -> Outcome:
    try:
        return work(statement_id)
    except UsageError:
        raise
    except PubflowError as error:
        return Outcome(statement_id, "stopped", fault=error.in_one_line)


@dataclass(frozen=True, slots=True)
class _As:
    """How a bundle is made: what goes into its bytes beside what stands on the disk."""

    stamp: datetime
    overridden: str
    """Why it leaves before the hour; "" where it does not."""


class _Desk:
    """What stays the same while one run goes from statement to statement."""

    def __init__(self, project: Project, wanted: Wanted, stamp: datetime, now: datetime, sign: Sign | None) -> None:
        self._project = project
        self._as = _As(stamp, wanted.overridden)
        self._now = now
        self._sign = sign
        self._checker = Checker(project)
        self._glossary = tables_digest(project)
        self._formats = wanted.formats
        self._by = handle_if_named(project, wanted.by)
        self._archives = wanted.archives
        self._waive = tuple(_waive(one) for one in wanted.waive)
        self._why = wanted.why
        if self._waive and not (self._by and self._why):
            raise UsageError("a waiver needs a name and a reason", hint="--by NAME --why REASON")
        for name in self._formats:
            load_writer(name)  # an unknown format is told before any work

    def release(self, statement_id: str, tags: Sequence[LanguageTag], *, prepare: bool) -> Outcome:
        """One statement: to the gate, and out."""
        project = self._project
        with held_releases(project, statement_id):
            mend(project, statement_id)
            words = None if prepare else to_stamp(project, statement_id)
            try:
                opened = open_statement(project, statement_id)
                until = embargo_of(opened)
                now = max(self._now, until) if prepare and until else self._now
                gate = self._at_the_gate(opened, tags, now, self._as)
            except PubflowError:
                if words is None:
                    raise
                return self._stamp(words)
            if words is not None and lacks(gate.verdict, words):
                return self._stamp(words)
            if gate.verdict.stopped:
                return stopped(gate)
            number = next_number(project, statement_id, gate.record)
            contents = self._bundler(gate, number, until, self._formats, self._as).make()
            outcome = self._let_out(contents, gate.record, prepare=prepare)
            return replace(outcome, held=gate.verdict.held, waived=gate.verdict.waived)

    def _stamp(self, words: Manifest) -> Outcome:
        """A retraction harms nobody and waits for nobody: what was released last leaves once more, stamped."""
        project, name = self._project, words.statement
        record = record_of(project, name)
        retraction = partial(self._retraction, name)
        number = next_number(project, name, record)
        contents = stamped(project, words, retraction, number=number, at=self._as.stamp, record=record)
        return self._let_out(contents, record)

    def _retraction(self, statement_id: str, language: str) -> Note | None:
        return retraction_of(self._checker, self._project, statement_id, LanguageTag.parse(language))

    def _let_out(self, contents: Contents, record: Sequence[Event], *, prepare: bool = False) -> Outcome:
        """Into its place, unless the last release is the same."""
        project, manifest = self._project, contents.manifest
        before = last(project, manifest.statement)
        if before is not None and not prepare and same(before[1], manifest):
            path = project.relative(bundle_folder(project, manifest.statement, before[0]))
            return told("unchanged", path, before[1], contents.notes)
        final = bundle_folder(project, manifest.statement, manifest.release, prepared=prepare)
        found = self._put(contents, final, swap=prepare and final.exists())
        gone: list[str] = []
        if not prepare:
            self._note(manifest, contents.files, final)
            gone = list(without_prepared(project, manifest))
        notes = (*contents.notes, *gone, *staying_told(project, manifest, record))
        return told("prepared" if prepare else "released", project.relative(final), manifest, notes, found)

    def go(self, statement_id: str) -> Outcome:
        """What was prepared, put in its place."""
        project = self._project
        with held_releases(project, statement_id):
            mend(project, statement_id)
            waiting = folders(project, statement_id, prepared=True)
            if not waiting:
                raise Refused(f"{statement_id}: nothing is prepared", hint=f"pubflow release {statement_id} --prepare")
            number, folder = waiting[-1]
            final = bundle_folder(project, statement_id, number)
            files, manifest, found = whole(project, folder)
            again = f"pubflow release {statement_id} --prepare"
            if final.exists():
                raise Refused(f"{statement_id}/{number} is released already", hint=again)
            self._refuse_before_the_hour(statement_id, manifest)
            gate = self._refuse_changed(statement_id, manifest, files, again)
            move_folder(folder, final)
            self._note(manifest, files, final)
            notes = tuple(staying_told(project, manifest, gate.record))
            done = told("released", project.relative(final), manifest, notes, found)
            return replace(done, held=gate.verdict.held, waived=gate.verdict.waived)

    def add(self, statement_id: str, tags: Sequence[LanguageTag]) -> Outcome:
        """More languages for the last release."""
        project = self._project
        with held_releases(project, statement_id):
            mend(project, statement_id)
            done = folders(project, statement_id)
            if not done:
                raise Refused(f"{statement_id}: nothing is released yet", hint=f"pubflow release {statement_id}")
            number, folder = done[-1]
            old = opened_bundle(project, folder)
            manifest = old.manifest
            _refuse_taken_back(to_stamp(project, statement_id))
            opened = open_statement(project, statement_id)
            there = {one.language for one in manifest.languages}
            twice = [str(tag) for tag in tags if str(tag) in there]
            if twice and len(twice) < len(tags):
                hint = f"its posts are a run of their own: pubflow release {statement_id} --add {twice[0]}"
                raise Refused(f"{', '.join(twice)} is in {statement_id}/{number} already", hint=hint)
            if manifest.languages[0].text != opened.digest:
                hint = f"what is translated now is another text: pubflow release {statement_id}"
                raise Refused(f"the source changed since {statement_id}/{number}", hint=hint)
            gate = self._at_the_gate(opened, tags, self._now, self._as, already=there)
            if gate.verdict.stopped or not gate.verdict.leaving:
                return stopped(gate)
            formats = tuple(dict.fromkeys(one.format for one in manifest.editions))
            bundler = self._bundler(gate, number, embargo_of(opened), formats, self._as)
            made = bundler.late(old) if twice else bundler.add(old)
            found = self._put(made, folder, swap=True)
            if not twice:  # what joins at the desk has left no house
                self._note(made.manifest, made.files, folder)
            grown = told("released", project.relative(folder), made.manifest, made.notes, found)
            return replace(grown, held=gate.verdict.held, waived=gate.verdict.waived)

    # --- the gate -----------------------------------------------------------------------------------------------------

    def _at_the_gate(
        self,
        opened: OpenStatement,
        tags: Sequence[LanguageTag],
        now: datetime,
        made: _As,
        already: Collection[str] = (),
    ) -> Gate:
        """With the waivers that were asked for, written down first."""
        look = partial(
            at_the_gate, self._project, self._checker, opened, tags,
            stamp=made.stamp, now=now, overridden=made.overridden, already=frozenset(already),
        )  # fmt: skip
        gate = look()
        if not self._waive:
            return gate
        lines = [dumps_line(event) for event in self._waivers(gate, made)]
        append(self._project.record_path(opened.statement.id), "".join(lines))
        return look()

    def _waivers(self, gate: Gate, made: _As) -> Iterator[Event]:
        open_ = dict((*gate.verdict.held, *gate.verdict.stopped))
        for language, kind in self._waive:
            found = [
                (name, one)
                for name, blockers in open_.items()
                for one in blockers
                if one.kind == kind and language in ("", name)
            ]
            if not found:
                where = f"{language}: " if language else ""
                raise Refused(f"{gate.opened.statement.id}: {where}nothing of the kind “{kind}” is open")
            for name, one in found:
                yield waiver(gate.looks[name], one, by=self._by, why=self._why, at=made.stamp.isoformat())

    def _refuse_before_the_hour(self, statement_id: str, manifest: Manifest) -> None:
        embargo = manifest.embargo
        if embargo is None or embargo.overridden or datetime.fromisoformat(embargo.until) <= self._now:
            return
        hint = 'wait; or prepare it again with --override-embargo "why"'
        raise Refused(f"{statement_id}: under embargo until {embargo.until}", hint=hint)

    def _refuse_changed(self, statement_id: str, manifest: Manifest, files: Mapping[str, bytes], again: str) -> Gate:
        """Make it once more of what stands on the disk now: it must be the same, byte for byte."""
        opened = open_statement(self._project, statement_id)
        tags = [LanguageTag.parse(one.language) for one in manifest.languages[1:]]
        embargo = manifest.embargo
        then = _As(datetime.fromisoformat(manifest.made_at), embargo.overridden if embargo else "")
        gate = self._at_the_gate(opened, tags, self._now, then)
        if gate.verdict.stopped or len(gate.verdict.leaving) != len(tags):
            blocked = gate.verdict.stopped or gate.verdict.held
            told = "; ".join(f"{name}: {blockers[0].message} ({blockers[0].command})" for name, blockers in blocked)
            raise Refused(f"{statement_id}: not ready any more: {told}", hint=again)
        formats = tuple(dict.fromkeys(one.format for one in manifest.editions))
        made = self._bundler(gate, manifest.release, embargo_of(opened), formats, then).make()
        new, old = without_signatures(made.files), without_signatures(files)
        changed = sorted(path for path in {*new, *old} if new.get(path) != old.get(path))
        if changed:
            more = f" and {len(changed) - _LISTED} more" if len(changed) > _LISTED else ""
            told = ", ".join(changed[:_LISTED])
            raise Refused(f"{statement_id}: changed since it was prepared: {told}{more}", hint=again)
        return gate

    def _bundler(self, gate: Gate, number: int, until: datetime | None, formats: Sequence[str], made: _As) -> Bundler:
        early = bool(made.overridden) and until is not None and until > made.stamp
        at = made.stamp if until is None or early else max(made.stamp, until)
        embargo = None if until is None else Embargo(until.isoformat(), made.overridden if early else "")
        writers = [load_writer(name) for name in formats]
        return Bundler(
            self._project, gate, writers,
            number=number, at=at, made_at=made.stamp, embargo=embargo, glossary=self._glossary,
        )  # fmt: skip

    # --- the disk -----------------------------------------------------------------------------------------------------

    def _put(self, contents: Contents, final: Path, *, swap: bool) -> Audit:
        """Build it beside, read it again, and give it its name in one step."""
        new = final.with_name(f".{final.name}.new")
        make_folder(new, contents.files)
        if self._sign is not None and not any(PUBLIC + name in contents.files for name in SIGNATURES):
            self._sign(new / PUBLIC / PATH)
        found, _ = audited(new)
        if found.faults:
            raise EditionError(f"what was written is not what was made: {found.faults[0]}", where=str(new))
        if swap:
            swap_folders(new, final)
            remove_folder(new)
        else:
            move_folder(new, final)
        return found

    def _note(self, manifest: Manifest, files: Mapping[str, bytes], folder: Path) -> None:
        """Write it into the record; and what was asked for beside it."""
        event = released(manifest, files[PUBLIC + PATH], self._by)
        append(self._project.record_path(manifest.statement), dumps_line(event))
        top = f"{manifest.statement}-{manifest.release}"
        for name in self._archives:
            public = read_folder(folder / PUBLIC)
            content = ARCHIVES[name](
                {f"{top}/{path}": public[path] for path in public}, datetime.fromisoformat(manifest.at)
            )
            write(folder.with_name(f"{folder.name}.{name}"), content, made_again=True)


def _refuse_taken_back(words: Manifest | None) -> None:
    """What joined a release to be stamped, or a stamped one, would be gone from the next: see `to_stamp`."""
    if words is None:
        return
    again = f"pubflow release {words.statement}"
    if not words.words:
        raise Refused(f"{words.statement} is taken back, and no release tells it yet", hint=f"say so first: {again}")
    message = f"{words.statement}/{words.release} has the words of release {words.words}, stamped"
    raise Refused(message, hint=f"when what is being corrected is ready, it leaves with the others: {again}")


def _waive(written: str) -> tuple[str, str]:
    """Language, or "" for all, and kind."""
    language, _, kind = written.rpartition(":")
    if kind not in KINDS:
        raise UsageError(f"“{kind}” is no blocker", hint=f"one of {', '.join(sorted(WAIVABLE))}")
    if kind not in WAIVABLE:
        hint = '--override-embargo "why"' if kind == "embargo" else f"one of {', '.join(sorted(WAIVABLE))}"
        raise UsageError(f"“{kind}” can't be waived", hint=hint)
    return language, kind
