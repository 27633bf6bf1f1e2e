"""Index, feed and sitemap hold nothing that turns the reading round, and nothing that XML can't hold."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from pubflow.release.manifest import EditionFile, Language, Manifest
from pubflow.release.pages import feed, index, sitemap

SHA, AT = "0" * 64, "2026-01-02T03:04:05+00:00"
HOSTILE = "a \u202eb\u202c \x01\x85\ud800\ufffe </title><script>x</script> \"'&"


def _manifest() -> Manifest:
    language = Language("en", HOSTILE, SHA, AT, url="https://a.example/?a=1&b=2", summary=HOSTILE)
    return Manifest(
        "visit", 1, 1, AT, AT, "en", SHA, "pubflow", "a.example,2026", (language,),
        (EditionFile("en/visit.html", SHA, 1, "en", "html"),), (), publisher=HOSTILE,
    )  # fmt: skip


@pytest.mark.parametrize(
    "made", [index(_manifest()), feed(_manifest(), _manifest().languages[0]), sitemap(_manifest())]
)
def test_a_hostile_title_is_words_in_their_order(made: bytes | None) -> None:
    assert made is not None
    text = made.decode("utf-8")
    assert not set("\u202a\u202b\u202c\u202d\u202e\x01\x85\ufffe") & set(text)
    assert "<script" not in text
    if text.startswith("<?xml"):
        ET.fromstring(made)
    assert "https://a.example/?a=1&amp;b=2" in text
