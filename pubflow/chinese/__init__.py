"""Chinese as Taiwan writes it: what any engine's draft is made into, and what is still amiss in a text."""

from pubflow.chinese.defects import Defect, remaining_defects
from pubflow.chinese.stage import to_taiwan, to_taiwan_tagged

__all__ = ["Defect", "remaining_defects", "to_taiwan", "to_taiwan_tagged"]
