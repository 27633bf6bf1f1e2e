"""What the gate lets pass: one file a case in tests/golden/gate, and what waivers hold for."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pubflow.finding import Finding, Severity, Where
from pubflow.history import Event
from pubflow.release.gate import WAIVABLE, Blocker, Lapsed, Look, Source, Verdict, judge, of_look, of_part, waiver

CASES = sorted((Path(__file__).parents[1] / "golden/gate").glob("*.toml"))


def _findings(rows: list[list[Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(check, Severity[level], words, Where("x.po", unit=unit)) for check, level, words, unit in rows)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    """A table of a case as the fields of a `Look`."""
    out: dict[str, Any] = {"statement": "visit", "text": "t1", **row}
    out["findings"] = _findings(out.get("findings", []))
    for name in ("untranslated", "tags", "unreviewed"):
        out[name] = tuple(out.get(name, ()))
    for name in ("lacking", "unsigned"):
        out[name] = tuple(map(tuple, out.get(name, ())))
    out["lapsed"] = tuple(Lapsed(*one) for one in out.get("lapsed", ()))
    parts = [Look(**_values(one)) for one in out.pop("parts", ())]
    out["beside"] = (
        *(blocker for part in parts for blocker in of_part(part, allow_warnings=False)),
        *(Blocker(*one) for one in out.get("beside", ())),
    )
    return out


def _told(blockers: tuple[Blocker, ...]) -> list[dict[str, str]]:
    return [{"kind": one.kind, "message": one.message, "command": one.command} for one in blockers]


def _verdict(case: dict[str, Any]) -> Verdict:
    source = _values({"language": "en", "signed": True, **case.get("source", {})})
    if "embargo" in source:
        source["embargo"] = datetime.fromisoformat(source["embargo"])
    events = [
        Event(
            "waived",
            "2026-01-01T00:00:00+00:00",
            one.pop("by"),
            digest=one.pop("text"),
            data=tuple(sorted(one.items())),
        )
        for one in case.get("waived", [])
    ]
    looks = [Look(**_values(one)) for one in case.get("languages", [])]
    options = case.get("release", {})
    return judge(
        Source(**source), looks, events,
        require=options.get("require", ()), allow_warnings=options.get("warnings") == "allow",
    )  # fmt: skip


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_gate_says_what_the_case_says(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    found, wanted = _verdict(case), case["verdict"]
    assert list(found.leaving) == wanted.get("leaving", [])
    assert {name: _told(blockers) for name, blockers in found.held} == wanted.get("held", {})
    assert {name: _told(blockers) for name, blockers in found.stopped} == wanted.get("stopped", {})
    waived = {name: [[one.kind, one.by, one.why] for one in blockers] for name, blockers in found.waived}
    assert waived == wanted.get("waived", {})


def test_there_is_a_case_for_every_kind_of_blocker() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in CASES)
    from pubflow.release.gate import KINDS

    assert [kind for kind in KINDS if f'kind = "{kind}"' not in text] == []


SOURCE = Source("visit", "en", "s1", signed=True)
LOOK = Look("visit", "zh-TW", "t1", findings=_findings([["spacing", "WARNING", "two spaces", 3]]))


def _leaves(look: Look, events: list[Event]) -> bool:
    return "zh-TW" in judge(SOURCE, [look], events, require=(), allow_warnings=False).leaving


def _waiver() -> Event:
    (blocker,) = of_look(LOOK, allow_warnings=False)
    return waiver(LOOK, blocker, by="desk", why="a fixed phrase", at="2026-01-01T00:00:00+00:00")


def test_a_waiver_lapses_with_the_text_and_covers_no_further_finding() -> None:
    assert not _leaves(LOOK, [])
    assert _leaves(LOOK, [_waiver()])
    assert not _leaves(replace(LOOK, text="t2"), [_waiver()])
    further = _findings([["spacing", "WARNING", "two spaces", 3], ["quotes", "WARNING", "wrong marks", 4]])
    assert not _leaves(replace(LOOK, findings=further), [_waiver()])
    assert not _leaves(replace(LOOK, language="pt-BR"), [_waiver()])


@pytest.mark.parametrize("kind", ["untranslated", "tags", "unreviewed", "catalog", "embargo"])
def test_nobody_can_waive_that_nobody_has_read_it_nor_the_hour(kind: str) -> None:
    assert kind not in WAIVABLE
    look = Look("visit", "zh-TW", "t1", untranslated=(1,), unreviewed=(2,), fault="" if kind != "catalog" else "torn")
    event = Event(
        "waived", "2026-01-01T00:00:00+00:00", "desk", digest="t1", data=(("blocker", kind), ("language", "zh-TW"))
    )
    assert not _leaves(look, [event])


def test_a_waiver_of_a_shared_part_holds_for_this_text_of_it_and_for_nothing_of_the_statement() -> None:
    part = replace(LOOK, statement="about", text="p1")
    whole = replace(LOOK, findings=(), beside=of_part(part, allow_warnings=False))
    (blocker,) = of_look(whole, allow_warnings=False)
    assert blocker.message.startswith("shared part about: 1 warning: unit 3: ")
    event = waiver(whole, blocker, by="desk", why="a fixed phrase", at="2026-01-01T00:00:00+00:00")
    assert _leaves(whole, [event])
    assert not _leaves(replace(LOOK, beside=whole.beside), [event])
    changed = replace(whole, beside=of_part(replace(part, text="p2"), allow_warnings=False))
    assert not _leaves(changed, [event])
    assert not _leaves(whole, [_waiver()])
