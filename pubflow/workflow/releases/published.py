"""`pubflow published`: where editions really stand. Append-only in the statement's record; the last word counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pubflow.errors import Refused, UsageError
from pubflow.files import append
from pubflow.history import Event, dumps_line
from pubflow.language import LanguageTag
from pubflow.project import Project, Site
from pubflow.workflow.releases.folders import last_release
from pubflow.workflow.workspace.opening import refuse_unknown, select_published
from pubflow.workflow.workspace.people import handle_if_named
from pubflow.workflow.workspace.record import Place, places, record_of

_ADDRESS: Final = re.compile(r"https?://[^\s/?#<>\"]+[^\s<>\"]*")


def known(project: Project, statement_id: str) -> tuple[Place, ...]:
    """Where the editions of a statement stand, by language and site."""
    (statement_id,) = select_published(project, (statement_id,))
    found = places(record_of(project, statement_id))
    return tuple(sorted(found, key=lambda one: (one.language, one.site)))


def publish(
    project: Project,
    statement_id: str,
    language: str,
    url: str | None,
    *,
    site: str = "",
    by: str = "",
    stamp: datetime,
) -> Place:
    """Write down where an edition stands; `url` None: where the site's pattern says."""
    (statement_id,) = select_published(project, (statement_id,))
    asked = LanguageTag.parse(language)
    refuse_unknown(project, asked)
    tag = str(asked)
    known = _site(project, site)
    if url is None:
        if known is None:
            raise UsageError("no address is given", hint="pubflow published ID -l zh-TW URL, or --site NAME")
        url = known.address(statement_id, tag)
    if not _ADDRESS.fullmatch(url):
        raise UsageError(f"“{url}” is no address", hint="it begins with https:// and holds no spaces")
    manifest = last_release(project, statement_id)
    edition = manifest.edition(tag) if manifest else None
    digest = edition.sha256 if edition else ""
    by = handle_if_named(project, by)
    data = {"language": tag, "site": site, "url": url}
    after = _said_before(project, statement_id, tag, site)
    event = Event("published", stamp.isoformat(), by, digest=digest, data=_sorted(data), after=after)
    append(project.record_path(statement_id), dumps_line(event))
    return Place(tag, url, site, event.at, by, digest)


def withdraw(
    project: Project, statement_id: str, language: str, *, site: str = "", by: str = "", stamp: datetime
) -> Place:
    """Write down that an edition stands there no more. Raises Refused where nothing was said to."""
    (statement_id,) = select_published(project, (statement_id,))
    tag = str(LanguageTag.parse(language))
    place = next(
        (one for one in places(record_of(project, statement_id)) if (one.language, one.site) == (tag, site)), None
    )
    if place is None:
        raise Refused(f"nobody said that {tag} is published", hint=f"pubflow published {statement_id}")
    by = handle_if_named(project, by)
    data = {"language": tag, "site": site, "removed": place.url}
    after = _said_before(project, statement_id, tag, site)
    event = Event("published", stamp.isoformat(), by, data=_sorted(data), after=after)
    append(project.record_path(statement_id), dumps_line(event))
    return place


def _said_before(project: Project, statement_id: str, language: str, site: str) -> tuple[str, ...]:
    """The events of the same place, which a new one answers: its place in the record does not hang on clocks."""
    same = ("published", language, site)
    events = record_of(project, statement_id)
    return tuple(sorted(one.id for one in events if (one.verb, one.get("language"), one.get("site")) == same))


def _site(project: Project, name: str) -> Site | None:
    if not name:
        return None
    known = {site.name: site for site in project.sites}
    if name not in known:
        raise UsageError(
            f"there is no site “{name}”", hint=f"sites here: {', '.join(known) or 'none; add [sites.NAME]'}"
        )
    return known[name]


def _sorted(data: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in data.items() if value))
