"""How each language writes the line of an embargo: what it begins with, its hours, and whose clock. Pure.

Patterns read a line without accents and other marks above letters (`folded`): capitals often go without them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_OFFSET: Final = r"(?P<offset>(?:UTC|GMT)\s?[+−-]\s?\d{1,2}(?::?\d{2})?)"
_IANA: Final = r"(?P<iana>[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)"
_SHORT: Final = r"(?P<short>UTC|GMT|[A-Z]{1,3}[SD]T|CEST|EEST|AEST|AEDT|NZST|NZDT|BRT|WIB|EAT|[CEW]ET)\b"
_AFTERNOON: Final = re.compile("^p|tarde|noche|noite|soir|midi|[مظعل]", re.IGNORECASE)
_NIGHT: Final = re.compile("noche|noite|ليلا", re.IGNORECASE)
_RUN: Final = r"(?P<run>(?!))"
"""Four digits in a row are a year in these."""


@dataclass(frozen=True, slots=True)
class Way:
    """One language's."""

    language: str
    line: re.Pattern[str]
    """Of the whole line."""
    time: re.Pattern[str]
    """Groups `h`, `m` and `half` of twelve hours, `h24` and `m24`, `run` of four digits, `noon`, `midnight`."""
    zone: re.Pattern[str]
    """Behind an hour: groups `offset`, `iana`, `short`, `city`."""
    apart: bool = False
    """Whether the day may stand between the hour and whose hour it is."""
    cities: tuple[tuple[str, str], ...] = ()
    """Places beyond those that the calendars of the language name: folded name, zone."""


def folded(text: str) -> str:
    """In ASCII digits, without marks above and below letters."""
    letters = unicodedata.normalize("NFD", text)
    kept = (char for char in letters if not unicodedata.category(char).startswith("M") and char != "ـ")
    return unicodedata.normalize("NFC", "".join(map(_digit, kept)))


def in_digits(text: str) -> str:
    """In ASCII digits."""
    return "".join(map(_digit, text))


def hour_of(hour: int, half: str) -> int | None:
    """Of the twelve of a half of the day, or of what a language calls it; None where midnight may be meant."""
    if hour > 12 or not hour:
        return hour
    if hour == 12 and _NIGHT.search(half):
        return None
    return hour % 12 + (12 if _AFTERNOON.search(half) else 0)


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _way(
    language: str,
    begins: str,
    words: Iterable[str],
    clock: str,
    cities: tuple[tuple[str, str], ...],
) -> Way:
    """`words`: for an hour after its number, for parts of the day, for noon and for midnight."""
    unit, parts, noon, midnight = words
    time = (
        r"(?<![\d:.])(?:(?P<h>[01]?\d|2[0-3])(?:\s?(?P<sep>[:.h])\s?(?P<m>[0-5]\d))?"
        rf"(?:\s?(?:{unit})(?!\w))?\s?(?P<half>[ap]\.?\s?m\b\.?|(?:{parts})(?!\w))|(?P<h24>[01]?\d|2[0-3])(?:\s?[:.h]\s?(?P<m24>[0-5]\d)(?![\d.:])(?:\s?(?:{unit})(?!\w))?"
        rf"|\s?(?:{unit})(?!\w))|{_RUN}|(?<!\w)(?P<noon>{noon})(?!\w)|(?<!\w)(?P<midnight>{midnight})(?!\w))"
    )
    place = rf"(?i:{clock})\s+(?P<city>\w+(?:[ -]\w+){{0,2}})"
    return Way(
        language,
        re.compile(rf"\W*(?:{begins}).*", re.IGNORECASE | re.DOTALL),
        re.compile(time, re.IGNORECASE),
        re.compile(rf"\s*[,،(]?\s*(?<!\w)(?:{_OFFSET}|{_IANA}|{_SHORT}|{place})"),
        True,
        cities,
    )


SPANISH: Final = _way(
    "es",
    r"(?:(?:bajo|estricto|nota|comunicado|de|prensa|importante)\W+)*(?:embargo(?:\W+estricto)?|embargad[oa])\W+hasta\b"
    r"|(?:no (?:publicar|difundir)|prohibida su (?:publicacion|difusion)) (?:antes de|hasta)",
    ("horas|hrs?|h", "de la (?:manana|tarde|noche|madrugada)", "mediodia", "medianoche"),
    "hora(?: local| oficial)?(?: del?| en)?",
    (("peninsular", "Europe/Madrid"), ("ginebra", "Europe/Zurich"), ("la haya", "Europe/Amsterdam"),
     ("washington", "America/New_York"), ("bruselas", "Europe/Brussels"),
     ("buenos aires", "America/Argentina/Buenos_Aires")),
)  # fmt: skip
FRENCH: Final = _way(
    "fr",
    r"(?:(?:sous|communique|de|presse|note|important)\W+)*embargo(?:\W+(?:strict|presse))?\W+(?:jusqu['’]|jusque\b)"
    r"|ne pas (?:publier|diffuser) avant|(?:publication|diffusion) interdite (?:avant|jusqu)",
    ("heures?|h", "du (?:matin|soir)|de l['’]apres-midi", "midi", "minuit"),
    "heure(?: locale| legale)?(?: d[eu]| a)?",
    (("geneve", "Europe/Zurich"), ("la haye", "Europe/Amsterdam"), ("washington", "America/New_York"),
     ("bruxelles", "Europe/Brussels"), ("buenos aires", "America/Argentina/Buenos_Aires")),
)  # fmt: skip
PORTUGUESE: Final = _way(
    "pt",
    r"(?:(?:sob|estrito|nota|comunicado|de|a|imprensa|importante)\W+)*(?:embargo(?:\W+estrito)?|embargad[oa])\W+ate\b"
    r"|nao (?:publicar|divulgar) (?:antes d|ate)",
    ("horas|hrs?|h", "da (?:manha|tarde|noite|madrugada)", "meio-dia", "meia-noite"),
    "(?:hora|horario)(?: local| oficial)?(?: d[eoa]| em)?",
    (("brasilia", "America/Sao_Paulo"), ("genebra", "Europe/Zurich"), ("haia", "Europe/Amsterdam"),
     ("washington", "America/New_York"), ("rio de janeiro", "America/Sao_Paulo")),
)  # fmt: skip
ARABIC: Final = _way(
    "ar",
    r"(?:(?:بيان|صحفي|هام|تنبيه)\W+)*(?:محظور|يحظر|ممنوع|يمنع|حظر)\s+(?:ال)?نشر\w*\W+(?:حتى|قبل|لغاية)"
    r"|(?:غير مخصص|ليس|غير) للنشر\W+(?:قبل|حتى)",
    ("(?!)", "مساء|ليلا|عصرا|ظهرا|صباحا|فجرا|[صم]", "ظهرا", "منتصف الليل"),
    "(?:ب|بحسب |حسب )?توقيت(?: مدينة)?",
    (("غرينتش", "GMT"), ("جرينتش", "GMT"), ("غرينيتش", "GMT"), ("جنيف", "Europe/Zurich"), ("لاهاي", "Europe/Amsterdam"),
     ("واشنطن", "America/New_York"), ("اسطنبول", "Europe/Istanbul")),
)  # fmt: skip
FOREIGN: Final = (SPANISH, FRENCH, PORTUGUESE, ARABIC)
