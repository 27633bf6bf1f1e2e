"""Chinese as Taiwan writes it: what any engine's draft is made into, and what is still amiss in a text."""

from pubflow.chinese.defects import Defect, doubtful_words, remaining_defects
from pubflow.chinese.script import other_script
from pubflow.chinese.stage import to_taiwan, to_taiwan_tagged

__all__ = ["Defect", "doubtful_words", "other_script", "remaining_defects", "to_taiwan", "to_taiwan_tagged"]
