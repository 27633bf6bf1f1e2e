"""What stands around the words of an edition: title, dateline, embargo, notices, contact. Shared by the writers.

Values are plain text in the language of the edition; escaping and layout are each writer's business. An edition is
dated in its readers' zone where its region has only one, else in the zone the source names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pubflow.document import Page
from pubflow.language import LanguageTag
from pubflow.language.dates import date_in_words, moment_in_words, parse_date, reader_zone
from pubflow.language.furniture import language_of, text
from pubflow.statement import Statement, plain


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know before the first line."""

    label: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The front of one edition."""

    title: str
    heading: int | None
    """Index of the block that is the title itself and is not repeated in the body; None where there is none."""
    subtitle: str
    place: str
    published: str
    """The date in words; "" where the statement has none."""
    published_iso: str
    """The same day or moment for machines; "" where the front matter holds free text."""
    release: str
    """The line on when it may be published."""
    embargoed: bool
    notices: tuple[Notice, ...]
    contact: tuple[str, ...]
    """Lines."""
    description: str


def front(statement: Statement, page: Page) -> Front:
    """Read the front matter for one edition. What is not a date in a known form is shown as written."""
    tag = LanguageTag.parse(page.language)
    title = _one_line(statement.get("title"))
    heading = _title_heading(statement, title)
    if not title:
        title = _one_line(plain(statement.blocks[heading].inlines)) if heading is not None else statement.id
    published, published_iso = _published(tag, statement.get("date").strip())
    embargo = "" if page.embargo_lifted else statement.get("embargo").strip()
    return Front(
        title=title,
        heading=heading,
        subtitle=_one_line(statement.get("subtitle")),
        place=_one_line(statement.get("place")),
        published=published,
        published_iso=published_iso,
        release=_release(tag, embargo),
        embargoed=bool(embargo),
        notices=_notices(tag, page),
        contact=tuple(line.strip() for line in statement.get("contact").splitlines() if line.strip()),
        description=_one_line(next(filter(None, map(statement.get, ("summary", "excerpt", "description"))), "")),
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _title_heading(statement: Statement, title: str) -> int | None:
    for index, block in enumerate(statement.blocks):
        if block.kind == "html":
            continue
        is_heading = block.kind == "heading" and block.level == 1
        return index if is_heading and title in {"", _one_line(plain(block.inlines))} else None
    return None


def _published(tag: LanguageTag, written: str) -> tuple[str, str]:
    try:
        value = parse_date(written)
    except ValueError:
        value = None
    if value is None:
        return _one_line(written), ""
    if isinstance(value, datetime):
        value = value.astimezone(reader_zone(tag) or value.tzinfo)
    return date_in_words(tag, value), value.isoformat()


def _release(tag: LanguageTag, embargo: str) -> str:
    if not embargo:
        return text(tag, "For immediate release")
    return text(tag, "Embargoed until {moment}", moment=_embargo_words(language_of(tag), tag, embargo))


def _embargo_words(spoken: LanguageTag, tag: LanguageTag, embargo: str) -> str:
    try:
        value = parse_date(embargo)
    except ValueError:
        value = None
    if not isinstance(value, datetime):
        return _one_line(embargo)
    words = moment_in_words(spoken, value)
    zone = reader_zone(tag)
    if zone is None or value.astimezone(zone).utcoffset() == value.utcoffset():
        return words
    # The hour of the readers first; the hour that the desk wrote, so that both sides speak of the same one.
    return f"{moment_in_words(spoken, value, zone)} = {words}"


def _notices(tag: LanguageTag, page: Page) -> tuple[Notice, ...]:
    notices = []
    if page.draft:
        reason = (
            "Parts of this text were translated by a machine and nobody has reviewed them. Do not quote or publish it."
            if page.machine
            else "Parts of this text have not been reviewed. Do not quote or publish it."
        )
        sentences = [text(tag, reason)]
        if page.untranslated:
            sentences.append(text(tag, "Some sentences are still in English."))
        notices.append(Notice(text(tag, "Unreviewed draft"), tuple(sentences)))
    if page.sample:
        sentence = text(tag, "This text shows how editions are made. It speaks for no organisation.")
        notices.append(Notice(text(tag, "Sample content"), (sentence,)))
    return tuple(notices)
