"""The checks of how a target is written are quiet about what people wrote and agreed to."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pubflow.catalog import State, Unit
from pubflow.finding import Finding, Severity, Where
from pubflow.language import LanguageTag
from pubflow.plugins import CheckContext, load_check
from pubflow.po import loads
from pubflow.segment import Key

CHECKS = [
    load_check(name)
    for name in (
        "simplified-char", "invisible-char", "bidi", "quotes", "brackets", "end-punct", "halfwidth-punct",
        "locale-variant", "locale-format", "repeated-word", "caps", "spacing",
    )
]  # fmt: skip
LOCALES = Path(__file__).parents[2] / "locales"


def found(units: Iterable[Unit], language: str) -> list[tuple[Finding, str]]:
    context = CheckContext(LanguageTag.parse(language), Where("a.po", unit=1))
    return [(finding, unit.target) for unit in units for check in CHECKS for finding in check(unit, context)]


def reviewed(folder: Path) -> Iterator[Unit]:
    for path in sorted(folder.glob("LC_MESSAGES/*.po")):
        catalog, _ = loads(path.read_bytes(), path=str(path))
        yield from (unit for unit in catalog.units if unit.target and unit.state >= State.REVIEWED)


def declared(path: Path) -> Iterator[Unit]:
    for unit in ET.parse(path).iter("tu"):
        source, target = ("".join(one.itertext()) for one in unit.iter("seg"))
        yield Unit(Key("", source), target, State.REVIEWED)


@pytest.mark.parametrize("language", ["zh-TW", "pt-BR"])
def test_the_reviewed_catalogs_of_this_project_are_clean(language):
    units = list(reviewed(LOCALES / LanguageTag.parse(language).po_locale))
    assert len(units) > 150
    assert found(units, language) == []


@pytest.mark.parametrize("language", ["zh-TW", "pt-BR", "es", "ja", "ar", "id", "de"])
def test_the_universal_declaration_has_no_error_and_hardly_a_warning(corpora, language):
    units = list(declared(corpora / f"udhr/udhr.en-{language}.tmx"))
    findings = found(units, language)
    assert [one for one in findings if one[0].severity is Severity.ERROR] == []
    assert len(findings) <= len(units) * 0.02
