"""A hand-out as one numbered page without script, for a phone or for paper; it is answered by a message. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from pubflow.editions.html.safe import encode, escape
from pubflow.exchange.handout import Handout, Row, code_in, ranges
from pubflow.exchange.message import Hours, local_hours
from pubflow.exchange.page import shown, style
from pubflow.exchange.phrases import ENGLISH, Phrases, phrases_for
from pubflow.language import LanguageTag

_MARKUP: Final = re.compile(r"<style>.*?</style>|<[^<>]*>", re.DOTALL)


def dumps(handout: Handout, hours: Hours | None = None) -> bytes:
    """The page. Everything from a statement or a translation is escaped; nothing of it can run or ask a host."""
    tag = LanguageTag.parse(handout.language)
    sheet, policy = style(__package__, "numbered.css")
    title = f"{handout.statement} ({handout.language})"
    return encode(
        "<!DOCTYPE html>\n"
        f'<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{sheet}</style>\n</head>\n<body>\n"
        f"<header>\n{''.join(_head(handout, hours or Hours(), tag))}</header>\n"
        f"<main>\n{''.join(_unit(row, tag) for row in handout.rows)}</main>\n"
        f"<footer><p>Answer with the number. <code>{handout.code}</code></p></footer>\n</body>\n</html>\n"
    )


def pack_of(content: bytes) -> str:
    """The pack that a page names; "" where it names none."""
    return code_in(unescape(_MARKUP.sub(" ", content.decode("utf-8", "replace"))))


def _head(handout: Handout, hours: Hours, tag: LanguageTag) -> Iterator[str]:
    if hours.embargo is not None:
        yield f'<p class="embargo"><strong>Embargo until {escape(local_hours(hours.embargo, tag))}.</strong>'
        yield " Do not pass on.</p>\n"
    yield f"<h1>{escape(handout.statement)} <small>{escape(handout.language)}</small></h1>\n"
    yield f"<p><code>{handout.code}</code></p>\n"
    for phrases, words in ((phrases_for(tag), tag), (ENGLISH, LanguageTag("en"))):
        if phrases is not None:
            yield _how(phrases, words, handout, hours, tag)


def _how(phrases: Phrases, words: LanguageTag, handout: Handout, hours: Hours, tag: LanguageTag) -> str:
    numbers = [row.number for row in handout.open]
    asked = phrases.review if handout.kind == "review" else phrases.translate
    examples = " · ".join(
        f"<samp>{escape(example.format(n=numbers[0] if numbers else 1))}</samp>" for example in phrases.examples
    )
    until = ""
    if hours.deadline is not None:
        wanted = phrases.deadline.format(moment=local_hours(hours.deadline, tag, words))
        until = f"<p><strong>{escape(wanted)}</strong></p>\n"
    return (
        f'<div class="how" lang="{words.html}" dir="{words.direction}">\n'
        f"<p>{escape(asked.format(count=len(numbers), numbers=ranges(numbers)))}</p>\n{until}"
        f"<p>{escape(phrases.answer)}<br>{examples}</p>\n</div>\n"
    )


def _unit(row: Row, tag: LanguageTag) -> str:
    kind = "" if row.mine else " context"
    state = "" if row.waiting else '<span class="agreed">agreed</span>'
    head = row.key.context.removeprefix("meta:")
    said = (*(note for note in row.notes if note != head), *row.comments) if row.mine else ()
    notes = "".join(f"<li>{escape(note)}</li>" for note in said)
    target = f'<p class="target" lang="{tag.html}" dir="{tag.direction}">{shown(row.target)}</p>\n'
    empty = '<p class="target empty">not translated yet</p>\n'
    return (
        f'<section class="unit{kind}" id="u{row.number}">\n'
        f"<h2>{row.number}{f' <small>{escape(head)}</small>' if head else ''} {state}</h2>\n"
        f'<p class="source" lang="en">{shown(row.key.source)}</p>\n{target if row.target else empty}'
        f"{f'<ul>{notes}</ul>' if notes else ''}\n</section>\n"
    )
