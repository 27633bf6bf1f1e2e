"""Glossaries at DeepL: found by name, made when they are missing, removed when they are outdated. Ours only.

A glossary of ours is called `pubflow:<workspace>:<target>:<digest of what it holds>`; nothing else is ever touched. It
goes by base languages, so each target has one of its own, and its variant is told with each text. It is never changed
in place, since DeepL merges: the new one is made, then the old one removed. Where the account has no room for one a
target (the free plan holds one in all), a single glossary named `all` holds every pair.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pubflow.engines.deepl.codes import base_code, target_code
from pubflow.engines.deepl.entries import Entries
from pubflow.engines.deepl.service import Kind, Service, Trouble
from pubflow.errors import EngineError
from pubflow.language import LanguageTag
from pubflow.plugins import EngineTerm, GlossaryChange

if TYPE_CHECKING:
    from deepl import DeepLClient
    from deepl.api_data import MultilingualGlossaryDictionaryEntries, MultilingualGlossaryInfo

_ALL: Final = "all"
_SOURCE: Final = "EN"
_ROUNDS: Final = 2
"""How often room is made for a glossary, where others make and remove at the same time."""
_GOES_ON: Final[frozenset[Kind]] = frozenset(
    {"key", "scope", "quota", "missing", "glossary", "language", "size", "refused", "unreadable"}
)
"""With these a draft is made without a glossary, and told so; with the rest nothing can be had from DeepL at all."""
_WHY: Final[Mapping[Kind, str]] = {
    "quota": "this DeepL account has no room for another glossary (its free plan holds one): "
    "delete one that is not needed in your account",
    "key": "the key may not use glossaries",
    "scope": "the key may not use glossaries: give it the scopes glossaries:read and glossaries:write",
    "unreadable": "DeepL's list of glossaries can't be read",
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A glossary as it should be."""

    scope: str
    """The target, or `all`."""
    name: str
    dictionaries: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """(base code, entries), sorted."""
    counts: tuple[tuple[str, int], ...]
    """(target language, entries), sorted."""

    def is_met_by(self, there: _There) -> bool:
        """Whether what is there has this content, and nobody has changed it since."""
        return there.name == self.name and there.counts == tuple(
            (code.lower(), len(entries)) for code, entries in self.dictionaries
        )


@dataclass(frozen=True, slots=True)
class _There:
    """A glossary of ours that is at the server."""

    id: str
    name: str
    scope: str
    counts: tuple[tuple[str, int], ...]
    """(base code, entries), sorted."""


