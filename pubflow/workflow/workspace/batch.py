"""Many statements, one after the other or over all cores; what did not change is passed over."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from pubflow.errors import ProjectError, PubflowError
from pubflow.project import Project
from pubflow.workflow.workspace.done import remembered
from pubflow.workflow.workspace.report import Report, merge

Outcome = tuple[Report, dict[Path, str] | None]
"""What came of one statement, and the digest of every file that was read or written for it; None: not to remember."""
Work = Callable[[str], Outcome]
"""Does the command's work on one statement, by its id. Raises PubflowError for that statement alone."""
Progress = Callable[[int, int], None]

_WORTH_A_PROCESS = 100
"""Statements in a language: for fewer, a further process has not started before this one is done."""
_CHUNK = 8


def work_through(
    project: Project,
    command: str,
    options: object,
    ids: Sequence[str],
    make: Callable[..., Work],
    arguments: tuple[Any, ...],
    *,
    languages: int = 1,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
) -> Report:
    """One report over all these statements, in their order; one that fails does not stop the rest.

    `make(*arguments)` gives what does the work; it is called once in each process, so both must be importable and can
    be pickled, and with more than one of the `processes` allowed the program's main module must be one that may be
    imported. `languages`: in how many the work on a statement is done. `options` are what the outcome depends on beside
    the files (see `done`).
    """
    reports: dict[str, Report] = {}
    with remembered(project, command, options) as done:
        for statement_id in ids:
            if (report := done.recall(statement_id)) is not None:
                reports[statement_id] = report
        waiting = [statement_id for statement_id in ids if statement_id not in reports]
        processes = min(processes, len(waiting) * languages // _WORTH_A_PROCESS)
        for statement_id, (report, files) in _outcomes(make, arguments, waiting, processes):
            reports[statement_id] = report
            if files is not None:
                done.keep(statement_id, files, report)
            progress(len(reports), len(ids))
    return merge(reports[statement_id] for statement_id in ids)


def _outcomes(
    make: Callable[..., Work], arguments: tuple[Any, ...], ids: list[str], processes: int
) -> Iterator[tuple[str, Outcome]]:
    if processes < 2:
        work = make(*arguments) if ids else None
        for statement_id in ids:
            assert work is not None
            yield statement_id, _outcome(work, statement_id)
        return
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, (make, arguments))
    try:
        yield from zip(ids, pool.map(_next, ids, chunksize=_CHUNK), strict=True)
    except BrokenProcessPool:
        raise ProjectError(
            "a process ended by itself; is there memory enough?", hint="run again: what is written is whole"
        ) from None
    finally:
        # Also when Ctrl-C ends it: what is under way is finished, what waits is dropped.
        pool.shutdown(cancel_futures=True)


def _outcome(work: Work, statement_id: str) -> Outcome:
    try:
        return work(statement_id)
    except PubflowError as error:
        return Report(refused=(error.in_one_line,)), None


_here: list[Work] = []
"""What a process of the pool works with."""
_stopped: list[PubflowError] = []
"""Why it can't: told by its first task, since a process that fails to begin could only be said to have died."""


def _begin(make: Callable[..., Work], arguments: tuple[Any, ...]) -> None:
    # Ctrl-C at the terminal reaches every process; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _here[:] = [make(*arguments)]
    except PubflowError as error:
        _stopped[:] = [error]


def _next(statement_id: str) -> Outcome:
    if _stopped:
        raise _stopped[0]
    return _outcome(_here[0], statement_id)
