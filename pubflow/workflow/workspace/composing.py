"""What an edition is made of beside its statement's own words: shared parts, and what a language adds or leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pubflow.errors import PubflowError, SourceError
from pubflow.files import digest, read_if_there
from pubflow.finding import Finding, Severity, Where
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.markup.weave import Put, body_of, weave
from pubflow.project import Project
from pubflow.segment import Local, Place, Segment, TaggedText, parse_local, spot_of
from pubflow.segment.local import Spot
from pubflow.statement import Statement
from pubflow.workflow.workspace.opening import OpenStatement, table_of

LOCAL = "local"
"""The kind of a review of an addition or omission."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An addition or omission of one language, and how it stands."""

    local: Local
    spot: Spot | None
    fault: str
    """Why it can't be done; "" where it can."""
    reviewed: tuple[str, ...]
    """Who agreed to it as it stands, its author apart."""

    @property
    def lacks(self) -> str:
        """What keeps its edition from being complete; "" where nothing does."""
        return self.fault or ("" if self.reviewed else "not reviewed")


def locals_of(
    project: Project, opened: OpenStatement, language: LanguageTag, history: Sequence[Event]
) -> tuple[Placed, ...]:
    """What the file of this language says, against the statement as it is. Raises SourceError for a faulty file."""
    path = project.local_path(opened.statement.id, language)
    content = read_if_there(path)
    if content is None:
        return ()
    name = project.relative(path)
    if project.is_shared(opened.statement.id):
        raise SourceError(
            "a shared part is the same in every statement", where=name, hint="change the statement instead"
        )
    return tuple(_placed(opened, one, history) for one in parse_local(table_of(content, name), name))


def local_files(project: Project, opened: OpenStatement, language: LanguageTag) -> dict[Path, str]:
    """The file that `locals_of` reads: path -> sha256; "" where there is none."""
    path = project.local_path(opened.statement.id, language)
    content = read_if_there(path)
    return {path: "" if content is None else digest(content)}


def local_findings(
    project: Project, opened: OpenStatement, language: LanguageTag, placed: Sequence[Placed]
) -> Iterator[Finding]:
    """Those that can't be done, and those that nobody has agreed to."""
    where = Where(project.relative(project.local_path(opened.statement.id, language)))
    for one in placed:
        if one.fault:
            yield Finding("local", Severity.ERROR, f"{one.local.told}: {one.fault}", where)
        elif not one.reviewed:
            agree = f"pubflow local {opened.statement.id} -l {language} --agree {one.local.number} --by NAME"
            yield Finding("local", Severity.WARNING, f"{one.local.told}: nobody has agreed to it: {agree}", where)


def _placed(opened: OpenStatement, local: Local, history: Sequence[Event]) -> Placed:
    spot = spot_of(local, opened.statement, opened.segments)
    reviewed = tuple(
        dict.fromkeys(
            event.by
            for event in history
            if event.verb == "review" and event.get("kind") == LOCAL and event.digest == local.digest
            if event.by != local.by
        )
    )
    if spot is None:
        words = f"“{local.at.text}” (occurrence {local.at.occurrence})"
        return Placed(local, None, f"{words} is not in {'one unit of ' * (local.way == 'unit')}the statement", reviewed)
    fault = ""
    try:
        for put in _puts(opened, (Placed(local, spot, "", ()),)):
            weave(opened.text, [put], statement_id=opened.statement.id, path=opened.statement.path)
    except PubflowError as error:
        fault = error.message
    return Placed(local, spot, fault, reviewed)


@dataclass(frozen=True, slots=True)
class Composed:
    """The source of one edition, everything in its place."""

    statement: Statement
    text: str
    segments: tuple[Segment, ...]
    """Of the statement and of its shared parts, with their places here, in reading order."""
    targets: tuple[TaggedText | None, ...]
    left_out: frozenset[Place]
    local: frozenset[int]
    """Ordinals of the leaves that stand in this language only."""


Targets = Sequence[TaggedText | None]


def composed(
    opened: OpenStatement, targets: Targets, parts: Sequence[Targets | None], placed: Sequence[Placed]
) -> Composed:
    """`parts`: the targets of each shared part that the statement includes, None for one that can't be had."""
    doable = [one for one in placed if not one.fault]
    puts = list(_puts(opened, doable))
    additions = len(puts)
    have = [(part, found) for part, found in zip(opened.parts, parts, strict=True) if part.opened and found is not None]
    for part, _ in have:
        assert part.opened is not None
        body = body_of(part.opened.text, statement_id=part.name, path=part.opened.statement.path)
        puts.append(Put(part.leaf, "instead", body))
    if not puts and not doable:
        return Composed(opened.statement, opened.text, opened.segments, tuple(targets), frozenset(), frozenset())
    woven = weave(opened.text, puts, statement_id=opened.statement.id, path=opened.statement.path)
    pairs = [
        (segment if segment.place.block < 0 else _moved(segment, to), target)
        for segment, target in zip(opened.segments, targets, strict=True)
        if (to := segment.place.block if segment.place.block < 0 else woven.kept[segment.place.block]) is not None
    ]
    for number, (part, found) in enumerate(have, additions):
        assert part.opened is not None
        pairs += [
            (_moved(segment, woven.new[number][segment.place.block]), target)
            for segment, target in zip(part.opened.segments, found, strict=True)
            if segment.place.block >= 0
        ]
    pairs.sort(key=lambda pair: pair[0].place)
    gone = (opened.segments[at].place for one in doable if not one.local.adds and one.spot for at in one.spot.segments)
    left_out = (place._replace(block=to) for place in gone if (to := woven.kept[place.block]) is not None)
    return Composed(
        woven.statement,
        woven.text,
        tuple(segment for segment, _ in pairs),
        tuple(target for _, target in pairs),
        frozenset(left_out),
        frozenset(leaf for leaves in woven.new[:additions] for leaf in leaves),
    )


def _moved(segment: Segment, block: int) -> Segment:
    return replace(segment, place=segment.place._replace(block=block))


def _puts(opened: OpenStatement, placed: Sequence[Placed]) -> Iterator[Put]:
    """Additions, and the blocks of which nothing is left."""
    gone: dict[int, set[int]] = {}
    for one in placed:
        assert one.spot is not None
        if one.local.way in ("after", "before"):
            yield Put(one.spot.leaf, one.local.way, one.local.text)
        else:
            gone.setdefault(one.spot.leaf, set()).update(one.spot.segments)
    for leaf, segments in gone.items():
        held = {at for at, one in enumerate(opened.segments) if one.place.block == leaf and not one.place.field}
        if held == segments:
            yield Put(leaf, "instead")
