"""The header of our own PO files: fields in gettext's order, one of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pubflow.language.tag import LanguageTag

Headers = tuple[tuple[str, str], ...]

FORMAT = "1"
"""`X-Pubflow-Format`: how pubflow's own lines in this file are to be read."""

_NONE = "nplurals=1; plural=0;"
_NOT_ONE = "nplurals=2; plural=(n != 1);"
_OVER_ONE = "nplurals=2; plural=(n > 1);"
_EAST_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
_CZECH = "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"
_PLURALS = {
    **dict.fromkeys(("id", "ja", "km", "ko", "lo", "ms", "my", "th", "vi", "yue", "zh"), _NONE),
    **dict.fromkeys(("am", "bn", "fa", "fil", "fr", "hi", "hy", "pt-BR", "ti"), _OVER_ONE),
    **dict.fromkeys(("be", "bs", "hr", "ru", "sr", "uk"), _EAST_SLAVIC),
    **dict.fromkeys(("cs", "sk"), _CZECH),
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "lt": ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);"),
    "lv": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ro": "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
    "sl": "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
}


def plural_forms(language: LanguageTag) -> str:
    """The `Plural-Forms` of a language; that of English where it is not in the table.

    Source: GNU gettext's own table (`msginit`), and for languages that it lacks the headers in use at Weblate. Babel's
    are wrong for ar (two forms swapped) and id (two forms instead of one).
    """
    for name in (f"{language.language}-{language.region}", language.language):
        if name in _PLURALS:
            return _PLURALS[name]
    return _NOT_ONE


def new_headers(
    old: Headers = (),
    *,
    statement_id: str,
    language: LanguageTag | None,
    source: str,
    rules: str,
    stamp: datetime,
    revised: bool = False,
    translator: str = "",
) -> Headers:
    """The header a file should have now: the old one's fields in their order, ours renewed, each key once.

    Dates move only with what they speak of: `POT-Creation-Date` where `source` or `rules` differ from the old
    header's, `PO-Revision-Date` where `revised`. Fields of others (`X-Poedit-...`) stay.

    Args:
        language: None for the template.
        source: 16 hex digits, the digest of the statement's source.
        rules: id of the segmentation rules the units were cut with.
        stamp: with a time zone; the clock of bytes, never the wall's.
        revised: whether a target changed since the old header was made.
        translator: neutral handle of who changed it; "" keeps the old `Last-Translator`.
    """
    kept: dict[str, str] = {}
    for key, value in old:
        kept.setdefault(key, value)
    now = stamp.strftime("%Y-%m-%d %H:%M%z")
    fresh = kept.get("X-Pubflow-Source") == source and kept.get("X-Pubflow-Rules") == rules
    created = _kept(kept, "POT-Creation-Date", now) if fresh else now
    ours = {
        "Project-Id-Version": kept.get("Project-Id-Version") or statement_id,
        "Report-Msgid-Bugs-To": kept.get("Report-Msgid-Bugs-To", ""),
        "POT-Creation-Date": created,
        **(
            _of_translation(kept, language, now if revised else "", translator, now)
            if language
            else _of_template(created)
        ),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Plural-Forms": plural_forms(language)} if language else {}),
        "X-Generator": "pubflow",
        "X-Pubflow-Format": FORMAT,
        "X-Pubflow-Source": source,
        "X-Pubflow-Rules": rules,
    }
    # A line without a colon has no key; gettext would not know it either.
    return tuple({**{key: value for key, value in kept.items() if key}, **ours}.items()) if old else tuple(ours.items())


def _of_translation(
    kept: Mapping[str, str], language: LanguageTag, revised: str, translator: str, now: str
) -> dict[str, str]:
    return {
        "PO-Revision-Date": revised or _kept(kept, "PO-Revision-Date", now),
        "Last-Translator": translator or kept.get("Last-Translator") or "pubflow",
        "Language-Team": kept.get("Language-Team") or language.po_locale,
        "Language": language.po_locale,
    }


def _of_template(created: str) -> dict[str, str]:
    # Nobody revises a template: it is as old as what it was made from, and extracting again changes no byte of it.
    return {"PO-Revision-Date": created, "Last-Translator": "", "Language-Team": "", "Language": ""}


def _kept(kept: Mapping[str, str], key: str, otherwise: str) -> str:
    """The old date, unless it is gettext's placeholder."""
    value = kept.get(key, "")
    return value if value[:4].isdigit() else otherwise
