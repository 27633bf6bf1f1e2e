"""LanguageTag: one language of an edition, in each of the spellings its users want."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from pubflow.errors import UsageError

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:[-_](?P<variant>[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?",
    re.IGNORECASE,
)
_RTL_LANGUAGES = frozenset({"ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"})
_UNSPACED = frozenset({"zh", "yue", "ja", "th", "lo", "km", "my", "bo"})
_UPRIGHT = frozenset(
    {"zh", "yue", "ja", "ko", "th", "lo", "km", "my", "bo", "hi", "mr", "ne", "bn", "as", "pa", "gu", "ta", "te", "kn",
     "ml", "si", "am", "ti", "ka"}
)  # fmt: skip
UPRIGHT_LANGUAGES: Final = tuple(sorted(_UPRIGHT | _RTL_LANGUAGES))
"""Those whose usual script has no slanted letters."""
_SCRIPT_BY_REGION = {
    ("zh", "TW"): "Hant",
    ("zh", "HK"): "Hant",
    ("zh", "MO"): "Hant",
    ("zh", "CN"): "Hans",
    ("zh", "SG"): "Hans",
}
_PO_SCRIPT = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic", "Deva": "devanagari"}


@dataclass(frozen=True, slots=True)
class LanguageTag:
    """A BCP 47 tag. `zh-TW` stays `zh-TW`: it is never cut to `zh`."""

    language: str
    script: str | None = None
    region: str | None = None
    variant: str | None = None

    @classmethod
    def parse(cls, text: str) -> LanguageTag:
        """Read `zh-TW`, `zh_TW`, `zh-Hant-TW`, `sr@latin`, `sr_RS@latin`, `es-419`. Raises UsageError."""
        base, _, modifier = text.strip().partition("@")
        match = _TAG.fullmatch(base)
        if match is None:
            raise UsageError(f"“{text}” is not a language tag", hint="write it as in zh-TW, pt-BR, es, es-419, ar")
        script = match["script"]
        if modifier and not script:
            script = {name: code for code, name in _PO_SCRIPT.items()}.get(modifier.lower())
        return cls(
            match["language"].lower(),
            script.title() if script else None,
            match["region"].upper() if match["region"] else None,
            match["variant"].lower() if match["variant"] else None,
        )

    def __hash__(self) -> int:
        # By the language alone: what is kept by tag is asked for at every check of every unit.
        return hash(self.language)

    def __str__(self) -> str:
        return "-".join(part for part in (self.language, self.script, self.region, self.variant) if part)

    @property
    def po_locale(self) -> str:
        """Folder name and PO header: `zh_TW`, `sr_RS@latin`."""
        base = f"{self.language}_{self.region}" if self.region else self.language
        if self.script and self.language == "zh" and not self.region:
            return f"zh_{self.script}"
        modifier = _PO_SCRIPT.get(self.script or "")
        return f"{base}@{modifier}" if modifier else base

    @property
    def html(self) -> str:
        """For lang= and hreflang=: `zh-Hant-TW`."""
        script = self.script or _SCRIPT_BY_REGION.get((self.language, self.region or ""))
        return "-".join(part for part in (self.language, script, self.region, self.variant) if part)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        if self.script:
            return "rtl" if self.script in _RTL_SCRIPTS else "ltr"
        return "rtl" if self.language in _RTL_LANGUAGES else "ltr"

    @property
    def slants(self) -> bool:
        """Whether its script has slanted letters; where it has none, they would be made up by a machine."""
        return self.direction == "ltr" and self.language not in _UPRIGHT

    @property
    def spaced(self) -> bool:
        """Whether words, and so sentences, are separated by spaces."""
        return self.language not in _UNSPACED
