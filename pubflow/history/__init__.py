"""Who did what to which unit, as events in a file. It is attestation, not authentication. Pure."""

from pubflow.history.attach import attach, standing
from pubflow.history.digests import key_digest, sign_off_digest
from pubflow.history.event import UNDONE, Event, Verb, Via, dumps_line, live, loads
from pubflow.history.record import record_for, tells_of_draft
from pubflow.history.write import (
    carried_event,
    changed_event,
    draft_event,
    mended_events,
    reopened_event,
    undone_event,
)

__all__ = [
    "UNDONE",
    "Event",
    "Verb",
    "Via",
    "attach",
    "carried_event",
    "changed_event",
    "draft_event",
    "dumps_line",
    "key_digest",
    "live",
    "loads",
    "mended_events",
    "record_for",
    "reopened_event",
    "sign_off_digest",
    "standing",
    "tells_of_draft",
    "undone_event",
]
