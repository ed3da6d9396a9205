"""Read a backup file without trusting it: names, kinds, sizes and hashes are checked before anything is used."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from workbook.backup_contents import (
    FORMAT,
    MANIFEST,
    MEDIA,
    member_name,
    stored_models,
)
from workbook.backup_kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from workbook.backup_kinds import Kind

MAX_MANIFEST_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 50 * 1024 * 1024 * 1024
# Rows of JSON resemble each other and shrink to a thirtieth; nothing honest shrinks to a five hundredth.
MAX_RATIO = 500
# The seal of the largest import is one line.
MAX_LINE_BYTES = 300 * 1024 * 1024
BLOCK = 1024 * 1024
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1


class BackupRefusedError(Exception):
    """Why a file is not restored, in words for the person who tries."""


@dataclass(frozen=True)
class Backup:
    """An opened backup whose contents agree with its manifest."""

    archive: zipfile.ZipFile
    migrations: list[str]
    hashes: dict[str, str]
    manifest: dict[str, object]

    @property
    def names(self) -> list[str]:
        """The names of all files in it."""
        return sorted(self.hashes)

    @property
    def media_names(self) -> list[str]:
        """The names of the uploaded files."""
        return [
            name.removeprefix(MEDIA) for name in self.names if name.startswith(MEDIA)
        ]

    def kept_hashes(self, kind: Kind) -> dict[str, str]:
        """Return the hash of every kept file of a kind, by its stored name."""
        return {
            name.removeprefix(kind.folder): self.hashes[name]
            for name in self.names
            if name.startswith(kind.folder)
        }

    def flaws(self, kind: Kind) -> dict[str, str]:
        """Return which kept files of a kind were missing or altered when the backup was made."""
        found = self.manifest.get(kind.flaws_key, {})
        assert isinstance(found, dict)  # noqa: S101 - the manifest was checked
        return found

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a table's file."""
        with self.archive.open(name) as member:
            while line := member.readline(MAX_LINE_BYTES):
                if not line.endswith(b"\n"):
                    raise BackupRefusedError(f"{name} memuat baris yang terpotong.")
                yield line


def open_backup(path: Path) -> Backup:
    """Open and check a backup; raises BackupRefusedError."""
    try:
        archive = zipfile.ZipFile(path)
        return _check(archive, path.stat().st_size)
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise BackupRefusedError(
            "Berkas tidak dapat dibaca sebagai cadangan, atau rusak."
        ) from error


def _check(archive: zipfile.ZipFile, archive_bytes: int) -> Backup:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(entries) != len(archive.infolist()):
        raise BackupRefusedError("Cadangan memuat dua berkas dengan nama yang sama.")
    for entry in entries.values():
        _check_entry(entry)
    _check_names(entries)
    unpacked = sum(entry.file_size for entry in entries.values())
    if unpacked > min(MAX_UNPACKED_BYTES, MAX_RATIO * archive_bytes):
        raise BackupRefusedError("Isi cadangan terlalu besar.")
    manifest = _read_manifest(archive, entries)
    return _compare(archive, entries, manifest)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse what a backup never holds: links, folders, encryption."""
    mode = entry.external_attr >> 16
    is_plain = not entry.is_dir() and (stat.S_IFMT(mode) in (0, stat.S_IFREG))
    if (
        not is_plain
        or entry.flag_bits & ENCRYPTED
        or entry.compress_type not in COMPRESSIONS
    ):
        raise BackupRefusedError(
            f"Cadangan memuat isi yang tidak dikenal: {entry.filename!r}."
        )


def _check_names(names: Iterable[str]) -> None:
    known = {MANIFEST, *(member_name(model) for model in stored_models())}
    for name in names:
        if name not in known and not _is_media(name) and not _is_kept(name):
            raise BackupRefusedError(
                f"Cadangan memuat nama berkas yang tidak dikenal: {name!r}."
            )


def _is_media(name: str) -> bool:
    place = PurePosixPath(name)
    return (
        name.startswith(MEDIA)
        and str(place) == name
        and ".." not in place.parts
        and not any(sign in name for sign in "\\:\x00")
    )


def _is_kept(name: str) -> bool:
    return any(kind.owns(name) for kind in KINDS)


def _read_manifest(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]
) -> dict[str, object]:
    entry = entries.pop(MANIFEST, None)
    if entry is None or entry.file_size > MAX_MANIFEST_BYTES:
        raise BackupRefusedError("Berkas ini bukan cadangan: daftar isinya tidak ada.")
    try:
        manifest = json.loads(archive.read(entry))
    except (ValueError, RecursionError) as error:
        raise BackupRefusedError("Daftar isi cadangan tidak dapat dibaca.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupRefusedError("Bentuk cadangan ini tidak dikenal.")
    return manifest


def _compare(
    archive: zipfile.ZipFile,
    entries: dict[str, zipfile.ZipInfo],
    manifest: dict[str, object],
) -> Backup:
    """Compare every file with the manifest, by name, size and hash."""
    listed, migrations = manifest.get("files"), manifest.get("migrations")
    flaws = [manifest.get(kind.flaws_key, {}) for kind in KINDS]
    if not (
        isinstance(listed, dict)
        and isinstance(migrations, list)
        and all(isinstance(each, dict) for each in flaws)
    ):
        raise BackupRefusedError("Daftar isi cadangan tidak lengkap.")
    if set(listed) != set(entries):
        raise BackupRefusedError("Isi cadangan tidak sama dengan daftar isinya.")
    hashes = {name: _hash(archive, entry) for name, entry in entries.items()}
    for name, entry in entries.items():
        if listed[name] != {"sha256": hashes[name], "bytes": entry.file_size}:
            raise BackupRefusedError(
                f"{name} rusak atau diubah: isinya tidak cocok dengan daftar isi."
            )
    return Backup(archive, migrations, hashes, manifest)


def _hash(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    with archive.open(entry) as member:
        while part := member.read(BLOCK):
            digest.update(part)
    return digest.hexdigest()
