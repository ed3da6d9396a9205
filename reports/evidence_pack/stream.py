"""A zip written piece by piece while it is sent: memory does not grow with what it holds."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE_BYTES = 64 * 1024
# Most of what is inside is compressed already; stored unpacked, some programs could not read a zip that was streamed.
LEVEL = 1


class Listed(NamedTuple):
    """A file of the zip as its manifest lists it."""

    name: str
    sha256: str
    size: int


class Outlet:
    """Where the zip is written to: what was written is taken away at once. It has no way back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.waiting = 0

    def write(self, data: bytes) -> int:
        """Keep the piece until it is taken."""
        self._pieces.append(bytes(data))
        self.waiting += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was written is there to be taken."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        found, self._pieces, self.waiting = b"".join(self._pieces), [], 0
        return found


class ZipStream:
    """A zip in the making; what its methods yield are its bytes, in order."""

    def __init__(self) -> None:
        self._outlet = Outlet()
        self._archive = zipfile.ZipFile(  # type: ignore[call-overload]  # it is only written to
            self._outlet,
            "w",
            zipfile.ZIP_DEFLATED,
            compresslevel=LEVEL,
        )
        self.listed: list[Listed] = []

    def add(self, name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Write a file and remember its hash and size for the manifest."""
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        with self._archive.open(entry, "w") as member:
            for part in parts:
                digest.update(part)
                size += len(part)
                member.write(part)
                if self._outlet.waiting >= PIECE_BYTES:
                    yield self._outlet.take()
        self.listed.append(Listed(name, digest.hexdigest(), size))
        yield self._outlet.take()

    def close(self) -> Iterator[bytes]:
        """Write the directory at the end."""
        self._archive.close()
        yield self._outlet.take()
