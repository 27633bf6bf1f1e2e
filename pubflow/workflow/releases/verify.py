"""`pubflow verify`: a release held against its manifest, offline; in its workspace also against the catalogs of now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pubflow.catalog import Unit, unit_digest
from pubflow.errors import PubflowError, UsageError
from pubflow.files import digest
from pubflow.finding import units_told
from pubflow.history import key_digest, standing
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.release.bundle import PUBLIC
from pubflow.release.manifest import PATH, Language, Manifest, Passage
from pubflow.workflow.releases.folders import audited
from pubflow.workflow.releases.signature import checked as signatures
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import OpenStatement, open_catalog, open_statement
from pubflow.workflow.workspace.record import record_of
from pubflow.workflow.workspace.reviewing import seen


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one bundle."""

    path: str
    statement: str
    release: int
    at: str
    files: int
    targets: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    """What changed in the workspace since; no fault of the bundle."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def verify(project: Project | None, path: Path, *, key: str = "") -> Iterator[Verified]:
    """Every bundle at or below `path`; with `key` each must be signed. Raises UsageError where there is none."""
    if path.is_file():
        raise UsageError(f"{path}: is a file", hint="unpack the archive, and name the folder")
    bundles = _bundles(path)
    if not bundles:
        hint = "name the folder of a release, its public/ folder, or a folder of releases"
        raise UsageError(f"{path}: holds no release", hint=hint)
    for bundle in bundles:
        yield _verified(project, bundle, key)


def _bundles(path: Path) -> list[Path]:
    """A bundle, or a public/ folder alone, or all bundles below; prepared ones among them, half ones not.

    Where there are none: archives that were unpacked, of which each is a folder of what is public.
    """
    if (path / PUBLIC).is_dir() or (path / PATH).is_file():
        return [path]
    found = [one.parent for one in path.rglob(PUBLIC.rstrip("/")) if one.is_dir()]
    found = found or [one.parent for one in path.glob(f"*/{PATH}")]
    return sorted(one for one in found if not any(part.startswith(".") for part in one.relative_to(path).parts))


def _verified(project: Project | None, bundle: Path, key: str) -> Verified:
    found, files = audited(bundle)
    manifest = found.manifest
    if manifest is None:
        return Verified(str(bundle), "", 0, "", 0, 0, found.faults, ())
    faults, notes = signatures(bundle / PUBLIC if (bundle / PUBLIC).is_dir() else bundle, key)
    faults = [*found.faults, *faults]
    if project is not None and project.statement_path(manifest.statement).is_file():
        try:
            faults += _of_record(project, manifest, files.get(PUBLIC + PATH, b""))
            told, lacking = _of_catalogs(project, manifest)
            notes += told
            faults += lacking
        except PubflowError as error:
            notes.append(f"can't be held against the workspace: {error}")
    return Verified(
        str(bundle), manifest.statement, manifest.release, manifest.at, found.files, found.targets, tuple(faults),
        tuple(notes),
    )  # fmt: skip


def _of_record(project: Project, manifest: Manifest, content: bytes) -> Iterator[str]:
    """A manifest that the workspace wrote down for this release is this one."""
    told = [
        event
        for event in record_of(project, manifest.statement)
        if event.verb == "released"
        and event.get("release") == str(manifest.release)
        and event.get("generation") == str(manifest.generation)
    ]
    if told and content and digest(content) not in {event.digest for event in told}:
        yield f"public/{PATH} is not the one that this workspace released as {manifest.statement}/{manifest.release}"


def _of_catalogs(project: Project, manifest: Manifest) -> tuple[list[str], list[str]]:
    """What changed since, and which review that the release counted is not there any more."""
    opened = open_statement(project, manifest.statement)
    glossary = Glossary.load(project)
    notes = [] if opened.digest == manifest.languages[0].text else ["the source changed since"]
    faults: list[str] = []
    for language in manifest.languages[1:]:
        changed, lacking = _of_language(project, opened, language, glossary, manifest)
        if changed:
            notes.append(f"{language.language}: {changed} changed since")
        if lacking:
            faults.append(f"{language.language}: {lacking} with reviews that the history does not know")
    return notes, faults


@dataclass(frozen=True, slots=True)
class _Texts:
    """The units of a catalog as they stand, by key."""

    part: str
    """The name of the shared part that it is of; "" for the statement's own."""
    units: Mapping[str, Unit]
    reopened: frozenset[str]
    """Since the release."""

    def holds(self, passage: Passage) -> bool:
        """Whether it stands here still as it was released."""
        unit = self.units.get(passage.source)
        return (
            unit is not None
            and not unit.obsolete
            and unit_digest(unit.key, unit.target) == passage.unit
            and passage.source not in self.reopened
        )

    def reviewed(self, passage: Passage) -> bool:
        """Whether the reviews that were counted are there."""
        given = [one.kind for one in standing(self.units[passage.source])]
        return all(given.count(agreed.kind) >= agreed.count for agreed in passage.reviews)


def _of_language(
    project: Project, opened: OpenStatement, language: Language, glossary: Glossary, manifest: Manifest
) -> tuple[str, str]:
    """Which units, and which shared parts by name, changed since; and which lack a review. "" for none."""
    included = {part.name: part.opened for part in opened.parts if part.opened is not None}
    texts = [
        _texts(project, name, one, language, glossary, manifest) for name, one in (("", opened), *included.items())
    ]
    changed, lacking = [], []
    for number, passage in enumerate(language.passages, 1):
        here = next((one for one in texts if one.holds(passage)), None)
        if here is None:
            known = next((one for one in texts if passage.source in one.units), texts[0])
            changed.append((known.part, number))
        elif not here.reviewed(passage):
            lacking.append((here.part, number))
    return _places_told(changed), _places_told(lacking)


def _places_told(places: Sequence[tuple[str, int]]) -> str:
    """`units 2-5, shared part about`."""
    numbers = [number for part, number in places if not part]
    parts = dict.fromkeys(f"shared part {part}" for part, _ in places if part)
    return ", ".join((*([units_told(numbers)] if numbers else ()), *parts))


def _texts(
    project: Project, part: str, opened: OpenStatement, language: Language, glossary: Glossary, manifest: Manifest
) -> _Texts:
    stamp = datetime.fromisoformat(manifest.made_at)
    tag = LanguageTag.parse(language.language)
    before, _ = seen(open_catalog(project, opened.statement.id, tag), opened, glossary, stamp=stamp)
    units = {key_digest(unit.key): unit for unit in before.catalog.units} if before.catalog else {}
    left = min(stamp, datetime.fromisoformat(language.at))
    reopened = frozenset(
        event.key
        for event in before.history
        # The words of an earlier release, stamped: what is being corrected was re-opened before this one.
        if event.verb == "reopened" and (manifest.words or datetime.fromisoformat(event.at) > left)
    )
    return _Texts(part, units, reopened)
