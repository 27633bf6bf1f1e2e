"""A catalog -> what people agreed to in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.segment import TaggedText, is_joined, tag_faults
from pubflow.segment.match import Said
from pubflow.segment.sentences import spans

_STOP: Final = re.compile(r"[.!?。！？…]\W*\s\W*\w")
"""Where a second sentence may begin, so that most texts need no closer look."""


def reviewed(catalog: Catalog) -> Iterator[Said]:
    """The reviewed units, those too whose source has gone since, and behind each the sentences it holds.

    Drafts are left out: what nobody agreed to must not come back as if somebody had. So are targets that say
    `<joined/>` and those whose tags are not their source's. Sentences only where source and target have as many.
    """
    number = 0
    for unit in catalog.units:
        number += not unit.obsolete
        if _is_sure(unit):
            place = 0 if unit.obsolete else number
            said = Said(unit.key.source, unit.target, unit.key.context, catalog.statement_id, place, *_last_word(unit))
            yield said
            yield from sentences(said, catalog.language)


def _last_word(unit: Unit) -> tuple[str, str]:
    """Who was the last to agree to the unit as it stands, and when; empty where nobody said."""
    digest = unit_digest(unit.key, unit.target)
    standing = [(review.by, review.at) for review in unit.reviews if review.digest == digest]
    return standing[-1] if standing else ("", "")


def _is_sure(unit: Unit) -> bool:
    if unit.state < State.REVIEWED or not unit.target.strip() or unit.source_plural is not None:
        return False
    target = TaggedText.parse(unit.target)
    return not is_joined(target) and not tag_faults(TaggedText.parse(unit.key.source), target)


def sentences(said: Said, language: str) -> Iterator[Said]:
    """The sentences of a unit of several, as far as it is sure which answers which: both texts have as many."""
    if not _STOP.search(said.source):
        return
    source, target = TaggedText.parse(said.source), TaggedText.parse(said.target)
    if source.tags:
        # A tag may run over the border.
        return
    begins = spans(source.plain)
    if len(begins) < 2:
        return
    theirs = spans(target.plain, language)
    if len(theirs) != len(begins):
        return
    for part, (ours, other) in enumerate(zip(begins, theirs, strict=True), 1):
        pair = source.plain[slice(*ours)].strip(), target.plain[slice(*other)].strip()
        if all(pair):
            wire, other_wire = (str(TaggedText.of([text])) for text in pair)
            yield replace(said, source=wire, target=other_wire, part=part)
