"""Apertium as an engine, to try the language packs on real text: en to es, and by way of es to fr and it.

It is not shipped: its rules make rough drafts, but their articles and endings agree, and it is offline. Debian has it:
apt-get install apertium apertium-eng-spa apertium-fr-es apertium-spa-ita
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

from benchmarks.startup import ROOT
from pubflow.catalog import Unit
from pubflow.language import LanguageTag
from pubflow.plugins import EngineInfo, EngineRequest
from pubflow.project import Project
from pubflow.segment import Key, Segment, TaggedText, wire_span
from pubflow.segment.model import Place
from pubflow.segment.sentences import spans
from pubflow.termbase.learnt import Table
from pubflow.termbase.packs import pack_for
from pubflow.translate import Draft, Terms, translate
from pubflow.workflow.workspace.glossary import Glossary

_PAIRS = {"es": ("eng-spa",), "fr": ("eng-spa", "es-fr"), "it": ("eng-spa", "spa-ita")}
"""Each by the pairs it goes through."""
_BETWEEN = "\n\n"
"""Between two texts: a blank line ends a sentence."""


class Apertium:
    """Each text on its own, in one run of the program for a batch."""

    info = EngineInfo("apertium", "1", offline=True, max_batch=400)

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        return source.language == "en" and set(_PAIRS.get(target.language, ("none",))) <= _installed()

    def translate(self, request: EngineRequest) -> tuple[str, ...]:
        texts = [" ".join(text.split()) for text in request.texts]
        for pair in _PAIRS[request.target.language]:
            texts = _through(pair, texts)
        return tuple(texts)

    def close(self) -> None:
        """Nothing stays open."""


@cache
def _installed() -> frozenset[str]:
    if shutil.which("apertium") is None:
        return frozenset()
    done = subprocess.run(["apertium", "-l"], capture_output=True, encoding="utf-8", check=True)
    return frozenset(done.stdout.split())


def _through(pair: str, texts: list[str]) -> list[str]:
    whole = _BETWEEN.join(texts) + _BETWEEN
    done = subprocess.run(["apertium", "-u", pair], input=whole, capture_output=True, encoding="utf-8", check=True)
    out = [text.strip() for text in done.stdout.removesuffix(_BETWEEN).split(_BETWEEN)]
    if len(out) != len(texts):
        raise ValueError(f"apertium {pair} gave {len(out)} texts for {len(texts)}")
    return out


def draft(sources: Sequence[str], language: str, *, enforce: bool) -> list[dict[str, Any]]:
    """As `pubflow draft --json` would tell it, under this repository's glossary; without `enforce` only verified."""
    english, target = LanguageTag("en"), LanguageTag.parse(language)
    engine = Apertium()
    if not engine.supports(english, target):
        raise SystemExit(f"apertium can't do en-{language} here: {__doc__}")
    termbase = Glossary.load(Project(ROOT, ())).termbase
    terms = Terms(termbase, target, pack_for(target.language) if enforce else None, Table())
    pairs = [_unit(source) for source in sources]
    drafts = {
        str(one.unit.key.source): one
        for one in translate(pairs, source=english, target=target, engine=engine, terms=terms)
    }
    return [_told(source, drafts[source]) for source in sources]


def _unit(source: str) -> tuple[Unit, Segment]:
    tagged = TaggedText.parse(source)
    key = Key("", source)
    begins = tuple(start for start, _ in spans(tagged.plain) if start)
    return Unit(key), Segment(key, tagged, (), Place(0), sentences=begins)


def _told(source: str, draft: Draft) -> dict[str, Any]:
    terms = [
        {
            "entry": term.entry,
            "source": list(wire_span(source, term.source)),
            "form": term.form,
            "step": term.step or None,
        }
        for term in draft.terms
    ]
    told = {"source": source, "target": draft.unit.target, "status": draft.status.name.lower(), "terms": terms}
    return {**told, "reasons": list(draft.reasons), "calls": draft.calls}
