"""A desk at which a story is told: one workspace, and a clock that goes on by a minute with each command."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import Pubflow


class Clocked:
    """Runs commands in a workspace, each a minute after the one before."""

    def __init__(self, folder: Path, pubflow: Pubflow, *, begins: int) -> None:
        self.folder, self._pubflow, self._clock = folder, pubflow, begins

    def run(self, *arguments: str | Path, stdin: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
        """A command, which ends with `code`."""
        self._clock += 60
        env = {"SOURCE_DATE_EPOCH": str(self._clock)}
        done = self._pubflow(*arguments, cwd=self.folder, stdin=stdin, env=env)
        assert done.returncode == code, done.stdout + done.stderr
        return done


def with_one_statement(pubflow: Pubflow, folder: Path, language: str, text: str, *, settings: str = "") -> Path:
    """A workspace in `folder`/desk with the statement `a` alone, extracted; `settings` in the place of its own."""
    assert pubflow("init", "desk", "-l", language).returncode == 0
    desk = folder / "desk"
    for path in (desk / "statements").iterdir():
        path.unlink()
    (desk / "statements/a.md").write_text(text, encoding="utf-8")
    if settings:
        (desk / "pubflow.toml").write_text(settings, encoding="utf-8")
    assert pubflow("extract", cwd=desk).returncode == 0
    return desk
