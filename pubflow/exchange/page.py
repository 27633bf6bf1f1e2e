"""What pages without script have in common: one style sheet, let in by its hash; texts with their tags. Pure."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from pubflow.editions.html.safe import escape, policy_source
from pubflow.segment.tagged import TaggedText


def shown(wire: str) -> str:
    """A tagged text with its tags as quiet marks, escaped."""
    parts = TaggedText.parse(wire).parts
    told = "".join(escape(part) if isinstance(part, str) else f"<kbd>{escape(str(part))}</kbd>" for part in parts)
    return told.replace("\n", "<br>")


@lru_cache(maxsize=4)
def style(package: str, name: str) -> tuple[str, str]:
    """A package's style sheet, and the policy that lets it alone in."""
    sheet = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return sheet, f"default-src 'none'; style-src {policy_source(sheet)}; base-uri 'none'; form-action 'none'"
