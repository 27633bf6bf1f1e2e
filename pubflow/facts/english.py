"""An English text as tokens that can be compared: dates and numbers by value, marks without their shape. Pure.

What is told here is what stands in the words, not what they mean: a word of negation is one wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from pubflow.facts.lexicon.turns import DENYING, NO

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)"  # noqa: E501
_DATE = (
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m1>{_MONTH})(?:,?\s(?P<y1>\d{{4}}))?(?!\w)"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y2>\d{{4}}))?(?![\w%]|[.,]\d)"
    rf"|(?P<m3>{_MONTH})\s(?P<y3>\d{{4}})(?!\w)"
    r"|(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})(?!\w)"
)
_WORD = r"[^\W\d_](?:[^\W_]|['’](?=[^\W\d_])|[\u00ad\u2010\u2011-](?=\w))*"
_TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>\"“”«»]*[\w/]|[\w.%+-]+@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?<![\w.,])(?P<date>{_DATE})"
    r"|(?P<number>(?:(?:[A-Z]{1,3})?[$€£¥]\s?)?\d+(?:[.,\u00a0\u202f’']\d+)*"
    r"(?:\s?%|\s(?:per\scent|percent)\b)?(?:[^\W\d_](?:[^\W_])*)?(?:[\u2010\u2011–-](?:[^\W_])+)*)"
    r"|(?P<abbreviation>(?:[^\W\d_]\.){2,})"
    rf"|(?P<word>{_WORD})"
    r"|(?P<ellipsis>\.{3,}|(?:\.\s){2,}\.|…)"
    r"|(?P<dash>\s[-–—―]{1,3}\s|[–—―]|--+)"
    r"|(?P<quote>[\"“”„‟«»‘’‚‛'`´「」『』])"
    r"|(?P<mark>[^\w\s])"
    r"|(?P<other>\S)"
)

_WEEK = ("today", "yesterday", "tomorrow", "tonight", "morning", "afternoon", "evening", "midnight", "noon", "week",
         "weeks", "month", "months", "year", "years", "decade", "decades", "hour", "hours", "minute", "minutes",
         "day", "days", "century", "last", "next", "ago", "annual", "annually", "daily", "weekly",
         "monthly")  # fmt: skip
WHEN = frozenset(_WEEK)
"""Words that say when."""
_CALENDAR = frozenset((*_MONTHS, *_DAYS))
"""With a capital; without one `may` and `march` are others."""
NEGATION = frozenset((*NO, *DENYING.split()))
"""Words that turn a statement round, in part or whole."""
_NEGATING_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|mis|non-?|anti-?|de|under|over|counter-?)\Z")
HEDGES = frozenset(
    ("allegedly", "alleged", "alleges", "allege", "reportedly", "reported", "apparently", "apparent", "appears",
     "appear", "appeared", "seems", "seem", "seemed", "may", "might", "could", "would", "should", "must", "shall",
     "will", "can", "likely", "unlikely", "possibly", "possible", "probably", "probable", "perhaps", "potentially",
     "potential", "suspected", "suspects", "suggests", "suggest", "suggested", "believed", "believe", "believes",
     "claims", "claimed", "claim", "purportedly", "purported", "supposedly", "presumably", "credible", "credibly",
     "about", "around", "approximately", "roughly", "nearly", "almost", "some", "several", "many", "most", "least",
     "up", "more", "less", "fewer", "over", "under", "only", "mainly", "mostly", "often", "sometimes", "usually",
     "generally", "partly", "largely", "estimated", "estimates", "indicates", "indicate", "accused", "unconfirmed",
     "confirmed", "every", "each", "all", "any", "both")
)  # fmt: skip
"""Words that say how sure, how much, how binding."""
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = {name: 10 * number for number, name in enumerate(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
)}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
             "eleventh", "twelfth")  # fmt: skip
_SCALES = ("hundred", "thousand", "million", "billion", "trillion", "dozen", "half", "quarter", "twice", "once",
           "double", "doubled", "triple", "tripled", "thrice", "pair", "couple")  # fmt: skip
NUMBERS = frozenset((*_UNITS, *_TENS, *_ORDINALS, *_SCALES, *(f"{name}s" for name in _SCALES[:6])))
"""Words that count."""
_VALUES = {
    **{name: str(value) for value, name in enumerate(_UNITS) if value > 1},
    **{n: str(v) for n, v in _TENS.items()},
}
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?%?")
"""Only commas group in English: 1.500 is one and a half."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:[-–](?:1[89]|20)?\d\d)?")
_SOFT = str.maketrans({"\u00ad": None, "\u2010": "-", "\u2011": "-", "’": "'"})


