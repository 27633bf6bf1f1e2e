"""The releases that stand in a workspace: their folders, whole or prepared, and what the record says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pubflow.errors import Refused
from pubflow.files import append, digest, mend_swap, read, read_folder, read_if_there, remove_folder
from pubflow.history import Event, dumps_line, live
from pubflow.project import Project
from pubflow.release.audit import SIGNATURES, Audit, audit
from pubflow.release.bundle import DESK, PUBLIC
from pubflow.release.manifest import PATH, Manifest, loads
from pubflow.workflow.workspace.record import places, record_of

_NUMBERED: Final = re.compile(r"([1-9][0-9]{0,5})(\.prepared)?")
PREPARED: Final = ".prepared"
"""The end of the name of a bundle that waits for its hour."""


def audited(folder: Path) -> tuple[Audit, dict[str, bytes]]:
    """A bundle, or its `public/` folder alone, held against its manifest; and its files, by their paths there."""
    files = read_folder(folder)
    if not any(path.startswith(PUBLIC) for path in files) and PATH in files:
        files = {PUBLIC + path: content for path, content in files.items()}
    public = {path.removeprefix(PUBLIC): files[path] for path in files if path.startswith(PUBLIC)}
    desk = {path.removeprefix(DESK): files[path] for path in files if path.startswith(DESK)}
    found = audit(public, desk)
    strays = (path for path in files if not path.startswith((PUBLIC, DESK)))
    faults = tuple(f"{path} is extra: it is in neither public/ nor desk/" for path in strays)
    return replace(found, faults=(*found.faults, *faults)), files


def last_release(project: Project, statement_id: str) -> Manifest | None:
    """The manifest of the last release that stands here; None where there is none."""
    found = last(project, statement_id)
    return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Staying:
    """A language that an earlier release has and this one has not: its page looks current."""

    language: str
    number: int
    """Of the last release that has it."""
    older: bool
    """Whether the source has changed since."""
    url: str
    """Where it stands; "" where nobody said so."""
    retracted: str = ""
    """When the statement was taken back; "" where it was not."""

    @property
    def wants_notice(self) -> bool:
        return self.older or bool(self.retracted)


def last_by_language(record: Iterable[Event]) -> dict[str, int]:
    """The number of the last release that has each language, in the order in which they first left."""
    found: dict[str, int] = {}
    for event in record:
        if event.verb == "released":
            for language in event.get("languages").split():
                # By number: two releases may be of one moment.
                found[language] = max(found.get(language, 0), int(event.get("release", "0")))
    return found


def staying(project: Project, manifest: Manifest, record: Iterable[Event]) -> Iterator[Staying]:
    """Those of one release, in the order in which they first left."""
    told = tuple(record)
    here = {one.language for one in manifest.languages}
    stands = {place.language: place.url for place in places(told)}
    retracted = next((event.at for event in live(told) if event.verb == "retracted"), "")
    for language, number in last_by_language(told).items():
        if language not in here and number < manifest.release:
            older = _source_of(project, manifest.statement, number) != manifest.languages[0].text
            yield Staying(language, number, older, stands.get(language, ""), retracted)


def staying_told(project: Project, manifest: Manifest, record: Iterable[Event]) -> Iterator[str]:
    """The same for people, a line each."""
    for one in staying(project, manifest, record):
        older = ", of an earlier text" * one.older + ", and is taken back" * bool(one.retracted)
        where = f", at {one.url}" if one.url else ""
        page = f"; a page that says so: desk/{stale_page(manifest.statement, one.language)}" if one.wants_notice else ""
        again = f"pubflow release {manifest.statement} --add {one.language}"
        yield f"{one.language} stays as release {one.number} has it{older}{where}; when it is ready: {again}{page}"


def stale_page(statement_id: str, language: str) -> str:
    """Where the desk finds the page of a language that stays, with the notice in it."""
    return f"out-of-date/{language}/{statement_id}.html"


def page_of_release(project: Project, statement_id: str, number: int, language: str) -> bytes | None:
    """The HTML page of a release; None where it stands here no more."""
    return read_if_there(bundle_folder(project, statement_id, number) / PUBLIC / language / f"{statement_id}.html")


def _source_of(project: Project, statement_id: str, number: int) -> str:
    """The digest of the source of a release; "" where it stands here no more."""
    content = read_if_there(bundle_folder(project, statement_id, number) / PUBLIC / PATH)
    return loads(content, where=f"{statement_id}/{number}").languages[0].text if content else ""


def bundle_folder(project: Project, statement_id: str, number: int, *, prepared: bool = False) -> Path:
    """Where a release stands, or waits."""
    return project.bundles / statement_id / f"{number}{PREPARED * prepared}"


def folders(project: Project, statement_id: str, *, prepared: bool = False) -> list[tuple[int, Path]]:
    """The bundles that are there, oldest first."""
    found = []
    for path in (project.bundles / statement_id).glob("*"):
        match = _NUMBERED.fullmatch(path.name)
        if match and path.is_dir() and bool(match[2]) is prepared:
            found.append((int(match[1]), path))
    return sorted(found)


def without_prepared(project: Project, manifest: Manifest) -> Iterator[str]:
    """Take away what was prepared for a number that is released now: it can't leave any more, and it keeps the text."""
    for number, folder in folders(project, manifest.statement, prepared=True):
        if number <= manifest.release:
            remove_folder(folder)
            yield f"removed: {project.relative(folder)}: {manifest.statement}/{manifest.release} took its place"


