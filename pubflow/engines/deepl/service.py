"""How DeepL is spoken to: the key, one client a thread, retries that honour what the service asks for, and its errors.

Nothing that the library or the server says is passed on: their texts may hold the key, a statement or a page of HTML.
Each fault is told in words of our own.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar
from urllib.parse import urlsplit

from pubflow import __version__
from pubflow.engines.address import is_loopback
from pubflow.errors import EngineError, EngineUnavailable

if TYPE_CHECKING:
    import deepl

KEY_NAME: Final = "DEEPL_AUTH_KEY"
PATIENCE: Final = 150.0
"""Seconds that one request may take with all its retries."""
READ_SECONDS: Final = 60.0
"""A reply that is given up may have been billed, and asking again bills it again: so it is waited for."""
_CONNECT_SECONDS: Final = 10.0
_LONGEST_PAUSE: Final = 30.0

Kind = Literal[
    "busy", "broken", "timeout", "cut", "unreachable", "certificate", "key", "scope", "quota", "missing", "glossary",
    "language", "formality", "size", "refused", "unreadable",
]  # fmt: skip
_TRIES: Final[Mapping[str, int]] = {"busy": 99, "broken": 99, "timeout": 2, "cut": 2, "unreachable": 4}
"""How often a request is made while it fails so; what is not here is final at once. Text that went out and found no
reply may have been billed, so it goes out once more and no oftener."""
_SCOPES: Final = re.compile(r"(?:translate|glossaries|usage|languages):[a-z]+")
_KINDS: Final[Mapping[int, Kind]] = {
    401: "key", 403: "key", 404: "missing", 408: "timeout", 413: "size", 414: "size", 429: "busy", 456: "quota",
    529: "busy",
}  # fmt: skip
_BAD_REQUESTS: Final[tuple[tuple[str, Kind], ...]] = (
    ("glossar", "glossary"), ("dictionary", "glossary"), ("'target_lang'", "language"), ("'source_lang'", "language"),
    ("'formality'", "formality"),
)  # fmt: skip
"""What a refusal is about, by words in it."""
_WORDS: Final[Mapping[str, tuple[type[EngineError], str, str]]] = {
    "busy": (
        EngineUnavailable, "DeepL takes no more requests now (HTTP {status})",
        "what is done is kept: run the same command again later",
    ),
    "broken": (
        EngineUnavailable, "DeepL is out of order (HTTP {status})",
        "what is done is kept: run the same command again later",
    ),
    "timeout": (
        EngineUnavailable, "DeepL does not answer",
        "what is done is kept: run the same command again; text that was on its way may have been billed",
    ),
    "cut": (
        EngineUnavailable, "the connection to DeepL breaks off",
        "what is done is kept: run the same command again; text that was on its way may have been billed",
    ),
    "unreachable": (
        EngineUnavailable, "DeepL can't be reached",
        "look at the network, the proxy (HTTPS_PROXY) and server-url in [deepl] of pubflow.toml",
    ),
    "certificate": (
        EngineUnavailable, "the certificate of DeepL's server is not trusted here",
        "behind a proxy that opens TLS: name its certificate as ca-file in [deepl] of pubflow.toml",
    ),
    "key": (
        EngineUnavailable, "DeepL does not accept the key (HTTP {status})",
        f"look at {KEY_NAME}: the whole key, and a key that ends in :fx is one of the free plan",
    ),
    "scope": (
        EngineUnavailable, "the key may not do this at DeepL: it lacks {detail}",
        "give it that scope in your DeepL account, or make another key",
    ),
    "quota": (
        EngineUnavailable, "the characters of this DeepL account are used up for this period",
        "wait for the next period, raise the limit at DeepL, or name another engine: --engine firefox",
    ),
    "missing": (EngineError, "DeepL's server does not know this address (HTTP 404)", "look at server-url in [deepl]"),
    "glossary": (EngineError, "DeepL refuses a glossary", "look at glossary/: pubflow terms"),
    "language": (EngineError, "DeepL's server does not know this language", "pubflow engines tells what can"),
    "formality": (
        EngineError, "DeepL's server does not take this formality", 'set formality = "default" in [deepl]',
    ),
    "size": (
        EngineError, "a request was too large for the server (HTTP {status})", 'grain = "sentence" in pubflow.toml',
    ),
    "refused": (EngineError, "DeepL refuses the request (HTTP {status})", "look at [deepl] in pubflow.toml"),
    "unreadable": (
        EngineError, "what came back is no answer of DeepL's",
        "look at server-url in [deepl], and whether a proxy or a log-in page answers in its place",
    ),
}  # fmt: skip
Answer = TypeVar("Answer")


class Trouble(Exception):
    """A request that failed for good."""

    def __init__(self, kind: Kind, status: int | None = None, *, detail: str = "", wait: float = 0.0) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status
        self.detail = detail
        self.wait = wait
        """Seconds that the server asks to be left alone."""

    def error(self) -> EngineError:
        """In words a person can act on."""
        made, message, hint = _WORDS[self.kind]
        return made(message.format(status=self.status or "no status", detail=self.detail or "a scope"), hint=hint)


class Key:
    """A secret that no message, log or traceback shows by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text.strip()

    def __repr__(self) -> str:
        return "Key(hidden)"

    def __bool__(self) -> bool:
        return bool(self._text)

    @property
    def fault(self) -> str:
        """What is wrong with it, in one line; "" for nothing."""
        if not self._text:
            return f"no key: export {KEY_NAME}=..."
        if not all("!" <= char <= "~" for char in self._text):
            return f"{KEY_NAME} holds characters that stand in no key: copy it again from your DeepL account"
        return ""

    @property
    def is_free(self) -> bool:
        """Whether it is one of the free plan."""
        return self._text.endswith(":fx")

    def reveal(self) -> str:
        """The key itself, for the library alone."""
        return self._text


