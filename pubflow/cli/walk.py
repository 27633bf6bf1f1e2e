"""The screen and the keys of `pubflow review`: shows a unit, reads a key, and passes it on; nothing is decided here."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from pubflow.console import clean, show_findings, wrapped
from pubflow.errors import Refused

if TYPE_CHECKING:
    from pubflow.workflow.review.review import Item, Review

_KEYS: Final = "[a]gree  [e]dit  [?] ask  [#] comment  [n]ext  [b]ack  [u]ndo  [q]uit"
_LABEL: Final = 12
_WIDEST: Final = 100
_HELD: Final = "#"
"""Begins the lines of the editor's file that are not the target."""


class _Keys:
    """Where keys come from: the keyboard, or lines of a pipe; a line holds a key and what belongs to it."""

    def __init__(self) -> None:
        self._typed = sys.stdin.isatty()

    def read(self) -> tuple[str, str]:
        """A key and the rest of its line; `q` at the end of the input."""
        if self._typed:
            click.echo(_KEYS + " ", nl=False, err=True)
            key = click.getchar()
            click.echo(key if key.isprintable() else "", err=True)
            return key, ""
        for line in sys.stdin:
            if line := line.strip():
                return line[0], line[1:].strip()
        return "q", ""

    def ask(self, what: str, given: str) -> str:
        """A line of text: given with the key, or asked for."""
        if given or not self._typed:
            return given
        return str(click.prompt(what, default="", show_default=False, err=True))


class Walk:
    """One person at one terminal."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._keys = _Keys()
        self._at = 0

    @property
    def waiting(self) -> int:
        """How many units wait."""
        return len(self._review.waiting)

    @property
    def decided(self) -> int:
        """How many decisions stand."""
        return self._review.decided

    def go(self) -> None:
        """Until the last unit or `q`."""
        shown = -1
        while self._at < len(self._review.waiting):
            if shown != self._at:
                _show(self._review.item(self._at))
            here, (key, rest) = self._at, self._keys.read()
            if key in ("q", "\x04", "\x03"):
                return
            try:
                again = self._do(key, rest)
            except Refused as error:
                click.echo(f"{error}{f' ({error.hint})' if error.hint else ''}", err=True)
                again = False
            shown = -1 if again or self._at != here else here

    def _do(self, key: str, rest: str) -> bool:
        """Whether the unit is to be shown anew."""
        review = self._review
        match key:
            case "a":
                review.accept(self._at)
                self._at += 1
            case "e":
                return self._edit(rest)
            case "?" | "#":
                return self._comment(key, self._keys.ask("question" if key == "?" else "comment", rest))
            case "n" | "\r" | " ":
                self._at += 1
            case "b":
                self._at = max(0, self._at - 1)
            case "u":
                back = review.undo()
                if back is None:
                    raise Refused("there is nothing to take back")
                self._at = back
                return True
            case _:
                click.echo(_KEYS, err=True)
        return False

    def _comment(self, key: str, text: str) -> bool:
        """A question keeps its mark; `?! text` is one that stops a signature."""
        if text:
            mark = "" if key == "#" else "?" if text.startswith("!") else "? "
            self._review.comment(self._at, mark + text)
        return bool(text)

    def _edit(self, given: str) -> bool:
        """A target given with the key, or written in the editor until its tags are right or nothing is changed."""
        item = self._review.item(self._at)
        target = given or _edited(item, item.target, ())
        while target is not None and target != item.target and (faults := self._review.faults(self._at, target)):
            if given:
                raise Refused("; ".join(faults), hint="the tags of the source, each once")
            target = _edited(item, target, faults)
        if target is None or target == item.target:
            click.echo("nothing changed", err=True)
            return False
        self._review.edit(self._at, target)
        self._at += 1
        return False


def _edited(item: Item, target: str, faults: tuple[str, ...]) -> str | None:
    """What the person leaves in the editor; None where they save nothing or an empty text."""
    told = [" | ".join(filter(None, (f"unit {item.number} of {item.total}", item.about)))]
    told += [*(f"! {fault}" for fault in faults), "", item.source, ""]
    told += [f"{term.source} = {term.rendering}" for term in item.terms]
    told += ["Write the target below. Lines that begin with # are left out; an empty text changes nothing."]
    head = "".join(f"{_HELD} {clean(line)}".rstrip() + "\n" for line in told)
    left = click.edit(f"{head}\n{target}\n", extension=".txt")
    if left is None:
        return None
    lines = (line.strip() for line in left.splitlines() if not line.startswith(_HELD))
    return "\n".join(line for line in lines if line) or None


def _show(item: Item) -> None:
    columns = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    about = f"   {item.about}" if item.about else ""
    head = f"unit {item.number} of {item.total}   {item.place} of {item.waiting} that wait{about}"
    click.echo(f"\n{wrapped(clean(head), columns)}\n{'-' * min(columns, len(head))}")
    for label, text in _lines(item):
        body = wrapped(clean(text), columns, " " * _LABEL)
        click.echo(label.ljust(_LABEL) + body[_LABEL:])
    show_findings(replace(one, message=clean(one.message)) for one in item.findings)


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    yield "source", item.source
    yield "target", item.target or "(empty)"
    yield "stands", item.stand
    if item.terms:
        yield "terms", "; ".join(f"{t.source} = {t.rendering}{'' if t.met else ' (MISSING)'}" for t in item.terms)
    for form in item.forbidden:
        yield "forbidden", form
    for remark in item.remarks:
        yield "look twice", remark
    for line in item.offers:
        yield "memory", line
    for change in item.changes:
        yield "changed", change
    for comment in item.comments:
        yield "comment", comment
