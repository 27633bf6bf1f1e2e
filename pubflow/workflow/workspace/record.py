"""The record of a statement as a whole, `statements/<id>.history.jsonl`, and where it says that editions stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from pubflow.files import read_if_there
from pubflow.history import Event, loads
from pubflow.project import Project


@dataclass(frozen=True, slots=True)
class Place:
    """Where one edition stands."""

    language: str
    url: str
    site: str
    """"" for none of [sites]."""
    at: str
    by: str
    digest: str = ""
    """sha256 of the HTML edition of the release that stood last when it was said; "" where there was none."""

    def as_json(self) -> dict[str, str]:
        """Plain values."""
        return asdict(self)


def record_of(project: Project, statement_id: str) -> tuple[Event, ...]:
    """What became of the statement as a whole; broken lines are left out."""
    path = project.record_path(statement_id)
    return loads((read_if_there(path) or b"").decode("utf-8", "replace"), path=project.relative(path))[0]


def places(record: Iterable[Event]) -> tuple[Place, ...]:
    """What is published and was not taken away, a place for each language and site, in the order it was said."""
    found: dict[tuple[str, str], Place] = {}
    for event in record:
        if event.verb == "published":
            language, site, url = event.get("language"), event.get("site"), event.get("url")
            found.pop((language, site), None)
            if url:
                found[language, site] = Place(language, url, site, event.at, event.by, event.digest)
    return tuple(found.values())


def addresses(project: Project, statement_id: str, record: Iterable[Event]) -> Mapping[str, str]:
    """By language, where its edition stands: as it was said last, on the project's own site before others.

    Where nobody has said so, the pattern of that site.
    """
    own = project.releases.site
    site = next((one for one in project.sites if one.name == own), None)
    languages = (str(project.source), *map(str, project.languages))
    found = {language: site.address(statement_id, language) for language in languages} if site else {}
    told = places(record)
    found |= {place.language: place.url for place in told}
    return found | {place.language: place.url for place in told if own and place.site == own}
