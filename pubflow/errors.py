"""Everything pubflow raises on purpose, in one tree.

    PubflowError            70
    ├── Refused              1  the answer is no: the gate, open findings, something would change
    ├── UsageError           2  the command line
    ├── ProjectError         3  pubflow.toml, the workspace
    ├── SourceError          4  a statement that can't be read
    ├── CatalogError         5  a PO file, its history
    │   └── TagError            a target whose tags can't be joined
    ├── TermbaseError        5  the glossary
    ├── EngineError          6  machine translation
    │   ├── EngineUnavailable   this engine can do nothing more now; another may
    │   └── BudgetError         sending more would cost more than was allowed
    └── EditionError         7  an edition that can't be made

The number is the exit code. Faults in what people write that can be reported together are Findings, not errors.
"""

from __future__ import annotations


class PubflowError(Exception):
    """A failure with words a person can act on: what, where, and what to do about it."""

    exit_code = 70

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        """`path`, `path:line` or `path:line:column`; None when there is no place to point at."""
        self.hint = hint
        """One line that says what to do."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    @property
    def in_one_line(self) -> str:
        """Where, what, and what to do about it: for reports that go on."""
        return f"{self} ({self.hint})" if self.hint else str(self)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders (engine workers); keyword-only arguments need this to survive it.
        return (_rebuild, (type(self), self.message, self.where, self.hint))


def _rebuild(kind: type[PubflowError], message: str, where: str | None, hint: str | None) -> PubflowError:
    return kind(message, where=where, hint=hint)


class Refused(PubflowError):
    """The answer is no, and the words say why."""

    exit_code = 1


class UsageError(PubflowError):
    """The command line asks for something that is not there."""

    exit_code = 2


class ProjectError(PubflowError):
    """The workspace or its settings are at fault."""

    exit_code = 3


class SourceError(PubflowError):
    """A statement, or a file on its way to become one, can not be read."""

    exit_code = 4


class CatalogError(PubflowError):
    """A PO file or its history can not be read or kept."""

    exit_code = 5


class TagError(CatalogError):
    """A target whose tags can not be joined to its source."""


class TermbaseError(PubflowError):
    """The glossary is at fault."""

    exit_code = 5


class EngineError(PubflowError):
    """A machine translation failed."""

    exit_code = 6


class EngineUnavailable(EngineError):
    """This engine can do nothing more in this run: no key, no quota, no connection. Another may take its place."""


class BudgetError(EngineError):
    """Sending more would cost more than was allowed; what was sent before is kept."""


class EditionError(PubflowError):
    """An edition can not be made."""

    exit_code = 7
