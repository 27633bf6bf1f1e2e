"""The memory of a workspace: what people agreed to in all its statements, and in the files of `memory/`.

A memory is opened up to date: of the catalogs and imported files, those that changed since are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pubflow.errors import PubflowError
from pubflow.exchange import tmx_read
from pubflow.files import digest, file_digest, inside, pieces, read, read_if_there, stamp_of
from pubflow.identity import valid_id
from pubflow.language import LanguageTag
from pubflow.memory import Memory, reviewed, sentences
from pubflow.memory.adapt import offered
from pubflow.memory.compare import Compared, compared
from pubflow.project import Project
from pubflow.segment import Segment, TaggedText
from pubflow.segment.match import Match, Said
from pubflow.workflow.memory.store import Damaged, Store
from pubflow.workflow.workspace.opening import OpenCatalog, open_catalog

Held = Mapping[str, OpenCatalog]

_STORES: Final = Path(".pubflow", "memory")
_MORE: Final = 4
"""Sources looked at for each that is asked for: the rate that people read may put them in another order."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match as people read it."""

    said: Said
    compared: Compared
    target: str
    """Wire form, with the tags of the source that was asked for, or with none."""
    tags_placed: bool
    """Whether it has them."""


class OpenMemory:
    """The memory in one language. For one thread."""

    def __init__(self, store: Store, told: tuple[str, ...]) -> None:
        self.store = store
        self.told = told
        """What is amiss with the files it is made from, a line each."""

    def lookup(self, segment: Segment) -> Match | None:
        """What may stand as a draft; see `Lookup`."""
        return Memory(self.store.same(segment.text.plain)).lookup(segment)

    def alike(self, text: TaggedText, least: int, count: int) -> tuple[Found, ...]:
        """What was said for this and similar sources, best first, none under `least` %; each target once."""
        plain = text.plain
        found: dict[str, Found] = {}
        for similarity, said in self.store.alike(plain, least, count * _MORE):
            told = compared(similarity, TaggedText.parse(said.source).plain, plain, part=bool(said.part))
            target, placed = offered(said, text)
            if told.rate >= least and (target not in found or found[target].compared.rate < told.rate):
                found[target] = Found(said, told, target, placed)
        best = sorted(found.values(), key=lambda one: (-one.compared.rate, one.said.origin, one.said.number))
        return tuple(best[:count])


@contextmanager
def open_memory(project: Project, language: LanguageTag, held: Held = MappingProxyType({})) -> Iterator[OpenMemory]:
    """The memory in this language, up to date. Raises ProjectError where it can't be kept.

    `held`: catalogs that are open already, by statement, so that nothing is read twice.
    A catalog or an imported file that can't be read has nothing to remember; of a file of `memory/` that is told.
    """
    store = _up_to_date(project, language, held)
    try:
        yield OpenMemory(store, tuple(line for _, _, told in store.known().values() for line in told.splitlines()))
    finally:
        store.close()


def imported_files(project: Project) -> tuple[Path, ...]:
    """The files of `memory/`, sorted. Raises ProjectError for one that leads out of the workspace."""
    paths = sorted(project.memory.glob("*.tmx"))
    for path in paths:
        inside(project.root, path)
    return tuple(paths)


@dataclass(frozen=True, slots=True)
class _Origin:
    """A file that the memory is made from."""

    name: str
    """Relative to the workspace."""
    stamp: str
    """Changes whenever the bytes do."""
    digest: Callable[[], str]
    said: Callable[[], tuple[Iterator[Said], Callable[[], str]]]
    """What it says, and what is to be told of it when that is read."""


def _up_to_date(project: Project, language: LanguageTag, held: Held) -> Store:
    """The store; where it proves damaged it is made once more."""
    folder = project.root / _STORES / language.po_locale
    for again in (True, False):
        with ExitStack() as stack:
            store = Store(folder, spaced=project.source.spaced)
            stack.callback(store.close)
            try:
                _refresh(project, language, store, held)
            except Damaged:
                if not again:
                    raise
                store.spoil()
                continue
            stack.pop_all()
        return store
    raise AssertionError("the second turn returns or raises")


def _refresh(project: Project, language: LanguageTag, store: Store, held: Held) -> None:
    there = {origin.name: origin for origin in (*_catalogs(project, language, held), *_imported(project, language))}
    known = store.known()
    gone = known.keys() - there.keys()
    changed = [origin for name, origin in there.items() if known.get(name, ("",))[0] != origin.stamp]
    if not (gone or changed or store.wants_index()):
        return
    with store.writing():
        for name in sorted(gone):
            store.remove(name)
        for origin in changed:
            _take(store, origin, known)


def _take(store: Store, origin: _Origin, known: Mapping[str, tuple[str, str, str]]) -> None:
    content = origin.digest()
    if content == known.get(origin.name, ("", ""))[1]:
        store.restamp(origin.name, origin.stamp)
        return
    said, told = origin.said()
    try:
        store.replace(origin.name, origin.stamp, content, said, told)
    except PubflowError as error:
        if error.where is None or not error.where.startswith(origin.name):
            raise
        line = f"{error.in_one_line}; nothing of it is remembered"
        store.replace(origin.name, origin.stamp, content, (), lambda: line)


def _catalogs(project: Project, language: LanguageTag, held: Held) -> Iterator[_Origin]:
    """All in this language, those too whose statement is gone."""
    for path in sorted(project.catalog_path("any", language).parent.glob("*.po")):
        if valid_id(path.stem):
            yield _catalog(project, language, path, held.get(path.stem))


def _catalog(project: Project, language: LanguageTag, path: Path, held: OpenCatalog | None) -> _Origin:
    if held is not None:
        parts = digest(held.content), held.events
    else:
        told = read_if_there(project.history_path(path.stem, language))
        parts = digest(read(path)), "" if told is None else digest(told)
    content = digest(" ".join(parts).encode())

    def said() -> tuple[Iterator[Said], Callable[[], str]]:
        try:
            opened = held or open_catalog(project, path.stem, language)
        except PubflowError:
            # Its own command says what is wrong with it.
            return iter(()), str
        return reviewed(opened.catalog) if opened.catalog is not None else iter(()), str

    return _Origin(project.relative(path), content, lambda: content, said)


def _imported(project: Project, language: LanguageTag) -> Iterator[_Origin]:
    for path in imported_files(project):
        yield _tmx(project, language, path)


def _tmx(project: Project, language: LanguageTag, path: Path) -> _Origin:
    name = project.relative(path)

    def said() -> tuple[Iterator[Said], Callable[[], str]]:
        counts = tmx_read.Counts()
        return _with_sentences(tmx_read.read(pieces(path), name, language, counts, origin=name), language), str

    return _Origin(name, stamp_of(path), lambda: file_digest(path), said)


def _with_sentences(units: Iterator[Said], language: LanguageTag) -> Iterator[Said]:
    for said in units:
        yield said
        yield from sentences(said, str(language))
