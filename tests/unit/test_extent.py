"""A short text is counted as the place counts that has room for it."""

from __future__ import annotations

import pytest

from pubflow.language.extent import X_LIMIT, extent


@pytest.mark.parametrize(
    ("text", "characters", "weight"),
    [
        ("", 0, 0),
        ("Taiwan must act", 15, 15),
        ("台灣必須行動", 6, 12),
        ("「台灣」：2024年", 10, 16),
        ("حقوق الإنسان", 12, 12),
        ("ประเทศไทย", 9, 9),
        ("“Yes” – it’s over…", 18, 19),  # X weighs the ellipsis double: it is in none of its light ranges
        ("é", 1, 1),
        ("e\u0301", 1, 1),
        ("see https://example.org/a/very/long/address?that=goes&on=1 now", 62, 31),
        ("請看 https://example.org/台灣", 25, 32),  # its address ends where it stops being ASCII
        ("🕯", 1, 2),
        ("👩\u200d⚖️", 4, 2),
        ("🇹🇼", 2, 2),
        ("1️⃣", 3, 2),
        ("👍🏽👍🏽", 4, 4),
    ],
)
def test_a_text_is_counted_by_character_and_by_weight(text: str, characters: int, weight: int) -> None:
    assert (extent(text), extent(text, "x")) == (characters, weight)


def test_a_post_has_room_for_140_han_characters() -> None:
    assert extent("字" * 140, "x") == X_LIMIT
