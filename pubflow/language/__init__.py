"""Languages: their tags, dates, and the page's own words in them."""

from pubflow.language.tag import LanguageTag

__all__ = ["LanguageTag"]
