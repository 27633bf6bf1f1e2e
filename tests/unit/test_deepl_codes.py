"""Which code DeepL is given for a language."""

from __future__ import annotations

import deepl
import pytest

from pubflow.engines.deepl.codes import base_code, source_code, target_code
from pubflow.language import LanguageTag
from tests.doubles.deepl import TARGETS


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("zh-TW", "ZH-HANT"), ("zh-HK", "ZH-HANT"), ("zh-MO", "ZH-HANT"), ("zh-Hant", "ZH-HANT"),
        ("zh-Hant-TW", "ZH-HANT"), ("zh-Hant-CN", "ZH-HANT"),
        ("zh-CN", "ZH-HANS"), ("zh-SG", "ZH-HANS"), ("zh-Hans", "ZH-HANS"), ("zh-Hans-TW", "ZH-HANS"), ("zh", "ZH-HANS"),
        ("pt-BR", "PT-BR"), ("pt-PT", "PT-PT"), ("pt", "PT-PT"), ("pt-AO", "PT-PT"),
        ("es", "ES"), ("es-ES", "ES"), ("es-419", "ES-419"), ("es-MX", "ES-419"), ("es-AR", "ES-419"),
        ("en", "EN-US"), ("en-US", "EN-US"), ("en-GB", "EN-GB"), ("en-AU", "EN-GB"),
        ("nb", "NB"), ("no", "NB"), ("de-CH", "DE"), ("fr-CA", "FR"), ("ar", "AR"), ("ja", "JA"), ("uk", "UK"),
        ("nn", None), ("sr", None), ("sr-Latn", None), ("uk-Latn", None), ("yue", None), ("tlh", None), ("qaa", None),
    ],
)  # fmt: skip
def test_each_language_has_the_code_of_its_own_variant(tag, code):
    assert target_code(LanguageTag.parse(tag)) == code


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "EN"), ("en-US", "EN"), ("en-GB", "EN"), ("zh-TW", "ZH"), ("pt-BR", "PT"), ("sr", None), ("tlh", None)],
)
def test_a_source_has_no_variant(tag, code):
    assert source_code(LanguageTag.parse(tag)) == code


def test_no_code_leaves_the_variant_to_deepl_and_each_is_one_that_it_has():
    """EN and PT are refused by the library, ZH means Simplified."""
    tags = [f"{language}{rest}" for language in "ar bg cs da de el en es et fi fr he".split() for rest in ("", "-XX")]
    codes = {target_code(LanguageTag.parse(tag)) for tag in [*tags, "zh", "zh-XX", "pt", "pt-XX"]}
    assert codes.isdisjoint({"EN", "PT", "ZH"})
    assert codes <= set(TARGETS)
    for code in codes:
        assert base_code(code) == deepl.Language.remove_regional_variant(code)
