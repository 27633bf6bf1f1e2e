"""The engine itself: texts in wire form in, drafts out, each text billed once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pubflow.engines.deepl.batches import MOST_BYTES_OF_TEXTS, MOST_TEXTS, batches, fitting
from pubflow.engines.deepl.codes import source_code, target_code
from pubflow.engines.deepl.glossaries import Glossaries
from pubflow.engines.deepl.markup import Sent, cleaned
from pubflow.engines.deepl.service import KEY_NAME, READ_SECONDS, Answer, Key, Service, Trouble, address_fault
from pubflow.errors import EngineError, EngineUnavailable, UsageError
from pubflow.language import LanguageTag
from pubflow.library import version
from pubflow.plugins import EngineInfo, EngineRequest, EngineTerm, GlossaryChange, Usage

if TYPE_CHECKING:
    from deepl import DeepLClient, TextResult

SERVER_NAME: Final = "PUBFLOW_DEEPL_SERVER_URL"
FORMALITIES: Final = ("default", "prefer_more", "prefer_less")
MODELS: Final = ("", "quality_optimized", "prefer_quality_optimized", "latency_optimized")
TAG_VERSIONS: Final = ("v2", "v1")
_NO_LIMIT: Final = 10**12
"""What DeepL gives as the limit of an account without one."""


class DeepLEngine:
    """See `GlossaryEngine` and `MeteredEngine`. Any number of threads may use one."""

    def __init__(
        self,
        *,
        server_url: str = "",
        ca_file: str = "",
        formality: str = "default",
        model_type: str = "",
        tag_handling_version: str = "v2",
        workspace: str = "workspace",
        environ: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """The key comes from the environment only. `workspace` tells its glossaries from those of others with this key.

        Raises UsageError for a value that DeepL does not have.
        """
        environ = os.environ if environ is None else environ
        self._key = Key(environ.get(KEY_NAME, ""))
        self._url = environ.get(SERVER_NAME, "").strip() or server_url
        self._ca_file = Path(ca_file) if ca_file else None
        self._formality = _one_of("formality", formality, FORMALITIES)
        self._model_type = _one_of("model-type", model_type, MODELS)
        self._tag_version = _one_of("tag-handling", tag_handling_version, TAG_VERSIONS)
        self._service = Service(
            self._key, self._url, self._ca_file, sleep=sleep, clock=clock, read_seconds=read_seconds
        )
        self._glossaries = Glossaries(self._service, workspace)

    @property
    def info(self) -> EngineInfo:
        """The version holds what changes its answers, since drafts are kept by it."""
        told = (self._tag_version, self._model_type, self._formality if self._formality != "default" else "")
        return EngineInfo(
            "deepl",
            "+".join((version("deepl"), *filter(None, told))),
            offline=False,
            native_glossary=True,
            keeps_tags=True,
            keeps_words=True,
            metered=True,
            max_batch=MOST_TEXTS,
            max_bytes=MOST_BYTES_OF_TEXTS,
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What its user should know of this run beside its answers, each once."""
        return self._glossaries.remarks

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """Whether there is a key, and DeepL has both languages. Asks nobody."""
        return not self.why_not(source, target)

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """The language, the library, the key, or the address."""
        for tag, code in ((source, source_code(source)), (target, target_code(target))):
            if code is None:
                return f"DeepL does not have {tag}, or not with tags and glossaries"
        if source.language == target.language:
            return "it turns one language into another, not one variant into another"
        return self._fault

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        """See `Engine.translate`. Equal texts are sent once; what holds no letter is not sent."""
        source, target = self._codes(request)
        sent = [Sent.of(text) for text in request.texts]
        unique = list(dict.fromkeys(one.xml for one in sent if one.xml))
        if not unique:
            return tuple(one.answered("") for one in sent)
        options = self._options(request, source, target, sent)
        has_terms = not request.hints or any(hint.terms for hint in request.hints)
        answers: dict[str, object] = {}
        for batch in batches(unique, options):
            answers.update(zip(batch, self._drafts(batch, options, request.target, has_terms), strict=True))
        return tuple(one.answered(answers.get(one.xml)) for one in sent)

    def know_terms(self, terms: Mapping[LanguageTag, tuple[EngineTerm, ...]]) -> None:
        """See `GlossaryEngine.know_terms`; all targets that share an account should be told together."""
        self._glossaries.know({target: own for target, own in terms.items() if target_code(target)})

    def sync(
        self, *, dry_run: bool = False, only: Collection[LanguageTag] = (), wanted: Collection[LanguageTag] = ()
    ) -> tuple[GlossaryChange, ...]:
        """See `GlossaryEngine.sync`."""
        if self._fault:
            raise EngineUnavailable(f"DeepL can't be asked: {self._fault}", hint="pubflow engines")
        return self._glossaries.sync(dry_run=dry_run, only=only, wanted=wanted)

    def usage(self) -> Usage:
        """See `MeteredEngine.usage`."""
        if self._fault:
            raise EngineUnavailable(f"DeepL can't be asked: {self._fault}", hint="pubflow engines")
        told = _told(lambda: self._service.call(lambda client: client.get_usage())).character
        if told.count is None:
            raise EngineError("DeepL does not tell how many characters are used", hint="look into your DeepL account")
        return Usage(told.count, None if told.limit is None or told.limit >= _NO_LIMIT else told.limit)

    def close(self) -> None:
        """Close every connection."""
        self._service.close()

    @property
    def _fault(self) -> str:
        """What keeps it from asking DeepL anything, in one line."""
        if find_spec("deepl") is None:
            return "its library is not installed: pip install deepl"
        if self._key.fault:
            return self._key.fault
        if self._ca_file is not None and not self._ca_file.is_file():
            return f"there is no file {self._ca_file}: ca-file in [deepl] of pubflow.toml"
        return address_fault(self._url) if self._url else ""

    def _codes(self, request: EngineRequest) -> tuple[str, str]:
        source, target = source_code(request.source), target_code(request.target)
        why = self.why_not(request.source, request.target)
        if not why and source and target:
            return source, target
        made = EngineUnavailable if why == self._fault else EngineError
        raise made(
            f"DeepL can't translate {request.source} to {request.target} now: {why}",
            hint="pubflow engines tells what can",
        )

    def _options(self, request: EngineRequest, source: str, target: str, sent: list[Sent]) -> dict[str, Any]:
        """What stands in each request beside the texts and the glossary."""
        options: dict[str, Any] = {
            "source_lang": source,
            "target_lang": target,
            "split_sentences": "0",
            "tag_handling": "xml",
            "tag_handling_version": self._tag_version,
            "outline_detection": False,
        }
        if context := fitting(cleaned(request.context).strip()):
            options["context"] = context
        if self._formality != "default":
            options["formality"] = self._formality
        if self._model_type:
            options["model_type"] = self._model_type
        if kept := sorted({name for one in sent for name in one.kept}):
            options["ignore_tags"] = kept
        return options

    def _drafts(
        self, batch: tuple[str, ...], options: Mapping[str, Any], target: LanguageTag, has_terms: bool
    ) -> list[object]:
        """The answers to one request, as many as texts."""
        while True:
            glossary = _told(partial(self._glossaries.id_for, target)) if has_terms else None

            def ask(client: DeepLClient, glossary: str | None = glossary) -> Any:
                return client.translate_text(list(batch), glossary=glossary, **options)

            trouble = None
            try:
                results: list[TextResult] = self._service.call(ask)
            except Trouble as met:
                trouble = met
            if trouble is None:
                break
            if glossary is None or trouble.kind not in ("glossary", "missing"):
                raise trouble.error()
            self._glossaries.was_refused(target, glossary)
        if len(results) != len(batch):
            raise EngineError(
                f"DeepL gave {len(results)} texts back for {len(batch)}: none of them is used",
                hint="look at server-url in [deepl], and whether a proxy or a log-in page answers in its place",
            )
        return [result.text for result in results]


def _told(ask: Callable[[], Answer]) -> Answer:
    """What `ask` gives; its Trouble in words a person can act on."""
    trouble = None
    try:
        return ask()
    except Trouble as met:
        trouble = met
    raise trouble.error()


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        known = ", ".join(filter(None, choices))
        raise UsageError(f"DeepL has no {name} “{value}”", hint=f"there are: {known}")
    return value
