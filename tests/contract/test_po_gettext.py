"""gettext's own tools accept what we write and lose nothing of it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.language.tag import LanguageTag
from pubflow.po import dumps, loads, new_headers
from pubflow.segment.model import Key

pytestmark = pytest.mark.usefixtures("gettext")
LANGUAGES = (
    "zh-TW pt-BR es es-419 fr ar ja ko id th de ru pl uk cs it nl tr vi hi sw pt-PT zh-CN zh-Hant sr-Latn fa sl ro lt"
)  # fmt: skip
STAMP = datetime(2026, 3, 1, tzinfo=UTC)


def headed(catalog: Catalog) -> Catalog:
    language = LanguageTag.parse(catalog.language) if catalog.language else None
    made = new_headers(statement_id="visit", language=language, source="0" * 16, rules="en-1", stamp=STAMP)
    return replace(catalog, headers=made)


def unit(source: str, target: str, state: State, **values: object) -> Unit:
    key = Key("heading" if source.isupper() else "", source)
    digest = unit_digest(key, target)
    record = f"draft for={digest} engine=firefox/enpt-1693087644" if target else ""
    made = Unit(key, target, state, notes=("paragraph", "terms: asylum = asilo"), record=record)
    return replace(made, references=("statements/visit.md",), **values)  # type: ignore[arg-type] # values of Unit's fields


CATALOG = headed(
    Catalog(
        "visit",
        "pt-BR",
        (
            unit("RIGHTS", "DIREITOS", State.REVIEWED, comments=("? which", "= all")),
            unit("A <b1>long</b1> sentence \\<b1>, " + "word " * 40 + "“end”.", "Uma frase.", State.TRANSLATED),
            unit("Line one\nline two\ttab “x” \"y\" \\", "Linha\n\u2028dois\x85\a", State.TRANSLATED),
            unit("Nothing yet.", "", State.INITIAL, comments=("",)),
            replace(unit("Gone.", "Foi.", State.REVIEWED), obsolete=True, notes=(), references=()),
        ),
    )
)  # fmt: skip


def run(*arguments: str, content: bytes = b"") -> bytes:
    done = subprocess.run(arguments, input=content, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_msgfmt_passes_every_language(language: str) -> None:
    plural = Unit(Key("", "day"), "x", State.REVIEWED, source_plural="days", targets=("x",))
    forms = LanguageTag.parse(language)
    count = int(dict(headed(Catalog("v", language)).headers)["Plural-Forms"].partition("nplurals=")[2][0])
    catalog = headed(Catalog("visit", str(forms), (*CATALOG.units, replace(plural, targets=("x",) * count))))
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "-", "-"], input=dumps(catalog), capture_output=True, check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_msgfmt_passes_the_template() -> None:
    template = headed(Catalog("visit", "", (Unit(Key("", "A."), references=("statements/visit.md:3",)),)))
    run("msgfmt", "-c", "-o", "-", "-", content=dumps(template))


def test_msgcat_writes_our_very_bytes() -> None:
    assert run("msgcat", "--no-wrap", "-", content=dumps(CATALOG)) == dumps(CATALOG)


def test_a_wrapped_and_sorted_copy_says_the_same() -> None:
    again, _ = loads(run("msgcat", "-s", "-w", "40", "-", content=dumps(CATALOG)), path="visit.po")
    assert sorted(again.units, key=lambda unit: unit.key) == sorted(CATALOG.units, key=lambda unit: unit.key)


def test_msgattrib_loses_nothing() -> None:
    again, _ = loads(run("msgattrib", "--no-wrap", "-", content=dumps(CATALOG)), path="visit.po")
    assert again.units == CATALOG.units


def test_msgmerge_keeps_targets_comments_and_records(tmp_path: Path) -> None:
    template = replace(CATALOG, language="", units=tuple(replace(u, target="", record="", comments=(), state=State.INITIAL) for u in CATALOG.units if not u.obsolete))  # fmt: skip
    (tmp_path / "visit.pot").write_bytes(dumps(headed(template)))
    (tmp_path / "visit.po").write_bytes(dumps(CATALOG))
    merged = run("msgmerge", "--no-wrap", "-q", str(tmp_path / "visit.po"), str(tmp_path / "visit.pot"))
    again, _ = loads(merged, path="visit.po")
    assert again.units == CATALOG.units
    ours = {key: value for key, value in CATALOG.headers if key.startswith("X-Pubflow")}
    assert {key: value for key, value in again.headers if key.startswith("X-Pubflow")} == ours


def test_a_record_that_msgmerge_carries_to_a_changed_unit_is_dropped(tmp_path: Path) -> None:
    old = replace(CATALOG.units[1], state=State.REVIEWED)
    template = Unit(Key("", old.key.source.replace("long", "very long")))
    (tmp_path / "visit.pot").write_bytes(dumps(headed(Catalog("visit", "", (template,)))))
    (tmp_path / "visit.po").write_bytes(dumps(replace(CATALOG, units=(old,))))
    merged = run("msgmerge", "--previous", "-q", str(tmp_path / "visit.po"), str(tmp_path / "visit.pot"))
    assert b"# pubflow: draft" in merged.partition(b"very long")[0]
    again, _ = loads(merged, path="visit.po")
    first = again.units[0]
    assert (first.target, first.state, first.record, first.previous) == (old.target, State.TRANSLATED, "", old.key)
