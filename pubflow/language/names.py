"""Names of languages: in themselves for lists of editions (繁體中文（台灣）, português (Brasil)); in English."""

from __future__ import annotations

from functools import lru_cache

from pubflow.language.dates import babel_locale
from pubflow.language.tag import LanguageTag

_NAMES = {
    # CLDR's own name for Indonesian is also the name of the country.
    "id": "Bahasa Indonesia",
    # In a list of languages the two need no subtitle, and English without a region is everybody's.
    "en": "English",
}
# Source: the house's rule that CLDR's political territory names are not used unreviewed.
_TERRITORIES = {("zh", "HK"): "香港", ("zh", "MO"): "澳門", ("en", "HK"): "Hong Kong", ("en", "MO"): "Macao"}


@lru_cache(maxsize=256)
def own_name(tag: LanguageTag) -> str:
    """The language's name in itself, with the region where the tag names one; the tag itself where Babel knows none."""
    if named := _NAMES.get(str(tag)):
        return named
    locale = babel_locale(tag)
    if locale is None:
        return str(tag)
    script = tag.html.split("-")[1] if tag.language == "zh" and tag.html.count("-") else tag.script
    name = (locale.languages.get(f"{tag.language}_{script}") if script else None) or locale.languages.get(tag.language)
    if name is None:
        return str(tag)
    if tag.region is None:
        return str(name)
    region = _TERRITORIES.get((tag.language, tag.region)) or locale.territories.get(tag.region, tag.region)
    return f"{name}（{region}）" if tag.language in {"zh", "ja"} else f"{name} ({region})"


@lru_cache(maxsize=256)
def english_name(tag: LanguageTag) -> str:
    """`Traditional Chinese as used in Taiwan`, `Serbian in Latin script`; "" where Babel knows no such language."""
    english = babel_locale(LanguageTag("en"))
    assert english is not None
    script = tag.html.split("-")[1] if tag.language == "zh" and tag.html.count("-") else tag.script
    with_script = english.languages.get(f"{tag.language}_{script}") if script else None
    name = with_script or english.languages.get(tag.language)
    if name is None:
        return ""
    written = f" in {english.scripts.get(script, script)} script" if script and not with_script else ""
    region = _TERRITORIES.get(("en", tag.region or "")) or english.territories.get(tag.region or "", tag.region)
    return f"{name}{written} as used in {region}" if region else f"{name}{written}"


@lru_cache(maxsize=256)
def common_name(tag: LanguageTag) -> str:
    """As people say it in English: `Brazilian Portuguese`, `Spanish`; the tag itself where Babel knows no name."""
    english = babel_locale(LanguageTag("en"))
    assert english is not None
    names = english.languages
    return str(names.get(f"{tag.language}_{tag.region}") or names.get(tag.language) or tag)


@lru_cache(maxsize=256)
def social_locale(tag: LanguageTag) -> str:
    """As cards of shared links name it: `zh_TW`; `fr_FR`, with the likeliest region, where the tag names none."""
    locale = babel_locale(tag)
    if tag.region or locale is None:
        return f"{tag.language}_{tag.region}" if tag.region else tag.language
    from babel.core import get_global

    spelling = tag.html.replace("-", "_")
    likely = str(get_global("likely_subtags").get(spelling, ""))
    region = locale.territory or (likely.rpartition("_")[2] if "_" in likely else "")
    return f"{tag.language}_{region}" if region else tag.language
