"""Catalog <-> PO text: our own lexer reads, polib writes, and what nobody changed keeps its bytes. Pure."""

from pubflow.po.headers import new_headers, plural_forms
from pubflow.po.layout import Layout
from pubflow.po.lines import Lines, target_lines, written_target
from pubflow.po.read import loads
from pubflow.po.write import dumps

__all__ = ["Layout", "Lines", "dumps", "loads", "new_headers", "plural_forms", "target_lines", "written_target"]
