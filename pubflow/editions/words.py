"""What writers ask of a run of words before they lay it out."""

from __future__ import annotations

import re

# A letter beyond Latin: Greek begins at U+0370. Tells a paragraph that is wholly English from one that is in part.
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\ua6ff\ua980-\ufaff\ufb1d-\ufefc\U00010300-\U0003ffff]")
_HAN = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_BREAK_IN_HAN = re.compile(f"(?<=[{_HAN}])\n(?=[{_HAN}])")


def has_another_script(words: str) -> bool:
    """Whether some of its letters are not Latin."""
    return _OTHER_SCRIPT.search(words) is not None


def unbroken(words: str) -> str:
    """Without the line breaks of the source that stand between Han characters, where no space may come of them."""
    return _BREAK_IN_HAN.sub("", words)
