"""A retraction that waits for no correction: the words of the last release once more, each page stamped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from pubflow import __version__
from pubflow.document import Note, Page
from pubflow.editions import html, markdown, text
from pubflow.editions.html import fields, fragment
from pubflow.errors import Refused
from pubflow.history import Event
from pubflow.project import Project
from pubflow.release.bundle import DESK, PUBLIC, RECORD, Edition, as_json, desk, public
from pubflow.release.desk import BODY, FIELDS, MAIL, pages, per_language, text_of_mail
from pubflow.release.gate import Verdict
from pubflow.release.manifest import PATH, Manifest
from pubflow.workflow.editions.corrections import events_of
from pubflow.workflow.releases.bundle import Contents, pages_that_stay
from pubflow.workflow.releases.folders import bundle_folder, last
from pubflow.workflow.releases.old import Old, opened_bundle
from pubflow.workflow.workspace.record import addresses

_STAMPS: Final[Mapping[str, Callable[[bytes, Page], bytes]]] = {
    "html": html.with_notices,
    "md": markdown.with_notices,
    "txt": text.with_notices,
    "fragment": fragment.with_notices,
    "fields": fields.with_notices,
}
"""The formats that take a notice as they stand; others are made of a text, and that is under way."""
Retraction = Callable[[str], Note | None]
"""What the page of a language says of being taken back."""


def to_stamp(project: Project, statement_id: str) -> Manifest | None:
    """The release whose words a retraction stamps where nothing newer can leave: the last before it.

    None where nothing is taken back, and where newer words have left since.
    """
    retracted = next((event for event in events_of(project, statement_id) if event.verb == "retracted"), None)
    before = last(project, statement_id)
    if retracted is None or before is None:
        return None
    since = int(retracted.get("since", "0"))
    return before[1] if since in (before[0], before[1].words) else None


def lacks(verdict: Verdict, words: Manifest) -> bool:
    """Whether something that left by that release does not leave now."""
    there = {one.language for one in words.languages}
    return bool(verdict.stopped) or any(name in there for name, _ in verdict.held)


def stamped(
    project: Project, manifest: Manifest, retraction: Retraction, *, number: int, at: datetime, record: Sequence[Event]
) -> Contents:
    """Its files. Raises Refused where a language has no edition that takes a stamp."""
    number_of_words = manifest.words or manifest.release
    old = opened_bundle(project, bundle_folder(project, manifest.statement, number_of_words))
    moment, urls = at.isoformat(), addresses(project, manifest.statement, record)
    languages = tuple(replace(one, at=moment, url=urls.get(one.language, one.url)) for one in old.manifest.languages)
    head = replace(
        old.manifest, release=number, generation=1, at=moment, made_at=moment, made_by=f"pubflow {__version__}",
        words=old.manifest.release, languages=languages, editions=(), files=(),
    )  # fmt: skip
    sheets = {one.language: Page(one.language, head.source, retraction=retraction(one.language)) for one in languages}
    editions = list(_editions(old, sheets))
    if {one.language for one in editions} != set(sheets):
        hint = f"take them down where they stand: pubflow published {head.statement}"
        raise Refused(f"no edition of {head.statement}/{head.words} can be stamped as it stands", hint=hint)
    made, files = public(head, editions, old.pictures)
    kept = dict(_desk(old, made, sheets)) | dict(pages_that_stay(project, made, record, retraction))
    told = {**old.record, "release": number, "made_at": moment}
    kept |= {**dict(pages(made, told, kept)), RECORD: as_json(told)}
    contents = {PUBLIC + path: content for path, content in files.items()}
    contents |= {DESK + path: content for path, content in desk(files[PATH], kept).items()}
    return Contents(made, dict(sorted(contents.items())), tuple(_notes(old.manifest)))


def _editions(old: Old, sheets: Mapping[str, Page]) -> Iterator[Edition]:
    for one in old.manifest.editions:
        if one.format in _STAMPS:
            content = _STAMPS[one.format](old.files[PUBLIC + one.path], sheets[one.language])
            yield Edition(one.language, one.format, one.path, content)


def _desk(old: Old, manifest: Manifest, sheets: Mapping[str, Page]) -> Iterator[tuple[str, bytes]]:
    for before, one in zip(old.manifest.languages, manifest.languages, strict=True):
        sheet, folder = sheets[one.language], f"{DESK}{one.language}/"
        body, told = old.files[folder + BODY], old.files[folder + FIELDS]
        yield from per_language(
            manifest, one,
            body=fragment.with_notices(body, sheet),
            fields=fields.with_notices(told, sheet),
            text=text.with_notices(text_of_mail(old.files[folder + MAIL], before), sheet),
        ).items()  # fmt: skip


def _notes(words: Manifest) -> Iterator[str]:
    yield (
        f"the words are those of release {words.release}, each page stamped; "
        "what is being corrected stays as it is, and leaves by a release of its own"
    )
    for name in sorted({one.format for one in words.editions} - set(_STAMPS)):
        yield f"{name} is left out: it can't be stamped as it stands; take it down where it is published"
