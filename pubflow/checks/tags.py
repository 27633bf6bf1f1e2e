"""Whether the target's tags are its source's."""

from __future__ import annotations

from collections.abc import Iterator

from pubflow.catalog import Unit
from pubflow.checks.texts import has_text, target_of
from pubflow.finding import Finding, Severity
from pubflow.plugins import CheckContext
from pubflow.segment import TaggedText, tag_faults


class TagMismatch:
    """A tag lost, invented, doubled or badly nested: the edition can't be assembled."""

    id = "tag-mismatch"

    def __call__(self, unit: Unit, context: CheckContext) -> Iterator[Finding]:
        """See the class."""
        if not has_text(unit):
            return
        source = context.segment.text if context.segment else TaggedText.parse(unit.key.source)
        if "<" not in unit.target and not source.tags:
            return
        for fault in tag_faults(source, target_of(unit)):
            yield Finding(self.id, Severity.ERROR, fault, context.where)
