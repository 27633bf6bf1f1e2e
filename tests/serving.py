"""`pubflow preview` as its user starts it: in a process of its own, ended by Ctrl-C."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Got:
    """An answer."""

    status: int
    text: str
    """ "" for a picture."""
    headers: dict[str, str]
    content: bytes


@dataclass(slots=True)
class Serving:
    """A preview that runs."""

    address: str
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def get(self, path: str = "", *, method: str = "GET", host: str = "", raw: bool = False) -> Got:
        """Ask for a path below the secret word; `raw`: for this very path."""
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(self.address).port or 0, timeout=60)
        try:
            target = path if raw else urlsplit(self.address).path + path
            connection.request(method, target, headers={"Host": host or self.host})
            answer = connection.getresponse()
            content, headers = answer.read(), dict(answer.getheaders())
            is_text = not headers.get("Content-Type", "").startswith("image/")
            return Got(answer.status, content.decode("utf-8") if is_text else "", headers, content)
        finally:
            connection.close()

    def end(self) -> tuple[int, str]:
        """Ctrl-C; its exit code and what it said last."""
        self.process.send_signal(signal.SIGINT)
        _, told = self.process.communicate(timeout=60)
        return self.process.returncode, told


@contextmanager
def serving(desk: Path, *arguments: str) -> Iterator[Serving]:
    """Start it, wait until it has said its address, end it whatever happens."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PUBFLOW_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "pubflow", "preview", *arguments],
        cwd=desk, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield Serving(process.stdout.readline().strip(), process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
