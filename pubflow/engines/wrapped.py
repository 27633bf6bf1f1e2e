"""What stands around an engine and is asked in its place."""

from __future__ import annotations

from pubflow.language import LanguageTag
from pubflow.plugins import Engine, EngineInfo


class Wrapped:
    """Answers for what it is wrapped around, but for `translate`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def info(self) -> EngineInfo:
        return self._engine.info

    def supports(self, source: LanguageTag, target: LanguageTag) -> bool:
        """As the engine itself says."""
        return self._engine.supports(source, target)

    def why_not(self, source: LanguageTag, target: LanguageTag) -> str:
        """As the engine itself says."""
        return self._engine.why_not(source, target)

    def close(self) -> None:
        """The engine's own end."""
        self._engine.close()
