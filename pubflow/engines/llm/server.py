"""A chat server over HTTP: one request at a time, bounded retries, and words for whatever goes wrong.

The standard library does it: nothing is streamed, and the big client libraries bring habits that must be unlearnt here
(see docs/decisions/0007).
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from pubflow.engines.address import is_loopback
from pubflow.errors import EngineUnavailable

_LIMIT = 8 * 1024 * 1024
"""Bytes of an answer."""
_TRIES = 6
_TIMED_OUT_TRIES = 2
"""Each has cost the whole time limit already."""
_LONGEST_WAIT = 60.0
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_UNFIT = frozenset({400, 422})
_TOO_LONG = re.compile(
    r"context.{0,20}(length|size|window|limit)|too (long|large|many tokens)|max\w* (context|tokens|model len)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said."""

    text: str
    whole: bool = True
    """False where it was cut off."""
    declined: bool = False
    """Whether the server or the model would not speak of this."""


class UnfitRequestError(Exception):
    """The server can't take this request as it is: too long, or with a parameter that it does not know."""

    def __init__(self, words: str, *, too_long: bool) -> None:
        super().__init__(words)
        self.words = words
        self.too_long = too_long


class _TryAgain(Exception):
    """This failure may pass."""

    def __init__(self, message: str, *, hint: str = "", after: float = 0.0, tries: int = _TRIES) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or "run again later: what was drafted before is kept"
        self.after = after
        self.tries = tries


