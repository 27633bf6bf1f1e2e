"""The words of TBX (ISO 30042:2019, dialect TBX-Basic), shared by its reader and its writer.

Source: ISO 30042:2019; the published schemas of TBX-Basic (modules min and basic).
"""

from __future__ import annotations

from typing import Final

CORE: Final = "urn:iso:std:iso:30042:ed-2"
MODULES: Final = {
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
}
PREFERRED: Final = "preferredTerm-admn-sts"
ADMITTED: Final = "admittedTerm-admn-sts"
DEPRECATED: Final = "deprecatedTerm-admn-sts"
SUPERSEDED: Final = "supersededTerm-admn-sts"
GENDERS: Final = {"m": "masculine", "f": "feminine", "mf": "other"}
"""Ours -> theirs. `other` alone says too little, so a note says `mf` as well."""
WRITTEN_BY: Final = "pubflow glossary"
"""How the source description of our own files begins."""
OURS: Final = "pubflow "
"""How a note begins that holds one of our own columns: `pubflow forms: a|b`."""
