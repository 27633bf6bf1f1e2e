"""The tags of an old target made those of a new source: by order and by what kind of slot they stand for. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pubflow.segment import Tag, TaggedText, tag_faults
from pubflow.segment.match import Said
from pubflow.segment.tagged import Form, Part

_Name = tuple[str, int]


def adapted(said: Said, source: TaggedText) -> str | None:
    """The target with the tags of `source`, in wire form; None where they can't all be placed.

    The first paired tag of the old source stands for the first paired tag of the new one, and so on; the same for
    single tags. What the program places is never a tag more or less than the source has.
    """
    target = TaggedText.parse(said.target)
    if not (source.tags or target.tags):
        return said.target
    names = _names(TaggedText.parse(said.source), source)
    made = TaggedText.of(_renamed(target, names))
    return None if tag_faults(source, made) else str(made)


def offered(said: Said, source: TaggedText) -> tuple[str, bool]:
    """The target as a person may take it over: with the tags of `source`, or without any; and which of both."""
    whole = adapted(said, source)
    if whole is not None:
        return whole, True
    return str(TaggedText.of([TaggedText.parse(said.target).plain])), False


def _names(old: TaggedText, new: TaggedText) -> Mapping[_Name, _Name]:
    theirs = _by_kind(old)
    return {
        was: now for name, ours in _by_kind(new).items() for was, now in zip(theirs.get(name, ()), ours, strict=False)
    }


def _by_kind(text: TaggedText) -> Mapping[str, list[_Name]]:
    out: dict[str, list[_Name]] = defaultdict(list)
    for tag in text.tags:
        if tag.form is not Form.CLOSE:
            out[tag.name].append((tag.name, tag.number))
    return {name: list(dict.fromkeys(found)) for name, found in out.items()}


def _renamed(target: TaggedText, names: Mapping[_Name, _Name]) -> Iterator[Part]:
    for part in target.parts:
        if isinstance(part, str):
            yield part
        else:
            name, number = names.get((part.name, part.number), (part.name, part.number))
            yield Tag(name, number, part.form)
