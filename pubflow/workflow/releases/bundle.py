"""The content of one release, in memory: editions, manifest, pages, and what stays at the desk."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from pubflow import __version__
from pubflow.catalog import unit_digest
from pubflow.document import Alternate, Note, Page, Writer
from pubflow.editions.front import front
from pubflow.editions.html import with_notices
from pubflow.editions.html.fields import dumps as dumps_fields
from pubflow.errors import EditionError, PubflowError, Refused
from pubflow.history import Event, key_digest, standing
from pubflow.markup import front_matter
from pubflow.plugins import load_writer
from pubflow.project import HOST, LANGUAGE, Project
from pubflow.release.bundle import DESK, DESK_MANIFEST, PUBLIC, RECORD, Edition, as_json, desk, public
from pubflow.release.desk import BODY, FIELDS, MAIL, pages, per_language, text_of_mail
from pubflow.release.gate import Blocker
from pubflow.release.manifest import (
    PATH,
    Agreed,
    Embargo,
    Language,
    Manifest,
    Passage,
    Waived,
    target_digest,
)
from pubflow.release.origin import Origins
from pubflow.release.record import blocker_record, signature_record, unit_record
from pubflow.sources.importing import AS_IT_STOOD, without_former_words
from pubflow.statement import Statement
from pubflow.workflow.editions.candidates import Candidate, page_of, translated
from pubflow.workflow.editions.pictures import PictureReader
from pubflow.workflow.releases.folders import page_of_release, stale_page, staying
from pubflow.workflow.releases.gate import Gate, Ready
from pubflow.workflow.releases.old import Old
from pubflow.workflow.workspace.opening import OpenStatement
from pubflow.workflow.workspace.record import addresses

_COMMENT: Final = re.compile(r"<!--(?!\s*include:).*?(?:-->|\Z)", re.DOTALL)
_SHOWN: Final = 80
_NOBODY: Final = "pubflow.invalid"
_SITE: Final = re.compile(rf"(?:.*@)?({HOST})(?::\d*)?")
_MAIL: Final = re.compile(rf"@({HOST})(?![\w-])")
"""What is no host's name that a mail's head can hold is nobody's."""


@dataclass(frozen=True, slots=True)
class Contents:
    """All files of a release, by their paths below its folder."""

    manifest: Manifest
    files: Mapping[str, bytes]
    notes: tuple[str, ...]
    """What a person should know: a picture that is missing."""


