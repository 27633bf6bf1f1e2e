"""What one statement demands of its reviews beyond what its project does. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pubflow.errors import SourceError
from pubflow.project import Policy

TABLE: Final = "review"
"""The sidecar's table."""
_KEYS: Final = ("required", "two-persons", "scopes")
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


def with_sidecar(policy: Policy, table: Mapping[str, object], where: str) -> Policy:
    """The policy with what a statement's sidecar adds under [review]; a statement never asks for less.

    Raises SourceError naming the key.
    """
    asked = table.get(TABLE, {})
    if not isinstance(asked, dict):
        raise SourceError("`review` is not a table", where=where, hint="write it as [review]")
    for key in asked:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(_KEYS)}"
            raise SourceError(f"unknown key `{key}` in [review]", where=where, hint=hint)
    two = asked.get("two-persons", False)
    if not isinstance(two, bool):
        raise SourceError("`two-persons` is not true or false", where=where)
    further = _words(asked.get("required", []), "required", where)
    return replace(
        policy,
        required=tuple(dict.fromkeys((*policy.required, *further))),
        two_persons=policy.two_persons or two,
        scopes=_scopes(dict(policy.scopes), asked.get("scopes", {}), where),
    )


def _scopes(known: dict[str, tuple[str, ...]], asked: object, where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(asked, dict):
        raise SourceError("`scopes` is not a table", where=where, hint="write it as [review.scopes]")
    for name, people in asked.items():
        if name in known:
            raise SourceError(
                f"the scope `{name}` is settled by the project", where=where, hint="take it out, or change pubflow.toml"
            )
        known[name] = _words(people, f"scopes.{name}", where)
    return tuple(sorted(known.items()))


def _words(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and _WORD.fullmatch(word) for word in value):
        raise SourceError(f"`{key}` is no list of short words in small letters", where=where, hint=f'{key} = ["terms"]')
    return tuple(value)