class TokenKind(Enum):
    """What a token is, as far as its own characters tell."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    ADDRESS = "address"
    QUOTE = "quote"
    MARK = "mark"


class Token(NamedTuple):
    """A stretch of a text that is compared as one."""

    kind: TokenKind
    start: int
    end: int
    text: str
    value: str
    """What it is compared by: `1000` for `1,000`, `2024-06-24` for `24 June 2024`, `"` for any quotation mark."""
    opens: bool = False
    """Whether it is the first word of its sentence, where a capital says nothing."""

    @property
    def lower(self) -> str:
        """The word without case and soft hyphens."""
        return _plain(self.text).lower()


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens in text order; white space between them is none."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    opens = True
    for match in _TOKEN.finditer(text):
        token = _token(match, opens)
        yield token
        if token.kind in (TokenKind.WORD, TokenKind.NUMBER, TokenKind.DATE, TokenKind.ADDRESS):
            opens = False
        elif token.value in {".", "!", "?", "…", ":"} or token.kind is TokenKind.QUOTE:
            opens = True


def _token(match: re.Match[str], opens: bool) -> Token:
    group, text = str(match.lastgroup), match[0]
    # The groups of a date stand inside it, and the last one that closed is the outer.
    if match["date"] is not None:
        return Token(TokenKind.DATE, *match.span(), text, _date(match), opens)
    start, end = match.span()
    if group == "number":
        return Token(TokenKind.NUMBER, start, end, text, _number(text), opens)
    if group in {"word", "abbreviation"}:
        return Token(TokenKind.WORD, start, end, text, _word(text), opens)
    if group == "dash":
        # The spaces round a dash are its shape.
        inner = text.strip()
        start += text.index(inner)
        return Token(TokenKind.MARK, start, start + len(inner), text, "–", opens)
    kind = {"address": TokenKind.ADDRESS, "quote": TokenKind.QUOTE}.get(group, TokenKind.MARK)
    return Token(kind, start, end, text, {"quote": '"', "ellipsis": "…"}.get(group, text), opens)


def _word(text: str) -> str:
    plain = _plain(text)
    return _VALUES.get(plain.lower(), plain)


def _plain(text: str) -> str:
    """With one kind of apostrophe and of hyphen, and without soft ones."""
    return text if text.isascii() else text.translate(_SOFT)


def _number(text: str) -> str:
    folded = re.sub(r"\s?(?:%|per\scent|percent)", "%", text.translate(_SOFT).replace("–", "-")).replace("\u00a0", " ")
    return folded.replace(",", "") if _GROUPED.fullmatch(folded) else folded


def _date(match: re.Match[str]) -> str:
    month = next(match[name] for name in ("m1", "m2", "m3", "m4") if match[name])
    number = int(month) if month.isdigit() else 1 + [name[:3] for name in _MONTHS].index(month[:3].lower())
    year = next((match[name] for name in ("y1", "y2", "y3", "y4") if match[name]), "")
    day = next((match[name] for name in ("d1", "d2", "d4") if match[name]), "")
    return f"{year or '????'}-{number:02}-{day.zfill(2) if day else '??'}"


def negates(token: Token) -> bool:
    """Whether the word turns something round."""
    return token.kind is TokenKind.WORD and (
        token.lower in NEGATION or token.lower.endswith("n't") or token.lower.startswith("non-")
    )


def opposite(one: str, other: str) -> bool:
    """Whether one word is the other behind a prefix that turns it round, or with `n't` behind: lawful, unlawful."""
    shorter, longer = sorted((one, other), key=len)
    if longer == shorter + "n't":
        return True
    head = longer.removesuffix(shorter)
    return len(head) < len(longer) and len(shorter) > 3 and _NEGATING_PREFIX.match(head) is not None


def counts(token: Token) -> bool:
    """Whether it says how many."""
    if token.kind is TokenKind.NUMBER:
        return not _YEAR.fullmatch(token.text)
    return token.kind is TokenKind.WORD and any(part in NUMBERS for part in token.lower.split("-"))


def dates(token: Token) -> bool:
    """Whether it says when; a bare year does."""
    if token.kind is TokenKind.NUMBER:
        return _YEAR.fullmatch(token.text) is not None
    if token.kind is not TokenKind.WORD:
        return token.kind is TokenKind.DATE
    return token.lower in WHEN or (token.lower in _CALENDAR and token.text[0].isupper())


def hedges(token: Token) -> bool:
    """Whether it says how sure or how binding something is."""
    return token.kind is TokenKind.WORD and token.lower in HEDGES


def names(token: Token) -> bool:
    """Whether it is written as a name is: with a capital where none is due, or with capitals inside."""
    if token.kind is TokenKind.ADDRESS:
        return True
    if token.kind is not TokenKind.WORD or token.text.islower() or dates(token):
        return False
    return not token.opens or any(char.isupper() for char in token.text[1:])


def quoted(found: Sequence[Token]) -> tuple[bool, ...]:
    """Of each token, whether it stands in an outermost quotation; one that never closes goes on to the end."""
    closing, out = "", []
    for number, token in enumerate(found):
        inside = bool(closing)
        if token.kind is TokenKind.QUOTE:
            if token.text == closing:
                closing = ""
            elif not closing and not _behind_a_word(found, number):
                closing, inside = _CLOSING.get(token.text, token.text), True
        out.append(inside)
    return tuple(out)


_CLOSING = {"“": "”", "‘": "’", "„": "“", "«": "»", "「": "」", "『": "』", "`": "'"}


def _behind_a_word(found: Sequence[Token], number: int) -> bool:
    """`the workers’ rights`: what stands right behind a word opens nothing."""
    before = found[number - 1] if number else None
    touches = before is not None and before.end == found[number].start
    return touches and before is not None and before.kind in (TokenKind.WORD, TokenKind.NUMBER)