class Bundler:
    """Makes the content of one release of one statement."""

    def __init__(
        self,
        project: Project,
        gate: Gate,
        writers: Sequence[Writer],
        *,
        number: int,
        at: datetime,
        made_at: datetime,
        embargo: Embargo | None,
        glossary: str,
    ) -> None:
        self._project = project
        self._gate = gate
        self._notes: dict[str, None] = {}
        self._writers = self._that_may_leave(writers)
        self._number = number
        self._at = at.isoformat()
        self._made_at = made_at.isoformat()
        self._embargo = embargo
        self._glossary = glossary
        self._urls = addresses(project, gate.opened.statement.id, gate.record)
        self._waived = dict(gate.verdict.waived)
        self._pictures = PictureReader(project, [writer.format for writer in self._writers])

    def make(self) -> Contents:
        """Of all languages that leave, the source first. Raises EditionError for what can't be made."""
        candidates = [self._gate.source, *(self._gate.ready[one].candidate for one in self._gate.verdict.leaving)]
        return self._made(candidates, None)

    def add(self, old: Old) -> Contents:
        """The old release with the languages that leave now; what is in it already keeps its bytes."""
        return self._made([self._gate.ready[one].candidate for one in self._gate.verdict.leaving], old)

    def late(self, old: Old) -> Contents:
        """The old release with the short texts that are ready now, at the desk alone: `public/` keeps its bytes.

        Raises Refused for a language whose words are others by now, and where nothing was late.
        """
        kept = {path.removeprefix(DESK): old.files[path] for path in old.files if path.startswith(DESK)}
        del kept[DESK_MANIFEST]
        writer = load_writer("fields")
        for language in (one for one in old.manifest.languages if one.language in self._gate.verdict.leaving):
            name, one = language.language, self._gate.ready[language.language].candidate
            if language.text != self._gate.looks[name].text:
                raise _there_already(old.manifest, name, ", in other words")
            page = self._page(one, writer, (name,), {})
            texts = json.loads(writer.write(translated(self._gate.opened, one), page))["fields"]
            told = json.loads(kept[f"{name}/{FIELDS}"])
            if new := [key for key in texts if texts[key] != told["fields"].get(key)]:
                fields = dumps_fields({**told, "fields": {**told["fields"], **texts}})
                body, text = kept[f"{name}/{BODY}"], text_of_mail(kept[f"{name}/{MAIL}"], language)
                kept |= per_language(old.manifest, language, body=body, fields=fields, text=text)
                self._notes[f"{name}: desk/ has {', '.join(new)} now; public/ is as it was"] = None
            if one.late:
                self._notes[f"{name} leaves without texts of its own: {_late(one)}"] = None
        if all(old.files[DESK + path] == kept[path] for path in kept):
            raise _there_already(old.manifest, ", ".join(self._gate.verdict.leaving))
        kept |= dict(pages(old.manifest, old.record, kept))
        made = desk(old.files[PUBLIC + PATH], kept)
        return Contents(old.manifest, {**old.files, **{DESK + path: made[path] for path in made}}, tuple(self._notes))

    def _made(self, candidates: Sequence[Candidate], old: Old | None) -> Contents:
        there = old.manifest.languages if old else ()
        names = (*(one.language for one in there), *(str(one.language) for one in candidates))
        editions = list(old.editions) if old else []
        languages = list(there)
        pictures_ = old.pictures if old else {}
        texts = {}
        for one in candidates:
            statement = translated(self._gate.opened, one)
            pictures = self._pictures.of(statement)
            self._notes |= dict.fromkeys(pictures.told)
            made = {writer.format: self._page(one, writer, names, pictures.found) for writer in self._writers}
            for writer in self._writers:
                editions.append(self._edition(one, writer, statement, made[writer.format]))
            languages.append(self._language(one, statement, next(iter(made.values()))))
            pictures_ |= {f"{one.language}/{path}": content for path, content in pictures.beside.items()}
            if one.late:
                self._notes[f"{one.language} leaves without texts of its own: {_late(one)}"] = None
            texts[str(one.language)] = (statement, next(iter(made.values())))
        head = self._head(tuple(languages), old)
        manifest, files = public(head, editions, pictures_)
        kept = desk(files[PATH], self._desk(manifest, texts, old))
        contents = {PUBLIC + path: content for path, content in files.items()}
        contents |= {DESK + path: content for path, content in kept.items()}
        return Contents(manifest, dict(sorted(contents.items())), tuple(self._notes))

    def _that_may_leave(self, writers: Sequence[Writer]) -> Sequence[Writer]:
        """Without the Markdown edition where it would show what no reader of the others sees, unless that is wanted."""
        told = list(_comments(self._gate.opened)) if any(writer.format == "md" for writer in writers) else []
        self._notes |= dict.fromkeys(told)
        if not told or self._project.releases.comments:
            return writers
        others = [writer for writer in writers if writer.format != "md"]
        way = "take them out, or say in pubflow.toml that they may leave: [release] comments = true"
        if not others:
            raise EditionError(told[0], hint=way)
        self._notes[f"the Markdown edition is left out: {way}"] = None
        return others

    def _head(self, languages: tuple[Language, ...], old: Old | None) -> Manifest:
        project, statement = self._project, self._gate.opened.statement
        if old is not None:
            generation = old.manifest.generation + 1
            return replace(
                old.manifest, languages=languages, generation=generation, at=self._at, made_at=self._made_at,
                editions=(), files=(),
            )  # fmt: skip
        return Manifest(
            statement=statement.id,
            release=self._number,
            generation=1,
            at=self._at,
            made_at=self._made_at,
            source=str(project.source),
            glossary=self._glossary,
            made_by=f"pubflow {__version__}",
            authority=self._authority(),
            languages=languages,
            editions=(),
            files=(),
            publisher=project.releases.publisher,
            names=project.releases.names,
            sample=statement.get("sample") == "true",
            embargo=self._embargo,
        )

    def _authority(self) -> str:
        """Whose name and year the feeds' ids carry: the same in every release of the statement."""
        first = next((event.at for event in self._gate.record if event.verb == "released"), self._at)
        releases, contact = self._project.releases, self._gate.opened.statement.get("contact")
        sites = [site.url.split("/")[2] for site in self._project.sites if releases.site in ("", site.name)]
        hosts = [match[1] for host in sites if (match := _SITE.fullmatch(host))]
        return f"{next(filter(None, (releases.authority, *hosts, *_MAIL.findall(contact))), _NOBODY)},{first[:4]}"

    def _page(self, one: Candidate, writer: Writer, names: Sequence[str], pictures: Mapping[str, bytes]) -> Page:
        here = str(one.language)
        alternates = [
            Alternate(
                name,
                f"{'' if name == here else f'../{name}/'}{self._gate.opened.statement.id}{writer.suffix}",
                self._urls.get(name, ""),
            )
            for name in names
        ]
        page = page_of(self._project, self._gate.opened, one, alternates, lifted=True)
        # A further review that was waived is no reason to call the edition a draft: somebody has reviewed it.
        return replace(page, draft=False, url=self._urls.get(here, ""), pictures=pictures)

    def _edition(self, one: Candidate, writer: Writer, statement: Statement, page: Page) -> Edition:
        path = f"{one.language}/{self._gate.opened.statement.id}{writer.suffix}"
        try:
            content = writer.write(statement, page)
        except PubflowError:
            raise
        except Exception as error:  # whatever somebody else's writer does
            raise EditionError(f"{writer.format} can't be made: {type(error).__name__}: {error}", where=path) from None
        if writer.format == "md":  # whom the file named as its contact may be named nowhere any more
            content = without_former_words(content.decode("utf-8")).encode("utf-8")
        return Edition(str(one.language), writer.format, path, content)

    # --- what each language tells -------------------------------------------------------------------------------------

    def _language(self, one: Candidate, statement: Statement, page: Page) -> Language:
        name = str(one.language)
        facts = front(statement, page)
        ready = self._gate.ready.get(name)
        return Language(
            language=name,
            title=facts.title,
            text=self._gate.looks[name].text,
            at=self._at,
            url=self._urls.get(name, ""),
            summary=facts.description,
            passages=tuple(self._passages(ready)) if ready else (),
            sign_offs=self._signed(ready) if ready else self._source_signed(),
            waived=tuple(self._waiver(name, blocker) for blocker in self._waived.get(name, ())),
        )

    def _passages(self, ready: Ready) -> Iterator[Passage]:
        origins = Origins(ready.before.history)
        for passage in ready.text.passages:
            unit = passage.unit
            made = origins.of(unit)
            reviews = [(one.kind, "", "", one.by) for one in standing(unit)]
            yield Passage(
                key_digest(unit.key),
                unit_digest(unit.key, unit.target),
                target_digest(unit.target),
                made.kind,
                made.engine,
                made.rate,
                passage.terms if passage.concepts else "",
                self._agreed(reviews),
            )
        for _, part in ready.parts:
            yield from self._passages(part)

    def _signed(self, ready: Ready) -> tuple[Agreed, ...]:
        holding = [one for one in ready.signed if one.holds]
        return self._agreed([(one.kind, one.scope, one.event.digest, one.event.by) for one in holding])

    def _source_signed(self) -> tuple[Agreed, ...]:
        text = self._gate.opened.digest
        return self._agreed([(LANGUAGE, "", text, one.by) for one in self._gate.entries if one.holds])

    def _agreed(self, given: Sequence[tuple[str, str, str, str]]) -> tuple[Agreed, ...]:
        """(kind, scope, digest, by) of each verdict, as the manifest tells them."""
        counts = Counter((kind, scope) for kind, scope, _, _ in given)
        out = []
        for (kind, scope), count in sorted(counts.items()):
            mine = [one for one in given if one[:2] == (kind, scope)]
            people = {by for _, _, _, by in mine if by} if self._project.releases.names else set()
            digests = {digest for _, _, digest, _ in mine if digest}
            out.append(Agreed(kind, count, scope, tuple(sorted(digests)), tuple(sorted(people))))
        return tuple(out)

    def _waiver(self, language: str, blocker: Blocker) -> Waived:
        text = self._gate.looks[language].text
        if self._project.releases.names:
            return Waived(blocker.kind, text, blocker.by, blocker.why)
        return Waived(blocker.kind, text)

    # --- the desk -----------------------------------------------------------------------------------------------------

    def _desk(
        self, manifest: Manifest, texts: Mapping[str, tuple[Statement, Page]], old: Old | None
    ) -> dict[str, bytes]:
        """`texts`: the languages that are new, with their pages."""
        record = self._record(old)
        files = old.at_the_desk if old else {}
        for language in manifest.languages:
            if language.language in texts:
                statement, page = texts[language.language]
                body, fields, text = (
                    load_writer(name).write(statement, page) for name in ("fragment", "fields", "txt")
                )
                files |= per_language(manifest, language, body=body, fields=fields, text=text)
        files |= pages_that_stay(self._project, manifest, self._gate.record, self._retraction)
        return {**files, **dict(pages(manifest, record, files)), RECORD: as_json(record)}

    def _retraction(self, language: str) -> Note | None:
        ready = self._gate.ready.get(language)
        return ready.candidate.told.retraction if ready else None

    def _record(self, old: Old | None) -> dict[str, Any]:
        verdict = self._gate.verdict
        languages = list(old.record.get("languages", ())) if old else []
        languages += [self._recorded(name, self._gate.ready[name]) for name in verdict.leaving]
        return {
            "statement": self._gate.opened.statement.id,
            "release": self._number,
            "made_at": self._made_at,
            "source": [{"by": one.by, "at": one.at, "told": one.told} for one in self._gate.entries],
            "languages": languages,
            "waived": [
                {"language": name, **blocker_record(one)} for name, blockers in verdict.waived for one in blockers
            ],
            "held": [{"language": name, **blocker_record(one)} for name, blockers in verdict.held for one in blockers],
        }

    def _recorded(self, name: str, ready: Ready) -> dict[str, Any]:
        local = [
            {"told": one.local.told, "by": one.local.by, "agreed": [*one.reviewed]} for one in ready.candidate.local
        ]
        return {
            "language": name,
            "units": [*self._units(ready), *(unit for part, one in ready.parts for unit in self._units(one, part))],
            "sign_offs": [*_signatures(ready), *(said for part, one in ready.parts for said in _signatures(one, part))],
            **({"local": local} if local else {}),
        }

    def _units(self, ready: Ready, part: str = "") -> Iterator[dict[str, Any]]:
        """Of the statement, or of one of its shared parts: it has numbers of its own."""
        origins = Origins(ready.before.history)
        for one in ready.text.passages:
            made = origins.of(one.unit)
            unit = unit_record(one.number, one.unit.key.source, one.unit.target, made, standing(one.unit))
            yield {"part": part, **unit} if part else unit


