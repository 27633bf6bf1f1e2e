"""PO bytes -> Catalog: which line becomes which field, and what is refused."""

from __future__ import annotations

import pytest

from pubflow.catalog import Catalog, State, Unit, unit_digest
from pubflow.errors import CatalogError
from pubflow.po import loads
from pubflow.segment.model import Key

PATH = "locales/zh_TW/LC_MESSAGES/visit.po"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={}\\n"\n\n'


def units(text: str) -> tuple[Unit, ...]:
    return loads(text.encode(), path=PATH)[0].units


def test_every_line_has_its_field() -> None:
    digest = unit_digest(Key("heading", "Rights"), "權利")
    text = f"""# who
# ? why
msgid ""
msgstr ""
"Language: zh_TW\\n"
"X-Odd: a: b\\n"
"no colon\\n"

# ? “Rights” or “Right”?
#
# = Rights.
# pubflow: draft for={digest} engine=x/1
#. heading
#. terms: right = 權利
#: statements/a.md \u2068my file.md\u2069:3
#: b.md
#, fuzzy, no-wrap
#| msgctxt "title"
#| msgid "Right"
msgctxt "heading"
msgid "Rights"
msgstr "權利"

#~ msgid "gone"
#~ msgstr "走了"
"""
    catalog, layout = loads(text.encode(), path=PATH)
    assert catalog == Catalog(
        "visit",
        "zh-TW",
        (
            Unit(
                Key("heading", "Rights"),
                "權利",
                State.TRANSLATED,
                notes=("heading", "terms: right = 權利"),
                comments=("? “Rights” or “Right”?", "", "= Rights."),
                record=f"draft for={digest} engine=x/1",
                previous=Key("title", "Right"),
                references=("statements/a.md", "\u2068my file.md\u2069:3", "b.md"),
                flags=("no-wrap",),
            ),
            Unit(Key("", "gone"), "走了", State.REVIEWED, obsolete=True),
        ),
        (("Language", "zh_TW"), ("X-Odd", "a: b"), ("", "no colon")),
        ("who", "? why"),
    )
    assert layout.findings == ()


def test_plural_forms_stay_together() -> None:
    text = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] "d"\n'
    assert units(text) == (Unit(Key("", "a"), "", State.REVIEWED, source_plural="b", targets=("", "d")),)


def test_state_is_empty_fuzzy_or_neither() -> None:
    text = '#, fuzzy\nmsgid "a"\nmsgstr ""\n\n#,fuzzy\nmsgid "b"\nmsgstr "x"\n\nmsgid "c"\nmsgstr "x"\n'
    assert [unit.state for unit in units(text)] == [State.INITIAL, State.TRANSLATED, State.REVIEWED]


def test_a_record_of_another_text_is_dropped_and_the_fitting_one_found() -> None:
    digest = unit_digest(Key("", "a"), "x")
    stale = "# pubflow: draft for=0123456789abcdef engine=e\n"
    good = f"# pubflow: review for={digest} by=tr1 kind=language\n"
    message = 'msgid "a"\nmsgstr "x"\n'
    assert units(stale + message) == (Unit(Key("", "a"), "x", State.REVIEWED),)
    expected = Unit(Key("", "a"), "x", State.REVIEWED, record=f"review for={digest} by=tr1 kind=language")
    assert units(stale + good + message) == (expected,)
    assert units((stale + good + message).replace("\n", "\r\n")) == (expected,)


@pytest.mark.parametrize(
    ("path", "header", "language"),
    [
        (PATH, "Language: pt_BR\\n", "pt-BR"),
        (PATH, "", "zh-TW"),
        ("visit.pot", "Language: \\n", ""),
        ("x/sr@latin/LC_MESSAGES/visit.po", "", "sr-Latn"),
    ],
)
def test_the_language_is_the_headers_or_the_folders(path: str, header: str, language: str) -> None:
    catalog, _ = loads(f'msgid ""\nmsgstr "{header}X: y\\n"\n'.encode(), path=path)
    assert (catalog.statement_id, catalog.language) == ("visit", language)


@pytest.mark.parametrize("obsolete", ["", "#~ "])
def test_duplicates_are_refused_with_both_lines(obsolete: str) -> None:
    text = f'msgid "a"\nmsgstr "b"\n\n# c\n{obsolete}msgid "a"\n{obsolete}msgstr "%s"\n'
    for target, verdict in (("b", "are equal"), ("c", "differ")):
        with pytest.raises(CatalogError) as caught:
            units(text % target)
        said = f"duplicate message “a”: lines 1 and 5; the two translations {verdict}"
        assert str(caught.value) == f"{PATH}:5: {said}"


def test_two_headers_are_duplicates_too() -> None:
    with pytest.raises(CatalogError, match="the header: lines 1 and 4"):
        units(HEADER.format("UTF-8") * 2)


@pytest.mark.parametrize(
    ("content", "line", "message", "hint"),
    [
        ((HEADER.format("UTF-8") + 'msgid "a"\nmsgstr "人權"\n').encode("big5"), 5, "though line 2 says so", "Big5"),
        ('msgid "a"\nmsgstr "é"\n'.encode("latin-1"), 2, "no header names another", "real charset"),
        (HEADER.format("rot13").encode(), 2, "rot13", "charset=UTF-8"),
        (HEADER.format("EUC-KR").encode() + b'msgid "\xff"', 4, "not valid EUC-KR", "UTF-8"),
        ('msgid "a"'.encode("utf-16"), 1, "UTF-16", "save it as UTF-8"),
        (b'msgid "a"\nmsgstr "\0"\n', 2, "NUL", "no text file"),
    ],
)
def test_bytes_of_another_charset_are_never_guessed_into_text(
    content: bytes, line: int, message: str, hint: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        loads(content, path=PATH)
    assert caught.value.where == f"{PATH}:{line}"
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


def test_what_the_next_write_converts_is_said_beforehand() -> None:
    text = HEADER.format("Big5") + 'msgid "a"\nmsgstr "人權"\n'
    catalog, layout = loads(text.replace("\n", "\r\n").encode("big5"), path=PATH)
    assert catalog.units[0].target == "人權"
    assert [finding.message for finding in layout.findings] == [
        "the file has BIG5 and CRLF line ends: kept as it is until its first change, then UTF-8 with LF"
    ]
    assert (
        loads(b"\xef\xbb\xbf" + b'msgid "a"\nmsgstr ""\n', path=PATH)[1]
        .findings[0]
        .message.startswith("the file has a byte order mark")
    )


def test_a_header_key_that_stands_twice_is_kept_and_said() -> None:
    catalog, layout = loads(b'msgid ""\nmsgstr "X-A: 1\\nX-A: 2\\n"\n', path=PATH)
    assert catalog.headers == (("X-A", "1"), ("X-A", "2"))
    assert [finding.message for finding in layout.findings] == ["the header has X-A 2 times; gettext takes the first"]


def test_a_language_that_is_none_is_a_finding() -> None:
    catalog, layout = loads(b'msgid ""\nmsgstr "Language: Klingon!\\n"\n', path=PATH)
    assert catalog.language == ""
    assert [finding.check for finding in layout.findings] == ["catalog-header"]
