"""Values found in a text, whoever wrote it: what readers and checks compare. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = {
    "\u00ad": "SOFT HYPHEN",
    "\u034f": "COMBINING GRAPHEME JOINER",
    "\u061c": "ARABIC LETTER MARK",
    "\u115f": "HANGUL CHOSEONG FILLER",
    "\u1160": "HANGUL JUNGSEONG FILLER",
    "\u180e": "MONGOLIAN VOWEL SEPARATOR",
    "\u200b": "ZERO WIDTH SPACE",
    "\u200e": "LEFT-TO-RIGHT MARK",
    "\u200f": "RIGHT-TO-LEFT MARK",
    "\u202a": "LEFT-TO-RIGHT EMBEDDING",
    "\u202b": "RIGHT-TO-LEFT EMBEDDING",
    "\u202c": "POP DIRECTIONAL FORMATTING",
    "\u202d": "LEFT-TO-RIGHT OVERRIDE",
    "\u202e": "RIGHT-TO-LEFT OVERRIDE",
    "\u2060": "WORD JOINER",
    "\u2061": "FUNCTION APPLICATION",
    "\u2062": "INVISIBLE TIMES",
    "\u2063": "INVISIBLE SEPARATOR",
    "\u2064": "INVISIBLE PLUS",
    "\u2066": "LEFT-TO-RIGHT ISOLATE",
    "\u2067": "RIGHT-TO-LEFT ISOLATE",
    "\u2068": "FIRST STRONG ISOLATE",
    "\u2069": "POP DIRECTIONAL ISOLATE",
    "\u3164": "HANGUL FILLER",
    "\ufeff": "ZERO WIDTH NO-BREAK SPACE",
    "\uffa0": "HALFWIDTH HANGUL FILLER",
}
# U+200C and U+200D shape letters in Persian, Hindi and others and join emoji: they are part of the spelling.
_INVISIBLE_RUN = re.compile("[" + "".join(_INVISIBLE) + "\U000e0000-\U000e007f]")
_BLACK_FLAG = "\U0001f3f4"
_TAG_SEQUENCE = re.compile(f"{_BLACK_FLAG}[\U000e0020-\U000e007e]+\U000e007f")
"""Flags such as Scotland's: a black flag and tag characters."""


def invisible_characters(text: str) -> Iterator[tuple[int, str]]:
    """What a reader can't see but a comparison does: (offset, `U+200B ZERO WIDTH SPACE`), in text order.

    A byte order mark at the very start is one too: hand in the text without it.
    """
    if text.isascii():
        return
    flags = [match.span() for match in _TAG_SEQUENCE.finditer(text)] if _BLACK_FLAG in text else []
    for match in _INVISIBLE_RUN.finditer(text):
        at = match.start()
        if any(start <= at < end for start, end in flags):
            continue
        yield at, f"U+{ord(match[0]):04X} {_INVISIBLE.get(match[0], 'TAG CHARACTER')}"


_URL = re.compile(r"(?:https?://|www\.)(?=[\w\[])[^\s<>\"“”«»「」『』《》〈〉（），。、；：？！]+", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f’']\d+)*")
_AFTERNOON = re.compile(r"(?:[:.]\d\d)?\s?p\.?m", re.IGNORECASE)
_SCALE = re.compile(r"[\s\u00a0-]?(thousand|million|billion|trillion|milh|bilh|trilh|mil\b|mill|千|萬|万|億|亿|兆)")
_PHONE = re.compile(
    r"(?<![\w+.,:/-])(?:\+\d{1,3}[\s.\u00a0-]?)?(?:\(\d{1,5}\)[\s.\u00a0-]?)?\d{2,5}(?:[\s.\u00a0-]\d{2,5}){1,5}(?![\w])"
    r"|(?<![\w+])\+\d{7,15}(?!\w)|(?<![\w.,:/-])0\d{8,11}(?![\w.,])"
)
_LEAST_PHONE, _MOST_PHONE = 7, 15
"""Digits of a telephone number (ITU-T E.164)."""
_GROUPED = re.compile(r"\d{1,3}(?:[\s.\u00a0]\d{3})+")
_DATE = re.compile(r"\d{4}([-.])\d{2}\1\d{2}|\d{2}([-.])\d{2}\2\d{4}|(?:1[89]|20)\d\d-(?:1[89]|20)\d\d")
_SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "milh": 6, "bilh": 9, "trilh": 12, "mil": 3, "mill": 6,
    "千": 3, "萬": 4, "万": 4, "億": 8, "亿": 8, "兆": 12,
}  # fmt: skip


def urls(text: str) -> tuple[str, ...]:
    """Web addresses in text order, without the punctuation that ends their sentence."""
    if "://" not in text and "www." not in text.lower():
        return ()
    return tuple(match[0].rstrip(".,;:!?)]}'’*_") for match in _URL.finditer(text))


def emails(text: str) -> tuple[str, ...]:
    """E-mail addresses in text order."""
    return tuple(match[0] for match in _EMAIL.finditer(text)) if "@" in text else ()


def detail_spans(text: str) -> list[tuple[int, int]]:
    """Where e-mail addresses and telephone numbers stand, in text order. Dates and amounts are no telephone numbers."""
    spans = [match.span() for match in _EMAIL.finditer(text)] if "@" in text else []
    return sorted(spans + [match.span() for match in _PHONE.finditer(text) if _is_phone(match[0])])


def _is_phone(text: str) -> bool:
    if not _LEAST_PHONE <= sum(char.isdigit() for char in text) <= _MOST_PHONE:
        return False
    # Without a sign of one, digits in groups may be an amount (10 000 000) or a date (2024-07-01).
    return text[0] in "+(0" or (not _GROUPED.fullmatch(text) and not _DATE.fullmatch(text))


def numbers(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Numbers written in digits, in text order, each as it stands and with all it may be read as.

    A reading is the value in plain digits (`1234.5`), whatever the separators and the script of the digits; a number
    before a word of scale is read both alone and scaled (`1.5 million` is 1.5 or 1500000), so that 150萬 can meet it.
    Those inside web and e-mail addresses are not numbers.
    """
    if not _DIGIT.search(text):
        return ()
    bare = _EMAIL.sub(" ", _URL.sub(" ", text))
    return tuple(
        (match[0], _readings(match[0], bare[match.end() : match.end() + 12])) for match in _NUMBER.finditer(bare)
    )


def _readings(token: str, following: str) -> frozenset[str]:
    value = _canonical(token)
    readings = {value}
    if scale := _SCALE.match(following.lower()):
        whole, _, decimals = value.partition(".")
        zeros = _SCALES[scale[1]]
        if len(decimals) <= zeros:
            readings.add((whole + decimals + "0" * (zeros - len(decimals))).lstrip("0"))
    if _AFTERNOON.match(following) and len(value) < 3 and value.isdigit() and int(value) < 12:
        readings.add(str(int(value) + 12))
    return frozenset(readings)


def _canonical(token: str) -> str:
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in token)
    parts = re.split(r"[.,\u00a0\u202f’']", digits)
    if len(parts) == 1:
        return parts[0].lstrip("0") or "0"
    grouped = all(len(part) == 3 for part in parts[1:-1]) and len(parts[0]) <= 3
    if grouped and len(parts[-1]) == 3:
        return "".join(parts).lstrip("0") or "0"
    if len(parts) == 2 or grouped:
        return ("".join(parts[:-1]).lstrip("0") or "0") + "." + parts[-1]
    return ".".join(parts)
