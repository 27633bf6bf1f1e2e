from __future__ import annotations

import pytest

from pubflow.errors import SourceError
from pubflow.markup.decode import decode


def test_utf8_with_and_without_a_byte_order_mark() -> None:
    assert decode("é\r\n".encode(), "a.md") == "é\r\n"
    assert decode("\ufeffé".encode(), "a.md") == "é"
    assert decode("\ufeffé".encode(), "a.md", keep_bom=True) == "\ufeffé"
    assert decode(b"", "a.md") == ""


@pytest.mark.parametrize(
    ("content", "where", "message", "hint"),
    [
        (
            b"one\r\ntwo caf\xe9 three",
            "a.md:2:8",
            "not UTF-8: byte 0xE9 at line 2, column 8",
            "Windows-1252 or Latin-1",
        ),
        (b"\xef\xbb\xbfcaf\xe9", "a.md:1:4", "not UTF-8: byte 0xE9 at line 1, column 4", "Windows-1252 or Latin-1"),
        (b"a\rb\r\xff", "a.md:3:1", "not UTF-8: byte 0xFF at line 3, column 1", "Windows-1252 or Latin-1"),
        (b"one\n\ntwo\0", "a.md:3:4", "the text holds NUL bytes", "UTF-16"),
        ("text".encode("utf-16"), "a.md:1", "the file is UTF-16, by its byte order mark; pubflow reads UTF-8", "UTF-8"),
        ("text".encode("utf-32"), "a.md:1", "the file is UTF-32, by its byte order mark; pubflow reads UTF-8", "UTF-8"),
        ("te\u0434t".encode("utf-16-le") + b"\xff", "a.md", "", "UTF-16"),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_place(content: bytes, where: str, message: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(content, "a.md")
    assert (caught.value.where or "").startswith(where)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")
