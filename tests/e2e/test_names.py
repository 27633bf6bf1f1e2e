"""Names at their first mention, on the real command line: notes, drafts of an engine of another package, findings."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pubflow import po

STATEMENT = """\
---
title: Amnesty International and Muhammad Ali
---

# Amnesty International and Muhammad Ali

## Muhammad Ali

Muhammad Ali spoke to **Amnesty International**.

Amnesty International answered.

Muhammad Ali spoke to **Amnesty International**.
"""
CONCEPTS = "id,kind,class\namnesty,name,group\nali,name,person\n"
EN = "concept,term\namnesty,Amnesty International\nali,Muhammad Ali\n"
ZH = "concept,term\namnesty,國際特赦組織\nali,穆罕默德‧阿里\n"
ENGINE = """\
from pubflow.plugins import EngineInfo
from pubflow.segment.tagged import TaggedText

class Engine:
    info = EngineInfo("toy", "1", offline=True, keeps_tags=True)
    def supports(self, source, target):
        return True
    def why_not(self, source, target):
        return ""
    def translate(self, request):
        return tuple(self._one(text) for text in request.texts)
    def _one(self, text):
        for english, other in (("Amnesty International", "國際特赦組織"), ("Muhammad Ali", "穆罕默德‧阿里"),
                               (" spoke to ", "對"), (" and ", "與"), (" answered.", "回應。")):
            text = text.replace(english, other)
        return text.replace("</b1>.", "</b1>說話。")
    def close(self):
        pass
"""
FIRST = "穆罕默德‧阿里（Muhammad Ali）對<b1>國際特赦組織（Amnesty International）</b1>說話。"


@pytest.fixture
def named(desk):
    """A workspace with one statement that mentions two names several times."""
    for path in (*(desk / "glossary").glob("*.csv"), *(desk / "statements").glob("*.md")):
        path.unlink()
    for name, text in (("concepts.csv", CONCEPTS), ("en.csv", EN), ("zh-TW.csv", ZH)):
        (desk / "glossary" / name).write_text(text, encoding="utf-8")
    (desk / "statements/ali.md").write_text(STATEMENT, encoding="utf-8")
    (desk / "pubflow.toml").write_text('languages = ["zh-TW"]\nengine = ["toy"]\n', encoding="utf-8")
    return desk


@pytest.fixture
def toy(tmp_path) -> dict[str, str]:
    """The environment in which a package with an engine that knows the statement is installed."""
    site = tmp_path / "site"
    (site / "toy-1.dist-info").mkdir(parents=True)
    (site / "toy_engine.py").write_text(ENGINE, encoding="utf-8")
    (site / "toy-1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1\n", encoding="utf-8")
    (site / "toy-1.dist-info/entry_points.txt").write_text(
        "[pubflow.engines]\ntoy = toy_engine:Engine\n", encoding="utf-8"
    )
    paths = [str(site), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}


def _targets(desk: Path) -> dict[tuple[str, str], str]:
    content = (desk / "locales/zh_TW/LC_MESSAGES/ali.po").read_bytes()
    return {tuple(unit.key): unit.target for unit in po.loads(content, path="ali.po")[0].units}


def _warned(pubflow, desk: Path, env: dict[str, str]) -> list[str]:
    told = pubflow("check", "--json", cwd=desk, env=env)
    assert told.returncode == 0, told.stdout
    return [
        one["message"] for one in json.loads(told.stdout).get("findings", []) if one["check"] == "name-first-mention"
    ]


def test_an_engines_draft_carries_the_latin_names_where_the_statement_mentions_them_first(named, pubflow, toy):
    made = pubflow("translate", cwd=named, env=toy)
    assert made.returncode == 0, made.stderr
    assert _targets(named) == {
        ("meta:title", "Amnesty International and Muhammad Ali"): "國際特赦組織與穆罕默德‧阿里",
        ("heading", "Muhammad Ali"): "穆罕默德‧阿里",
        ("", "Muhammad Ali spoke to <b1>Amnesty International</b1>."): FIRST,
        ("", "Amnesty International answered."): "國際特赦組織回應。",
    }
    assert _warned(pubflow, named, toy) == []
    catalog = named / "locales/zh_TW/LC_MESSAGES/ali.po"
    before = catalog.read_bytes()
    note = "Muhammad Ali = 穆罕默德‧阿里 (first mention: with the Latin name, 穆罕默德‧阿里（Muhammad Ali）)"
    assert before.decode("utf-8").count(note) == 1
    for command in (("extract",), ("translate", "--redo")):
        assert pubflow(*command, cwd=named, env=toy).returncode == 0
        assert catalog.read_bytes() == before


def test_a_person_who_leaves_it_out_is_told_where_and_how(named, pubflow, toy):
    assert pubflow("translate", cwd=named, env=toy).returncode == 0
    catalog = named / "locales/zh_TW/LC_MESSAGES/ali.po"
    text = catalog.read_text(encoding="utf-8").replace("（Muhammad Ali）對", "對").replace("#, fuzzy\n", "")
    catalog.write_text(text.replace("穆罕默德‧阿里對", "穆罕默德·阿里對"), encoding="utf-8")
    told = pubflow("check", "--json", cwd=named, env=toy)
    assert told.returncode == 0, told.stdout
    found = json.loads(told.stdout)["findings"]
    where = "locales/zh_TW/LC_MESSAGES/ali.po", 4
    assert {(one["where"]["path"], one["where"]["unit"], one["severity"]) for one in found} == {(*where, "warning")}
    assert [f"{one['check']}: {one['message']}" for one in found] == [
        "locale-format: the dot in a name is ‧: 穆罕默德·阿里對國",
        "name-first-mention: “Muhammad Ali” is first mentioned here: write 穆罕默德·阿里（Muhammad Ali）",
    ]
    shown = pubflow("check", cwd=named, env=toy).stdout
    assert "  4 W name-first-mention  " in shown
    assert "“Muhammad Ali” is first mentioned here: write 穆罕默德·阿里（Muhammad Ali）" in shown


def test_a_language_that_goes_without_is_neither_given_nor_asked_for_latin_names(named, pubflow, toy):
    with (named / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write('[language.zh-TW]\nengine = ["toy"]\nname-first-mention = "translit"\n')
    assert pubflow("translate", cwd=named, env=toy).returncode == 0
    assert "（" not in "".join(_targets(named).values())
    assert "first mention" not in (named / "locales/zh_TW/LC_MESSAGES/ali.po").read_text(encoding="utf-8")
    assert _warned(pubflow, named, toy) == []


def test_a_style_that_is_none_is_named(named, pubflow):
    with (named / "pubflow.toml").open("a", encoding="utf-8") as settings:
        settings.write('[language.zh-TW]\nname-first-mention = "yes"\n')
    told = pubflow("status", cwd=named)
    assert told.returncode == 3
    assert "“name-first-mention” must be one of translit(Latin), translit" in told.stderr
