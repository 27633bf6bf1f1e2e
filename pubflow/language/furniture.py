"""The words of the page itself, in the language of the edition: gettext catalogs in `po/`, read on first use.

The msgid is the English text. `po/furniture.pot` lists all of them; a new string goes there and into every catalog.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Final

from pubflow.language.tag import LanguageTag

ENGLISH = LanguageTag("en")
CORRECTIONS: Final = {
    "number": "A number in an earlier version was wrong and has been corrected.",
    "name": "A name in an earlier version was wrong and has been corrected.",
    "date": "A date in an earlier version was wrong and has been corrected.",
    "fact": "A statement of fact in an earlier version was wrong and has been corrected.",
    "translation": "A sentence in an earlier version of this translation was wrong and has been corrected.",
    "quotation": "A quotation in an earlier version has been withdrawn.",
}
"""By kind: the sentence that says on a page what was corrected."""


def text(tag: LanguageTag, message: str, **values: str) -> str:
    """`message` in the language of the edition, its `{name}` fields filled with `values`.

    English where there is no catalog for the language: ask `language_of` what to mark it as. A value is put in as it
    stands; escaping is the writer's business.
    """
    words = _messages(_catalog(tag)).get(message) or message
    return words.format_map(values) if values else words


def language_of(tag: LanguageTag) -> LanguageTag:
    """The language that `text` answers in: the tag's own, or English."""
    return tag if _catalog(tag) or tag.language == "en" else ENGLISH


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """PO locales with a catalog, sorted."""
    names = (entry.name for entry in resources.files(__package__).joinpath("po").iterdir())
    return tuple(sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@lru_cache(maxsize=256)
def _catalog(tag: LanguageTag) -> str:
    """The PO locale that serves a tag, or "".

    `es-419` is served by `es`, `zh-Hant` by `zh_TW`; but `zh-HK` is not served by `zh_TW`, nor `pt-PT` by `pt_BR`: a
    region has its own usage, and another's words would be wrong in a way that its readers notice.
    """
    known = languages()
    if tag.po_locale in known:
        return tag.po_locale
    if tag.language in known and tag.direction == LanguageTag(tag.language).direction:
        return tag.language
    if tag.region is None:
        for name in known:
            regional = LanguageTag.parse(name)
            # `zh-Hant` meets `zh-Hant-TW`; bare `zh` names no script and meets nothing.
            if regional.region and regional.html == f"{tag.html}-{regional.region}":
                return name
    return ""


@lru_cache(maxsize=64)
def _messages(po_locale: str) -> dict[str, str]:
    if not po_locale:
        return {}
    from babel.messages.pofile import read_po

    file = resources.files(__package__).joinpath("po", f"{po_locale}.po")
    with file.open("rb") as stream:
        catalog = read_po(stream, locale=po_locale, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalog if message.id and message.string}
