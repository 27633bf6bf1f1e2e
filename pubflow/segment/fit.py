"""Whether a target's tags fit its source: the same tags, each once, properly nested. Their order is free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pubflow.segment.tagged import Form, Tag, TaggedText

JOINED = "<joined/>"
"""A target that is exactly this: the unit's text stands in its predecessor's target."""


def is_joined(target: TaggedText | str) -> bool:
    """Whether this target says that its predecessor's target holds the unit's text too."""
    return str(target).strip() == JOINED


def tag_faults(source: TaggedText, target: TaggedText, *, joined: Sequence[TaggedText] = ()) -> tuple[str, ...]:
    """What keeps this target from being joined, in words for its translator; () when it fits.

    `joined` are the sources of the units that the target holds too (theirs say `<joined/>`), in order: their tags go
    on counting where the source's end.
    """
    if not target.plain.strip() and not target.tags:
        return ("the target is empty",)
    if not (joined or source.tags or target.tags):
        return ()
    wanted = _wanted(source)
    for further in joined:
        wanted |= {name_number(tag, len(wanted)): form for tag, form in _forms(further)}
    return (*_missing(wanted, target), *_strange(wanted, target), *_nesting(wanted, target))


def name_number(tag: Tag, shift: int = 0) -> tuple[str, int]:
    """What names the tag's slot, in a target that holds `shift` tags of the units before."""
    return tag.name, tag.number + shift


def _forms(text: TaggedText) -> list[tuple[Tag, Form]]:
    return [(tag, tag.form) for tag in text.tags if tag.form is not Form.CLOSE]


def _wanted(source: TaggedText) -> dict[tuple[str, int], Form]:
    return {name_number(tag): form for tag, form in _forms(source)}


def _missing(wanted: dict[tuple[str, int], Form], target: TaggedText) -> list[str]:
    there = {(name_number(tag), tag.form) for tag in target.tags if tag.form is not Form.CLOSE}
    return [
        f"{_shown(key, form)} is missing" for key, form in sorted(wanted.items(), key=lambda item: item[0][1])
        if (key, form) not in there
    ]  # fmt: skip


def _strange(wanted: dict[tuple[str, int], Form], target: TaggedText) -> list[str]:
    out = []
    counts = Counter(tag for tag in target.tags)
    for tag, count in counts.items():
        form = wanted.get(name_number(tag))
        single = tag.form is Form.SINGLE
        if form is None or single is not (form is Form.SINGLE):
            out.append(f"{tag} is not in the source")
        elif count > 1:
            out.append(f"{tag} stands {count} times")
    return out


def _nesting(wanted: dict[tuple[str, int], Form], target: TaggedText) -> list[str]:
    out: list[str] = []
    open_tags: list[tuple[Tag, bool]] = []
    for part in target.parts:
        if isinstance(part, str) or part.form is Form.SINGLE:
            if not isinstance(part, str) or part.strip():
                open_tags = [(tag, True) for tag, _ in open_tags]
        elif wanted.get(name_number(part)) is not Form.OPEN:
            continue
        elif part.form is Form.OPEN:
            open_tags.append((part, False))
        else:
            out.extend(_closed(part, open_tags))
    return out + [f"{tag} never closes" for tag, _ in open_tags]


def _closed(part: Tag, open_tags: list[tuple[Tag, bool]]) -> list[str]:
    """Take the tag that this one closes off the list; what is wrong with it."""
    index = next((at for at, (tag, _) in enumerate(open_tags) if name_number(tag) == name_number(part)), None)
    if index is None:
        return [f"{part} closes nothing"]
    tag, full = open_tags.pop(index)
    if index < len(open_tags):
        return [f"{tag} and {open_tags[index][0]} cross each other"]
    return [] if full else [f"{tag} surrounds nothing"]


def _shown(key: tuple[str, int], form: Form) -> str:
    name, number = key
    return f"<{name}{number}/>" if form is Form.SINGLE else f"<{name}{number}>…</{name}{number}>"
