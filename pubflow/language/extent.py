"""How long a short text is, as the place that has room for so much counts it: a CMS by characters, X by weight."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Counting = Literal["characters", "x"]


@dataclass(frozen=True, slots=True)
class Limit:
    """The room that a place has."""

    most: int
    counting: Counting = "characters"


OPTIONAL: Final = ("seo-title", "slug", "mail-subject")
"""Keys of the front matter whose texts go with a statement, and never hold it back; so does any `social.NAME`."""
SOCIAL: Final = "social."
"""How the key of a post begins; where it is posted follows: `social.x`."""
PLACES: Final = ("title", "subtitle", "summary", "excerpt", "description", "place", "heading", "cell", "alt",
                 "image-title", "link-title", *OPTIONAL)  # fmt: skip
"""Of short texts, as they are called in a unit's context; beside them any `social.NAME`."""
X_LIMIT: Final = 280
"""What a post on X may weigh."""
LIMITS: Final[Mapping[str, Limit]] = {
    "seo-title": Limit(60),
    "mail-subject": Limit(78),
    "social.x": Limit(X_LIMIT, "x"),
    "social.bluesky": Limit(300),
    "social.mastodon": Limit(500),
    "social.threads": Limit(500),
}
"""By key of the front matter. Source: the services' own limits for a post; RFC 5322 on the length of a line, for the
subject; for the other, what search engines show."""
# These weigh 1 (Latin, Greek, Cyrillic, Arabic, Thai ..., spaces, dashes, quotation marks), all else 2 (Han, kana,
# Hangul, full-width marks); an address weighs 23, however long; an emoji 2, however many characters make it.
# Source: twitter-text, configuration 3.
_LIGHT = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_ADDRESS = re.compile(r"https?://[!-~]{1,2000}", re.IGNORECASE)
_ADDRESS_WEIGHT: Final = 23
_PICTURE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff](?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}(?:\u200d{_PICTURE})+|{_PICTURE}(?<=[\ufe0f\U0001f3fb-\U0001f3ff])"
)


def extent(text: str, counting: Counting = "characters") -> int:
    """How much room `text` takes: composed characters, or what it weighs on X (a Han character 2, an address 23)."""
    text = unicodedata.normalize("NFC", text)
    return _weight(text) if counting == "x" else len(text)


def _weight(text: str) -> int:
    text, addresses = _ADDRESS.subn("", text)
    text, emoji = _EMOJI.subn("", text)
    light = len(_LIGHT.findall(text))
    return addresses * _ADDRESS_WEIGHT + 2 * emoji + 2 * len(text) - light
