"""What stands between a text and an engine that can't be trusted with it: cut, carried around, put back. Pure.

Measured on the Firefox models: a call with more than about 60 words drops text without a word; a token of thousands of
characters takes minutes; curly quotes, currency signs, e-mail addresses, emoji, other scripts and most accented letters
vanish or turn into `-`; a line in capitals stays English. None of that reaches the engine from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

MAX_WORDS = 60
"""Words a call."""
MAX_CHARACTERS = 400
"""Characters a call."""
MAX_TOKEN = 60
"""A longer run without a space is never sent."""

_KNOWN = r"A-Za-z0-9\s.,;:!?()\[\]'\"/%&$+=*_|°\-"
_CUTS = tuple(
    re.compile(pattern) for pattern in (r"(?<=[.!?])[\"')\]]* ", r"(?<=;) ", r"(?<=:) ", r"(?<=,) ", r" (?=- )", r" ")
)
_SHIELDED = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}\w|(?:https?://|www\.)[^\s\"]+|[#@]\w+"
_DOUBLE = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | dict.fromkeys("’‘‚‛`´", "'") | {"\u00a0": " "})
_HONORIFIC = re.compile(r"\b(Mr|Mrs|Ms|Dr)(?= [A-Z])")
_QUOTES = {
    "pt": "“”", "en": "“”", "es": "“”", "ko": "“”", "tr": "“”", "id": "“”", "it": "“”", "nl": "“”", "vi": "“”",
    "zh": "“”", "zh-Hant": "「」", "ja": "「」", "de": "„“", "cs": "„“", "sk": "„“", "bg": "„“", "pl": "„”", "ro": "„”",
    "hu": "„”", "sv": "””", "fi": "””", "fr": "«»", "ru": "«»", "uk": "«»", "el": "«»", "ar": "«»", "fa": "«»",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What one language pair asks of the guard."""

    quotes: str = "“”"
    """The target's opening and closing quotation marks."""
    letters: str = ""
    """Letters beyond ASCII that the engine knows."""
    spaced: bool = True
    """Whether the target puts spaces between words."""


def style_for(language: str, *, spaced: bool = True) -> Style:
    """The style of a target language (`pt`, `zh-Hant`)."""
    return Style(
        quotes=_QUOTES.get(language, _QUOTES.get(language.partition("-")[0], "“”")),
        letters="áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÕÚ" if language == "pt" else "",
        spaced=spaced,
    )


def guarded(text: str, send: Callable[[str], str], style: Style) -> str:
    """Translate one sentence (or a few) by calls of `send` that the engine can take. White space at the ends is kept.

    `send` gets at most MAX_WORDS words and MAX_CHARACTERS characters a call. What it must not get is carried around it
    and stands in the result unchanged; where a stand-in does not come back, the text is cut there instead.
    """
    body = text.strip()
    if not has_letters(body):
        return text
    start = text.index(body)
    return text[:start] + _shielded(body, send, style) + text[start + len(body) :]


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(char.isalpha() for char in text)


def _shielded(text: str, send: Callable[[str], str], style: Style) -> str:
    """Stand-ins for what the engine must not see; where one is lost, translate the stretches between them."""
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc") or char in "\n\t\u200d")
    marks = _marks(text)
    normal = _normalized(text)
    carried = [match for match in _carry_pattern(style.letters).finditer(normal) if match[0].strip()]
    if not carried:
        return _restored(_cased(normal, send, style), marks, style)
    name = _unused_name(normal)
    parts: list[str] = []
    end = 0
    for number, match in enumerate(carried, 1):
        parts += [normal[end : match.start()], f"{name}{number}"]
        end = match.end()
    parts.append(normal[end:])
    if not has_letters("".join(parts[::2])):
        return text
    draft = _restored(_cased("".join(parts), send, style), marks, style)
    originals = {f"{name}{number}": match[0] for number, match in enumerate(carried, 1)}
    stand_in = re.compile(rf"{name}\d+", re.IGNORECASE)
    if sorted(found.upper() for found in stand_in.findall(draft)) == sorted(originals):
        return stand_in.sub(lambda found: originals[found[0].upper()], draft)
    return "".join(originals[part] if part in originals else _around(part, send, style) for part in parts)


def _around(text: str, send: Callable[[str], str], style: Style) -> str:
    """One stretch between carried tokens: its spaces are kept, nothing is sent for punctuation alone."""
    body = text.strip()
    if not has_letters(body):
        return text
    start = text.index(body)
    return text[:start] + _restored(_cased(body, send, style), (), style) + text[start + len(body) :]


def _carry_pattern(letters: str) -> re.Pattern[str]:
    unknown = f"[^{_KNOWN}{letters}]"
    # A token that holds an unknown character goes whole, its sentence's punctuation aside.
    token = rf"[^\s\"()\[\],;]*?{unknown}(?:[^\s\"()\[\],;]*[^\s\"()\[\].,;:!?'])?"
    run = rf"{token}(?: {token})*"
    return re.compile(rf"(?:{_SHIELDED})(?<![.,;:!?')\]\"])|\S{{{MAX_TOKEN + 1},}}|{run}")


