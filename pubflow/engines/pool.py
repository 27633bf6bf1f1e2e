"""One engine in each of several processes, behind the face of a single engine.

An engine may hold the interpreter's lock and be bound to its thread, so cores are used by processes. Each is a fresh
interpreter that imports the engine and nothing else (never the caller's `__main__`), talks JSON lines over its pipes,
ignores Ctrl-C and ends when its pipe closes; the parent decides, and ends one that outstays its time.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from pubflow.errors import EngineError
from pubflow.language import LanguageTag
from pubflow.plugins import Engine, EngineInfo, EngineRequest, load_engine

SMALL_JOB_WORDS = 900
"""Up to here one engine in this process is ready before a pool has started."""
_CHUNK = 4
"""Texts a task: small, so that no process waits for another's last task."""
_START_SECONDS = 30.0

_Options = tuple[tuple[str, str], ...]


def open_engine(name: str, *, options: _Options = (), words: int = 0, workers: int | None = None) -> Engine:
    """The engine called `name` for a job of so many source words: in this process, or a pool of it where that pays.

    `options` are the engine's keyword arguments. `workers`: processes at most; None = one a core. Only an offline
    engine is worth a pool; an online one waits for its network, not for a core. Raises EngineError, UsageError.
    """
    engine = load_engine(name, **dict(options))
    count = min(workers or cores(), max(1, words // (SMALL_JOB_WORDS // 2)))
    if words <= SMALL_JOB_WORDS or count < 2 or not engine.info.offline or engine.info.keeps_tags:
        return engine
    return EnginePool(engine, name, options=options, workers=count)


def cores() -> int:
    """How many processes can run at once."""
    # Those this process may use, not those the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    source: str
    target: str
    texts: tuple[str, ...]
    context: str


class EnginePool:
    """An Engine whose `translate` spreads a batch over processes. They start at the first batch."""

    def __init__(
        self, engine: Engine, name: str, *, options: _Options = (), workers: int, seconds_per_text: float = 30.0
    ) -> None:
        """`engine` answers for what needs no translating. A task may take `seconds_per_text` for each of its texts."""
        self._engine = engine
        self._name = name
        self._options = options
        self._count = workers
        self._seconds = seconds_per_text
        self._workers: list[_Worker] = []
        self._answers: queue.SimpleQueue[tuple[_Worker, str]] = queue.SimpleQueue()

    @property
    def info(self) -> EngineInfo:
        return replace(self._engine.info, max_batch=32 * self._count)

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """As the engine itself says."""
        return self._engine.supports(source, target)

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """As the engine itself says."""
        return self._engine.why_not(source, target)

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """See `Engine.translate`. Raises EngineError also when a process died or outstayed its time; then all end."""
        if not self._workers:
            self._workers = [_Worker(self._name, self._options, self._answers) for _ in range(self._count)]
        size = max(1, min(_CHUNK, -(-len(request.texts) // self._count)))
        tasks = [
            _Task(start, str(request.source), str(request.target), request.texts[start : start + size], request.context)
            for start in range(0, len(request.texts), size)
        ]
        try:
            done = dict(self._run(tasks))
        except BaseException:
            # What is under way can't be called back: the next batch starts afresh.
            self.close()
            raise
        return tuple(text for task in tasks for text in done[task.number])

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.end()
        self._answers = queue.SimpleQueue()

    def _run(self, tasks: list[_Task]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Keep every process busy until all tasks are answered, in any order."""
        waiting = tasks[::-1]
        busy: dict[_Worker, tuple[_Task, float]] = {}
        for worker in self._workers:
            self._give(worker, waiting, busy)
        while busy:
            worker, line = self._next_answer(busy)
            task, _ = busy.pop(worker)
            yield task.number, _texts_of(line, task)
            self._give(worker, waiting, busy)

    def _give(self, worker: _Worker, waiting: list[_Task], busy: dict[_Worker, tuple[_Task, float]]) -> None:
        if waiting:
            task = waiting.pop()
            allowed = self._seconds * len(task.texts) + _START_SECONDS
            busy[worker] = task, time.monotonic() + allowed
            worker.send(task)

    def _next_answer(self, busy: dict[_Worker, tuple[_Task, float]]) -> tuple[_Worker, str]:
        deadline = min(until for _, until in busy.values())
        while time.monotonic() < deadline:
            # A short wait at a time, so that Ctrl-C is seen on Windows too.
            with contextlib.suppress(queue.Empty):
                return self._answers.get(timeout=min(0.5, max(0.01, deadline - time.monotonic())))
        raise EngineError(
            f"the engine “{self._name}” did not answer in time", hint="run again: what was drafted before is kept"
        )


class _Worker:
    """One process and the thread that listens to it."""

    def __init__(self, name: str, options: _Options, answers: queue.SimpleQueue[tuple[_Worker, str]]) -> None:
        code = "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from pubflow.engines.pool import serve; serve()"
        arguments = [sys.executable, "-c", code, json.dumps(sys.path), name, json.dumps(dict(options))]
        # Its own process group: Ctrl-C at the terminal reaches the parent only, from the first moment on.
        # S603: the command is this interpreter with our own code; nothing of it comes from a statement.
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP
            self._process = subprocess.Popen(  # noqa: S603
                arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=flags
            )
        else:
            self._process = subprocess.Popen(  # noqa: S603
                arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input: IO[bytes] = self._process.stdin
        self._output: IO[bytes] = self._process.stdout
        self._thread = threading.Thread(target=self._listen, args=(answers,), daemon=True)
        self._thread.start()

    def send(self, task: _Task) -> None:
        line = json.dumps([task.number, task.source, task.target, task.texts, task.context]) + "\n"
        # A process that is gone is told by its answer: the listener puts an empty line.
        with contextlib.suppress(OSError):
            self._input.write(line.encode())
            self._input.flush()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()
        with contextlib.suppress(OSError):
            self._input.close()
        self._output.close()

    def _listen(self, answers: queue.SimpleQueue[tuple[_Worker, str]]) -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in self._output:
                answers.put((self, line.decode("utf-8", "replace")))
        answers.put((self, ""))


def _texts_of(line: str, task: _Task) -> tuple[str, ...]:
    if not line:
        raise EngineError("an engine process ended by itself", hint="run again; `pubflow doctor` tells what is amiss")
    try:
        answer = json.loads(line)
        if "error" in answer:
            raise EngineError(str(answer["error"]), where=answer["where"], hint=answer["hint"])
        number, texts = answer["number"], tuple(map(str, answer["texts"]))
    except (ValueError, KeyError, TypeError):
        raise EngineError("an engine process answered what can't be read") from None
    if number != task.number or len(texts) != len(task.texts):
        raise EngineError("an engine process answered another question than was asked")
    return texts


def serve() -> None:
    """The life of one engine process: tasks in by stdin, answers out by stdout, the end at the end of stdin."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    engine: Engine | None = None
    for line in sys.stdin.buffer:
        try:
            engine = engine or load_engine(sys.argv[2], **json.loads(sys.argv[3]))
            answer = _answer(engine, line)
        except EngineError as error:
            answer = {"error": error.message, "where": error.where, "hint": error.hint}
        except BaseException as error:  # an engine's panic may be no Exception; the parent must hear of it all the same
            answer = {"error": f"the engine failed: {error!r}"[:300], "where": None, "hint": None}
        answers.write(json.dumps(answer).encode() + b"\n")
    os._exit(0)


def _answer(engine: Engine, line: bytes) -> dict[str, object]:
    number, source, target, texts, context = json.loads(line)
    request = EngineRequest(LanguageTag.parse(source), LanguageTag.parse(target), tuple(texts), context)
    return {"number": number, "texts": engine.translate(request)}
