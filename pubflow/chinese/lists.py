"""The enumeration comma: 、 between the items of a list. Pure.

Commas become 、 only where the source tells that they part the items of a list; a rule that looked at the draft alone
was wrong in a third of its places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pubflow.chinese.anchored import Edit
from pubflow.chinese.chars import HAN

_ITEM: Final = r"[\w'’-]+(?: [\w'’-]+){0,2}"
_LIST = re.compile(rf"[\w'’-]+((?:, {_ITEM}){{2,}}?)(,? (?:and|or) )")
_NO_ITEM = re.compile(
    r"\b(?:a[ms]|although|and|are|be|because|been|being|but|can|could|did|do|does|even|for|had|has|have|he|how|i|if|in|"
    r"including|is|it|like|may|might|must|no|nor|not|or|said|says|she|should|since|so|such|that|then|there|they|this|"
    r"though|to|until|was|we|were|what|when|where|whether|which|while|who|whom|whose|will|with|without|would|yet|you)\b",
    re.IGNORECASE,
)
"""What begins a clause, or ties one to another."""
_MOST_OF_AN_ITEM: Final = 8
_LAST = re.compile(rf"[{HAN}\w]{{1,{_MOST_OF_AN_ITEM}}}?(?:以及|[和與及或])")
_PARTS = re.compile("[。；：！？…—]")
_BEFORE_AND = re.compile(
    "(?<=、)([^，。；：！？、「」『』（）\n]{1,12})、(?=和(?![平諧解約好氣議談緩睦善聲尚蘇])|及(?![格時物早其])|與(?![會其眾論否時]))"
)


def enumerations(text: str, source: str) -> Iterator[Edit]:
    """`記者，律師，教師和學生` is `記者、律師、教師和學生`, where source and draft have no other commas."""
    commas = text.count("，")
    # One of the source's may stand before `and`, where Chinese has none.
    if "、" in text or not commas <= source.count(",") <= commas + 1:
        return
    count = _commas_of_list(source)
    if not count or commas != count:
        return
    _, *items, last = text.split("，")
    if _LAST.match(last) and not any(len(item) > _MOST_OF_AN_ITEM or _PARTS.search(item) for item in items):
        yield from (Edit(at, at + 1, "、") for at, char in enumerate(text) if char == "，")


def before_and(text: str) -> Iterator[Edit]:
    """`記者、律師、及教師` is `記者、律師及教師`."""
    for match in _BEFORE_AND.finditer(text) if text.count("、") > 1 else ():
        yield Edit(match.end() - 1, match.end(), "")


def _commas_of_list(source: str) -> int:
    """How many commas a draft has for the one list of a source; 0 where there is none or commas do something else too.

    Of three items or more: with two, what looks like a list is as often a clause.
    """
    match = _LIST.search(source)
    if match is None or _NO_ITEM.search(match[1]):
        return 0
    inside = match[1].count(",")
    return inside if source.count(",") == inside + match[2].count(",") else 0
