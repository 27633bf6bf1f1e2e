"""The public files of a release in one file, to carry: ZIP or tar with fixed times, order and modes. Pure.

Nothing is compressed: what a compressor makes hangs on its version, and the same release must give the same bytes.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

_MODE: Final = 0o644
_FIRST: Final = 1980
"""The year in which the times of ZIP begin."""


def zipped(files: Mapping[str, bytes], at: datetime) -> bytes:
    """As ZIP; `at`: the time of every file."""
    moment = at.astimezone(UTC)
    when = (max(moment.year, _FIRST), *moment.timetuple()[1:6])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, when)
            info.create_system = 3
            info.external_attr = (0o100000 | _MODE) << 16
            archive.writestr(info, files[path])
    return out.getvalue()


def tarred(files: Mapping[str, bytes], at: datetime) -> bytes:
    """As tar (POSIX 2001)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files):
            info = tarfile.TarInfo(path)
            info.size, info.mtime, info.mode = len(files[path]), int(at.timestamp()), _MODE
            archive.addfile(info, io.BytesIO(files[path]))
    return out.getvalue()


ARCHIVES: Final[Mapping[str, Callable[[Mapping[str, bytes], datetime], bytes]]] = {"zip": zipped, "tar": tarred}
