"""What stands for a masked name when it comes back."""

from __future__ import annotations

from pubflow.language import LanguageTag
from pubflow.segment.tagged import TaggedText
from pubflow.termbase.model import Term, Termbase, TermEntry
from pubflow.workflow.drafting.privacy import mask_for

ZH = LanguageTag.parse("zh-TW")
REYES = TermEntry(
    "ana-reyes",
    kind="name",
    semantic_class="person",
    terms=(
        ("en", (Term("Ana Reyes", 1, plural=("-",), forms=("Reyes",), case_sensitive=True),)),
        ("zh-TW", (Term("安娜‧雷耶斯", 1, forms=("雷耶斯",)),)),
    ),
)


def test_a_part_of_a_masked_name_comes_back_as_the_glossary_calls_that_part() -> None:
    mask = mask_for(("Ana Reyes",), Termbase((REYES,)), ZH)
    masked, hidden = mask.hide(TaggedText.of(["Ana Reyes spoke. Reyes left."]))
    assert str(masked) == "<n1/> spoke. <n2/> left."
    assert str(mask.show(masked, hidden)) == "安娜‧雷耶斯 spoke. 雷耶斯 left."
    assert mask.lost("Ana Reyes spoke. Reyes left.", "安娜‧雷耶斯發言。雷耶斯離開。") == 0
