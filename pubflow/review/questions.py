"""Questions in a unit's comments: `? text` asks the desk, `?! text` stops a signature, `= text` answers. Pure."""

from __future__ import annotations

from pubflow.catalog import Unit


def open_questions(unit: Unit) -> tuple[str, ...]:
    """The questions without an answer below them, each with its mark."""
    waiting: list[str] = []
    for comment in unit.comments:
        if comment.startswith("?"):
            waiting.append(comment)
        elif comment.startswith("="):
            waiting.clear()
    return tuple(waiting)


def blocking(unit: Unit) -> tuple[str, ...]:
    """Those that must be answered before anybody signs."""
    return tuple(question for question in open_questions(unit) if question.startswith("?!"))