def _unused_name(text: str) -> str:
    upper = text.upper()
    return next(name for name in ("XX", "QX", "XQX", "ZQXJ", "ZQXJK" + "Q" * len(text)) if name not in upper)


def _normalized(text: str) -> str:
    """Straight quotes, ASCII dashes and dots, one space: what the models were trained on."""
    text = text.translate(_DOUBLE).replace("…", "...")
    text = re.sub(r"(?<=\d)\s?[–—]\s?(?=\d)", "-", text)
    text = re.sub(r"\s*[–—]\s*", " - ", text)
    return _HONORIFIC.sub(r"\1.", re.sub(r"\s+", " ", text)).strip()


def _marks(text: str) -> tuple[str, ...]:
    """The dashes and dots of the source in order, to stand again where the engine kept as many."""
    return tuple(match[0] for match in re.finditer(r"…|(?<=\s)[–—](?=\s)|(?<=\d)[–—](?=\d)|(?<=\w)[–—](?=\w)", text))


def _cased(text: str, send: Callable[[str], str], style: Style) -> str:
    """A line in capitals goes as a sentence and comes back in capitals."""
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < 2 or not text.isupper() or not any(len(word) > 3 for word in words):
        return _balanced(text, send, style)
    first = True

    def lowered(match: re.Match[str]) -> str:
        nonlocal first
        word, at_start, first = match[0], first, False
        if word in _KEPT_CAPITALS or any(char.isdigit() for char in word):
            return word
        return word.capitalize() if at_start else word.lower()

    return _balanced(re.sub(r"[A-Z]+(?:'[A-Z]+)?\d*", lowered, text), send, style).upper()


_KEPT_CAPITALS = frozenset(
    ("UN", "USA", "US", "EU", "UK", "NGO", "NGOS", "LGBT", "LGBTI", "HIV", "ICC", "ICCPR", "CEDAW", "UDHR", "UNHCR")
)


def _balanced(text: str, send: Callable[[str], str], style: Style) -> str:
    """A quotation that runs over several sentences opens in one and closes in another: each call gets whole ones."""
    if text.count('"') % 2 == 0:
        return _cut(text, send, style)
    opens = _is_opening(text, text.index('"')) if text.count('"') == 1 else _is_opening(text, text.rindex('"'))
    if opens:
        if text.startswith('"') and text.count('"') == 1:
            return '"' + _cut(text[1:], send, style)
        draft = _cut(text + '"', send, style)
        return re.sub(r'"([.!?,]?)$', r"\1", draft)
    if text.endswith('"') and text.count('"') == 1:
        return _cut(text[:-1], send, style) + '"'
    return _cut('"' + text, send, style).removeprefix('"')


def _is_opening(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " ([-"


def _cut(text: str, send: Callable[[str], str], style: Style) -> str:
    """Within the limits in one call; else cut near the middle at the best place there is, and so on."""
    if len(text) <= MAX_CHARACTERS and text.count(" ") < MAX_WORDS:
        return send(text) if has_letters(text) else text
    at = _cut_at(text)
    if at is None:
        return text
    left, right = text[:at].rstrip(), text[at:].lstrip()
    left_end = left[-1] if left[-1] in ";:," else ""
    begun = _cut(left.removesuffix(left_end), send, style)
    if left_end:
        begun = begun.rstrip(" .,;:") + left_end
    ended = _cut(right, send, style)
    if right[:1].islower() and ended[1:2].islower():
        ended = ended[:1].lower() + ended[1:]
    return f"{begun} {ended}" if style.spaced else begun + ended


def _cut_at(text: str) -> int | None:
    """Where to cut: the best kind of mark that stands in the middle half, the one nearest to the middle."""
    middle = len(text) // 2
    for pattern, reach in ((pattern, share) for share in (0.3, 0.5) for pattern in _CUTS):
        found = [match.end() for match in pattern.finditer(text) if abs(match.end() - middle) <= len(text) * reach]
        found = [at for at in found if text[:at].strip() and text[at:].strip()]
        if found:
            return min(found, key=lambda at: abs(at - middle))
    return None


def _restored(draft: str, marks: tuple[str, ...], style: Style) -> str:
    """The target's own quotation marks and apostrophes; the source's dashes and dots."""
    draft = draft.strip() or draft
    draft = _with_marks(draft, marks)
    if '"' in draft:
        draft = re.sub('"', lambda match: style.quotes[0 if _is_opening(draft, match.start()) else 1], draft)
    return re.sub(r"(?<=\w)'(?=\w)", "’", draft)


def _with_marks(draft: str, marks: tuple[str, ...]) -> str:
    if not marks:
        return draft
    places = list(re.finditer(r"\.\.\.| - |(?<=\d)-(?=\d)", draft))
    if len(places) != len(marks):
        return draft
    out: list[str] = []
    end = 0
    for place, mark in zip(places, marks, strict=True):
        if (place[0] == "...") != (mark == "…"):
            return draft
        out += [draft[end : place.start()], f" {mark} " if place[0] == " - " else mark]
        end = place.end()
    return "".join(out) + draft[end:]
