"""What the desk keeps of a release: who drafted, edited, agreed to, signed and waived what. It names people. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pubflow.catalog import Review
from pubflow.history import Event
from pubflow.release.gate import Blocker
from pubflow.release.origin import Origin


def unit_record(number: int, source: str, target: str, origin: Origin, reviews: Iterable[Review]) -> dict[str, Any]:
    """One place of the text."""
    return {
        "number": number,
        "source": source,
        "target": target,
        "origin": origin.kind,
        **_told(engine=origin.engine, rate=origin.rate, wrote=list(origin.by)),
        "reviews": [{"kind": one.kind, **_told(by=one.by), "at": one.at} for one in reviews],
    }


def signature_record(event: Event) -> dict[str, Any]:
    """A signature on a catalog."""
    return {
        "kind": event.get("kind"),
        **_told(scope=event.get("scope"), by=event.by, entered_by=event.get("entered-by"), via=event.via),
        "at": event.at,
        "digest": event.digest,
        **_told(despite=event.get("despite")),
    }


def blocker_record(blocker: Blocker) -> dict[str, Any]:
    """Something that stopped a language, or was waived."""
    said = _told(by=blocker.by, why=blocker.why)
    return {"blocker": blocker.kind, "message": blocker.message, "command": blocker.command, **said}


def _told(**values: Any) -> dict[str, Any]:
    """What is not empty."""
    return {name: value for name, value in values.items() if value}
