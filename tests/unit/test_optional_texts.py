"""Texts that go with a statement: units of their own, last, with their room told, and in nobody's way."""

from __future__ import annotations

import pytest

from pubflow.errors import SourceError
from pubflow.markup import markdown
from pubflow.segment import TaggedText, is_optional, join, limited, optional_numbers, split

TEXT = """\
---
title: Let them go
slug: let-them-go
social:
  x: They took him
  facebook: "They took him, at night."
mail-subject: For you
limits: {social.facebook: 90}
---

Release her.
"""


def _read(text: str = TEXT):
    return markdown.loads(text, statement_id="visit", path="statements/visit.md")


def test_they_are_units_behind_all_others_so_that_adding_one_changes_no_number() -> None:
    segments = split(_read()[0])
    assert [tuple(segment.key) for segment in segments] == [
        ("meta:title", "Let them go"),
        ("", "Release her."),
        ("meta:slug", "let-them-go"),
        ("meta:mail-subject", "For you"),
        ("meta:social.x", "They took him"),
        ("meta:social.facebook", "They took him, at night."),
    ]
    assert optional_numbers(segments) == {3, 4, 5, 6}
    without = split(_read("---\ntitle: Let them go\n---\n\nRelease her.\n")[0])
    assert [segment.key for segment in without] == [one.key for one in segments if not is_optional(one.key)]


def test_their_targets_are_spliced_into_the_source() -> None:
    statement, layout = _read()
    segments = split(statement)
    targets = [
        TaggedText.parse(words) for words in ("放了他們", "釋放她。", "let-them-go-tw", "給您", "他被帶走", "夜裡。")
    ]
    made = markdown.dumps(join(statement, segments, targets, spaced=False), layout)
    assert made == (
        "---\ntitle: 放了他們\nslug: let-them-go-tw\nsocial:\n  x: 他被帶走\n  facebook: \"夜裡。\"\n"
        "mail-subject: 給您\nlimits: {social.facebook: 90}\n---\n\n釋放她。\n"
    )  # fmt: skip


def test_the_front_matters_limit_goes_before_the_projects_and_that_before_the_services() -> None:
    statement, _ = _read()
    found = limited(statement, split(statement), (("social.facebook", 80), ("mail-subject", 50), ("title", 40)))
    assert {one.key.context: (one.limit, one.notes[-1]) for one in found if one.limit} == {
        "meta:title": (40, "at most 40 characters"),
        "meta:mail-subject": (50, "at most 50 characters"),
        "meta:social.x": (280, "at most 280 characters, a Han character counts 2, an address 23"),
        "meta:social.facebook": (90, "at most 90 characters"),
    }


@pytest.mark.parametrize("said", ["{social.x: many}", "{social.x: 0}", "{titel: 4}", "{title: [4]}"])
def test_a_limit_that_is_none_is_told(said: str) -> None:
    statement, _ = _read(f"---\nlimits: {said}\n---\n\nRelease her.\n")
    with pytest.raises(SourceError, match="limits"):
        limited(statement, split(statement), ())
