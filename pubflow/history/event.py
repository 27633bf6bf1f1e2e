"""Events, and the lines of a file that they are written in and read from. Pure.

A line holds digests, never the words of a statement or of its translation, so that the file may travel where an
embargoed text may not. The lines mean the same in any order; a file is only ever appended to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from pubflow.finding import Finding, Severity, Where
from pubflow.history.digests import canonical

Verb = Literal[
    "draft",
    "memory",
    "edited",
    "review",
    "accept",
    "sign-off",
    "handed-out",
    "carried",
    "reopened",
    "question",
    "answer",
    "released",
    "published",
    "waived",
    "corrected",
    "retracted",
]
Via = Literal["", "po", "pack", "browser", "message"]
UNDONE: Final = "undone"
_VERBS: tuple[str, ...] = get_args(Verb)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to one unit, to a whole catalog (`sign-off`, `handed-out`: no key), or to a statement
    (`released`, `published`, `waived`, `corrected`, `retracted`, and an `accept` of its own text: in the record beside
    its source)."""

    verb: Verb
    at: str
    """ISO 8601 with offset."""
    by: str = ""
    """Neutral handle; engine for a draft; statement id for memory."""
    via: Via = ""
    """How it came in; "" from pubflow itself."""
    digest: str = ""
    """`unit_digest` of what it speaks of; `sign_off_digest` for a sign-off."""
    key: str = ""
    """`key_digest` of the unit."""
    data: tuple[tuple[str, str], ...] = ()
    """Sorted (name, value) pairs: `kind` of a review, `rate` of a match, `instead-of` ..."""
    after: tuple[str, ...] = ()
    """Ids of the events it answers."""

    @property
    def id(self) -> str:
        """Hash of its content, 16 hex digits."""
        return hashlib.sha256(canonical(_fields(self))).hexdigest()[:16]

    def get(self, name: str, default: str = "") -> str:
        """One value of `data`."""
        return dict(self.data).get(name, default)


def dumps_line(event: Event) -> str:
    """The event as one line of canonical JSON (ASCII, sorted keys), with its line end."""
    return canonical({**_fields(event), "id": event.id}).decode("ascii") + "\n"


def loads(text: str, *, path: str) -> tuple[tuple[Event, ...], tuple[Finding, ...]]:
    """Read a history file: its events by time, answers after what they answer; each once, whatever the lines' order.

    A line that is torn, broken or altered (its id is not its content's) is a WARNING and left out; the file is not
    rewritten, so it stays there.
    """
    events: dict[str, Event] = {}
    findings = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            name, event = _event(line)
        except _NoEvent as fault:
            torn = number == len(lines)
            message = "the last line is torn: its event is lost" if torn else f"no event: {fault}"
            findings.append(Finding("history-line", Severity.WARNING, message, Where(path, number)))
        else:
            events[name] = event
    return _in_order(events), tuple(findings)


def live(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without those that their author took back at once, and without the taking back.

    That is a `reopened` whose `why` is `undone`: it speaks of the events it answers, and of nobody else's.
    """
    undoing = [event for event in events if event.verb == "reopened" and event.get("why") == UNDONE]
    gone = {name for event in undoing for name in (event.id, *event.after)}
    return tuple([event for event in events if event.id not in gone]) if gone else tuple(events)


class _NoEvent(ValueError):
    """Why a line is none."""


def _fields(event: Event) -> dict[str, object]:
    fields: dict[str, object] = {
        "verb": event.verb,
        "at": event.at,
        "by": event.by,
        "via": event.via,
        "for": event.digest,
        "key": event.key,
        "data": dict(event.data),
        "after": list(event.after),
    }
    return {name: value for name, value in fields.items() if value}


def _parsed(line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise _NoEvent("not JSON") from None
    if not isinstance(fields, dict):
        raise _NoEvent("not a JSON object")
    return fields


def _event(line: str) -> tuple[str, Event]:
    """With its id, which is not worked out twice."""
    fields = _parsed(line)
    verb, data, after = fields.get("verb"), fields.get("data", {}), fields.get("after", [])
    if verb not in _VERBS:
        raise _NoEvent(f"pubflow does not know the verb {str(verb)[:40]!r}")
    strings = {name: fields.get(name, "") for name in ("at", "by", "via", "for", "key")}
    if not (_all_strings(strings.values()) and isinstance(data, dict) and _all_strings(data.values())):
        raise _NoEvent("a value that is no text")
    if not (isinstance(after, list) and _all_strings(after)):
        raise _NoEvent("`after` is no list of ids")
    if _instant(strings["at"]) is None:
        raise _NoEvent("`at` is no time with an offset")
    event = Event(
        verb,
        strings["at"],
        strings["by"],
        strings["via"],
        strings["for"],
        strings["key"],
        tuple(sorted(data.items())),
        tuple(after),
    )
    name = event.id
    if name != fields.get("id"):
        raise _NoEvent("its id is not its content's: it was altered")
    return name, event


def _all_strings(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _instant(at: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _in_order(events: dict[str, Event]) -> tuple[Event, ...]:
    """By time, then id; an event comes after those it answers even where clocks disagree. `events`: by id."""
    queue = sorted(events, key=lambda name: (_instant(events[name].at) or _EPOCH, name), reverse=True)
    done: dict[str, Event] = {}
    open_: set[str] = set()
    while queue:
        name = queue[-1]
        waits = [one for one in events[name].after if one in events and one not in done and one not in open_]
        if name not in done and waits:
            # An id is a hash of the ids it answers, so there is no circle; `open_` guards against a forged one.
            open_.add(name)
            queue += waits
        else:
            done.setdefault(name, events[name])
            queue.pop()
    return tuple(done.values())
