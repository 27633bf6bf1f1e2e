"""The samples of this repository: what people agreed to is clean, and what is accepted there has its reason."""

from __future__ import annotations

from pathlib import Path

from pubflow.project import load
from pubflow.workflow.checking.check import check
from pubflow.workflow.checking.source import check_source

ROOT = Path(__file__).parents[2]


def test_what_people_agreed_to_is_clean_and_what_is_accepted_has_a_reason() -> None:
    found = check(load(ROOT, {}), (), ())
    done = {(row.statement, row.language) for row in found.report.rows if row.reviewed == row.units}
    assert len(done) >= 8
    for one in found.examined:
        if (one.subject, one.language) in done:
            assert one.findings == ()
        assert all(each.reason and each.by for each in one.accepted)


def test_the_statements_themselves_are_clean_too() -> None:
    found = check_source(load(ROOT, {}), ())
    assert len(found.examined) >= 5
    assert found.report.findings == ()
    assert all(each.reason and each.by for one in found.examined for each in one.accepted)
