"""One catalog, kept: written whole with its history, by one process at a time, and never over somebody else's save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from pubflow import history, po
from pubflow.catalog import Catalog
from pubflow.errors import CatalogError, ProjectError
from pubflow.files import append, write
from pubflow.history import Event
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.workflow.opening import OpenCatalog

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


@contextmanager
def held(project: Project, statement_id: str, language: LanguageTag) -> Iterator[None]:
    """Keep other processes of pubflow from writing this catalog meanwhile; people's editors don't ask.

    The lock ends with the process, however that ends. Raises CatalogError where another process has it.
    """
    # Here, since commands that only read need no lock.
    from filelock import FileLock, Timeout

    path = project.root / _LOCKS / f"{language.po_locale}.{statement_id}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=0, is_singleton=False)
        lock.acquire()
    except Timeout:
        raise CatalogError(
            "another pubflow is at work on it",
            where=project.relative(project.catalog_path(statement_id, language)),
            hint="wait until it has ended, then run again",
        ) from None
    except OSError as error:
        raise ProjectError(f"can't be made: {error.strerror or error}", where=str(path)) from None
    try:
        yield
    finally:
        lock.release()
