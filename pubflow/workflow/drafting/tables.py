"""What was learnt of an engine's ways with terms, kept in `.pubflow/terms/`: derived, and dear only in time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pubflow.errors import PubflowError
from pubflow.files import read_if_there, write
from pubflow.language import LanguageTag
from pubflow.plugins import EngineInfo
from pubflow.project import Project
from pubflow.termbase import pivots
from pubflow.termbase.learnt import Table
from pubflow.termbase.mining import Mined
from pubflow.termbase.packs import pack_for
from pubflow.termbase.pivots import Pivot
from pubflow.translate import Terms
from pubflow.workflow.workspace.glossary import Glossary

_FORMAT = 1


@contextmanager
def terms_for(project: Project, glossary: Glossary, language: LanguageTag, engine: EngineInfo) -> Iterator[Terms]:
    """The glossary for one language and engine; what is learnt on the way is kept, also when the run is stopped."""
    pack = pack_for(language.language)
    path = _path(project, language, engine)
    table = _loaded(path, language, engine) if pack else Table()
    before = len(table.pool), len(table.renderings)
    try:
        yield Terms(glossary.termbase, language, pack, table)
    finally:
        if (len(table.pool), len(table.renderings)) != before:
            # Where it can't be kept it is learnt again next time: no reason to fail a run that is done.
            with suppress(PubflowError):
                _keep(path, table)


def _path(project: Project, language: LanguageTag, engine: EngineInfo) -> Path:
    name = re.sub(r"[^A-Za-z0-9.+-]+", "-", f"{engine.name}-{engine.version}-{language}")
    return project.root / ".pubflow" / "terms" / f"{name}.json"


def _loaded(path: Path, language: LanguageTag, engine: EngineInfo) -> Table:
    model = engine.version.partition("+")[2]
    table = Table(pivots.shipped(language.language, model))
    try:
        kept = json.loads(read_if_there(path) or b"{}")
        if kept.get("format") == _FORMAT:
            table.renderings.update({str(key): _mined(value) for key, value in kept["renderings"].items()})
            table.pool = table.pool or tuple(_pivot(value) for value in kept["pool"])
    except (PubflowError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        # Broken or somebody else's: it is learnt anew.
        return Table(table.pool)
    return table


def _keep(path: Path, table: Table) -> None:
    renderings = {
        key: None if one is None else [one.rendering, list(one.agreement) if one.agreement else None, one.stability]
        for key, one in sorted(table.renderings.items())
    }
    pool = [[one.noun, one.plural, one.semantic_class, one.rendering, *one.agreement] for one in table.pool]
    kept = {"format": _FORMAT, "renderings": renderings, "pool": pool}
    write(path, json.dumps(kept, ensure_ascii=False, indent=0).encode(), made_again=True)


def _mined(value: Any) -> Mined | None:
    if value is None:
        return None
    rendering, agreement, stability = value
    return Mined(str(rendering), (str(agreement[0]), str(agreement[1])) if agreement else None, float(stability))


def _pivot(value: Any) -> Pivot:
    noun, plural, semantic_class, rendering, gender, number = value
    return Pivot(str(noun), bool(plural), str(semantic_class), str(rendering), (str(gender), str(number)))
