"""A shelf of plug-ins: ours by a table (name -> "module:attribute", loaded on first use), others' by entry points."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from pubflow.errors import ProjectError, UsageError


def installed(*groups: str) -> tuple[tuple[str, str, str, str], ...]:
    """What other packages bring: (group, name, "module:attribute", version), sorted."""
    from importlib.metadata import entry_points

    return tuple(
        sorted(
            (group, entry.name, entry.value, entry.dist.version if entry.dist else "")
            for group in groups
            for entry in entry_points(group=group)
        )
    )


def load(shelf: Mapping[str, str], group: str, kind: str, name: str) -> Any:
    """What stands behind a name: a class or another callable that makes the plug-in. Raises UsageError for no name."""
    # Ours are found without looking at what else is installed: that look costs more than a small job.
    path = shelf.get(name) or _brought(group).get(name)
    if path is None:
        known = ", ".join(names(shelf, group))
        raise UsageError(f"there is no {kind} “{name}”", hint=f"there are: {known}")
    module, _, attribute = path.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except Exception as error:  # whatever somebody else's module does when it is imported
        raise ProjectError(f"the {kind} “{name}” can't be loaded: {error}", where=path) from None


def names(shelf: Mapping[str, str], group: str) -> tuple[str, ...]:
    """All there are, ours first. Raises ProjectError where a package brings a name that is taken."""
    others = _brought(group)
    for name in others:
        if name in shelf:
            raise ProjectError(
                f"the name “{name}” is taken: pubflow has its own, and an installed package brings another",
                where=others[name],
                hint="uninstall that package, or ask its makers for another name",
            )
    return (*shelf, *sorted(others))


def _brought(group: str) -> dict[str, str]:
    """Name -> "module:attribute" of what other packages bring. Raises ProjectError where two bring one name."""
    from importlib.metadata import entry_points

    found: dict[str, str] = {}
    for entry in entry_points(group=group):
        if found.setdefault(entry.name, entry.value) != entry.value:
            raise ProjectError(
                f"two installed packages bring “{entry.name}”: {found[entry.name]} and {entry.value}",
                hint="uninstall one of them",
            )
    return found
