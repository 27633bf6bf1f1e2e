"""What stands round a press release, and where it goes."""

from __future__ import annotations

import pytest

from pubflow.markup.embargo_line import Embargo, embargo_of
from pubflow.markup.plaintext import loads
from pubflow.markup.press import Press, recognise
from pubflow.statement import Block, Span, Statement, Text, plain

RELEASE = """Under strict embargo until 22:00 BST, Monday 1 July 2024

PRESS RELEASE

Release her now, say groups

LONDON, 1 July 2024 – She was held for 21 days.

They were glad.

-30-

Notes to editors:

The visit lasted five days.

For more information or to arrange an interview, please contact:

Ana Press, +44 20 7413 5566

press@example.org"""


def recognised(text: str, **meta: str) -> Press:
    return recognise(Statement("a", "en", tuple(meta.items()), loads(text), "a.txt"))


def words(press: Press) -> list[str]:
    return [f"{block.kind}: {plain(block.inlines)}" for block in press.statement.blocks]


def test_the_furniture_of_a_release_stands_in_its_front_matter() -> None:
    found = recognised(RELEASE)

    assert found.statement.meta == (
        ("embargo", "2024-07-01 22:00 Europe/London"),
        ("title", "Release her now, say groups"),
        ("place", "LONDON"),
        ("date", "2024-07-01"),
        (
            "contact",
            "For more information or to arrange an interview, please contact:\n"
            "Ana Press, +44 20 7413 5566\npress@example.org",
        ),
    )
    assert words(found) == [
        "paragraph: PRESS RELEASE",
        "paragraph: She was held for 21 days.",
        "paragraph: They were glad.",
        "rule: ",
        "heading: Notes to editors",
        "paragraph: The visit lasted five days.",
    ]
    assert found.as_written == (
        ("embargo", "Under strict embargo until 22:00 BST, Monday 1 July 2024"),
        ("date", "LONDON, 1 July 2024 –"),
        ("end", "-30-"),
    )
    assert found.findings == ()
    assert len(found.told) == 7


@pytest.mark.parametrize("mark", ["ENDS", "END", "- ENDS -", "***ENDS***", "[Ends]", "###", "# # #", "-30-", "– 30 –"])
def test_an_end_mark_with_nothing_behind_it_goes(mark: str) -> None:
    found = recognised(f"A headline\n\nShe is free.\n\n{mark}", title="T")

    assert words(found) == ["paragraph: A headline", "paragraph: She is free."]
    assert found.as_written == (("end", mark),)


@pytest.mark.parametrize(
    "text",
    [
        "The arms embargo on Myanmar was renewed.\n\nShe ends her strike on 3 July 2024.",
        "She was held.\n\nThe strike ends\n\nFor more information on the law, see the report.",
        "She was held.\n\nNotes to editors were sent to nobody.\n\nContact: none was made",
        "On 1 July 2024 she was held.\n\nEND OF HISTORY was a book",
    ],
)
def test_prose_is_no_furniture(text: str) -> None:
    found = recognised(text, title="T")

    assert found == Press(Statement("a", "en", (("title", "T"),), loads(text), "a.txt"))


@pytest.mark.parametrize(
    "words",
    [
        "Contact: Ana Lima, press@a.example",
        "For Further Information Contact: Ana Lima, press@a.example",
        "For more information, please contact Ana Lima, press@a.example",
        "Media contact:\n\nAna Lima, press@a.example",
        "PRESS ENQUIRIES\n\nAna Lima, press@a.example",
    ],
)
def test_a_contact_is_without_the_word_that_each_page_says_in_its_language(words: str) -> None:
    found = recognised(f"She was held.\n\nShe is free.\n\n{words}", title="T")

    assert found.statement.get("contact") == "Ana Lima, press@a.example"


def test_a_dateline_goes_out_of_a_bold_run() -> None:
    bold = Span("strong", (Text("Taipei, Taiwan, July 1, 2024 — She"),))
    found = recognise(Statement("a", "en", (("title", "T"),), (Block("paragraph", (bold, Text(" is free."))),)))

    assert found.statement.meta[1:] == (("place", "Taipei, Taiwan"), ("date", "2024-07-01"))
    assert found.statement.blocks == (Block("paragraph", (Span("strong", (Text("She"),)), Text(" is free."))),)


