"""DeepL: an online engine, metered, with glossaries at its server. The one home of the package `deepl`."""

from pubflow.engines.deepl.engine import DeepLEngine

__all__ = ["DeepLEngine"]
