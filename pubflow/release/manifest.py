"""What a release holds and where each word of it came from: `public/manifest.json`, read and written. Pure.

It names digests, kinds and counts, and no person, unless the project says so. Its form is told in docs/manifest.md and
in `manifest.schema.json` beside this module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, Final, Literal

from pubflow.errors import EditionError, UsageError
from pubflow.history.digests import canonical
from pubflow.identity import valid_id
from pubflow.language import LanguageTag

VERSION: Final = 1
PATH: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the folder, relative to it."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class EditionFile(File):
    """One statement in one language in one format."""

    language: str
    format: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """Reviews or signatures of one kind that hold for a text."""

    kind: str
    count: int
    scope: str = ""
    """Of a signature: "" for the whole text."""
    digests: tuple[str, ...] = ()
    """Of signatures: what each is bound to."""
    by: tuple[str, ...] = ()
    """Handles; empty unless the project tells names."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One place of the text, in the statement's order."""

    source: str
    """sha256 of its context and source, cut to 16 hex digits: `key_digest`."""
    unit: str
    """What the history calls this text: `unit_digest`, of context, source and target."""
    target: str
    """sha256 of the target as the catalog has it, with its tags."""
    origin: Literal["person", "memory", "engine"]
    engine: str = ""
    """Which engine, with its model; of a person's text: of the draft that it was made from."""
    rate: str = ""
    """%: how near the memory's source was."""
    terms: str = ""
    """Digest of what the glossary asked of it; "" for nothing."""
    reviews: tuple[Agreed, ...] = ()


@dataclass(frozen=True, slots=True)
class Waived:
    """Something that stopped the language, and that a person answered for."""

    blocker: str
    text: str
    """The digest of the text that it holds for."""
    by: str = ""
    why: str = ""
    """Both empty unless the project tells names."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the release; the source comes first and has no passages."""

    language: str
    title: str
    text: str
    """The digest that a signature of the whole text is bound to; of the source, that of its file."""
    at: str
    """When it is published, ISO 8601 with offset; of a statement under embargo not before the hour."""
    url: str = ""
    """Where it is published, as far as that is known."""
    summary: str = ""
    passages: tuple[Passage, ...] = ()
    sign_offs: tuple[Agreed, ...] = ()
    waived: tuple[Waived, ...] = ()


@dataclass(frozen=True, slots=True)
class Embargo:
    """The statement's embargo."""

    until: str
    overridden: str = ""
    """Why it left before the hour; "" where it did not."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One release."""

    statement: str
    release: int
    generation: int
    """From 1; one more each time a language is added."""
    at: str
    """When its last language was added; ISO 8601 with offset. So is `made_at`."""
    made_at: str
    source: str
    """The source language."""
    glossary: str
    """sha256 of the glossary's files."""
    made_by: str
    authority: str
    """Who the ids of its feeds belong to: a host's name."""
    languages: tuple[Language, ...]
    editions: tuple[EditionFile, ...]
    files: tuple[File, ...]
    """Whatever else is in the folder, but for this file."""
    publisher: str = ""
    names: bool = False
    sample: bool = False
    embargo: Embargo | None = None
    words: int = 0
    """Of which release its words are, where a retraction stamped them; 0 for words of its own."""
    version: int = VERSION

    @property
    def every_file(self) -> tuple[File, ...]:
        """Editions and the rest, by path."""
        return tuple(sorted((*self.editions, *self.files), key=lambda one: one.path))

    def language(self, tag: str) -> Language | None:
        """The language of that tag."""
        return next((one for one in self.languages if one.language == tag), None)

    def edition(self, language: str, format: str = "html") -> EditionFile | None:
        """Of one language, in that format or else in the first that it has."""
        mine = [one for one in self.editions if one.language == language]
        return next((one for one in mine if one.format == format), mine[0] if mine else None)


def file_of(path: str, content: bytes) -> File:
    """A file of the folder with its digest."""
    return File(path, hashlib.sha256(content).hexdigest(), len(content))


def target_digest(target: str) -> str:
    """Of a target as the catalog has it."""
    return hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()


