"""The press rules: where sentences end, as data. What each condition means stands at the head of press_rules.toml."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from pubflow.errors import ProjectError
from pubflow.library import version

_NAME_IN_BRACES = re.compile(r"\{([a-z_]+)\}")
_CONDITIONS = {
    "name": str,
    "languages": list,
    "cut": bool,
    "stop": str,
    "word": str,
    "before": str,
    "closed": bool,
    "notes": bool,
    "next": str,
    "after": str,
    "cased": bool,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the conditions that it names, and whether a sentence begins where they all hold."""

    name: str
    cut: bool
    stop: str = ""
    words: frozenset[str] | None = None
    before: re.Pattern[str] | None = None
    closed: bool | None = None
    notes: bool | None = None
    next_words: frozenset[str] | None = None
    after: re.Pattern[str] | None = None
    cased: bool = False
    """Whether `after` must meet a letter that has a capital: in scripts without case every letter would fit."""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """A set of rules and its identity. `id` stands in every catalog's header: keys depend on it."""

    id: str
    lists: Mapping[str, frozenset[str]]
    by_language: Mapping[str, tuple[Rule, ...]]
    """Rules in order by primary language; "*" for the languages that none names."""

    @classmethod
    def loads(cls, text: str, path: str = "press_rules.toml") -> Rules:
        """Read a rules file. Raises ProjectError."""
        try:
            return _build(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as error:
            raise ProjectError(f"these are no segmentation rules: {error}", where=path) from error

    def of(self, language: str) -> tuple[Rule, ...]:
        """The rules that hold for a BCP 47 tag, in order."""
        base = language.replace("_", "-").partition("-")[0].lower()
        return self.by_language.get(base) or self.by_language["*"]

    def with_names(self, names: tuple[str, ...]) -> Rules:
        """These rules knowing more names that end in a mark (`Yahoo!`); another id, for keys may change."""
        if not names:
            return self
        known = self.lists["marked_names"]
        wider = known | frozenset(names)
        by_language = {
            language: tuple(replace(rule, words=wider) if rule.words == known else rule for rule in rules)
            for language, rules in self.by_language.items()
        }
        digest = hashlib.sha256("\n".join(sorted(wider)).encode()).hexdigest()[:8]
        return Rules(f"{self.id}+names.{digest}", {**self.lists, "marked_names": wider}, by_language)


@cache
def default_rules() -> Rules:
    """The rules that come with pubflow."""
    return Rules.loads(files("pubflow.segment").joinpath("press_rules.toml").read_text(encoding="utf-8"))


def rules_id() -> str:
    """Names the default rules: sentencex's version, the press rules' version, a digest of their data."""
    return default_rules().id


def _build(data: Mapping[str, object]) -> Rules:
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=True).encode()
    lists = {name: frozenset(str(words).split()) for name, words in _table(data["lists"]).items()}
    rows = data["rule"]
    if not isinstance(rows, list):
        raise TypeError("`rule` is a list of tables")
    named = [(_languages(row), _rule(row, lists)) for row in map(_table, rows)]
    languages = frozenset[str]().union(*(languages for languages, _ in named), {"*"})
    by_language = {
        language: tuple(rule for holds, rule in named if language in holds or "*" in holds) for language in languages
    }
    digest = hashlib.sha256(canonical).hexdigest()[:8]
    return Rules(f"sentencex-{version('sentencex')}+{data['version']}.{digest}", lists, by_language)


def _languages(row: Mapping[str, object]) -> frozenset[str]:
    held = row["languages"]
    if not isinstance(held, list):
        raise TypeError("`languages` is a list")
    return frozenset(map(str, held))


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a table is wanted")
    return value


def _rule(row: Mapping[str, object], lists: Mapping[str, frozenset[str]]) -> Rule:
    for key, value in row.items():
        kind = _CONDITIONS.get(key)
        if kind is None or not isinstance(value, kind):
            raise ValueError(f"rule “{row.get('name')}”: `{key}`")
    after, before = row.get("after"), row.get("before")
    return Rule(
        name=str(row["name"]),
        cut=bool(row["cut"]),
        stop=str(row.get("stop", "")),
        words=lists[str(row["word"])] if "word" in row else None,
        before=re.compile(f"(?:{_expand(str(before), lists)})\\Z") if before else None,
        closed=None if "closed" not in row else bool(row["closed"]),
        notes=None if "notes" not in row else bool(row["notes"]),
        next_words=lists[str(row["next"])] if "next" in row else None,
        after=re.compile(_expand(str(after), lists)) if after else None,
        cased=bool(row.get("cased", False)),
    )


def _expand(pattern: str, lists: Mapping[str, frozenset[str]]) -> str:
    def words(match: re.Match[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(lists[match[1]], key=lambda word: (-len(word), word)))

    return _NAME_IN_BRACES.sub(words, pattern)
