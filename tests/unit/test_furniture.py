"""The page's own words: every language has every one, and none is borrowed from a neighbour."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import polib
import pytest

import pubflow.editions
from pubflow.language import LanguageTag
from pubflow.language.furniture import CORRECTIONS, language_of, languages, text
from pubflow.language.names import own_name

FOLDER = Path(str(resources.files("pubflow.language"))) / "po"
TEMPLATE = [entry.msgid for entry in polib.pofile(str(FOLDER / "furniture.pot"))]
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "id": "nplurals=1; plural=0;",
    "zh_TW": "nplurals=1; plural=0;",
    "pt_BR": "nplurals=2; plural=(n > 1);",
}


def test_the_languages_promised_are_there() -> None:
    assert {"zh_TW", "pt_BR", "es", "fr", "ar", "ja"} <= set(languages())


@pytest.mark.parametrize("name", languages())
def test_every_language_has_every_string_with_its_fields(name: str) -> None:
    catalog = polib.pofile(str(FOLDER / f"{name}.po"))
    assert [entry.msgid for entry in catalog] == TEMPLATE
    fields = {entry.msgid: re.findall(r"\{\w*\}", entry.msgstr) for entry in catalog}
    assert fields == {message: re.findall(r"\{\w*\}", message) for message in TEMPLATE}
    assert [entry.msgid for entry in catalog if not entry.msgstr or entry.fuzzy] == []
    assert catalog.metadata["Language"] == name
    assert catalog.metadata["Plural-Forms"] == PLURALS.get(name, catalog.metadata["Plural-Forms"])


@pytest.mark.usefixtures("gettext")
def test_gettext_accepts_the_catalogs() -> None:
    for name in languages():
        done = subprocess.run(["msgfmt", "-c", "-o", "-", str(FOLDER / f"{name}.po")], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), name


def test_what_the_editions_say_is_in_the_template_and_nothing_else_is() -> None:
    said = set(CORRECTIONS.values())
    for file in Path(pubflow.editions.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in TEMPLATE:
                said.add(node.value)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"text", "self._say"}:
                said |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    assert said == set(TEMPLATE)


def test_fields_are_filled_and_values_are_never_read_as_fields() -> None:
    taiwan = LanguageTag.parse("zh-TW")
    assert text(taiwan, "Note {number}", number="3") == "註3"
    assert text(taiwan, "Image: {text}", text="{number} {0}") == "圖片：{number} {0}"


@pytest.mark.parametrize(
    ("asked", "answered", "contact"),
    [
        ("zh-TW", "zh-TW", "聯絡方式"),
        ("zh-Hant-TW", "zh-Hant-TW", "聯絡方式"),
        ("zh-Hant", "zh-Hant", "聯絡方式"),
        ("zh-HK", "en", "Contact"),
        ("zh-CN", "en", "Contact"),
        ("zh", "en", "Contact"),
        ("pt-BR", "pt-BR", "Contato"),
        ("pt", "pt", "Contato"),
        ("pt-PT", "en", "Contact"),
        ("es-419", "es-419", "Contacto"),
        ("ar-EG", "ar-EG", "جهة الاتصال"),
        ("en-GB", "en-GB", "Contact"),
        ("el", "en", "Contact"),
    ],
)
def test_a_language_is_served_by_its_own_words_or_by_english(asked: str, answered: str, contact: str) -> None:
    tag = LanguageTag.parse(asked)
    assert (str(language_of(tag)), text(tag, "Contact")) == (answered, contact)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh-TW", "繁體中文（台灣）"),
        ("zh-HK", "繁體中文（香港）"),
        ("zh-Hant", "繁體中文"),
        ("pt-BR", "português (Brasil)"),
        ("es-419", "español (Latinoamérica)"),
        ("es", "español"),
        ("fr", "français"),
        ("ar", "العربية"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("id", "Bahasa Indonesia"),
        ("th", "ไทย"),
        ("en", "English"),
        ("xx", "xx"),
    ],
)
def test_a_language_is_named_in_itself(tag: str, name: str) -> None:
    assert own_name(LanguageTag.parse(tag)) == name


def test_babel_is_loaded_only_when_words_are_asked_for() -> None:
    code = "import pubflow.editions.html, pubflow.editions.text, sys; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
