"""The words that a finding is about, with a little beside them, on one line of the screen."""

from __future__ import annotations

from collections.abc import Callable

from pubflow.console import clean, width

_LEAST = 8
"""Columns that the words keep where they are long."""
Shown = Callable[[str], str]
"""How the words themselves are set off: `[words]`, or underlined on a terminal."""


def bracketed(words: str) -> str:
    """Set off without colour."""
    return f"[{words}]"


def around(text: str, span: tuple[int, int], room: int, shown: Shown = bracketed) -> str:
    """`…各方未能達成共識，[難民]面臨遭強制遣返…` in at most `room` columns, both brackets among them."""
    before, words, after = (_line(part) for part in (text[: span[0]], text[slice(*span)], text[span[1] :]))
    before, after = before.lstrip(), after.rstrip()
    words = _middle(words, max(room - 2, _LEAST))
    left = max(room - 2 - width(words), 0)
    # What one side has no need of is for the other.
    on_the_right = min(width(after), max(left - left // 2, left - width(before)))
    on_the_left = min(width(before), left - on_the_right)
    return f"{_end(before, on_the_left)}{shown(words)}{_start(after, on_the_right)}"


def beginning(text: str, room: int) -> str:
    """The first words of a text."""
    return _start(_line(text).strip(), room)


def _line(text: str) -> str:
    return clean(text.replace("\r\n", " ").replace("\n", " "))


def _start(text: str, room: int) -> str:
    """As much from the beginning as there is room for, with `…` where something is left out."""
    if width(text) <= room:
        return text
    kept = 0
    while kept < len(text) and width(text[: kept + 1]) < room:
        kept += 1
    return f"{text[:kept]}…" if room else ""


def _end(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    kept = len(text)
    while kept > 0 and width(text[kept - 1 :]) < room:
        kept -= 1
    return f"…{text[kept:]}" if room else ""


def _middle(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    return f"{_start(text, room - room // 3)}{_end(text, room // 3).removeprefix('…')}"