class ChatServer:
    """One server, spoken to in one thread. The key is sent to it and shown to nobody."""

    def __init__(
        self,
        url: str,
        *,
        key: str = "",
        ca_file: str = "",
        timeout: float = 300.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`url` as `base_url` gives it. `timeout`: seconds for one answer as a whole."""
        self.url = url
        self._key = key
        self._ca_file = ca_file
        self._timeout = timeout
        self._sleep = sleep
        self._opener: urllib.request.OpenerDirector | None = None
        self._met = False
        """Whether it has ever answered."""

    def complete(self, body: Mapping[str, object]) -> Reply:
        """One completion. Raises UnfitRequestError, and EngineUnavailable when the server can't be had in minutes."""
        content = json.dumps(body).encode()
        tries = 0
        while True:
            tries += 1
            try:
                return self._reply(self._post(content))
            except _TryAgain as failed:
                if tries >= failed.tries:
                    raise self._unavailable(failed.message, failed.hint) from None
                self._sleep(min(_LONGEST_WAIT, max(failed.after, 2.0 ** (tries - 1))))

    def close(self) -> None:
        """Let go of what is open."""
        self._opener = None

    def _unavailable(self, message: str, hint: str) -> EngineUnavailable:
        return EngineUnavailable(message, where=self.url, hint=hint)

    def _post(self, content: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "pubflow"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # S310: `base_url` let http and https pass, and nothing else.
        request = urllib.request.Request(f"{self.url}/chat/completions", content, headers)  # noqa: S310
        self._opener = self._opener or self._opened()
        until = time.monotonic() + self._timeout
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                self._met = True
                return self._body(answer, until)
        except urllib.error.HTTPError as error:
            self._met = True
            with contextlib.closing(error):
                self._refused(error)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._failed(error)

    def _opened(self) -> urllib.request.OpenerDirector:
        context = self._trust()
        # A proxy is not asked for what stays on this machine.
        proxies = urllib.request.ProxyHandler({} if is_here(self.url) else None)
        return urllib.request.build_opener(proxies, urllib.request.HTTPSHandler(context=context), _NotElsewhere())

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._ca_file or None)
        except (ssl.SSLError, ValueError):
            reason = "it holds no certificates"
        except OSError as error:
            reason = error.strerror or "it can't be read"
        raise EngineUnavailable(
            f"the file of certificates can't be used: {reason}", where=self._ca_file, hint="see ca-file in [llm]"
        )

    def _body(self, answer: IO[bytes], until: float) -> bytes:
        """All of it, within its time: a server that sends a byte a minute would never be late for a socket."""
        chunks: list[bytes] = []
        size = 0
        while chunk := answer.read1(1 << 16):  # type: ignore[attr-defined] # HTTPResponse has it
            chunks.append(chunk)
            size += len(chunk)
            if size > _LIMIT:
                raise self._unavailable("the answer has no end", "is this the address of a chat server?")
            if time.monotonic() > until:
                raise TimeoutError
        return b"".join(chunks)

    def _refused(self, error: urllib.error.HTTPError) -> NoReturn:
        """Turn an HTTP error into what is to be done about it."""
        said = _words(_read(error), self._key)
        match error.code:
            case 401 | 403:
                # Not its words: servers quote keys.
                name = "its key is not accepted" if self._key else "it wants a key"
                raise self._unavailable(f"{name} ({error.code})", "export PUBFLOW_LLM_KEY=... (never in a file)")
            case 402:
                raise self._unavailable(f"it wants to be paid first (402){said}", "see your account there")
            case 404:
                raise self._unavailable(f"no such model there, or no chat server (404){said}", self._models_hint())
            case code if code == 413 or _TOO_LONG.search(said):
                # llama.cpp says it with 400 or 500, others with 429.
                raise UnfitRequestError(f"{code}{said}", too_long=True)
            case 429 if "insufficient_quota" in said or "billing" in said:
                raise self._unavailable(f"nothing is left of the account's quota (429){said}", "see your account there")
            case code if code in _TRANSIENT:
                raise _TryAgain(f"the server answers {code}{said}", after=_seconds(error.headers.get("Retry-After")))
            case code if code in _UNFIT:
                raise UnfitRequestError(f"{code}{said}", too_long=False)
            case code if 300 <= code < 400:
                raise self._unavailable(f"it sends us to another address ({code})", "set that as server-url in [llm]")
        raise self._unavailable(f"the server answers {error.code}{said}", "is this the address of a chat server?")

    def _failed(self, error: Exception) -> NoReturn:
        """Turn a failure below HTTP into what is to be done about it."""
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        match reason:
            case TimeoutError():
                hint = "a slow model wants a longer timeout or a smaller max-batch: see [llm] in docs/settings.md"
                raise _TryAgain(
                    f"no answer within {self._timeout:g} seconds", hint=hint, tries=_TIMED_OUT_TRIES
                ) from None
            case ssl.SSLError():
                words = getattr(reason, "verify_message", "") or reason.reason or "no secure connection"
                raise self._unavailable(f"its certificate is not accepted: {words}", "name its CA: ca-file in [llm]")
        hint = "start it (e.g. `ollama serve`), or see server-url in [llm]"
        message = f"no server can be reached: {_printable(getattr(reason, 'strerror', None) or reason)}"
        if self._met:
            raise _TryAgain(message, hint=hint) from None
        raise self._unavailable(message, hint) from None

    def _reply(self, content: bytes) -> Reply:
        try:
            answer = json.loads(content)
            choice = answer["choices"][0]
            message = choice["message"]
            declined = bool(message.get("refusal")) or choice.get("finish_reason") == "content_filter"
            return Reply(_text_of(message.get("content")), choice.get("finish_reason") != "length", declined)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            said = _words(content, self._key)
            if _TOO_LONG.search(said):
                # LM Studio says it with 200.
                raise UnfitRequestError(said, too_long=True) from None
            raise _TryAgain(
                f"the answer is no chat completion{said}",
                hint="server-url in [llm] is the address before /chat/completions, most often .../v1",
                tries=3,
            ) from None

    def _models_hint(self) -> str:
        return f"{self.url}/models lists what it has; a model of Ollama is fetched by `ollama pull NAME`"


class _NotElsewhere(urllib.request.HTTPRedirectHandler):
    """Follows nobody: texts and key go to the address that the user named."""

    def redirect_request(self, *asked: object) -> None:
        """See the class."""


def base_url(text: str) -> str:
    """The address before `/chat/completions`; a server named without a path gets `/v1`. "" for what is no good address.

    Good is https, and http where the server is on this machine; nothing with a user, a password or a query in it.
    """
    try:
        parts = urllib.parse.urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if not host or "@" in parts.netloc or parts.query or parts.fragment or not text.strip().isprintable():
        return ""
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    url = urllib.parse.urlunsplit((parts.scheme.lower(), parts.netloc, path, "", ""))
    return url if parts.scheme.lower() == "https" or (parts.scheme.lower() == "http" and is_here(url)) else ""


def is_here(url: str) -> bool:
    """Whether the host is this machine's loopback address, by name or number."""
    return is_loopback(urllib.parse.urlsplit(url).hostname or "")


def _read(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read(1 << 14)
    except (OSError, http.client.HTTPException):
        return b""


def _text_of(content: Any) -> str:
    """Most servers give a text, some a list of parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content)
    return content if isinstance(content, str) else ""


def _words(content: bytes, key: str) -> str:
    """`: ` and the server's own words on what is amiss, short and without the key; "" where it has none."""
    try:
        told = json.loads(content)
        told = told.get("error") or told.get("message") or told.get("detail") or ""
        if isinstance(told, dict):
            told = " ".join(str(told[name]) for name in ("code", "message") if told.get(name))
    except (ValueError, AttributeError, RecursionError):
        # HTML of a gateway and the like tell nothing.
        return ""
    words = _printable(told)
    return ": " + (words.replace(key, "[key]") if key else words)[:200] if words else ""


def _printable(words: object) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in str(words)).split())


def _seconds(header: str | None) -> float:
    """Of `Retry-After`; its dates are not read."""
    return float(header) if header and re.fullmatch(r"\d{1,6}(\.\d{1,3})?", header.strip()) else 0.0