class Glossaries:
    """The glossaries of one workspace, from any number of threads."""

    def __init__(self, service: Service, workspace: str) -> None:
        self._service = service
        self._prefix = f"pubflow:{_slug(workspace)}:"
        self._known: dict[LanguageTag, Entries] = {}
        self._lock = threading.RLock()
        self._there: list[_There] | None = None
        """What the server has of ours; None until it was asked."""
        self._ids: dict[LanguageTag, str | None] = {}
        self._stale: set[LanguageTag] = set()
        self._remarks: dict[str, None] = {}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What could not be had, each once."""
        with self._lock:
            return tuple(self._remarks)

    def know(self, terms: Mapping[LanguageTag, tuple[EngineTerm, ...]]) -> None:
        """What they are to hold from now on."""
        with self._lock:
            self._known = {target: Entries.of(own) for target, own in terms.items()}
            self._ids.clear()
            self._stale.clear()
            for target, entries in self._known.items():
                if entries.left_out:
                    names = ", ".join(f"“{' '.join(source.split())[:40]}”" for source in entries.left_out[:3])
                    more = f" and {len(entries.left_out) - 3} more" * (len(entries.left_out) > 3)
                    self._tell(f"{target}: DeepL takes no such term in a glossary, left out: {names}{more}")

    def holds(self, target: LanguageTag) -> bool:
        """Whether there are terms for this target."""
        entries = self._known.get(target)
        return entries is not None and bool(entries.pairs)

    def id_for(self, target: LanguageTag) -> str | None:
        """The glossary to send with texts of this target, made if need be; None where it must do without, told once.

        Raises Trouble where DeepL can't be asked at all.
        """
        with self._lock:
            if target not in self._ids:
                self._ids[target] = self._resolved(target)
            return self._ids[target]

    def was_refused(self, target: LanguageTag, glossary: str) -> None:
        """DeepL did not take this glossary with a text: look for it anew, once; then do without."""
        with self._lock:
            if self._ids.get(target) != glossary:
                return  # another thread was here before
            if target in self._stale:
                self._tell(f"{target}: DeepL does not take the glossary for this language; drafts are made without it")
                self._ids[target] = None
                return
            self._stale.add(target)
            self._there = None
            self._ids.clear()

    def sync(
        self, *, dry_run: bool, only: Collection[LanguageTag], wanted: Collection[LanguageTag]
    ) -> tuple[GlossaryChange, ...]:
        """Make, renew and remove until ours hold just what is known. Raises EngineError."""
        with self._lock:
            self._there, failed = None, None
            try:
                return tuple(self._synced(dry_run, only, only or wanted))
            except Trouble as trouble:
                failed = trouble
            if failed.kind == "quota":
                raise EngineError(
                    "this DeepL account has no room for another glossary",
                    hint="delete one that is not needed in your DeepL account; the free plan holds one in all",
                )
            raise failed.error()

    # Below, the lock is held.

    def _synced(
        self, dry_run: bool, only: Collection[LanguageTag], wanted: Collection[LanguageTag]
    ) -> Iterator[GlossaryChange]:
        before = {there.id: there for there in self._ours()}
        if dry_run:
            whole = [self._wanted_all()] if self._is_tight(self._ours()) else self._wanted_each(wanted)
            used = [(want, next((one for one in before.values() if want.is_met_by(one)), None)) for want in whole]
        else:
            used = self._brought_about(only, wanted)
        kept = {there.id for _, there in used if there is not None}
        scopes = {want.scope for want, _ in used} | set(map(str, only))
        spared = bool(only) and _ALL not in scopes
        gone = [one for one in before.values() if one.id not in kept and not (spared and one.scope not in scopes)]
        for want, there in used:
            is_new = there is None or there.id not in before
            yield GlossaryChange("made" if is_new else "kept", want.name, want.counts)
        if not dry_run:
            self._ids.clear()
            self._remove([one for one in gone if one in self._ours()])
        for one in gone:
            yield GlossaryChange("removed", one.name, _counted(one))

    def _brought_about(
        self, only: Collection[LanguageTag], wanted: Collection[LanguageTag]
    ) -> list[tuple[_Wanted, _There | None]]:
        if not self._is_tight(self._ours() if only else ()):
            try:
                return [(want, self._made(want)) for want in self._wanted_each(wanted)]
            except Trouble as trouble:
                if trouble.kind != "quota":
                    raise
        want = self._wanted_all()
        return [(want, self._made(want, instead_of_all=True))]

    def _resolved(self, target: LanguageTag) -> str | None:
        if not self.holds(target):
            return None
        trouble = None
        try:
            return self._found(target)
        except Trouble as met:
            trouble = met
        if trouble.kind not in _GOES_ON:
            raise trouble
        why = _WHY.get(trouble.kind, "DeepL takes no glossary for this language")
        self._tell(f"{target}: drafts are made without a glossary at DeepL: {why}")
        return None

    def _found(self, target: LanguageTag) -> str | None:
        if not self._is_tight(self._ours()):
            try:
                return self._made(self._wanted(target)).id
            except Trouble as trouble:
                if trouble.kind != "quota":
                    raise
        want = self._wanted_all()
        if str(target) not in dict(want.counts):
            holder = next(tag for tag in self._known if str(tag) in dict(want.counts) and _base(tag) == _base(target))
            self._tell(
                f"{target}: drafts are made without a glossary at DeepL: this account holds one in all, "
                f"and there {holder} has the place of its language"
            )
            return None
        return self._made(want, instead_of_all=True).id

    def _is_tight(self, ours: Collection[_There]) -> bool:
        """Whether one glossary is to hold all targets: the plan has room for one only, or it was so before."""
        several = sum(map(self.holds, self._known)) > 1
        return (several and self._service.key.is_free) or any(there.scope == _ALL for there in ours)

    def _made(self, want: _Wanted, *, instead_of_all: bool = False) -> _There:
        """The glossary as wanted, the outdated ones gone. Raises Trouble, `quota` where there is no room for it."""
        there = self._met(want) or self._made_anew(want, instead_of_all)
        self._remove(self._replaced_by(want, instead_of_all, but=there.id))
        return there

    def _made_anew(self, want: _Wanted, instead_of_all: bool) -> _There:
        for _ in range(_ROUNDS):
            try:
                return self._create(want)
            except Trouble as trouble:
                if trouble.kind != "quota":
                    raise
                self._there = None  # another process or thread may have been here since
                if made := self._met(want):
                    return made
                outdated = self._replaced_by(want, instead_of_all)
                if not outdated:
                    raise
            # No room beside the old one: it goes first, and drafts go without for a moment.
            self._remove(outdated)
        return self._create(want)

    def _met(self, want: _Wanted) -> _There | None:
        return next((one for one in self._ours() if want.is_met_by(one)), None)

    def _replaced_by(self, want: _Wanted, instead_of_all: bool, but: str = "") -> list[_There]:
        return [one for one in self._ours() if one.id != but and (instead_of_all or one.scope == want.scope)]

    def _wanted(self, target: LanguageTag) -> _Wanted:
        entries = self._known[target]
        dictionaries = ((_base(target), entries.pairs),)
        name = f"{self._prefix}{target}:{entries.digest[:12]}"
        return _Wanted(str(target), name, dictionaries, ((str(target), len(entries.pairs)),))

    def _wanted_each(self, targets: Collection[LanguageTag]) -> list[_Wanted]:
        """Of these, or of all where none is named."""
        held = (target for target in self._known if self.holds(target))
        return [self._wanted(target) for target in held if not targets or target in targets]

    def _wanted_all(self) -> _Wanted:
        """All pairs; of two variants of one language the first."""
        held: dict[str, LanguageTag] = {}
        for target in filter(self.holds, self._known):
            held.setdefault(_base(target), target)
        dictionaries = tuple(sorted((code, self._known[target].pairs) for code, target in held.items()))
        digests = "".join(f"{code} {self._known[target].digest}\n" for code, target in sorted(held.items()))
        name = f"{self._prefix}{_ALL}:{sha256(digests.encode()).hexdigest()[:12]}"
        counts = tuple(sorted((str(target), len(self._known[target].pairs)) for target in held.values()))
        return _Wanted(_ALL, name, dictionaries, counts)

    def _ours(self) -> list[_There]:
        if self._there is None:
            listed = self._service.call(lambda client: client.list_multilingual_glossaries())
            self._there = sorted(
                (one for one in map(self._read, listed) if one.scope), key=lambda one: (one.name, one.id)
            )
        return self._there

    def _read(self, info: MultilingualGlossaryInfo) -> _There:
        """What is there; its scope is "" where it is not ours."""
        rest = info.name.removeprefix(self._prefix).split(":") if info.name.startswith(self._prefix) else []
        counts = tuple(sorted((one.target_lang.lower(), one.entry_count) for one in info.dictionaries))
        return _There(info.glossary_id, info.name, rest[0] if len(rest) == 2 else "", counts)

    def _create(self, want: _Wanted) -> _There:
        tried = False

        def ask(client: DeepLClient) -> MultilingualGlossaryInfo:
            nonlocal tried
            if tried:  # the reply may have been lost, and a second one of the same name would take a place
                for info in client.list_multilingual_glossaries():
                    if want.is_met_by(self._read(info)):
                        return info
            tried = True
            return client.create_multilingual_glossary(want.name, _dictionaries(want))

        made = self._read(self._service.call(ask))
        self._ours().append(made)
        return made

    def _remove(self, outdated: list[_There]) -> None:
        for one in outdated:
            try:
                self._service.call(partial(_delete, one.id))
            except Trouble as trouble:
                if trouble.kind != "missing":
                    raise
            if one in self._ours():
                self._ours().remove(one)

    def _tell(self, remark: str) -> None:
        self._remarks[remark] = None


def _dictionaries(want: _Wanted) -> list[MultilingualGlossaryDictionaryEntries]:
    from deepl.api_data import MultilingualGlossaryDictionaryEntries as Dictionary

    return [Dictionary(_SOURCE, code, dict(entries)) for code, entries in want.dictionaries]


def _delete(glossary: str, client: DeepLClient) -> None:
    client.delete_multilingual_glossary(glossary)


def _base(target: LanguageTag) -> str:
    return base_code(target_code(target) or "")


def _counted(one: _There) -> tuple[tuple[str, int], ...]:
    if one.scope == _ALL:
        return one.counts
    return ((one.scope, sum(count for _, count in one.counts)),)


def _slug(workspace: str) -> str:
    """A name without what parts the names of glossaries, short enough for DeepL."""
    return "-".join("".join(char if char.isalnum() else " " for char in workspace).split())[:60] or "workspace"
