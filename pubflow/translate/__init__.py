"""Fill what is empty: memory first, then an engine; and around any engine what it can't do by itself. Pure."""

from pubflow.translate.asking import Asker
from pubflow.translate.masking import Mask
from pubflow.translate.stage import Draft, draft_text, is_open, translate
from pubflow.translate.terms import TermResult, Terms
from pubflow.translate.verify import Status

__all__ = ["Asker", "Draft", "Mask", "Status", "TermResult", "Terms", "draft_text", "is_open", "translate"]