def test_an_embargo_that_was_taken_for_the_headline_is_none() -> None:
    found = recognised("Release her\n\nNow.", title="Not for publication before 6 pm CET, 5 January 2025")

    assert found.statement.meta == (("embargo", "2025-01-05 18:00 Europe/Paris"), ("title", "Release her"))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("EMBARGOED UNTIL 22:00 BST 1 July 2024", "2024-07-01 22:00 Europe/London"),
        ("EMBARGOED FOR RELEASE UNTIL 0001 GMT ON 3 DECEMBER 2024", "2024-12-03 00:01 GMT"),
        ("Embargoed until 9.30 a.m. EDT, July 1, 2024", "2024-07-01 09:30 America/New_York"),
        ("EMBARGO: 22:00 (Europe/London) 1 July 2024", "2024-07-01 22:00 Europe/London"),
        ("Embargoed until 22:00 London time (05:00 Taipei time) on 1 July 2024", "2024-07-01 22:00 Europe/London"),
        ("Embargoed until 22:00 BST (23:00 CEST) 1 July 2024", "2024-07-01 22:00 Europe/London"),
        ("Embargoed until 22:00 UTC+8 on 1 July 2024", "2024-07-01 22:00 +08:00"),
        ("Press release - embargoed until noon UTC, 5 January 2025", "2025-01-05 12:00 UTC"),
        ("Embargo: 12:01 am UTC, 5 January 2025", "2025-01-05 00:01 UTC"),
        ("EMBARGOED UNTIL 22:00 CST (Taiwan time) 1 July 2024", "2024-07-01 22:00 Asia/Taipei"),
        ("Embargoed until 22:00 CST (UTC+8), 1 July 2024", "2024-07-01 22:00 +08:00"),
        ("Embargoed until 10pm IST (Delhi), 1 July 2024", "2024-07-01 22:00 Asia/Kolkata"),
        ("Embargoed until 10pm UK time, 1 July 2024", "2024-07-01 22:00 Europe/London"),
        ("Embargoed until 22:00 Taiwan time (15:00 BST) on 1 July 2024", "2024-07-01 22:00 Asia/Taipei"),
        ("Embargoed until 22:00 Brasília time on 1 July 2024", "2024-07-01 22:00 America/Sao_Paulo"),
    ],
)
def test_an_embargo_with_its_zone_is_a_moment(line: str, value: str) -> None:
    assert embargo_of(line) == Embargo(value)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("EMBARGO HASTA LAS 21:30 (HORA DE MADRID) DEL LUNES 1 DE JULIO DE 2024", "2024-07-01 21:30 Europe/Madrid"),
        ("Embargado hasta el 1 de julio de 2024 a las 21:30 h, hora de París", "2024-07-01 21:30 Europe/Paris"),
        ("Embargo: 1 de julio de 2024, 21.30 horas (hora local de Bogotá)", "2024-07-01 21:30 America/Bogota"),
        ("EMBARGO HASTA LAS 21 H DEL 1 DE JULIO DE 2024, HORA PENINSULAR", "2024-07-01 21:00 Europe/Madrid"),
        ("Embargado hasta las 9:30 p. m. UTC-5 del 1 de julio de 2024", "2024-07-01 21:30 -05:00"),
        (
            "Embargado hasta las 9:30 de la noche, hora de Madrid, del 1 de julio de 2024",
            "2024-07-01 21:30 Europe/Madrid",
        ),
        ("Embargado hasta las 9 h de la mañana del 1 de julio de 2024 CEST", "2024-07-01 09:00 Europe/Paris"),
        ("Sous embargo jusqu'à 9 h 30 du soir, heure de Paris, le 1er juillet 2024", "2024-07-01 21:30 Europe/Paris"),
        ("SOUS EMBARGO JUSQU’AU LUNDI 1ER JUILLET 2024 À 21 H 30, HEURE DE PARIS", "2024-07-01 21:30 Europe/Paris"),
        ("Embargo strict jusqu'au 1er juillet 2024 à 21h30 (heure de Genève)", "2024-07-01 21:30 Europe/Zurich"),
        ("Ne pas publier avant le 5 août 2024, midi CEST", "2024-08-05 12:00 Europe/Paris"),
        ("Sous embargo jusqu'à 21 heures GMT, le 5 janvier 2025", "2025-01-05 21:00 GMT"),
        ("EMBARGO ATÉ AS 21h30 (horário de Brasília) DE 1 DE JULHO DE 2024", "2024-07-01 21:30 America/Sao_Paulo"),
        ("محظور النشر حتى الساعة 21:30 بتوقيت بيروت يوم الاثنين 1 يوليو 2024", "2024-07-01 21:30 Asia/Beirut"),
        ("محظور النشر حتى الساعة ٩:٣٠ مساءً بتوقيت غرينتش، ٥ يناير ٢٠٢٥", "2025-01-05 21:30 GMT"),
        ("يُحظر النشر قبل الساعة 9 صباحاً بتوقيت القاهرة من يوم 1 يوليو 2024", "2024-07-01 09:00 Africa/Cairo"),
    ],
)
def test_an_embargo_in_another_language_is_the_same_moment(line: str, value: str) -> None:
    assert embargo_of(line) == Embargo(value)


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("EMBARGO HASTA LAS 21:30 DEL 1 DE JULIO DE 2024", "it names no time zone"),
        ("Embargado hasta las 21:30 (hora de Springfield) del 1 de julio de 2024", "“hora de Springfield” is not one time zone"),
        ("Sous embargo jusqu'au 1er juillet à 21 h 30, heure de Paris", "the day has no year"),
        ("Sous embargo jusqu'au mardi 1er juillet 2024 à 21 h 30, heure de Paris", "2024-07-01 is a Monday"),
        ("Sous embargo jusqu'au 1er juillet 2024, heure de Paris", "it names no hour"),
        ("Embargo até a meia-noite de 1 de julho de 2024 (hora de Lisboa)", "midnight may be the beginning or the end of a day"),
        ("EMBARGO: 01/07/2024 22:00 (hora de Madrid)", "the day may be read in two ways, as day and month or as month and day"),
        ("Embargado hasta las 12 de la noche del 1 de julio de 2024 (hora de Madrid)", "midnight may be the beginning or the end of a day"),
        ("محظور النشر حتى الساعة 21:30 يوم 1 يوليو 2024", "it names no time zone"),
    ],
)  # fmt: skip
def test_nor_is_it_guessed_in_another_language(line: str, doubt: str) -> None:
    assert embargo_of(line) == Embargo("", doubt)


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Embargo: 1 July 2024, 22:00", "it names no time zone"),
        ("Under strict embargo until 00:01 GMT, Monday 1 July", "the day has no year"),
        ("STRICTLY EMBARGOED until 10pm IST, 1 July 2024", "“IST” is not one time zone"),
        ("EMBARGO: Tuesday 1 July 2024 22:00 BST", "2024-07-01 is a Monday"),
        ("EMBARGOED UNTIL 01/07/2024 22:00 BST", "the day may be read in two ways, as day and month or as month and day"),
        ("Embargoed until midnight GMT 5 January 2025", "midnight may be the beginning or the end of a day"),
        ("Embargoed until 22:00 BST 5 January 2025", "the clocks of Europe/London show another time on that day than the line says"),
        ("Embargoed until 22:00 BST (22:00 CEST) 1 July 2024", "it names several hours that are not the same moment"),
        ("Embargoed until 22:00 BST 1 July or 2 July 2024", "it names several days"),
        ("EMBARGOED", "it names no day"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_not_guessed(line: str, doubt: str) -> None:
    assert embargo_of(line) == Embargo("", doubt)


def test_an_embargo_that_is_not_sure_stands_as_it_was_written_and_is_told() -> None:
    found = recognised("EMBARGOED UNTIL 22:00 1 July 2024\n\nRelease her\n\nNow.")

    assert found.statement.get("embargo") == "EMBARGOED UNTIL 22:00 1 July 2024"
    assert [finding.check for finding in found.findings] == ["embargo"]
    assert "it names no time zone" in found.findings[0].message


def test_gmt_in_summer_is_kept_and_asked_about() -> None:
    found = embargo_of("Under strict embargo until 00:01 GMT, Monday 1 July 2024")

    assert found is not None
    assert found.value == "2024-07-01 00:01 GMT"
    assert "01:01 there" in found.doubt


@pytest.mark.parametrize(
    "line",
    [
        "Embargo lifted",
        "The embargo on oil",
        "Embargo on arms sales is renewed",
        "x" * 300,
        "L’embargo sur les armes est maintenu jusqu’au 1er juillet 2024",
        "El embargo de armas sigue hasta el 1 de julio de 2024",
        "حظر تصدير السلاح مستمر حتى 1 يوليو 2024",
    ],
)
def test_other_lines_speak_of_no_embargo(line: str) -> None:
    assert embargo_of(line) is None


@pytest.mark.parametrize("label", ["Contact: ", "Press contact: ", "Media Contacts:  "])
def test_a_contact_is_kept_without_its_english_label(label: str) -> None:
    found = recognised(f"Release her\n\nShe was held.\n\nThey said so.\n\n{label}Press Office, +44 20 7413 5566")
    assert dict(found.statement.meta)["contact"] == "Press Office, +44 20 7413 5566"
    assert ("contact", f"{label.strip()} Press Office, +44 20 7413 5566") in found.as_written
