"""A story as one page without script, to print or to hand over; it asks no host for anything. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pubflow.editions.html.safe import encode, escape, quote
from pubflow.exchange.page import shown, style
from pubflow.language import LanguageTag
from pubflow.review.story import Happening, Reading, Sentence, Story


def dumps(story: Story) -> bytes:
    """The page. Everything from a text, a question or a handle is escaped: nothing of it can bring mark-up."""
    sheet, policy = style(__package__, "story.css")
    about = f", unit {story.sentence.number}" if story.sentence and story.sentence.number else ""
    title = f"History of {story.statement}{about}"
    return encode(
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{sheet}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{escape(title)}</h1>\n"
        f'<p class="facts">Source <code>{escape(story.source)}</code>; {escape(", ".join(story.languages))}</p>\n'
        f'<p class="told">{escape(story.told)}</p>\n</header>\n'
        f"<main>\n{''.join(_body(story))}</main>\n</body>\n</html>\n"
    )


def _body(story: Story) -> Iterator[str]:
    if story.sentence is not None:
        yield from _sentence(story.sentence)
    yield "<section>\n<h2>What was done</h2>\n"
    if story.happenings:
        yield f'<ol class="story">\n{"".join(map(_happening, story.happenings))}</ol>\n'
    else:
        yield "<p>Nothing was written down.</p>\n"
    yield "</section>\n"
    if story.gaps:
        gaps = "".join(f"<li>{escape(gap)}</li>\n" for gap in story.gaps)
        yield f'<section class="gaps">\n<h2>What nobody wrote down</h2>\n<ul>\n{gaps}</ul>\n</section>\n'


def _sentence(one: Sentence) -> Iterator[str]:
    what = f"Unit {one.number}" if one.number else "A sentence that is gone from the statement"
    context = f" ({escape(one.context)})" if one.context else ""
    yield f'<section>\n<h2>{what}{context}</h2>\n<p class="source">{shown(one.source)}</p>\n'
    for source in one.earlier:
        yield f'<p>It read before:</p>\n<p class="source earlier">{shown(source)}</p>\n'
    for reading in one.readings:
        yield from _reading(reading)
    yield "</section>\n"


def _reading(one: Reading) -> Iterator[str]:
    tag = LanguageTag.parse(one.language)
    yield f"<h3>{escape(one.language)}: {escape(one.state)}</h3>\n"
    if one.target:
        yield f'<p class="target" lang="{quote(tag.html)}" dir="{tag.direction}">{shown(one.target)}</p>\n'
    rows = [("terms", term) for term in one.terms] + [("stands in", path) for path in one.stands_in]
    if one.target and not one.stands_in:
        rows.append(("stands in", "no edition in this workspace"))
    if rows:
        yield f"<dl>\n{''.join(f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in rows)}\n</dl>\n"


def _happening(one: Happening) -> str:
    when = f'<time datetime="{quote(one.at)}">{escape(moment(one.at))}</time>'
    unit = f", unit {one.unit}" if one.unit else ""
    where = f'<span class="language">{escape(one.language or "source")}{unit}</span>'
    quoted = "".join(f"<blockquote><p>{shown(words)}</p></blockquote>" for words in one.quoted)
    return f"<li>{when}{where}\n<p>{escape(one.words)}</p>{quoted}</li>\n"


def moment(at: str) -> str:
    """`2024-07-01 21:36 +01:00`: read off as it was written down."""
    day, _, rest = at.partition("T")
    offset = rest[-6:] if rest[-6:-5] in ("+", "-") else "UTC" if rest.endswith("Z") else ""
    return f"{day} {rest[:5]} {'UTC' if offset == '+00:00' else offset}".strip()