def dumps(manifest: Manifest) -> bytes:
    """Its one spelling, with its own digest at the end: what is edited by hand says so."""
    value = _plain(manifest)
    value["digest"] = hashlib.sha256(canonical(value)).hexdigest()
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def loads(content: bytes, *, where: str) -> Manifest:
    """Read it. Raises EditionError for what is no manifest, of a version this pubflow does not know, or was edited."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise EditionError("is not JSON in UTF-8", where=where) from None
    if not isinstance(value, dict) or not isinstance(value.get("version"), int):
        raise EditionError("is no manifest of a release", where=where)
    if value["version"] != VERSION:
        hint = "a newer pubflow may know it"
        raise EditionError(f"is of version {value['version']}; this pubflow knows {VERSION}", where=where, hint=hint)
    told = value.pop("digest", None)
    if told != hashlib.sha256(canonical(value)).hexdigest():
        raise EditionError("was edited: its digest is not its content's", where=where)
    try:
        manifest: Manifest = _read(Manifest, value, "")
        _hold(manifest)
    except ValueError as fault:
        raise EditionError(f"is no manifest: {fault}", where=where) from None
    except UsageError as fault:
        raise EditionError(f"is no manifest: {fault.message}", where=where) from None
    return manifest


def _hold(manifest: Manifest) -> None:
    """What whoever reads one counts on: an id, a source, languages and moments. Raises ValueError, UsageError."""
    if not valid_id(manifest.statement):
        raise ValueError("statement is no id")
    if not manifest.languages:
        raise ValueError("it holds no language")
    for tag in (manifest.source, *(one.language for one in manifest.languages)):
        LanguageTag.parse(tag)
    until = (manifest.embargo.until,) if manifest.embargo else ()
    for moment in (manifest.at, manifest.made_at, *(one.at for one in manifest.languages), *until):
        if datetime.fromisoformat(moment).tzinfo is None:
            raise ValueError(f"“{moment}” names no offset")


_LISTS: Final[Mapping[tuple[type, str], type]] = {
    (Manifest, "languages"): Language,
    (Manifest, "editions"): EditionFile,
    (Manifest, "files"): File,
    (Language, "passages"): Passage,
    (Language, "sign_offs"): Agreed,
    (Language, "waived"): Waived,
    (Passage, "reviews"): Agreed,
    (Agreed, "digests"): str,
    (Agreed, "by"): str,
}
_KINDS: Final = {
    "count": int,
    "release": int,
    "words": int,
    "generation": int,
    "size": int,
    "version": int,
    "names": bool,
    "sample": bool,
}


def _plain(value: Any) -> Any:
    """Plain values; what may be left out and says nothing is left out."""
    if is_dataclass(value):
        told = {one.name: (getattr(value, one.name), one.default) for one in fields(value)}
        silent = {name for name, (one, default) in told.items() if one == () or (one == default and name != "version")}
        return {name: _plain(one) for name, (one, _) in told.items() if name not in silent}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _read(cls: Any, value: object, where: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{where or 'it'} is no object")
    known = {one.name for one in fields(cls)}
    if unknown := sorted(set(value) - known):
        raise ValueError(f"{where}{unknown[0]} is unknown")
    read = {name: _value(cls, name, one, f"{where}{name}") for name, one in value.items()}
    # Empty lists are not written.
    read |= {name: () for (owner, name) in _LISTS if owner is cls and name not in read}
    try:
        return cls(**read)
    except TypeError:
        raise ValueError(f"{where or 'it '}lacks a value") from None


def _value(cls: type, name: str, value: object, where: str) -> object:
    if (cls, name) in _LISTS:
        if not isinstance(value, list):
            raise ValueError(f"{where} is no list")
        kind = _LISTS[cls, name]
        return tuple(
            _scalar(kind, one, f"{where}[{at}]") if kind is str else _read(kind, one, f"{where}[{at}].")
            for at, one in enumerate(value)
        )
    if (cls, name) == (Manifest, "embargo"):
        return _read(Embargo, value, f"{where}.")
    return _scalar(_KINDS.get(name, str), value, where)


def _scalar(kind: type, value: object, where: str) -> object:
    if type(value) is not kind:
        raise ValueError(f"{where} is no {'text' if kind is str else 'number' if kind is int else 'truth value'}")
    return value
