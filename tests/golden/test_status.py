"""The tables of `pubflow status` and of `pubflow` alone, as files: a new case is new files, no code.

A case is what is counted (`case.json`); beside it what the screen shows in so many columns (`status-100.txt`), and what
`pubflow` alone says (`due-100.txt`).
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from pubflow.cli.status import due_text, status_text
from pubflow.console import width
from pubflow.workflow.review.next_step import Holder, Language, Signature
from pubflow.workflow.review.overview import Embargo, Overview, Statement

CASES = Path(__file__).parent / "status"
FILES = sorted(CASES.glob("*/*.txt"))


def _read(folder: Path) -> tuple[Overview, datetime]:
    told = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    statements = tuple(
        Statement(
            one["id"],
            one["source"],
            one["units"],
            one["short"],
            tuple(Signature(**who) for who in one["signed"]),
            Embargo(**{**one["embargo"], "hours": tuple(one["embargo"]["hours"])}) if one["embargo"] else None,
            tuple(_language(one["id"], row) for row in one["languages"]),
        )
        for one in told["statements"]
    )
    return Overview(statements, (), ()), datetime.fromisoformat(told["now"])


def _language(statement: str, row: dict) -> Language:
    signed = tuple(Signature(**who) for who in row.pop("signed", ()))
    held = tuple(Holder(**who) for who in row.pop("held", ()))
    return Language(statement, signed=signed, held=held, unsigned=tuple(row.pop("unsigned", ())), **row)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_table_is_as_in_the_file(path: Path) -> None:
    found, now = _read(path.parent)
    what, _, wide = path.stem.partition("-")
    show = {
        "status": lambda: status_text(found.statements, now, wide=int(wide)),
        "due": lambda: due_text(found, now, wide=int(wide)),
    }
    shown = show[what]() + "\n"
    if os.environ.get("PUBFLOW_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    short = [line for line in shown.splitlines() if "pubflow " not in line and "a-rather-long-name" not in line]
    assert all(width(line) <= int(wide) for line in short)


def test_there_are_cases() -> None:
    assert {path.parent.name for path in FILES} == {path.name for path in CASES.iterdir() if path.is_dir()} != set()
