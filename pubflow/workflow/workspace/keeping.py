"""One catalog, kept: written whole with its history, by one process at a time, and never over somebody else's save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from pubflow import history, po
from pubflow.catalog import Catalog
from pubflow.errors import CatalogError, ProjectError
from pubflow.files import Changed, append, write
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.merge import merge
from pubflow.project import Project
from pubflow.workflow.workspace.opening import OpenCatalog, open_catalog

_MOST_FILES: Final = 10240  # what macOS allows at most
_LOCKS: Final = Path(".pubflow", "locks")


def keep(
    project: Project, before: OpenCatalog, catalog: Catalog, events: Sequence[Event] = ()
) -> tuple[OpenCatalog, bool]:
    """Write the events, then the catalog; gives the catalog as it stands now, and whether its file changed.

    The history goes first: a target without its event might pass for a person's, or a reopened one for a draft that
    nobody has seen. An event too many does no harm, since it names the digest of what it speaks of. Raises Changed
    where the file is no longer what `before` read: then nothing of it is overwritten.
    """
    append(
        project.history_path(catalog.statement_id, before.language), "".join(history.dumps_line(one) for one in events)
    )
    content = po.dumps(catalog, before.layout)
    changed = write(before.path, content, expected=before.content)
    return replace(
        before, content=content, catalog=catalog, history=tuple(dict.fromkeys((*before.history, *events)))
    ), changed


def keep_over(
    project: Project, before: OpenCatalog, catalog: Catalog, events: Sequence[Event] = ()
) -> tuple[OpenCatalog, bool]:
    """`keep` for work that took long: what an editor saved meanwhile is merged, by unit, with what was made.

    What a person wrote stands, what that person left empty is filled. Raises CatalogError where the file is one now
    that can't be read, Changed where it does not stand still: then nothing of it is overwritten.
    """
    try:
        return keep(project, before, catalog, events)
    except Changed:
        pass
    # The events stand already. A second save in the same moment is another person's at the same file: told, not fought.
    try:
        now = open_catalog(project, catalog.statement_id, before.language)
    except CatalogError as error:
        raise CatalogError(
            f"saved by another program while we worked, and can't be read now: {error.message}",
            where=error.where,
            hint="mend it there, then run again: what online engines answered is kept and not paid for twice",
        ) from None
    name = project.relative(before.path)
    nothing = Catalog(catalog.statement_id, catalog.language)
    base = po.loads(before.content, path=name)[0] if before.content else nothing
    merged = merge(base, now.catalog or nothing, catalog, name="pubflow").catalog
    return keep(project, now, merged)


@contextmanager
def held(project: Project, statement_id: str, language: LanguageTag) -> Iterator[None]:
    """Keep other processes of pubflow from writing this catalog meanwhile; people's editors don't ask.

    The lock ends with the process, however that ends. Raises CatalogError where another process has it.
    """
    where = project.catalog_path(statement_id, language)
    with _locked(project, f"{language.po_locale}.{statement_id}", where):
        yield


@contextmanager
def held_releases(project: Project, statement_id: str) -> Iterator[None]:
    """The same for the releases of a statement."""
    with _locked(project, f"release.{statement_id}", project.bundles / statement_id):
        yield


@contextmanager
def _locked(project: Project, name: str, where: Path) -> Iterator[None]:
    # Here, since commands that only read need no lock.
    from filelock import FileLock, Timeout

    path = project.root / _LOCKS / f"{name}.lock"
    _let_many_files_be_open()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A run's thread may end what the main thread began.
        lock = FileLock(path, timeout=0, is_singleton=False, thread_local=False)
        lock.acquire()
    except Timeout:
        raise CatalogError(
            "another pubflow is at work on it",
            where=project.relative(where),
            hint="wait until it has ended, then run again",
        ) from None
    except OSError as error:
        raise ProjectError(f"can't be made: {error.strerror or error}", where=str(path)) from None
    try:
        yield
    finally:
        lock.release()


def _let_many_files_be_open() -> None:
    """A run over a thousand statements holds a thousand locks, and a shell's usual limit is 1024 open files."""
    try:
        import resource
    except ImportError:  # Windows has no such limit to raise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
