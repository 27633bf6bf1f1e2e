"""`pubflow diff`: what changed in a statement, in which way, and what that means for each language. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pubflow.catalog import Catalog, How, Move, Revision, State, Unit, revise, unit_digest
from pubflow.catalog.change import Kind, Known, change
from pubflow.catalog.diff import Piece, word_diff
from pubflow.errors import PubflowError, SourceError, UsageError
from pubflow.finding import Finding, Severity, Where
from pubflow.history import Event, key_digest
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.review.signing import Signed, current
from pubflow.segment import Key, Segment
from pubflow.workflow.git.revisions import commit_of, files_at
from pubflow.workflow.intake.updating import known_words
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.opening import (
    OpenStatement,
    numbers_of,
    open_catalog,
    open_earlier,
    open_statement,
    select_ids,
    select_languages,
)
from pubflow.workflow.workspace.reviewing import sign_offs_of

KEPT, REOPENED, OFFERED = "review kept", "re-opened", "target offered"
LAPSED = "review kept; the signature lapses: "
TO_TRANSLATE, GONE, REVIEWED, DRAFTED = "to translate", "gone; its target stays as obsolete", "reviewed", "drafted"
UNREVIEWED, UNKNOWN = "not reviewed", "gone"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of the statement."""

    number: int | None
    """The unit's in the statement as it is now; None for what is gone."""
    how: str
    """`changed`, `joined`, `split`, `moved`, `new` or `gone`."""
    kinds: tuple[str, ...]
    old: tuple[str, ...]
    """Its sources before, in reading order; none for what is new."""
    new: str
    """"" for what is gone."""
    pieces: tuple[Piece, ...]
    means: tuple[tuple[str, str], ...]
    """(language, what becomes of the unit there)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All of them, in reading order, what is gone last."""

    statement: str
    since: str
    """The commit compared with; "" for what the catalogs were made from."""
    units: int
    """Of the statement as it is now."""
    changes: tuple[Changed, ...]
    findings: tuple[Finding, ...] = ()
    parts: tuple[Difference, ...] = ()
    """The same of each shared part that it includes."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """What became what, whatever was said of it in any language."""

    how: str
    old: tuple[Key, ...]
    new: Key | None


class _Language:
    """One catalog, and what an update would make of it."""

    def __init__(
        self, project: Project, opened: OpenStatement, tag: LanguageTag, known: Known, glossary: Glossary
    ) -> None:
        before = open_catalog(project, opened.statement.id, tag)
        self.name = str(tag)
        self.catalog = before.catalog
        self.units: Mapping[Key, Unit] = {unit.key: unit for unit in before.catalog.units} if before.catalog else {}
        self.carried = {(event.key, event.digest): event for event in before.history if event.verb == "carried"}
        self.moved = _moved(current(sign_offs_of(opened, before, glossary)), opened.segments)
        self._known = known
        self._segments = opened.segments
        self.revision = _laid(self.catalog, opened.segments, str(tag), known)
        self._moves = {move.unit.key: move for move in self.revision.moves}

    def pairs(self) -> Iterator[_Pair]:
        """What the statement changed since this catalog was made, and what of earlier changes still shows in it."""
        if self.catalog is None:
            return
        sources = [unit.key for unit in self.catalog.units if not unit.obsolete]
        yield from _pairs(sources, self._segments, self._known)
        # The order of a catalog says nothing, as many a tool sorts it; that of a signed text does.
        yield from (_Pair("moved", (key,), key) for key in self.moved)
        by_digest = {key_digest(key): key for key in self.units}
        standing = {segment.key for segment in self._segments}
        cut: dict[Key, int] = {}
        for unit in self.units.values():
            if unit.previous is not None and not unit.obsolete:
                cut[unit.previous] = cut.get(unit.previous, 0) + 1
        for unit in self.units.values():
            if unit.obsolete or unit.key not in standing:
                continue
            if unit.state is State.TRANSLATED and unit.previous is not None:
                how = "split" if cut[unit.previous] > 1 else "changed" if unit.previous in self.units else "joined"
                yield _Pair(how, (unit.previous,), unit.key)
            elif (event := self._carried_to(unit)) and (old := by_digest.get(event.get("from"))):
                yield _Pair("changed", (old,), unit.key)

    def _carried_to(self, unit: Unit) -> Event | None:
        return self.carried.get((key_digest(unit.key), unit_digest(unit.key, unit.target)))

    def means(self, pair: _Pair) -> str:
        """What becomes, or became, of the unit in this language."""
        if pair.new is None:
            held = [self.units[key] for key in pair.old if key in self.units]
            return GONE if any(unit.target for unit in held) else UNKNOWN
        if (move := self._moves.get(pair.new)) is not None:
            return _of_move(move)
        unit = self.units.get(pair.new)
        if unit is None or not unit.target:
            return TO_TRANSLATE
        if unit.state >= State.REVIEWED:
            if pair.how == "moved":
                return LAPSED + ", ".join(self.moved[pair.new]) if pair.new in self.moved else KEPT
            return KEPT if self._carried_to(unit) else REVIEWED
        if unit.previous is not None:
            return REOPENED
        return DRAFTED if unit.is_own_draft else UNREVIEWED


def diff(project: Project, statement_id: str, languages: Sequence[str], *, since: str | None = None) -> Difference:
    """Compare the statement with what its catalogs were made from, or with itself at a git revision.

    Without a revision, changes that the catalogs have taken in already are told as long as they show there: a unit that
    waits for its review, a review that was carried over. Raises UsageError where there is no catalog yet.
    """
    (statement_id,) = select_ids(project, [statement_id])
    opened = open_statement(project, statement_id)
    glossary = Glossary.load(project)
    known = known_words(glossary.termbase)
    held = [_Language(project, opened, tag, known, glossary) for tag in select_languages(project, languages)]
    if since is not None:
        commit, earlier = _earlier(project, statement_id, since)
        keys = list(numbers_of(earlier.segments))
        pairs = _between(keys, opened.segments, known)
    else:
        commit = ""
        if all(one.catalog is None for one in held):
            raise UsageError(
                "no catalog yet, so nothing to compare with",
                hint=f"make them: pubflow translate {statement_id}; or compare with git: --since HEAD",
            )
        pairs = [pair for one in held for pair in one.pairs()]
    numbers = numbers_of(opened.segments)
    changes = [_changed(pair, numbers, held, known) for pair in _in_order(pairs, numbers)]
    found = glossary.findings + opened.findings
    parts, failed = _of_parts(project, opened, languages, since)
    return Difference(statement_id, commit, len(numbers), tuple(changes), found + failed, parts)


def _of_parts(
    project: Project, opened: OpenStatement, languages: Sequence[str], since: str | None
) -> tuple[tuple[Difference, ...], tuple[Finding, ...]]:
    """What changed in the shared parts changes in the statement; one with nothing to be compared with is a remark."""
    found, failed = [], []
    for name in dict.fromkeys(part.name for part in opened.parts if part.opened):
        try:
            found.append(diff(project, name, languages, since=since))
        except PubflowError as error:
            where = Where(project.relative(project.statement_path(name)))
            failed.append(Finding("include", Severity.WARNING, f"shared part {name}: {error.message}", where))
    return tuple(found), tuple(failed)


def diff_to(project: Project, statement_id: str, content: bytes, sidecar: bytes | None) -> Difference:
    """Compare the statement as it stands with what would stand in its place, and what that means for the languages."""
    opened = open_statement(project, statement_id)
    coming = open_earlier(project, statement_id, content, sidecar)
    glossary = Glossary.load(project)
    known = known_words(glossary.termbase)
    held = [_Language(project, coming, tag, known, glossary) for tag in project.languages]
    numbers = numbers_of(coming.segments)
    pairs = _between(list(numbers_of(opened.segments)), coming.segments, known)
    changes = tuple(_changed(pair, numbers, held, known) for pair in _in_order(pairs, numbers))
    return Difference(statement_id, "", len(numbers), changes, coming.findings)


def _earlier(project: Project, statement_id: str, since: str) -> tuple[str, OpenStatement]:
    commit = commit_of(project, since, what="statement")
    path, sidecar = project.statement_path(statement_id), project.sidecar_path(statement_id)
    name = project.relative(path)
    files = files_at(project, commit, name)
    if path.name not in files:
        raise SourceError(f"did not exist at {since}", where=name, hint=f"when it came: git log -- {name}")
    decided = files_at(project, commit, project.relative(sidecar)).get(sidecar.name)
    return commit, open_earlier(project, statement_id, files[path.name], decided)


def _laid(catalog: Catalog | None, segments: Sequence[Segment], language: str, known: Known) -> Revision:
    return revise(catalog, segments, statement_id="", language=language, reference=lambda segment: "", known=known)


def _between(sources: Sequence[Key], segments: Sequence[Segment], known: Known) -> list[_Pair]:
    """From one text of the statement to another, where the order of both is known."""
    return [*_pairs(sources, segments, known), *_out_of_order(sources, segments)]


def _pairs(sources: Sequence[Key], segments: Sequence[Segment], known: Known) -> Iterator[_Pair]:
    """Of sources alone, so that a sentence that nobody has translated changes as well."""
    units = tuple(Unit(key, key.source, State.REVIEWED) for key in sources)
    found = _laid(Catalog("", "", units), segments, "", known)
    names = {How.JOINED: "joined", How.SPLIT: "split"}
    for move in found.moves:
        yield _Pair(names.get(move.how, "changed"), tuple(unit.key for unit in move.old), move.unit.key)
    for key in found.added:
        yield _Pair("new", (), key)
    for unit in found.gone:
        yield _Pair("gone", (unit.key,), None)


def _moved(signed: Iterable[Signed], segments: Sequence[Segment]) -> dict[Key, list[str]]:
    """Units that stand elsewhere than when they were signed, with the reviews whose signatures lapse by it."""
    found: dict[Key, list[str]] = {}
    for one in signed:
        for number in one.moved:
            found.setdefault(segments[number - 1].key, []).append(
                f"{one.kind} of {one.scope}" if one.scope else one.kind
            )
    return found


def _out_of_order(sources: Sequence[Key], segments: Sequence[Segment]) -> Iterator[_Pair]:
    """What stands in both and elsewhere, as few as explain the new order."""
    old, new = list(dict.fromkeys(sources)), list(numbers_of(segments))
    both = set(old) & set(new)
    old, new = [key for key in old if key in both], [key for key in new if key in both]
    stayed: set[Key] = set()
    for start, _, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        stayed.update(old[start : start + size])
    yield from (_Pair("moved", (key,), key) for key in new if key not in stayed)


def _in_order(pairs: Iterable[_Pair], numbers: Mapping[Key, int]) -> list[_Pair]:
    last = max(numbers.values(), default=0) + 1
    return sorted(dict.fromkeys(pairs), key=lambda pair: numbers.get(pair.new, last) if pair.new else last)


def _changed(pair: _Pair, numbers: Mapping[Key, int], held: Sequence[_Language], known: Known) -> Changed:
    old = tuple(key.source for key in pair.old)
    new = pair.new.source if pair.new else ""
    whole = " ".join(old)
    kinds = change(whole, new, known=known).kinds if old and new else ()
    if pair.how == "changed" and not kinds:
        # The same words in another context: a heading that became a paragraph.
        kinds = (Kind.FORMAT,)
    return Changed(
        numbers.get(pair.new) if pair.new else None,
        pair.how,
        tuple(map(str, kinds)),
        old,
        new,
        word_diff(whole, new),
        tuple((one.name, one.means(pair)) for one in held if one.catalog is not None),
    )


def _of_move(move: Move) -> str:
    was_reviewed = any(unit.state >= State.REVIEWED for unit in move.old)
    if move.how is How.CARRIED:
        return KEPT if was_reviewed else UNREVIEWED
    return REOPENED if was_reviewed else OFFERED