def address_fault(url: str) -> str:
    """What is wrong with a server's address, in one line; "" for nothing. The key travels there."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "server-url in [deepl] is no address: write it as https://host/"
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or parts.username:
        return "server-url in [deepl] is no address: write it as https://host/"
    if parts.scheme == "http" and not is_loopback(host):
        return f"server-url in [deepl] is not safe: over http the key could be read; write https://{host}/"
    return ""


class Service:
    """DeepL's server for one engine, from any number of threads."""

    def __init__(
        self,
        key: Key,
        url: str,
        ca_file: Path | None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """`url`: "" for the one that goes with the key. `sleep` and `clock` are for tests, which do not wait."""
        self.key = key
        self._url = url and url.rstrip("/") + "/"  # without the slash the library drops the path
        self._ca_file = ca_file
        self._sleep = sleep
        self._clock = clock
        self._timeout = _CONNECT_SECONDS, read_seconds
        self._lock = threading.Lock()
        self._clients: list[deepl.DeepLClient] = []
        self._local = threading.local()

    def call(self, ask: Callable[[deepl.DeepLClient], Answer]) -> Answer:
        """What `ask` gets from the library, however often that takes. Raises Trouble."""
        started = self._clock()
        tries: Counter[str] = Counter()
        while True:
            answer, trouble = self._once(ask)
            if trouble is None:
                assert answer is not None
                return answer[0]
            tries[trouble.kind] += 1
            pause = max(min(2.0 ** (tries.total() - 1), _LONGEST_PAUSE), trouble.wait)
            spent = self._clock() - started + pause
            if tries[trouble.kind] >= _TRIES.get(trouble.kind, 1) or spent > PATIENCE:
                # Raised outside of any `except`: the library's exception must not hang on to it.
                raise trouble
            self._sleep(pause)

    def close(self) -> None:
        """Close what is open; the next call opens anew."""
        with self._lock:
            clients, self._clients = self._clients, []
            self._local = threading.local()
        for client in clients:
            client.close()  # type: ignore[no-untyped-call]

    def _once(self, ask: Callable[[deepl.DeepLClient], Answer]) -> tuple[tuple[Answer] | None, Trouble | None]:
        from deepl import DeepLException

        client = self._client()
        self._local.heard = None, ""
        try:
            return (ask(client),), None
        except DeepLException as error:
            return None, self._trouble(error, getattr(error, "http_status_code", None))
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
            # Answers that the library stumbles over: no JSON, a null, a field that is not there.
            return None, self._trouble(error, None)

    def _trouble(self, error: Exception, status: int | None) -> Trouble:
        heard, retry_after = getattr(self._local, "heard", (None, ""))
        status = status or heard
        if status is None:
            return Trouble(_network_kind(error))
        said = str(error)
        wait = float(retry_after) if retry_after.isdigit() else 0.0
        scopes = ", ".join(sorted(set(_SCOPES.findall(said)))) if status == 403 and "scope" in said else ""
        kind: Kind = "scope" if scopes else _kind(status, said.casefold())
        return Trouble(kind, status, detail=scopes, wait=wait)

    def _client(self) -> deepl.DeepLClient:
        client: deepl.DeepLClient | None = getattr(self._local, "client", None)
        if client is None:
            client = self._local.client = self._opened()
        return client

    def _opened(self) -> deepl.DeepLClient:
        import deepl

        # Below WARNING the library writes whole texts into its log.
        logger = logging.getLogger("deepl")
        logger.setLevel(max(logging.WARNING, logger.level))
        # Retrying is done here, where Retry-After is heard and a reply that may be billed is waited for.
        deepl.http_client.max_network_retries = 0
        deepl.http_client.min_connection_timeout = max(self._timeout)
        client = deepl.DeepLClient(
            self.key.reveal(),
            server_url=self._url or None,
            send_platform_info=False,
            verify_ssl=str(self._ca_file) if self._ca_file else None,
        )
        client.set_app_info("pubflow", __version__)
        self._listen(client)
        with self._lock:
            self._clients.append(client)
        return client

    def _listen(self, client: deepl.DeepLClient) -> None:
        """Hear the status and Retry-After of each response, which the library does not hand on."""
        session: Any = getattr(getattr(client, "_client", None), "_session", None)
        send = getattr(session, "send", None)
        if send is None:
            return
        local, timeout = self._local, self._timeout

        def heard(request: object, **options: object) -> object:
            response = send(request, **{**options, "timeout": timeout})
            local.heard = response.status_code, response.headers.get("Retry-After", "").strip()
            return response

        session.send = heard


def _kind(status: int, said: str) -> Kind:
    if status == 400:
        return next((kind for word, kind in _BAD_REQUESTS if word in said), "refused")
    usual: Kind = "broken" if status >= 500 else "refused" if status >= 300 else "unreadable"
    return _KINDS.get(status, usual)


def _network_kind(error: Exception) -> Kind:
    cause = type(error.__cause__).__name__
    if cause == "SSLError":
        return "certificate"
    said = str(error).casefold()
    if cause == "ReadTimeout" or "read timed out" in said:
        return "timeout"
    if cause == "ChunkedEncodingError" or "connection aborted" in said:
        return "cut"
    return "unreachable" if cause != "NoneType" else "unreadable"
