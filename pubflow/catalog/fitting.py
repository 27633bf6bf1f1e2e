"""An old target in the tags of a new source. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pubflow.segment.fit import is_joined, tag_faults
from pubflow.segment.tagged import Form, Part, Tag, TaggedText


def fitted(old: str, new: str, target: str) -> str | None:
    """The target for `new` of one that was made for `old`; None where a person must say where a tag stands.

    Tags that are gone leave the target, those that hold the same words keep them under their new number.
    """
    before, after, said = TaggedText.parse(old), TaggedText.parse(new), TaggedText.parse(target)
    if before.tags == after.tags or is_joined(target):
        return target
    numbers = _numbers(before, after)
    if numbers is None:
        return None
    told = TaggedText.of(_renumbered(said, numbers))
    return None if set(tag_faults(after, told)) - set(tag_faults(before, said)) else str(told)


def joined_sources(sources: Sequence[str]) -> str:
    """Several sources as one: a space between them, the tags of each counted on."""
    return _joined(sources, sources, " ")


def joined_targets(sources: Sequence[str], targets: Sequence[str], *, spaced: bool) -> str:
    """Their targets as one, with the tags counted on as in `joined_sources`; one that says `<joined/>` adds nothing."""
    return _joined(sources, ["" if is_joined(target) else target for target in targets], " " if spaced else "")


def _joined(sources: Sequence[str], texts: Sequence[str], between: str) -> str:
    parts: list[Part] = []
    shift = 0
    for source, text in zip(sources, texts, strict=True):
        said = TaggedText.parse(text)
        if parts and said.parts:
            parts.append(between)
        parts += [
            Tag(part.name, part.number + shift, part.form) if isinstance(part, Tag) else part for part in said.parts
        ]
        shift += len({(tag.name, tag.number) for tag in TaggedText.parse(source).tags})
    return str(TaggedText.of(parts))


_Name = tuple[str, int]


def _numbers(before: TaggedText, after: TaggedText) -> dict[_Name, _Name] | None:
    """Old tag -> new tag, those that are gone left out; None where a new one has no old one."""
    if not after.tags:
        return {}
    if before.plain != after.plain:
        return None
    old, new = _spans(before), _spans(after)
    numbers = {}
    for name, span in new.items():
        was = next(
            (one for one, held in old.items() if held == span and one[0] == name[0] and one not in numbers), None
        )
        if was is None:
            return None
        numbers[was] = name
    return numbers


def _spans(text: TaggedText) -> dict[_Name, tuple[int, int]]:
    """Which stretch of the plain text each tag holds."""
    spans: dict[_Name, tuple[int, int]] = {}
    at = 0
    for part in text.parts:
        if isinstance(part, str):
            at += len(part)
            continue
        name = part.name, part.number
        spans[name] = (spans[name][0], at) if part.form is Form.CLOSE and name in spans else (at, at)
    return spans


def _renumbered(text: TaggedText, numbers: dict[_Name, _Name]) -> list[Part]:
    out: list[Part] = []
    for part in text.parts:
        if isinstance(part, str):
            out.append(part)
        elif (name := numbers.get((part.name, part.number))) is not None:
            out.append(Tag(*name, part.form))
    return out
