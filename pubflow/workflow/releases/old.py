"""A release that stands, whole: what grows by languages, gets late posts, or is stamped is made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pubflow.errors import Refused
from pubflow.project import Project
from pubflow.release.bundle import DESK, PUBLIC, RECORD, Edition
from pubflow.release.manifest import Manifest
from pubflow.workflow.releases.folders import whole


@dataclass(frozen=True, slots=True)
class Old:
    """Its manifest, its files by their paths below its folder, and the desk's record."""

    manifest: Manifest
    files: Mapping[str, bytes]
    record: Mapping[str, Any]

    @property
    def editions(self) -> tuple[Edition, ...]:
        return tuple(
            Edition(one.language, one.format, one.path, self.files[PUBLIC + one.path]) for one in self.manifest.editions
        )

    @property
    def at_the_desk(self) -> dict[str, bytes]:
        """The desk's files of the languages that are in it, by their paths below the desk's folder."""
        names = tuple(f"{DESK}{one.language}/" for one in self.manifest.languages)
        return {path.removeprefix(DESK): content for path, content in self.files.items() if path.startswith(names)}

    @property
    def pictures(self) -> dict[str, bytes]:
        """Its further public files, but for those that are made anew."""
        made = {"index.html", "sitemap.xml", *(f"{one.language}/feed.xml" for one in self.manifest.languages)}
        return {one.path: self.files[PUBLIC + one.path] for one in self.manifest.files if one.path not in made}


def opened_bundle(project: Project, folder: Path) -> Old:
    """A release as it stands. Raises Refused for one that does not verify, or whose desk's folder is gone."""
    files, manifest, _ = whole(project, folder)
    if DESK + RECORD not in files:
        raise Refused("desk/ is gone, and what is made of this release needs it", where=project.relative(folder))
    return Old(manifest, files, json.loads(files[DESK + RECORD]))
