"""Zip packages (.xlsx, .docx) read with limits: what really comes out is counted, not what the directory says."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK_BYTES = 64 * 1024
MAX_PARTS = 2000
# Repetitive parts shrink a lot; below this size no ratio is suspicious.
RATIO_FROM_BYTES = 1024 * 1024
MAX_RATIO = 200
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


class PackageError(Exception):
    """The file is no zip package that can be read."""


class PackageTooLargeError(PackageError):
    """The package holds too many parts, or unpacks to far more than it is (a zip bomb)."""


@contextmanager
def open_package(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Open a package; whatever is broken in it raises PackageError, in the block too."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except BROKEN as error:
        raise PackageError from error


def parts_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the parts of a package, folders left out."""
    parts = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(parts) > MAX_PARTS:
        raise PackageTooLargeError
    return parts


def chunks_of(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int
) -> Iterator[bytes]:
    """Yield what a part unpacks to; more than ``left`` bytes, or out of proportion, is too large."""
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            is_bomb = size > RATIO_FROM_BYTES and size > MAX_RATIO * part.compress_size
            if size > left or is_bomb:
                raise PackageTooLargeError
            yield chunk
