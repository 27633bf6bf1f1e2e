"""Any chat model behind an OpenAI-compatible server: Ollama, llama.cpp, vLLM, a cloud. JSON in, JSON out.

The prompt carries the terms of each text, its neighbours and what was wrong last time; what comes back is verified by
the stage like any other engine's, and never believed.
"""

from __future__ import annotations

import os
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pubflow.engines.llm.answer import translations
from pubflow.engines.llm.prompt import DIGEST, SCHEMA, Item, described, items, material, messages
from pubflow.engines.llm.server import ChatServer, Reply, UnfitRequestError, base_url, is_here
from pubflow.errors import EngineError, EngineUnavailable
from pubflow.language import LanguageTag
from pubflow.plugins import EngineInfo, EngineRequest

_SCHEMA = {"type": "json_schema", "json_schema": {"name": "translations", "strict": True, "schema": SCHEMA}}
_HOPELESS = 3
"""Texts in a row, each asked for alone, without one answer that could be read."""


class LlmEngine:
    """One model at one server; the first request is sent by the first text.

    `offline` is claimed only for a server at a loopback address: that is all that can be known of where a text goes.
    A model whose name says that Ollama hands it on (`...-cloud`) is online all the same, and `offline = "no"` says so
    of any other server on this machine that is a gateway. A server elsewhere is metered, since most are paid for.
    """

    def __init__(
        self,
        *,
        server_url: str = "",
        model: str = "",
        ca_file: str = "",
        max_batch: int | str = 16,
        max_chars: int | str = 4000,
        timeout: float | str = 300,
        seed: int | str = 0,
        temperature: str = "0",
        offline: str = "auto",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Server and model that are not named here are looked for in the environment; the key comes from there only.

        `max_chars`: of the JSON with texts and hints in one request; `timeout`: seconds for one answer; `temperature`:
        0, or `none` for models that let nobody set it.
        """
        self._named = server_url or os.environ.get("PUBFLOW_LLM_SERVER_URL", "")
        self._model = (model or os.environ.get("PUBFLOW_LLM_MODEL", "")).strip()
        url = base_url(self._named)
        self._key = _key_for(url)
        self._server = ChatServer(url, key=self._key, ca_file=ca_file, timeout=float(timeout), sleep=sleep)
        self._max_batch = max(1, int(max_batch))
        self._max_chars = int(max_chars)
        self._seed = int(seed)
        self._warm = temperature == "none"
        self._here = is_here(url) and offline == "auto" and not _handed_on(self._model)
        self._forms = _forms(self._seed)
        self._form = 0
        """The first of `_forms` that this server was not seen to refuse."""
        self._proved = False
        self._lost = 0
        self._may: Callable[[LanguageTag, Sequence[str]], None] = lambda language, texts: None

    @property
    def info(self) -> EngineInfo:
        """The version names model, digest of the prompt, temperature and seed."""
        model = "".join(char for char in self._model if char.isprintable() and not char.isspace())[:80] or "no-model"
        return EngineInfo(
            "llm",
            f"{model}+{DIGEST}+{'' if self._warm else 't0'}s{self._seed}",
            offline=self._here,
            native_glossary=True,
            keeps_tags=True,
            reads_hints=True,
            metered=not self._here,
            max_batch=self._max_batch,
            # What is asked in several requests is lost together when the last of them fails.
            max_bytes=self._max_chars,
        )

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """Whether server and model are named, and the languages can be named to it. Asks nobody."""
        return not self.why_not(source, target)

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """The setting that is missing or no good."""
        if not self._named or not self._model:
            return (
                "name a server and a model: server-url and model under [llm] in pubflow.toml, "
                "or PUBFLOW_LLM_SERVER_URL and PUBFLOW_LLM_MODEL"
            )
        if not self._server.url:
            return "server-url must be https://..., or http:// on this machine (localhost), without a user or a query"
        if not _is_key(self._key):
            return "the key in the environment holds characters that no key has: export PUBFLOW_LLM_KEY again"
        unknown = next((tag for tag in (source, target) if not described(tag)), None)
        return f"“{unknown}” names no language that a model could be told of" if unknown else ""

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """See `Engine.translate`; texts in wire form, white space at their ends is kept.

        "" stands for a text that no readable answer came for. Raises EngineUnavailable (no server, no key, no quota)
        and EngineError, also for a model whose every answer is of no use.
        """
        if said := self.why_not(request.source, request.target):
            raise EngineUnavailable(
                f"no language model can be asked to translate {request.source} to {request.target}", hint=said
            )
        # A lead as long as a page must not take the place of the texts.
        request = replace(request, context=request.context[: self._max_chars // 3])
        done: dict[str, str] = {}
        for batch in self._batches(request):
            done |= self._texts(request, batch)
        return tuple(_framed(text, done.get(str(number), "")) for number, text in enumerate(request.texts, 1))

    def ask_before_repeating(self, may: Callable[[LanguageTag, Sequence[str]], None]) -> None:
        """See `RepeatingEngine.ask_before_repeating`."""
        self._may = may

    def close(self) -> None:
        """Let go of the connection's set-up."""
        self._server.close()

    def _batches(self, request: EngineRequest) -> Iterator[list[Item]]:
        """As many texts a request as its two limits allow; a text that is too long by itself goes alone."""
        batch: list[Item] = []
        for item in items(request):
            full = len(batch) >= self._max_batch or len(material(request, [*batch, item])) > self._max_chars
            if batch and full:
                yield batch
                batch = []
            batch.append(item)
        if batch:
            yield batch

    def _texts(self, request: EngineRequest, batch: list[Item]) -> dict[str, str]:
        """Id -> translation. What did not come is asked for once more; where nothing came, by halves."""
        done: dict[str, str] = {}
        waiting = [(batch, True)]
        while waiting:
            wanted, again = waiting.pop()
            if wanted is not batch and not self._may_repeat(request.target, wanted):
                break
            done |= self._asked(request, wanted)
            missing = [item for item in wanted if item.id not in done]
            if len(missing) == len(wanted) > 1:
                half = len(missing) // 2
                waiting += [(missing[half:], again), (missing[:half], again)]
            elif missing and again:
                waiting.append(([item.again() for item in missing], False))
            elif missing:
                self._give_up(len(missing))
        return done

    def _may_repeat(self, target: LanguageTag, wanted: Sequence[Item]) -> bool:
        try:
            self._may(target, [item.text for item in wanted])
        except EngineError:
            # What was answered is not to be lost with it; whoever asks for the rest is told why not.
            return False
        return True

    def _asked(self, request: EngineRequest, wanted: Sequence[Item]) -> dict[str, str]:
        """What one request brings; nothing where it is too long, or its answer cut off or of no use."""
        reply = self._reply(messages(request, wanted))
        if reply is None or not reply.whole:
            return {}
        found = translations(reply.text, {item.id for item in wanted})
        # Who declines could have answered.
        self._proved = self._proved or reply.declined or bool(found)
        return {} if reply.declined else found

    def _reply(self, told: list[dict[str, str]]) -> Reply | None:
        """The answer in the strictest form that the server takes; None for a request that is too much for it."""
        body: dict[str, object] = {"model": self._model, "messages": told, "stream": False}
        body |= {} if self._warm else {"temperature": 0}
        words = ""
        for number, form in enumerate(self._forms[self._form :], self._form):
            try:
                reply = self._server.complete(body | form)
            except UnfitRequestError as refused:
                if refused.too_long:
                    return None
                words = words or refused.words
                continue
            self._form = number
            return reply
        if self._proved:
            # It took others in this form: what it can't take is this text.
            return None
        hint = "is the model one for chat?"
        if "temperature" in words:
            hint = 'this model lets nobody set it: temperature = "none" in [llm]'
        raise EngineError(f"the server does not take our requests: {words}", where=self._server.url, hint=hint)

    def _give_up(self, texts: int) -> None:
        """Leave these to people. Raises EngineError where there is no sign that the model will ever do."""
        self._lost += texts
        if not self._proved and self._lost >= _HOPELESS:
            raise EngineError(
                f"no answer of the model “{self._model}” could be read: it does not give the JSON that it is asked for",
                where=self._server.url,
                hint="try another model, or a smaller max-batch in [llm]",
            )


def _forms(seed: int) -> tuple[dict[str, object], ...]:
    """Ways to ask for JSON, strictest first; the last is for servers that know none, and no seed."""
    ways: tuple[dict[str, object], ...] = ({"response_format": _SCHEMA}, {"response_format": {"type": "json_object"}})
    return (*({"seed": seed, **way} for way in (*ways, {})), {})


def _handed_on(model: str) -> bool:
    """Whether Ollama, though it runs on this machine, sends on what this model is told: `x:cloud`, `x:20b-cloud`."""
    return any(tag == "cloud" or tag.endswith("-cloud") for tag in model.lower().split(":")[1:])


def _key_for(url: str) -> str:
    """OpenAI's own variable counts for OpenAI's own servers only: nobody else is to be sent that key."""
    host = urllib.parse.urlsplit(url).hostname or ""
    theirs = os.environ.get("OPENAI_API_KEY", "") if host == "api.openai.com" or host.endswith(".openai.com") else ""
    return (os.environ.get("PUBFLOW_LLM_KEY", "") or theirs).strip()


def _is_key(key: str) -> bool:
    # Others would stand in the error that the HTTP library raises for them.
    return key.isascii() and key.isprintable() and " " not in key


def _framed(source: str, done: str) -> str:
    """The translation with the white space that its source has at its ends."""
    if not source.strip():
        return source
    body = source.strip()
    start = source.index(body)
    return f"{source[:start]}{done}{source[start + len(body) :]}" if done else ""
