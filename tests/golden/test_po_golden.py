"""A case is a folder: `before.po`, and `after.po` as it should read when every draft in it was reviewed by a person.

Files are compared byte by byte; a new case is a new folder.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pubflow.catalog import State
from pubflow.po import dumps, loads

CASES = sorted(folder for folder in (Path(__file__).parent / "po").iterdir() if folder.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_reviewing_every_draft_writes_the_file_as_expected(case: Path) -> None:
    before = (case / "before.po").read_bytes()
    catalog, layout = loads(before, path="before.po")
    assert dumps(catalog, layout) == before
    units = tuple(
        replace(unit, state=State.REVIEWED, record="", previous=None) if unit.state is State.TRANSLATED else unit
        for unit in catalog.units
    )
    after = dumps(replace(catalog, units=units), layout)
    assert after.decode() == (case / "after.po").read_bytes().decode()
    read, layout = loads(after, path="after.po")
    assert (read.units, layout.findings) == (units, ())
