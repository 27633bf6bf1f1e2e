"""How many units stand where, as every command counts them; whether a catalog is of today's source."""

from __future__ import annotations

from collections.abc import Sequence

from pubflow.catalog import Catalog, State, Unit
from pubflow.language import LanguageTag
from pubflow.segment import is_optional
from pubflow.workflow.workspace.opening import OpenStatement
from pubflow.workflow.workspace.report import Row


def counted(opened: OpenStatement, tag: LanguageTag, units: Sequence[Unit]) -> Row:
    """The counts of one catalog's units."""
    states = [unit.state for unit in units]
    return Row(
        statement=opened.statement.id,
        language=str(tag),
        units=len(states),
        reviewed=sum(state >= State.REVIEWED for state in states),
        drafts=states.count(State.TRANSLATED),
        empty=states.count(State.INITIAL),
    )


def is_behind(catalog: Catalog, opened: OpenStatement) -> bool:
    """Whether the catalog was made from other segments than today's; another word in what is not translated is none,
    nor is one in the texts that go with the statement.
    """
    if dict(catalog.headers).get("X-Pubflow-Source") in (None, opened.digest[:16]):
        return False
    had = {unit.key for unit in catalog.units if not unit.obsolete and not is_optional(unit.key)}
    return had != {segment.key for segment in opened.segments if not is_optional(segment.key)}
