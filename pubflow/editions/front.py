"""What stands around the words of an edition: title, dateline, embargo, notices, contact. Shared by the writers.

Values are plain text in the language of the edition; escaping and layout are each writer's business. An edition is
dated in its readers' zone where its region has only one, else in the zone the source names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pubflow.document import Note, Page
from pubflow.language import LanguageTag
from pubflow.language.dates import date_in_words, moment_in_words, parse_date, reader_zone
from pubflow.language.furniture import language_of, text
from pubflow.statement import Statement, plain

_BLANK = " \t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_BREAKS = re.compile(f"[{_BLANK}]+")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know before the first line."""

    label: str
    sentences: tuple[str, ...]
    kind: Literal["", "retracted"] = ""
    link: tuple[str, str] | None = None
    """Words and address of where to go instead."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One note of what was corrected."""

    day: str
    """In words."""
    iso: str
    text: str


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
    """The line on when it may be published; "" where it may not be published any more."""
    embargoed: bool
    notices: tuple[Notice, ...]
    """What weighs most first."""
    corrections: tuple[Correction, ...]
    """Oldest first."""
    contact: tuple[str, ...]
    """Lines."""
    authority: str
    """Which language counts where editions differ; "" where there is only one."""
    description: str
    modified_iso: str
    """The moment of the last change after publication; "" for none."""


def front(statement: Statement, page: Page) -> Front:
    """Read the front matter for one edition. What is not a date in a known form is shown as written."""
    tag = LanguageTag.parse(page.language)
    title = one_line(statement.get("title"))
    heading = _title_heading(statement, title)
    if not title:
        title = one_line(plain(statement.blocks[heading].inlines)) if heading is not None else statement.id
    until = statement.get("embargo").strip()
    embargo = "" if page.embargo_lifted else until
    # A text that waited for its hour is of that hour, in the zone of its readers, where nobody dated it otherwise.
    published, published_iso = _published(tag, statement.get("date").strip() or (until if page.embargo_lifted else ""))
    corrections = tuple(_correction(tag, note) for note in page.corrections)
    return Front(
        title=title,
        heading=heading,
        subtitle=one_line(statement.get("subtitle")),
        place=one_line(statement.get("place")),
        published=published,
        published_iso=published_iso,
        release="" if page.retraction else _release(tag, embargo),
        embargoed=bool(embargo),
        notices=tuple(_notices(tag, page, embargo)),
        corrections=corrections,
        contact=_contact(statement, page),
        authority=_authority(tag, page),
        description=one_line(next(filter(None, map(statement.get, ("summary", "excerpt", "description"))), "")),
        modified_iso=page.modified or (corrections[-1].iso if corrections else ""),
    )


def notices_of(page: Page) -> tuple[Notice, ...]:
    """What a page that was made earlier has to say above itself now."""
    return tuple(_notices(LanguageTag.parse(page.language), page, ""))


def _contact(statement: Statement, page: Page) -> tuple[str, ...]:
    lines = statement.get("contact").splitlines() if page.contact is None else page.contact
    return tuple(line.strip() for line in lines if line.strip())


def _authority(tag: LanguageTag, page: Page) -> str:
    others = page.language != page.source_language or len(page.alternates) > 1
    if page.draft or not others or page.source_language != "en":  # the sentence names English
        return ""
    return text(tag, "The English text is authoritative.")


def _correction(tag: LanguageTag, note: Note) -> Correction:
    day, iso = _published(tag, note.at)
    return Correction(day, iso, one_line(note.text))


def one_line(words: str) -> str:
    """The words in one line. Spaces that keep words together, or have a width of their own, are the writer's choice."""
    return _BREAKS.sub(" ", words).strip(_BLANK)


def _title_heading(statement: Statement, title: str) -> int | None:
    for index, block in enumerate(statement.blocks):
        if block.kind == "html":
            continue
        is_heading = block.kind == "heading" and block.level == 1
        return index if is_heading and title in {"", one_line(plain(block.inlines))} else None
    return None


def _published(tag: LanguageTag, written: str) -> tuple[str, str]:
    try:
        value = parse_date(written)
    except ValueError:
        value = None
    if value is None:
        return one_line(written), ""
    if isinstance(value, datetime):
        value = value.astimezone(reader_zone(tag) or value.tzinfo)
    return date_in_words(tag, value), value.isoformat()


def _release(tag: LanguageTag, embargo: str) -> str:
    if not embargo:
        return text(tag, "For immediate release")
    return text(tag, "Embargoed until {moment}", moment=" = ".join(_embargo_hours(language_of(tag), tag, embargo)))


def _embargo_hours(spoken: LanguageTag, tag: LanguageTag, embargo: str) -> tuple[str, ...]:
    """The hour of the readers first; then the hour that the desk wrote, so that both sides speak of the same one."""
    try:
        value = parse_date(embargo)
    except ValueError:
        value = None
    if not isinstance(value, datetime):
        return (one_line(embargo),)
    words = moment_in_words(spoken, value)
    zone = reader_zone(tag)
    if zone is None or value.astimezone(zone).utcoffset() == value.utcoffset():
        return (words,)
    return moment_in_words(spoken, value, zone), words


def _notices(tag: LanguageTag, page: Page, embargo: str) -> Iterator[Notice]:
    if page.retraction:
        label = text(tag, "Retracted on {day}", day=_published(tag, page.retraction.at)[0])
        sentence = text(tag, "This statement has been withdrawn. Do not quote or publish it.")
        reason = one_line(page.retraction.text)
        yield Notice(label, (sentence, reason) if reason else (sentence,), kind="retracted")
    if page.embargoed_copy and embargo:
        moment = _embargo_hours(language_of(tag), tag, embargo)[0]
        sentence = text(tag, "Do not publish, quote or pass it on before {moment}.", moment=moment)
        yield Notice(text(tag, "Embargoed copy for journalists"), (sentence,))
    if page.draft:
        yield _draft(tag, page)
    if page.stale:
        sentence = text(tag, "The English text has changed since this translation was made.")
        yield Notice(text(tag, "Not up to date"), (sentence,), link=_to_source(tag, page))
    if page.sample:
        sentence = text(tag, "This text shows how editions are made. It speaks for no organisation.")
        yield Notice(text(tag, "Sample content"), (sentence,))


def _draft(tag: LanguageTag, page: Page) -> Notice:
    reason = (
        "Parts of this text were translated by a machine and nobody has reviewed them. Do not quote or publish it."
        if page.machine
        else "Parts of this text have not been reviewed. Do not quote or publish it."
    )
    sentences = [text(tag, reason)]
    if page.untranslated:
        sentences.append(text(tag, "Some sentences are still in English."))
    return Notice(text(tag, "Unreviewed draft"), tuple(sentences))


def _to_source(tag: LanguageTag, page: Page) -> tuple[str, str] | None:
    address = next((one.url or one.href for one in page.alternates if one.language == page.source_language), "")
    return (text(tag, "Read the current English text"), address) if address else None


def together(tag: LanguageTag, sentences: Sequence[str]) -> str:
    """The page's own sentences in a row, with the space that their language puts between them."""
    return (" " if language_of(tag).spaced or tag.language == "th" else "").join(sentences)


def mark_of(page: Page, where: int | str) -> str:
    """What the page says beside a leaf block or a key of the front matter; "" for most.

    Of blocks in a row that only this language has, the first one says so.
    """
    tag = LanguageTag.parse(page.language)
    if where in page.untranslated and page.language != page.source_language:
        return text(tag, "Not yet fully translated")
    if isinstance(where, int) and where in page.local and where - 1 not in page.local:
        return text(tag, "Only in this edition")
    return ""