def next_number(project: Project, statement_id: str, record: Iterable[Event]) -> int:
    """Of the release that comes next."""
    told = [int(event.get("release", "0")) for event in record if event.verb == "released"]
    return max([0, *told, *(number for number, _ in folders(project, statement_id))]) + 1


def last(project: Project, statement_id: str) -> tuple[int, Manifest] | None:
    """The last release that stands here: its number and its manifest."""
    done = folders(project, statement_id)
    if not done:
        return None
    number, folder = done[-1]
    path = folder / PUBLIC / PATH
    return number, loads(read(path), where=project.relative(path))


def whole(project: Project, folder: Path) -> tuple[dict[str, bytes], Manifest, Audit]:
    """A bundle's files, its manifest and what was held against it. Raises Refused for one that does not verify."""
    found, files = audited(folder)
    if found.manifest is None or found.faults:
        name = project.relative(folder)
        raise Refused(f"does not verify: {found.faults[0]}", where=name, hint=f"pubflow verify {name}")
    return files, found.manifest, found


def without_signatures(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the public gets, without signatures, which no second run makes again."""
    unlike = {PUBLIC + name for name in SIGNATURES}
    return {path: content for path, content in files.items() if path.startswith(PUBLIC) and path not in unlike}


def same(old: Manifest, new: Manifest) -> bool:
    """Whether they say the same of the same files, but for when."""
    return _timeless(old) == _timeless(new)


def _timeless(manifest: Manifest) -> Manifest:
    languages = tuple(replace(one, at="") for one in manifest.languages)
    files = tuple(one for one in manifest.files if not one.path.endswith(("feed.xml", "sitemap.xml")))
    return replace(manifest, release=0, generation=0, at="", made_at="", languages=languages, files=files)


def mend(project: Project, statement_id: str) -> None:
    """What a run that was killed left: half a bundle goes, a whole one that nobody wrote down is written down."""
    folder = project.bundles / statement_id
    for path in folder.glob(".*"):
        name = path.name.removeprefix(".").removesuffix(".new").removesuffix(".aside")
        mend_swap(folder / name)
        if path.name.endswith(".new"):
            remove_folder(path)
    known = {
        (event.get("release"), event.get("generation"))
        for event in record_of(project, statement_id)
        if event.verb == "released"
    }
    for number, bundle in folders(project, statement_id):
        if not any(release == str(number) for release, _ in known) or _unknown(bundle, known):
            files, manifest, _ = whole(project, bundle)
            append(project.record_path(statement_id), dumps_line(released(manifest, files[PUBLIC + PATH], "")))


def _unknown(bundle: Path, known: set[tuple[str, str]]) -> bool:
    """Whether nobody wrote down that this generation of it was released."""
    manifest = loads(read(bundle / PUBLIC / PATH), where=str(bundle / PUBLIC / PATH))
    return (str(manifest.release), str(manifest.generation)) not in known


def released(manifest: Manifest, content: bytes, by: str) -> Event:
    """The event of it; `content`: the manifest's bytes."""
    languages = " ".join(one.language for one in manifest.languages)
    data = {"release": str(manifest.release), "languages": languages, "generation": str(manifest.generation)}
    data |= {"words": str(manifest.words)} if manifest.words else {}
    return Event("released", manifest.made_at, by, digest=digest(content), data=tuple(sorted(data.items())))
