"""Pandoc, the program that reads and writes office files: found here, run here, and nowhere else.

It comes with `pip install "pubflow[office]"`, or is the `pandoc` of the machine. It runs in its sandbox (no file but
those named on its command line, no network), within a time and a memory, from bytes to bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pubflow.errors import PubflowError

INSTALL: Final = 'pip install "pubflow[office]"'
SECONDS: Final = 60
"""A statement takes less than one; a file of hundreds of pages some."""
MEGABYTES: Final = 1024
_TOO_MUCH_MEMORY: Final = 251
"""The exit code of a Haskell program whose heap is full."""
_LONGEST_WORDS: Final = 300


@cache
def program() -> Path | None:
    """Where pandoc is: the one that was installed with us, else the machine's; None where there is none."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            if (found := Path(folder, "files", name)).is_file():
                return found
    return Path(there) if (there := shutil.which("pandoc")) else None


@cache
def version() -> str:
    """Its number, e.g. `3.9`; "" where there is none or it does not run."""
    found = program()
    try:
        said = _call(found, ("--version",), b"", None, SECONDS).stdout if found else b""
    except (OSError, subprocess.TimeoutExpired):
        return ""
    first = said.decode("utf-8", "replace").split("\n", 1)[0].split()
    return first[-1] if first else ""


def run(
    content: bytes,
    *options: str,
    refusal: type[PubflowError],
    where: str,
    epoch: int | None = None,
    seconds: int = SECONDS,
) -> bytes:
    """What pandoc makes of `content`, e.g. with `--from=docx --to=json`.

    `refusal`: the kind of error to raise, `where`: the file it names: pandoc is not there, fails, takes more than
    `seconds` or than `MEGABYTES`. `epoch`: the moment that stands in what is written, in seconds since 1970; without
    one, what holds a date differs from run to run.
    """
    found = program()
    if found is None:
        raise refusal("pandoc, which reads and writes office files, is not there", where=where, hint=INSTALL)
    memory = ("+RTS", f"-M{MEGABYTES}m", "-RTS") if _takes_a_limit(found) else ()
    try:
        done = _call(found, (*memory, "--sandbox", f"--data-dir={os.devnull}", *options), content, epoch, seconds)
    except subprocess.TimeoutExpired:
        raise refusal(f"pandoc was not done with it in {seconds} seconds and was stopped", where=where) from None
    except OSError as error:
        raise refusal(f"pandoc does not start: {error.strerror or error}", where=where, hint=INSTALL) from None
    if done.returncode == _TOO_MUCH_MEMORY:
        raise refusal(f"pandoc wanted more than {MEGABYTES} MB for it and was stopped", where=where)
    if done.returncode:
        raise refusal(f"pandoc: {_words(done)}", where=where)
    return done.stdout


def _call(
    found: Path, arguments: tuple[str, ...], content: bytes, epoch: int | None, seconds: int
) -> subprocess.CompletedProcess[bytes]:
    """Nothing of the user's settings reaches it, so that the same bytes give the same on every machine."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
    env = {name: os.environ[name] for name in kept if name in os.environ} | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if epoch is not None:
        env["SOURCE_DATE_EPOCH"] = str(epoch)
    return subprocess.run(  # noqa: S603 -- no shell, and the arguments are ours
        [str(found), *arguments], input=content, capture_output=True, env=env, timeout=seconds, check=False
    )


@cache
def _takes_a_limit(found: Path) -> bool:
    """Some builds refuse every option to their run time."""
    try:
        return _call(found, ("+RTS", "-M64m", "-RTS", "--version"), b"", None, SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    """What it said, in one line."""
    said = " ".join(done.stderr.decode("utf-8", "replace").split())
    return said[:_LONGEST_WORDS] if said else f"ended with {done.returncode} and no word"
