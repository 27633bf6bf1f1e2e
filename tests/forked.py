"""The command line in a process of its own, without starting Python anew each time: what tests wait for most.

A server imports the program once and forks for each run: arguments, folder, environment, streams and exit code are the
run's own, and nothing that one run does is seen by another. Where there is no fork, the caller starts Python itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

_SERVER: Final = """
import gc, importlib, json, os, pkgutil, sys
import pubflow.cli, pubflow.workflow, pubflow.checks
for package in (pubflow.workflow, pubflow.checks, pubflow.cli):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
# What checks make once a process, patterns and tables of words, is made once for all of them.
from pathlib import Path
from pubflow.catalog import State, Unit
from pubflow.finding import Where
from pubflow.language import LanguageTag
from pubflow.project import Project
from pubflow.segment import Key, Segment, TaggedText
from pubflow.segment.model import Place
from pubflow.workflow.checking.checker import Checker
checker = Checker(Project(Path(sys.argv[1]), ()))
source = "“No,” Ana Lima said in May 2024: at least 21 people were not freed on 3 June."
for tag, target in (("zh-TW", "安娜·利馬2024年5月說：「不。」至少21人在6月3日並未獲釋。"), ("pt-BR", "“Não”, disse Ana Lima em 3 de maio de 2024: 21 pessoas.")):
    segment = Segment(Key("", source), TaggedText.parse(source), (), Place(1))
    list(checker.of_unit(Unit(segment.key, target, State.REVIEWED), segment, LanguageTag.parse(tag), Where("a", unit=1), None))
for one in ("numpy", "rapidfuzz.process"):
    assert one not in sys.modules, one  # threads of theirs would not live in a fork
gc.collect(); gc.freeze()  # else each collection in a fork copies what they all share
requests, answers = os.fdopen(os.dup(0), "r", encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
main = sys.modules["__main__"]
for line in requests:
    run = json.loads(line)
    child = os.fork()
    if child:
        answers.write(json.dumps(child) + "\\n"); answers.flush()
        status = os.waitpid(child, 0)[1]
        answers.write(json.dumps(os.waitstatus_to_exitcode(status)) + "\\n"); answers.flush()
        continue
    try:
        requests.close(); answers.close()
    except OSError:
        pass
    for number, (name, flags) in enumerate(zip(run["streams"], (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY))):
        opened = os.open(name, flags)
        os.dup2(opened, number); os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (open(n, m, encoding="utf-8", closefd=False) for n, m in ((0, "r"), (1, "w"), (2, "w")))
    os.chdir(run["cwd"]); os.environ.clear(); os.environ.update(run["env"])
    sys.argv = [run["program"], *run["arguments"]]
    main.__package__ = "pubflow"
    code = 70
    try:
        pubflow.cli.main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        import traceback
        traceback.print_exc(); code = 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                pass
        os._exit(code)
"""
_AT_START: Final = ("PYTHON", "LC_", "LANG")
"""Variables that Python reads when it starts."""


class Forked:
    """One server, for one worker of the tests."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._server = subprocess.Popen(
            [sys.executable, "-c", _SERVER, self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    @staticmethod
    def serves(env: Mapping[str, str]) -> bool:
        """Whether a run with these variables is the same in a fork."""
        changed = (name for name in {*env, *os.environ} if env.get(name) != os.environ.get(name))
        return hasattr(os, "fork") and not any(name.startswith(_AT_START) for name in changed)

    def run(
        self, arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdin: str
    ) -> subprocess.CompletedProcess[str]:
        """Like subprocess.run with captured output in UTF-8."""
        streams = [Path(self._folder.name) / name for name in ("in", "out", "err")]
        for path, text in zip(streams, (stdin, "", ""), strict=True):
            path.write_bytes(text.encode("utf-8"))
        program = Path(__file__).parents[1] / "pubflow" / "__main__.py"
        asked = {
            "arguments": list(arguments), "cwd": str(cwd), "env": dict(env), "program": str(program),
            "streams": list(map(str, streams)),
        }  # fmt: skip
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        self._server.stdout.readline()
        code = json.loads(self._server.stdout.readline())
        _, out, err = (path.read_bytes().decode("utf-8").replace("\r\n", "\n") for path in streams)
        return subprocess.CompletedProcess(["pubflow", *arguments], code, out, err)

    def close(self) -> None:
        """End the server."""
        if self._server.stdin is not None:
            self._server.stdin.close()
        self._server.wait()
        if self._server.stdout is not None:
            self._server.stdout.close()
        self._folder.cleanup()