def pages_that_stay(
    project: Project, manifest: Manifest, record: Sequence[Event], retraction: Callable[[str], Note | None]
) -> Iterator[tuple[str, bytes]]:
    """The pages of languages that stay as an earlier release had them, with what has to be said of them now."""
    name, source = manifest.statement, manifest.source
    address = addresses(project, name, record).get(source) or f"../{source}/{name}.html"
    for one in staying(project, manifest, record):
        content = page_of_release(project, name, one.number, one.language) if one.wants_notice else None
        if content is not None:
            taken_back = (retraction(one.language) or Note(one.retracted, "")) if one.retracted else None
            links = (Alternate(source, address),)
            page = Page(one.language, source, links, stale=one.older, retraction=taken_back)
            yield stale_page(name, one.language), with_notices(content, page)


def _there_already(manifest: Manifest, names: str, how: str = "") -> Refused:
    hint = f"a translation that changed is a release of its own: pubflow release {manifest.statement}"
    return Refused(f"{names} is in {manifest.statement}/{manifest.release} already{how}", hint=hint)


def _late(one: Candidate) -> str:
    """`slug, social.x not translated; seo-title not reviewed`."""
    by_why: dict[str, list[str]] = {}
    for name, why in one.late:
        by_why.setdefault(why, []).append(name)
    return "; ".join(f"{', '.join(names)} {why}" for why, names in by_why.items())


def _signatures(ready: Ready, part: str = "") -> Iterator[dict[str, Any]]:
    for one in ready.signed:
        if one.holds:
            yield {"part": part, **signature_record(one.event)} if part else signature_record(one.event)


def _comments(opened: OpenStatement) -> Iterator[str]:
    """What the Markdown edition keeps of its sources and no reader of the others sees: a person should know."""
    for one in (opened, *(part.opened for part in opened.parts if part.opened)):
        head, _, body = front_matter.split(one.text)
        # Of a shared part the body alone is taken.
        lines = head.splitlines() if one is opened else []
        found = [line.strip() for line in lines if line.lstrip().startswith("#") and AS_IT_STOOD not in line]
        found += [match[0] for match in _COMMENT.finditer(one.text, body)]
        if found:
            first = " ".join(found[0].split())
            shown = first if len(first) <= _SHOWN else f"{first[: _SHOWN - 1]}…"
            count = f"{len(found)} comments" if len(found) > 1 else "a comment"
            yield f"the Markdown edition shows {count} of {one.statement.path}: {shown}"
