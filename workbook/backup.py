"""Write database, uploaded files and a manifest with their hashes into one file."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import zipfile
from typing import IO, TYPE_CHECKING

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
from workbook.backup_files import write_kept
from workbook.backup_kinds import KINDS
from workbook.backup_members import BLOCK, Listed, write_member
from workbook.last_backup import LastBackup, remember

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_backup(path: Path) -> LastBackup:
    """Write the backup to a new file; raises OSError, FileExistsError when the file is there already."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    draft = path.with_name(f"{path.name}.part")
    # It holds the hashes of passwords: the owner's alone from the first byte.
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            flaws = _write_archive(target)
        made = LastBackup(
            timezone.localtime().isoformat(timespec="seconds"),
            path.name,
            draft.stat().st_size,
            file_hash(draft),
            flaws,
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


def _write_archive(target: IO[bytes]) -> int:
    """Write everything; return how many kept files are missing or altered."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with one_moment():
            made_at, migrations = timezone.now(), applied_migrations()
            files = _write_tables(archive)
            known = [(kind, kind.known()) for kind in KINDS]
        flaws: dict[str, dict[str, str]] = {}
        for kind, hashes in known:
            written, flaws[kind.flaws_key] = write_kept(archive, kind, hashes)
            files |= written
        manifest = {
            "format": FORMAT,
            "made_at": made_at.isoformat(timespec="seconds"),
            "migrations": migrations,
            "files": files | _write_media(archive),
            **flaws,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    return sum(map(len, flaws.values()))


def _write_tables(archive: zipfile.ZipFile) -> Listed:
    return {
        member_name(model): write_member(archive, member_name(model), lines_of(model))
        for model in stored_models()
    }


def _write_media(archive: zipfile.ZipFile) -> Listed:
    written: Listed = {}
    for name in sorted(media_names()):
        with default_storage.open(name) as file:
            written[MEDIA + name] = write_member(
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
