"""What a text states, whoever wrote it: the values in it, and the words of an English one that bear its meaning."""

from __future__ import annotations

from pubflow.facts.english import Token, TokenKind, tokens
from pubflow.facts.values import detail_spans, emails, invisible_characters, numbers, urls

__all__ = [
    "Token",
    "TokenKind",
    "detail_spans",
    "emails",
    "invisible_characters",
    "numbers",
    "tokens",
    "urls",
]
