"""The embedded engine: Firefox Translations' models on the processor, without a key and without a network.

The library is `fxtranslate`, the models are Mozilla's (see `models`). Nothing reaches them but through `guard`.
"""

from __future__ import annotations

import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from pubflow.engines import models
from pubflow.engines.guard import guarded, style_for
from pubflow.engines.spelling import respelled
from pubflow.errors import EngineError
from pubflow.language import LanguageTag
from pubflow.library import version
from pubflow.plugins import EngineInfo, EngineRequest


class _Translator(Protocol):
    def translate(self, text: str) -> str: ...


class FirefoxEngine:
    """One model at a time, loaded at the first text. Bound to the thread of that first text, and it holds the GIL: more
    speed comes from more processes (`pool`), never from threads."""

    def __init__(self, *, folder: str | None = None) -> None:
        """`folder`: models the user names, before the cache folder and the wheel."""
        self._folder = Path(folder) if folder else None
        self._model: models.Model | None = None
        self._translator: _Translator | None = None
        self._thread = 0

    @property
    def info(self) -> EngineInfo:
        """The version names the model too, once a pair was asked for."""
        model = f"+{self._model.version}" if self._model else ""
        return EngineInfo("firefox", version("fxtranslate") + model, offline=True, max_batch=16)

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """Whether library and model are on this machine. Raises EngineError when a model is there but broken."""
        if find_spec("fxtranslate") is None:
            return False
        found = models.find(source, target, folder=self._folder)
        if found is not None and found != self._model:
            self._model, self._translator = found, None
        return found is not None

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """The library, or the model."""
        if find_spec("fxtranslate") is None:
            return "its library is not installed: pip install 'pubflow[firefox]'"
        return "" if self.supports(source, target) else f"no model here: pubflow engines fetch {source} {target}"

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """See `Engine.translate`. Plain text, a sentence each; white space at the ends and empty texts are kept."""
        if not self.supports(request.source, request.target):
            raise EngineError(
                f"no model for {request.source} to {request.target} on this machine",
                hint=f"pubflow engines fetch {request.source} {request.target}",
            )
        style = style_for(models.model_code(request.target) or "", spaced=request.target.spaced)
        return tuple(respelled(guarded(text, self._send, style), request.target) for text in request.texts)

    def close(self) -> None:
        """Let go of the model's memory."""
        self._translator = None

    def _send(self, text: str) -> str:
        translator = self._translator or self._load()
        if threading.get_ident() != self._thread:
            raise EngineError("the Firefox engine was called from another thread than the one that loaded it")
        try:
            return translator.translate(text)
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # the library's panics are no Exception
            raise EngineError(f"the Firefox engine failed: {str(error)[:200]}") from None

    def _load(self) -> _Translator:
        from fxtranslate import Translator

        assert self._model is not None
        weights = models.load(self._model)
        try:
            translator: _Translator = Translator(
                model=weights.model,
                src_vocab=weights.src_vocab,
                trg_vocab=weights.trg_vocab,
                shortlist=weights.shortlist,
            )
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # as above
            where = str(self._model.model)
            raise EngineError(f"the model can't be loaded: {str(error)[:200]}", where=where) from None
        self._translator, self._thread = translator, threading.get_ident()
        return translator
