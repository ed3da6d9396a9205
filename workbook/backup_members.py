"""One file inside a backup, written piece by piece."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOCK = 1024 * 1024
Listed = dict[str, dict[str, Any]]


def write_member(
    archive: zipfile.ZipFile,
    name: str,
    parts: Iterable[bytes],
    compression: int = zipfile.ZIP_DEFLATED,
) -> dict[str, Any]:
    """Write one file of the backup; return its hash and size for the manifest."""
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type = compression
    with archive.open(entry, "w", force_zip64=True) as member:
        for part in parts:
            digest.update(part)
            size += len(part)
            member.write(part)
    return {"sha256": digest.hexdigest(), "bytes": size}
