"""Languages: their tags, dates, the choices in how one is written, and the page's own words in them."""

from pubflow.language.style import TAIWAN_STYLE, ChineseStyle, is_taiwan_chinese
from pubflow.language.tag import UPRIGHT_LANGUAGES, LanguageTag

__all__ = ["TAIWAN_STYLE", "UPRIGHT_LANGUAGES", "ChineseStyle", "LanguageTag", "is_taiwan_chinese"]
