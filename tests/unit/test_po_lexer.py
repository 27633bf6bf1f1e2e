"""What the lexer takes, and with which words it refuses the rest."""

from __future__ import annotations

import time

import pytest

from pubflow.errors import CatalogError
from pubflow.po.lexer import Block, blocks


def lex(text: str, charset: str = "utf-8") -> list[Block]:
    return blocks(text, path="a.po", charset=charset)[0]


def strings(text: str, charset: str = "utf-8") -> list[tuple[str | None, str, str | None, tuple[str, ...]]]:
    return [(block.context, block.source, block.plural, block.targets) for block in lex(text, charset)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('msgid "a"\nmsgstr "b"\n', [(None, "a", None, ("b",))]),
        ('msgid "a"\nmsgstr "b"', [(None, "a", None, ("b",))]),
        ('msgctxt "c"\nmsgid "a"\nmsgstr "b"\n', [("c", "a", None, ("b",))]),
        ('msgctxt ""\nmsgid "a"\nmsgstr "b"\n', [("", "a", None, ("b",))]),
        ('msgid "" \n  "a"\n\t"b"\nmsgstr ""\n', [(None, "ab", None, ("",))]),
        ('msgid"a" "b"\n\n"c"\nmsgstr"d"\n', [(None, "abc", None, ("d",))]),
        ('msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n', [(None, "a", None, ("b",)), (None, "c", None, ("d",))]),
        ('msgid "a"\r\nmsgstr ""\r\n"b"\r\n', [(None, "a", None, ("b",))]),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr [ 1 ] "d"\n', [(None, "a", "b", ("c", "d"))]),
        ('#~ msgid "a"\n#~ "b"\n#~ msgstr "c"\n', [(None, "ab", None, ("c",))]),
        ('#~ msgid "a"\n#~ msgstr ""\n#~ msgid "b"\n#~ msgstr ""\n', [(None, s, None, ("",)) for s in "ab"]),
        ('msgctxt "c" "d"\nmsgid "a"\nmsgstr "b"\n', [("cd", "a", None, ("b",))]),
        ("msgid \"\u2028\x85\x0b\x0c\x1c|\"\nmsgstr \"a\rb\"\n", [(None, "\u2028\x85\x0b\x0c\x1c|", None, ("a\rb",))]),
        ("", []),
        ("# only a comment\n", []),
    ],
)  # fmt: skip
def test_takes_what_gettext_takes(
    text: str, expected: list[tuple[str | None, str, str | None, tuple[str, ...]]]
) -> None:
    assert strings(text) == expected


def test_escapes_are_those_of_c_and_bytes_are_in_the_files_charset() -> None:
    assert strings(r'msgid "\a\b\f\n\r\t\v\"\\n\101\x41"' + '\nmsgstr "\\303\\251\\xc3" "\\xa9"\n') == [
        (None, '\a\b\f\n\r\t\v"\\nAA', None, ("éé",))
    ]
    assert strings('msgid "a"\nmsgstr "\\244\\244"\n', "big5") == [(None, "a", None, ("中",))]


def test_a_block_knows_its_place_its_comments_and_its_previous_text() -> None:
    text = '# one\n\n# two\n#| msgctxt "x"\n#| msgid "old"\nmsgid "new"\nmsgstr ""\n\n# last\n'
    found, end = blocks(text, path="a.po", charset="utf-8")
    assert found == [
        Block(0, text.index('msgid "new'), "# one\n# two\n", None, "new", None, ("",), ("x", "old"), False)
    ]
    assert text[end:] == "# last\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "a"\nmsgstr "b\n', 2, "ends inside a string"),
        ('msgid "a"\nmsgstr ""\n"b', 3, "ends inside a string"),
        ('msgid "a"\nmsgstr "b\\"\n', 2, "ends inside a string"),
        ('msgid "a\nmsgstr "b"\n', 1, "never closes"),
        ('msgid "a"\nmsgstr "b" "c\n\nmsgid "d"\nmsgstr ""\n', 2, "never closes"),
        ('msgid "a"\n', 1, "ends inside a message"),
        ('# c\nmsgid "a"\nmsgid "b"\nmsgstr ""\n', 2, "without its msgstr"),
        ('msgid "a"\n# c\nmsgstr ""\n', 1, "without its msgstr"),
        ('\nmsgstr "b"\n', 2, "without its msgid"),
        ('msgctxt "a"\nmsgctxt "b"\nmsgid ""\nmsgstr ""\n', 2, "without its msgid"),
        ('msgctxt "a"\n# c\nmsgid "b"\nmsgstr ""\n', 2, "without its msgid"),
        ('msgid_plural "a"\nmsgid "b"\nmsgstr ""\n', 1, "before its msgid"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 3, "needs msgstr[0]"),
        ('msgid "a"\nmsgstr[0] "c"\n', 2, "without msgid_plural"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 3, "msgstr[1] where msgstr[0] belongs"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, "without its msgid"),
        ('msgid[1] "a"\nmsgstr "b"\n', 1, "can not have a number"),
        ('#~ msgid "a"\nmsgstr "b"\n', 2, "half of which is marked obsolete"),
        ('msgid "a"\n#~ "b"\nmsgstr ""\n', 2, "without msgctxt, msgid or msgstr"),
        ('msgid "a"\n#| msgid "b"\nmsgstr ""\n', 2, "previous text"),
        ('"a"\n', 1, "belongs to no keyword"),
        ('msgid "a"\nmsgstr "b" c\n', 2, "no part of a PO file"),
        ('domain "a"\n', 1, "no part of a PO file"),
        ('msgid "a"\nmsgstr "b"\n<<<<<<< HEAD\n', 3, "merge conflict"),
        ('msgid "a"\n"b\\q"\nmsgstr ""\n', 2, "\\q is no escape"),
        ('msgid "a"\nmsgstr "\\777"\n', 2, "no byte"),
        ('msgid "a"\nmsgstr "\\xff"\n', 2, "no utf-8"),
        ('msgid "a"\nmsgstr "\\0"\n', 2, "NUL"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_what_to_do(text: str, line: int, message: str) -> None:
    with pytest.raises(CatalogError) as caught:
        lex(text)
    assert caught.value.where == f"a.po:{line}"
    assert message in caught.value.message
    assert caught.value.hint is not None
    assert caught.value.hint.endswith("; the catalog was not changed")


@pytest.mark.parametrize(
    "text",
    [
        'msgid "' + 'a\\"' * 200_000,
        'msgid "' + "\\" * 400_001,
        "#\n" * 200_000 + "x",
        " " * 400_000 + "x",
        '#~ msgid "a"\n' + '#~ "b"\n' * 100_000,
        'msgid ""\n' + '"a"\n' * 100_000 + 'msgid_plural "b"\n',
        "# a\n\n" * 100_000 + 'msgid "a"\n',
    ],
)
def test_hostile_text_costs_linear_time(text: str) -> None:
    began = time.process_time()
    with pytest.raises(CatalogError):
        lex(text)
    # Quadratic work would take minutes.
    assert time.process_time() - began < 5
