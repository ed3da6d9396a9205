"""Write database, uploaded files and a manifest with their hashes into one file."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import zipfile
from typing import IO, TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.snapshot import one_moment
from workbook.backup_contents import (
    FORMAT,
    MANIFEST,
    MEDIA,
    applied_migrations,
    lines_of,
    member_name,
    stored_models,
)
from workbook.last_backup import LastBackup, remember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BLOCK = 1024 * 1024


def write_backup(path: Path) -> LastBackup:
    """Write the backup to a new file; raises OSError, FileExistsError when the file is there already."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    draft = path.with_name(f"{path.name}.part")
    # It holds the hashes of passwords: the owner's alone from the first byte.
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            _write_archive(target)
        made = LastBackup(
            timezone.localtime().isoformat(timespec="seconds"),
            path.name,
            draft.stat().st_size,
            file_hash(draft),
        )
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    remember(made)
    return made


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_archive(target: IO[bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with one_moment():
            made_at, migrations = timezone.now(), applied_migrations()
            files = _write_tables(archive)
        manifest = {
            "format": FORMAT,
            "made_at": made_at.isoformat(timespec="seconds"),
            "migrations": migrations,
            "files": files | _write_media(archive),
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))


def _write_tables(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    return {
        member_name(model): _write_member(archive, member_name(model), lines_of(model))
        for model in stored_models()
    }


def _write_media(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    written = {}
    for name in sorted(media_names()):
        with default_storage.open(name) as file:
            written[MEDIA + name] = _write_member(
                archive, MEDIA + name, file.chunks(BLOCK)
            )
    return written


def media_names(folder: str = "") -> Iterator[str]:
    """Yield the name of every uploaded file, through the storage wherever it is."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever uploaded
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from media_names(f"{folder}{name}/")


def _write_member(
    archive: zipfile.ZipFile, name: str, parts: Iterable[bytes]
) -> dict[str, Any]:
    """Write one file of the backup piece by piece; return its hash and size for the manifest."""
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as member:
        for part in parts:
            digest.update(part)
            size += len(part)
            member.write(part)
    return {"sha256": digest.hexdigest(), "bytes": size}
