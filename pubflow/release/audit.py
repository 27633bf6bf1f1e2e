"""A release held against its own manifest: every file, nothing besides, every target, nothing about people. Pure.

Whoever changes a file and the manifest alike is told only by a signature, or by the record of the workspace.
"""

from __future__ import annotations

import hashlib
import html.parser
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pubflow.errors import EditionError
from pubflow.markup.images import cleaned, kind_of
from pubflow.release.bundle import DESK_MANIFEST, RECORD
from pubflow.release.manifest import PATH, File, Manifest, loads, target_digest
from pubflow.segment import TaggedText, is_joined

SIGNATURES: Final = (f"{PATH}.minisig", f"{PATH}.asc")


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found."""

    manifest: Manifest | None
    """None where it can't be read."""
    faults: tuple[str, ...]
    files: int = 0
    """Held against the manifest."""
    targets: int = 0
    """Held against their digests, and found in the editions."""


def audit(public: Mapping[str, bytes], desk: Mapping[str, bytes]) -> Audit:
    """Hold `public/` against its manifest, and `desk/`, which may be empty, against its own."""
    if PATH not in public:
        return Audit(None, (f"public/{PATH} is missing: nothing can be held against it",))
    try:
        manifest = loads(public[PATH], where=f"public/{PATH}")
    except EditionError as error:
        return Audit(None, (str(error),))
    faults = [*_files(manifest.every_file, public, "public/", {PATH, *SIGNATURES}), *_people(manifest, public)]
    targets = 0
    if desk:
        faults += _desk(public[PATH], desk)
        told, targets = _targets(manifest, public, desk)
        faults += told
    return Audit(manifest, tuple(faults), len(public) - 1 + len(desk), targets)


def _files(listed: Iterable[File], there: Mapping[str, bytes], folder: str, besides: set[str]) -> Iterator[str]:
    known = {one.path: one for one in listed}
    for path, one in known.items():
        content = there.get(path)
        if content is None:
            yield f"{folder}{path} is missing"
        elif len(content) != one.size or hashlib.sha256(content).hexdigest() != one.sha256:
            yield f"{folder}{path} was changed: it is not what the manifest says"
    for path in sorted(set(there) - set(known) - besides):
        yield f"{folder}{path} is extra: the manifest does not know it"


def _people(manifest: Manifest, public: Mapping[str, bytes]) -> Iterator[str]:
    if not manifest.names:
        for language in manifest.languages:
            agreed = [one for passage in language.passages for one in passage.reviews]
            told = any(one.by for one in (*agreed, *language.sign_offs)) or any(one.by for one in language.waived)
            if told:
                yield f"public/{PATH} names people, {language.language}, and says that it does not"
    for path, content in public.items():
        if kind_of(content) and cleaned(content) != content:
            yield f"public/{path} is a picture that tells more than it shows: where, when, by whom"


def _desk(manifest: bytes, desk: Mapping[str, bytes]) -> Iterator[str]:
    try:
        value = json.loads(desk[DESK_MANIFEST])
        listed = [File(str(one["path"]), str(one["sha256"]), int(one["size"])) for one in value["files"]]
        public = value["public"]
    except (KeyError, TypeError, ValueError, RecursionError):
        yield f"desk/{DESK_MANIFEST} is missing or can't be read"
        return
    if public != hashlib.sha256(manifest).hexdigest():
        yield f"public/{PATH} is not the one that the desk kept"
    yield from _files(listed, desk, "desk/", {DESK_MANIFEST})


# --- targets ----------------------------------------------------------------------------------------------------------


def _targets(manifest: Manifest, public: Mapping[str, bytes], desk: Mapping[str, bytes]) -> tuple[list[str], int]:
    """Every target that the desk kept against its digest and the page that it stands in."""
    try:
        kept = {
            one["language"]: [unit["target"] for unit in one["units"]] for one in json.loads(desk[RECORD])["languages"]
        }
    except (KeyError, TypeError, ValueError, RecursionError):
        return [f"desk/{RECORD} is missing or can't be read: no target can be held against its page"], 0
    faults, count = [], 0
    for language in manifest.languages[1:]:
        targets = kept.get(language.language, [])
        if len(targets) != len(language.passages):
            faults.append(
                f"{language.language}: desk/{RECORD} holds {len(targets)} of {len(language.passages)} targets"
            )
            continue
        pages = [_squeezed(words) for words in _pages(manifest, public, language.language)]
        for number, (passage, target) in enumerate(zip(language.passages, targets, strict=True), 1):
            count += 1
            if target_digest(target) != passage.target:
                faults.append(f"{language.language} unit {number}: the target is not the one that was reviewed")
            elif not all(_stands(target, page) for page in pages):
                faults.append(f"{language.language} unit {number}: the page does not hold the target that was reviewed")
    return faults, count


def _pages(manifest: Manifest, public: Mapping[str, bytes], language: str) -> Iterator[str]:
    """The words of the HTML edition; other formats hang on their digests alone."""
    for edition in manifest.editions:
        if edition.language == language and edition.format == "html" and edition.path in public:
            reader = _Words()
            reader.feed(public[edition.path].decode("utf-8", "replace"))
            yield "".join(reader.words)


class _Words(html.parser.HTMLParser):
    """Everything on a page that may be read, values of attributes among it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        # Behind a tag no run of words goes on, and an address is none of the words.
        self.words += [value for name, value in attrs if name in ("alt", "content", "title") and value]


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _stands(target: str, page: str) -> bool:
    """Whether the words of a target stand on the page, run by run between its tags, whatever the spaces."""
    if is_joined(target):
        return True
    return all(_squeezed(part) in page for part in TaggedText.parse(target).parts if isinstance(part, str))
