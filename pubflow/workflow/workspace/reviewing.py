"""What the commands ask of reviews: how a catalog stands, who signed it, and what people did in their editors since."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from pubflow import history
from pubflow.catalog import Catalog, State, Unit
from pubflow.errors import PubflowError
from pubflow.files import read_if_there
from pubflow.history import Event, Via
from pubflow.language import LanguageTag
from pubflow.project import Policy, Project
from pubflow.review.accepted import typed_acceptances
from pubflow.review.asked import typed
from pubflow.review.observed import observed
from pubflow.review.policy import with_sidecar
from pubflow.review.signing import Signed, Text, sign_offs, text_of
from pubflow.review.standing import Standing, Terms, standings, terms_told
from pubflow.segment import Key, is_optional
from pubflow.workflow.workspace.answers import may_ask, tell_all, told_elsewhere
from pubflow.workflow.workspace.glossary import Glossary
from pubflow.workflow.workspace.keeping import held, keep
from pubflow.workflow.workspace.opening import OpenCatalog, OpenStatement, digest_of, open_catalog, units_by_segment


def noted(
    project: Project,
    before: OpenCatalog,
    opened: OpenStatement,
    glossary: Glossary,
    *,
    stamp: datetime,
    by: str = "",
    via: Via = "po",
) -> OpenCatalog:
    """Write into the history what people did in their editors, before anything else is changed; not into the PO file.

    Gives the catalog with what the history knows now. Once written there is nothing more to write: a second run
    appends nothing.
    """
    after, events = seen(before, opened, glossary, stamp=stamp, by=by, via=via)
    if not events or before.catalog is None:
        return after
    tell_all(project, opened.statement.id, [event for event in events if event.verb == "answer"])
    return replace(written(project, before, before.catalog, events), catalog=after.catalog)


def seen(
    before: OpenCatalog, opened: OpenStatement, glossary: Glossary, *, stamp: datetime, by: str = "", via: Via = "po"
) -> tuple[OpenCatalog, tuple[Event, ...]]:
    """The catalog as its history would tell it if it knew what people did in their editors, and what it lacks for that.

    For whoever writes these events together with others of their own. A line in the PO file that still calls a
    reviewed target a draft copies the review from then on.
    """
    if before.catalog is None:
        return before, ()
    terms, at = terms_of(opened, before, glossary), stamp.isoformat()
    events = (
        *observed(before.catalog, before.history, at=at, by=by, via=via, terms=terms),
        *typed(before.catalog, before.history, at=at, by=by, via=via),
        *typed_acceptances(before.catalog, before.history, at=at, by=by, via=via, terms=terms),
    )
    known = (*before.history, *events)
    catalog = history.attach(before.catalog, known)
    units = tuple([_copying(unit) for unit in catalog.units])
    return replace(before, catalog=replace(catalog, units=units), history=known), events


def _copying(unit: Unit) -> Unit:
    stale = unit.state >= State.REVIEWED and history.tells_of_draft(unit.record)
    return replace(unit, record=history.record_for(unit)) if stale else unit


def written(project: Project, before: OpenCatalog, catalog: Catalog, events: Sequence[Event]) -> OpenCatalog:
    """Keep a catalog, and give it as a reader of both files would have it now."""
    after, _ = keep(project, before, catalog, events)
    return replace(
        after,
        catalog=history.attach(catalog, after.history),
        events=digest_of(project.history_path(catalog.statement_id, before.language)),
    )


def policy_of(project: Project, opened: OpenStatement, before: OpenCatalog) -> Policy:
    """What is asked of reviews of this statement in this language. Raises SourceError for a faulty sidecar."""
    name = project.relative(project.sidecar_path(opened.statement.id))
    return with_sidecar(project.review_for(before.language), opened.further, name)


def terms_of(opened: OpenStatement, before: OpenCatalog, glossary: Glossary) -> Terms:
    """What the glossary asks of each unit; "" for a unit that the statement no longer holds."""
    segments = {segment.key: segment for segment in opened.segments}

    def terms(unit: Unit) -> str:
        segment = segments.get(unit.key)
        return "" if segment is None else terms_told(glossary.matches(segment), before.language)

    return terms


def standing_of(
    project: Project, opened: OpenStatement, before: OpenCatalog, glossary: Glossary
) -> dict[Key, Standing]:
    """How each unit of today's statement stands, in its order; one that the catalog lacks is open."""
    units = tuple(dict.fromkeys(units_by_segment(before.catalog, opened.segments)))
    catalog = Catalog(opened.statement.id, str(before.language), units)
    policy = policy_of(project, opened, before)
    return standings(catalog, before.history, policy, terms_of(opened, before, glossary))


def signed_text(opened: OpenStatement, before: OpenCatalog, glossary: Glossary) -> Text:
    """The text as a signature on it sees it: without what goes with the statement, which is late by right."""
    segments = tuple(segment for segment in opened.segments if not is_optional(segment.key))
    units = units_by_segment(before.catalog, segments)
    return text_of(opened.statement, segments, units, glossary.matches, before.language)


def sign_offs_of(opened: OpenStatement, before: OpenCatalog, glossary: Glossary) -> tuple[Signed, ...]:
    """The signatures on a catalog, oldest first, held against the text as it stands; where nobody signed, no term of it
    is looked for.
    """
    if not any(event.verb == "sign-off" for event in before.history):
        return ()
    return sign_offs(before.history, signed_text(opened, before, glossary))


def note_questions(
    project: Project, opened: OpenStatement, tags: Sequence[LanguageTag], glossary: Glossary, *, stamp: datetime
) -> None:
    """Before catalogs are brought up to date: an answer that was typed in one of them reaches all, new ones too.

    A catalog that can't be read or is held by another process is left to those who come to it next, and say so.
    """
    for tag in tags:
        content = read_if_there(project.catalog_path(opened.statement.id, tag))
        if content is None:
            told_elsewhere(project, opened.statement.id, tag)
        elif may_ask(content):
            with suppress(PubflowError), held(project, opened.statement.id, tag):
                noted(project, open_catalog(project, opened.statement.id, tag), opened, glossary, stamp=stamp)
