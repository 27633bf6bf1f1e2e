"""Whether two persons' judgements on one unit still wait for a decision."""

from __future__ import annotations

from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.finding import Finding, Severity
from pubflow.merge import conflicts
from pubflow.plugins import CheckContext


class MergeConflict:
    """A comment of a merge that nobody has decided on."""

    id = "merge-conflict"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        for conflict in conflicts(unit) if unit.comments else ():
            yield Finding(self.id, Severity.ERROR, conflict.told, context.where)
