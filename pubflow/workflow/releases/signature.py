"""Signatures on a release by the user's own program, minisign or gpg. No secret passes through pubflow."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pubflow.errors import EditionError, UsageError
from pubflow.release.manifest import PATH

SUFFIXES: Final = {"minisign": ".minisig", "gpg": ".asc"}
_KEY: Final = re.compile(r"RW[A-Za-z0-9+/]{54}")
_STDERR: Final = 2
_PATIENCE: Final = 600
"""Seconds that a person may take to type a passphrase."""


def signer(wanted: str) -> Callable[[Path], None]:
    """What signs a manifest. `wanted`: `minisign`, `gpg`, each with `=KEY`: minisign's key file, gpg's user id.

    Raises UsageError for another program, or one that is not there.
    """
    program, _, key = wanted.partition("=")
    if program not in SUFFIXES:
        raise UsageError(f"“{program}” signs nothing here", hint="--sign minisign[=KEYFILE], or --sign gpg[=USER]")
    found = shutil.which(program)
    if found is None:
        raise UsageError(f"{program} is not installed", hint="install it, or release without --sign")

    def sign(manifest: Path) -> None:
        out = manifest.with_name(manifest.name + SUFFIXES[program])
        options = [*(["-s", key] if key else []), "-S", "-x", str(out), "-m", str(manifest)]
        if program == "gpg":
            user = ["--local-user", key] if key else []
            options = [*user, "--armor", "--output", str(out), "--detach-sign", str(manifest)]
        # The program asks the person for the passphrase itself: what it says is theirs to read, and no result of ours.
        done = _run([found, *options], stdout=_STDERR)
        if done.returncode or not out.is_file():
            told = "what it said stands above"
            hint = told if sys.stdin.isatty() else f"{told}; a key with a password wants a terminal to ask in"
            raise EditionError(f"{program} did not sign (exit {done.returncode})", where=PATH, hint=hint)

    return sign


def checked(folder: Path, key: str) -> tuple[list[str], list[str]]:
    """Faults and notes of the signatures in a `public/` folder. `key`: minisign's public key, or its file.

    Who names a key wants that signature and no other: one that is not there or can't be checked is a fault.
    """
    faults: list[str] = []
    notes: list[str] = []
    if key and not (folder / f"{PATH}{SUFFIXES['minisign']}").is_file():
        faults.append("nobody signed it with minisign, and a key was named")
    for program, suffix in SUFFIXES.items():
        signature = folder / f"{PATH}{suffix}"
        if not signature.is_file():
            continue
        found = shutil.which(program)
        if found is None:
            asked = key and program == "minisign"
            (faults if asked else notes).append(f"signed with {program}, which is not installed here: not checked")
        elif program == "minisign" and not key:
            notes.append("signed with minisign: name the public key to check it, --key minisign.pub")
        else:
            options = _checking(program, key, signature, folder / PATH)
            done = _run([found, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            told = "is good" if done.returncode == 0 else f"is not good: {_why(program, key, done.stderr)}"
            (notes if done.returncode == 0 else faults).append(f"the signature of {program} {told}")
    return faults, notes


def _checking(program: str, key: str, signature: Path, manifest: Path) -> list[str]:
    if program == "gpg":
        return ["--verify", "--", str(signature), str(manifest)]
    named = ["-p", key] if Path(key).is_file() else ["-P", key]
    return [*named, "-V", "-x", str(signature), "-m", str(manifest)]


def _run(command: list[str], *, stdout: int, stderr: int | None = None) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 -- a program of the user's choice, without a shell
            command, env=environ, encoding="utf-8", errors="replace", check=False, timeout=_PATIENCE, stdout=stdout,
            stderr=stderr,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise EditionError(f"{command[0]} did not end within {_PATIENCE} seconds", where=PATH) from None


def _why(program: str, key: str, words: str) -> str:
    """gpg's verdict is its last line, minisign's one sentence over several."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if program == "gpg":
        return lines[-1] if lines else ""
    if not Path(key).is_file() and not _KEY.fullmatch(key):
        return f"“{key}” is neither a public key of minisign nor a file that is there"
    return " ".join(lines)
