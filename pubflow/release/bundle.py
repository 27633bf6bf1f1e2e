"""The files of a release, by their paths: what the public gets and what stays at the desk. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pubflow.release.manifest import PATH, EditionFile, Manifest, dumps, file_of
from pubflow.release.pages import feed, index, sitemap

PUBLIC: Final = "public/"
DESK: Final = "desk/"
DESK_MANIFEST: Final = "manifest.json"
RECORD: Final = "record.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, made."""

    language: str
    format: str
    path: str
    """Relative to `public/`."""
    content: bytes


def public(
    head: Manifest, editions: Sequence[Edition], others: Mapping[str, bytes]
) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest with its files, and all that goes into `public/`. `others`: pictures; `head` names no file yet."""
    listed = tuple(_listed(one) for one in sorted(editions, key=lambda one: one.path))
    made = replace(head, editions=listed)
    files = {**others, "index.html": index(made)}
    files |= {f"{one.language}/feed.xml": feed(made, one) for one in made.languages}
    if (places := sitemap(made)) is not None:
        files["sitemap.xml"] = places
    manifest = replace(made, files=tuple(file_of(path, files[path]) for path in sorted(files)))
    contents = {one.path: one.content for one in editions} | files
    return manifest, {**contents, PATH: dumps(manifest)}


def desk(manifest: bytes, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """All that goes into `desk/`: these files, and what they and the manifest of `public/` are held against."""
    listed = [{"path": one.path, "sha256": one.sha256, "size": one.size} for one in _files(files)]
    value = {"public": hashlib.sha256(manifest).hexdigest(), "files": listed}
    return {**files, DESK_MANIFEST: as_json(value)}


def as_json(value: Any) -> bytes:
    """One spelling for the desk's own files."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _files(files: Mapping[str, bytes]) -> Iterable[Any]:
    return (file_of(path, files[path]) for path in sorted(files))


def _listed(edition: Edition) -> EditionFile:
    found = file_of(edition.path, edition.content)
    return EditionFile(found.path, found.sha256, found.size, edition.language, edition.format)
