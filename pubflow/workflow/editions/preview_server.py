"""The server of `pubflow preview`: this machine only, reads only, ends with its last word said.

By the standard library: a handful of pages for one person need no framework, and nothing more to install or to trust.
Every address begins with a secret word, and the Host header must be our own, so that no page of another site can read a
statement by way of the reader's browser, whatever name it gives to 127.0.0.1.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from pubflow.errors import ProjectError, PubflowError
from pubflow.markup.images import TYPES, kind_of
from pubflow.project import Project
from pubflow.review.preview_page import editions_page, index_page, policy, units_page
from pubflow.workflow.editions.preview import Followed, Preview

HOST: Final = "127.0.0.1"
_LOOK: Final = 0.3
"""Seconds between two looks at the files."""
_WAIT: Final = 25.0
"""Seconds after which a question for changes is answered all the same; then the page asks again."""
_EDITION: Final = "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_HEADERS: Final = (
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    content: bytes
    kind: str = "text/html; charset=utf-8"
    policy: str = "default-src 'none'"
    location: str = ""
    """Where to ask instead."""


NOTHING: Final = Answer(404, b"nothing here\n", "text/plain; charset=utf-8")


class Server(ThreadingHTTPServer):
    """Listens from the moment it is made; `serve` until Ctrl-C, then `close`."""

    daemon_threads = False
    block_on_close = True

    def __init__(
        self,
        project: Project,
        ids: Sequence[str],
        languages: Sequence[str],
        *,
        load: Callable[[], Project],
        port: int,
        clock: Callable[[], datetime],
    ) -> None:
        """`load` reads the project anew; `port` 0: a free one.

        Raises ProjectError where the port is taken, UsageError for what does not exist.
        """
        self._followed = Followed(project, load, ids, languages)
        self._clock = clock
        self._token = secrets.token_urlsafe(24)
        self._lock = Lock()
        self._ended = Event()
        self._open: set[socket.socket] = set()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise ProjectError(
                f"can't listen on port {port}: {error.strerror}", hint="leave --port out for a free one"
            ) from None

    @property
    def address(self) -> str:
        """Of the first page."""
        return f"http://{HOST}:{self.server_port}/{self._token}/"

    def serve(self) -> None:
        """Answer until Ctrl-C; leaves no thread and no socket behind."""
        try:
            self.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            pass
        finally:
            self.close()

    def close(self) -> None:
        """End what is still being answered."""
        self._ended.set()
        for one in tuple(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def knows(self, host: str) -> bool:
        """Whether a Host header is our own."""
        return host in (f"{HOST}:{self.server_port}", f"localhost:{self.server_port}")

    def answer(self, target: str) -> Answer:
        """The answer to a path with its query."""
        asked = urlsplit(target)
        first, *rest = [unquote(part) for part in asked.path.removeprefix("/").split("/")]
        if not secrets.compare_digest(first.encode(), self._token.encode()):
            return NOTHING
        preview, fault = self._followed.now()
        match rest:
            case []:
                return self._slash()
            case [""]:
                titles = [(one, preview.title(one)) for one in preview.ids]
                return Answer(200, index_page(titles, fault), policy=policy())
            case [one] if one in preview.ids:
                return self._slash(one)
            case [one, *more] if one in preview.ids:
                since = parse_qs(asked.query).get("since", [""])[0]
                return self._of_statement(preview, fault, one, more, since)
        return NOTHING

    def _slash(self, *known: str) -> Answer:
        """To the page that an address without its last slash means, by words that are our own."""
        return Answer(307, b"", "text/plain; charset=utf-8", location="/" + "/".join((self._token, *known, "")))

    def _of_statement(self, preview: Preview, fault: str, statement_id: str, path: list[str], since: str) -> Answer:
        match path:
            case ["changed"]:
                return Answer(200, self._changed(statement_id, since).encode(), "text/plain; charset=utf-8")
            case ["" | "editions" as view]:
                with self._lock:
                    sheet = replace(preview.sheet(statement_id, self._clock()), settings=fault)
                return Answer(200, editions_page(sheet) if view else units_page(sheet), policy=policy())
            case ["page", language, name] if name == f"{statement_id}.html":
                return self._edition(preview, statement_id, language)
            case ["page", _, *steps]:
                return self._picture(preview, statement_id, "/".join(steps))
        return NOTHING

    def _picture(self, preview: Preview, statement_id: str, path: str) -> Answer:
        try:
            content = preview.picture(statement_id, path)
        except PubflowError:
            content = None
        return NOTHING if content is None else Answer(200, content, TYPES[kind_of(content)], _EDITION)

    def _edition(self, preview: Preview, statement_id: str, language: str) -> Answer:
        tag = next((one for one in (preview.source, *preview.tags) if str(one) == language), None)
        if tag is None:
            return NOTHING
        try:
            with self._lock:
                return Answer(200, preview.edition(statement_id, tag, self._clock()), policy=_EDITION)
        except PubflowError as error:
            return Answer(200, f"{error.in_one_line}\n".encode(), "text/plain; charset=utf-8", _EDITION)

    def _changed(self, statement_id: str, since: str) -> str:
        """The version of the files once it is another than `since`, or after a while."""
        for _ in range(int(_WAIT / _LOOK)):
            version = self._followed.now()[0].version(statement_id)
            if version != since or self._ended.wait(_LOOK):
                return version
        return since

    # --- the sockets that are open, so that none is waited for at the end ---

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who went away is no fault; what else fails is answered by the handler."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 30
    server_version = "pubflow"
    sys_version = ""

    def do_GET(self) -> None:
        self._send(self._answer())

    def do_HEAD(self) -> None:
        self._send(self._answer())

    def _answer(self) -> Answer:
        if not self.server.knows(self.headers.get("Host", "")):
            return Answer(421, b"this preview answers to its own address only\n", "text/plain; charset=utf-8")
        try:
            return self.server.answer(self.path)
        except Exception as error:
            said = f"a bug: {type(error).__name__}: {error}\n".encode("utf-8", "replace")
            return Answer(500, said, "text/plain; charset=utf-8")

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in (*_HEADERS, ("Content-Security-Policy", answer.policy), ("Content-Type", answer.kind)):
            self.send_header(name, value)
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: an address holds the secret word."""
