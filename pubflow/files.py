"""The one door to the disk: read, write whole or not at all, append, digest."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pubflow.errors import ProjectError, PubflowError, SourceError

_LIMIT = 64 * 1024 * 1024
"""Bytes. Nothing that people write for a statement comes near; what does is no statement, catalog or glossary."""
_SWAP, _HERE = 2, -100
"""RENAME_EXCHANGE and RENAME_SWAP; AT_FDCWD."""
_LOCKED = "if a program has it open, close it there and run again"
_HINTS = {
    errno.ENOSPC: "make room on this disk and run again; what stood there is as it was",
    errno.EROFS: "this disk can only be read: work in a copy of the workspace",
}


class Changed(PubflowError):
    """A file changed on the disk between our reading and our writing it."""

    exit_code = 5


def read(path: Path, *, limit: int = _LIMIT) -> bytes:
    """The whole file. Raises SourceError when it is missing, no regular file, or larger than `limit` bytes."""
    try:
        with path.open("rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise SourceError("is not a regular file", where=str(path))
            content = stream.read(limit + 1)
    except FileNotFoundError:
        raise SourceError("there is no such file", where=str(path)) from None
    except IsADirectoryError:
        raise SourceError("is a folder, not a file", where=str(path)) from None
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror or error}", where=str(path), hint=_LOCKED) from None
    if len(content) > limit:
        raise SourceError(f"is larger than {limit // 1024 // 1024} MB", where=str(path))
    return content


def read_if_there(path: Path) -> bytes | None:
    """The whole file, or None when there is none."""
    return read(path) if path.exists() else None


def write(path: Path, content: bytes, *, expected: bytes | None = None, made_again: bool = False) -> bool:
    """Put `content` at `path`, whole or not at all; True when that changed anything.

    The temporary file stands beside the target, is flushed to the disk and renamed over it. `made_again`: it can be
    made from other files at any time, so nobody waits for the disk. `expected` is what we read before, b"" where there
    was no file: if the file holds something else by now (an editor saved it), Changed is raised and nothing is
    overwritten.
    """
    current = read_if_there(path)
    if current == content:
        return False
    if expected is not None and current is not None and current != expected:
        raise Changed("changed on the disk while we worked; it was not overwritten", where=str(path), hint="run again")
    _put(path, (content,), made_again=made_again)
    return True


def remove(path: Path) -> None:
    """Take away a file that can be made again. Raises ProjectError where it can't be."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from None


def copy(source: Path, path: Path) -> None:
    """Put the bytes of a file, which may be too large to be read at once, at `path`, whole or not at all."""
    _put(path, pieces(source), made_again=False)


def _put(path: Path, content: Iterable[bytes], *, made_again: bool) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(content)
            stream.flush()
            if not made_again:
                os.fsync(stream.fileno())
        _keep_mode(Path(name), path)
        os.replace(name, path)  # noqa: PTH105 -- the name came from mkstemp as text
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 -- as above


def append(path: Path, lines: str) -> None:
    """Add whole lines at the end in one write, flushed to the disk."""
    if not lines:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        with os.fdopen(handle, "r+b", buffering=0) as stream:
            stream.write(_line_break_if_torn(stream.fileno()) + lines.encode("utf-8"))
            os.fsync(stream.fileno())
    except OSError as error:
        raise _unwritable(path, error) from None


def digest(content: bytes) -> str:
    """sha256, in hex."""
    return hashlib.sha256(content).hexdigest()


def pieces(path: Path, size: int = 1024 * 1024) -> Iterator[bytes]:
    """A file that may be too large to be read at once, piece by piece. Raises SourceError as `read` does."""
    try:
        with path.open("rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise SourceError("is not a regular file", where=str(path))
            while piece := stream.read(size):
                yield piece
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror or error}", where=str(path), hint=_LOCKED) from None


def file_digest(path: Path) -> str:
    """sha256 of a file that may be too large to be read at once, in hex."""
    found = hashlib.sha256()
    for piece in pieces(path):
        found.update(piece)
    return found.hexdigest()


def stamp_of(path: Path) -> str:
    """Changes whenever a file is written: for files that are too large to be read to find that out."""
    try:
        told = path.stat()
    except OSError as error:
        raise SourceError(f"can't be read: {error.strerror or error}", where=str(path), hint=_LOCKED) from None
    return f"{told.st_size} {told.st_mtime_ns} {told.st_ino}"


def inside(root: Path, path: Path) -> Path:
    """`path` made absolute, links followed. Raises ProjectError if it leads out of `root`."""
    resolved = (root / path).resolve()
    if not resolved.is_relative_to(root.resolve()):
        raise ProjectError(f"leads outside the workspace {root}", where=str(path))
    return resolved


def _keep_mode(new: Path, old: Path) -> None:
    """The mode of the file it replaces, else what the user's umask gives; mkstemp's is private to the user."""
    try:
        new.chmod(stat.S_IMODE(old.stat().st_mode))
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)


def _line_break_if_torn(handle: int) -> bytes:
    """A writer that was killed may have left half a line; ours must not be glued to it."""
    size = os.lseek(handle, 0, os.SEEK_END)
    if size == 0:
        return b""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return b"" if os.read(handle, 1) == b"\n" else b"\n"


def _unwritable(path: Path, error: OSError) -> PubflowError:
    hint = _HINTS.get(error.errno or 0, _LOCKED)
    return ProjectError(f"can't be written: {error.strerror or error}", where=str(path), hint=hint)


# --- folders ----------------------------------------------------------------------------------------------------------


def make_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder that holds just these files, by their relative paths, all of it flushed to the disk.

    What stood there, left by a run that was killed, goes first.
    """
    remove_folder(folder)
    try:
        for path, content in contents.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for one in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            _flush_folder(one)
    except OSError as error:
        raise _unwritable(folder, error) from None


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file in it, by its relative path with forward slashes, sorted. A link is read as nothing, and so told."""
    paths = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix(): b"" if path.is_symlink() else read(path) for path in paths}


def remove_folder(folder: Path) -> None:
    """Take a folder away with all that is in it; nothing where there is none."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _unwritable(folder, error) from None


def move_folder(folder: Path, to: Path) -> None:
    """Give a folder another name beside it, in one step; `to` is not there yet."""
    if to.exists():
        raise ProjectError("is there already", where=str(to))
    try:
        os.rename(folder, to)  # noqa: PTH104 -- `Path.rename` is the same and says less
    except OSError as error:
        raise _unwritable(to, error) from None
    _flush_folder(to.parent)


def swap_folders(one: Path, other: Path) -> None:
    """Two folders beside each other change names: in one step where the system can, else in three (`mend_swap`)."""
    if not _swapped(one, other):
        move_folder(one, _aside(one))
        move_folder(other, one)
        move_folder(_aside(one), other)
    _flush_folder(one.parent)


def mend_swap(folder: Path) -> None:
    """Put a folder back whose swap was cut short, on a system that needs several steps for it."""
    aside = _aside(folder)
    if aside.is_dir() and not folder.exists():
        move_folder(aside, folder)
    remove_folder(aside)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.aside")


def _swapped(one: Path, other: Path) -> bool:
    """Whether the system has swapped them: Linux since 3.15, macOS since 10.12."""
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            return bool(ctypes.CDLL(None).renamex_np(*names, _SWAP) == 0)
        if sys.platform == "linux":
            return bool(ctypes.CDLL(None).renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    except (AttributeError, OSError):
        pass
    return False


def _flush_folder(folder: Path) -> None:
    """Flush the names that a folder holds; Windows opens no folders and needs none of it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
