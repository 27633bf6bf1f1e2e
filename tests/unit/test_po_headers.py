"""The header of our own files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pubflow.language.tag import LanguageTag
from pubflow.po import new_headers, plural_forms
from pubflow.po.headers import Headers

ZH = LanguageTag.parse("zh-TW")
FIRST = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=8)))
LATER = datetime(2027, 1, 1, tzinfo=UTC)


def headers(old: Headers = (), *, source: str = "0" * 16, stamp: datetime = FIRST, revised: bool = False) -> Headers:
    return new_headers(
        old, statement_id="visit", language=ZH, source=source, rules="en-1", stamp=stamp, revised=revised
    )


def test_a_new_catalogs_header_is_whole() -> None:
    assert headers() == (
        ("Project-Id-Version", "visit"),
        ("Report-Msgid-Bugs-To", ""),
        ("POT-Creation-Date", "2026-03-01 09:30+0800"),
        ("PO-Revision-Date", "2026-03-01 09:30+0800"),
        ("Last-Translator", "pubflow"),
        ("Language-Team", "zh_TW"),
        ("Language", "zh_TW"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
        ("X-Generator", "pubflow"),
        ("X-Pubflow-Format", "1"),
        ("X-Pubflow-Source", "0" * 16),
        ("X-Pubflow-Rules", "en-1"),
    )


def test_dates_move_only_with_what_they_speak_of() -> None:
    old = headers()
    assert headers(old, stamp=LATER) == old
    now = "2027-01-01 00:00+0000"
    assert dict(headers(old, stamp=LATER, revised=True)) == dict(old) | {"PO-Revision-Date": now}
    source = "1" * 16
    assert dict(headers(old, stamp=LATER, source=source)) == dict(old) | {
        "POT-Creation-Date": now,
        "X-Pubflow-Source": source,
    }


def test_a_templates_dates_stand_still_while_its_statement_does() -> None:
    def template(old: Headers, stamp: datetime, source: str) -> Headers:
        return new_headers(old, statement_id="visit", language=None, source=source, rules="en-1", stamp=stamp)

    old = template((), FIRST, "0" * 16)
    assert template(old, LATER, "0" * 16) == old
    moved = dict(template(old, LATER, "1" * 16))
    assert moved["POT-Creation-Date"] == moved["PO-Revision-Date"] == "2027-01-01 00:00+0000"


def test_an_editors_fields_stay_where_they_are_and_each_key_stands_once() -> None:
    mine = (("X-Poedit-Basepath", ".."), ("Last-Translator", "tr1"), ("X-Poedit-Basepath", "!"), ("", "no colon"))
    made = headers(mine)
    assert made[:2] == (("X-Poedit-Basepath", ".."), ("Last-Translator", "tr1"))
    assert len({key for key, _ in made}) == len(made) == 16
    assert headers(made) == made


def test_a_placeholder_is_no_date() -> None:
    assert dict(headers((("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),)))["PO-Revision-Date"].startswith("2026")


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("pt-BR", "nplurals=2; plural=(n > 1);"),
        ("pt-PT", "nplurals=2; plural=(n != 1);"),
        ("es-419", "nplurals=2; plural=(n != 1);"),
        ("fr", "nplurals=2; plural=(n > 1);"),
        (
            "ar",
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
        ),
        ("id", "nplurals=1; plural=0;"),
        ("zh-Hant-TW", "nplurals=1; plural=0;"),
        ("tlh", "nplurals=2; plural=(n != 1);"),
    ],
)
def test_plural_forms_are_gettexts_not_babels(language: str, forms: str) -> None:
    assert plural_forms(LanguageTag.parse(language)) == forms
