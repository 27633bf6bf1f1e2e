"""One page of a real Chromium that stays open, asked by the browser's own protocol over a pipe."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_PATIENCE: Final = 60
"""Seconds for one answer; then the test fails."""

_START: Final = (
    "import os,sys;to,back=map(int,sys.argv[1:3]);os.dup2(back,99);os.dup2(to,3);os.dup2(99,4);"
    "os.execv(sys.argv[3],sys.argv[3:])"
)
"""The browser reads what it is asked on descriptor 3 and answers on 4."""


class Tab:
    """Go somewhere, and ask what is there."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = to, back
        self._read = b""
        self._number = 0
        self._session = ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")

    def go(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self._call("Page.navigate", url=address)
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page; of a promise, what it becomes."""
        found = self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def once(self, condition: str) -> Any:
        """The first true value that an expression has, looked at after each change of the page."""
        return self.ask(
            f"new Promise(done=>{{const look=()=>{{const is={condition};if(is)done(is)}};"
            "new MutationObserver(look).observe(document,{subtree:true,childList:true,characterData:true,attributes:true});"
            "look()})"
        )

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._number:
                assert "error" not in said, said
                return dict(said["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._back], [], [], _PATIENCE)
            assert ready, "the browser says nothing"
            more = os.read(self._back, 1 << 16)
            assert more, "the browser has ended"
            self._read += more
        said, _, self._read = self._read.partition(b"\0")
        return dict(json.loads(said))


@contextmanager
def opened(chromium: str, flags: Sequence[str], profile: Path) -> Iterator[Tab]:
    """A browser with one page, ended at the end."""
    theirs_in, to = os.pipe()
    back, theirs_out = os.pipe()
    start = [sys.executable, "-c", _START, str(theirs_in), str(theirs_out)]
    command = [*start, chromium, *flags, f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    process = subprocess.Popen(
        command, pass_fds=(theirs_in, theirs_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Tab(to, back)
    finally:
        process.terminate()
        process.wait(_PATIENCE)
        os.close(to)
        os.close(back)
