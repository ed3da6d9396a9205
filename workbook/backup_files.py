"""Kept files in a backup: exactly those that rows know, each compared with the hash in its row.

A file that is lost or was changed does not stop the backup of everything else: the manifest names it,
the command says so, and a restored installation has it as it was.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from django.core.files.base import File

from workbook.backup_archive import BackupRefusedError
from workbook.backup_members import BLOCK, Listed, write_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.backup_archive import Backup
    from workbook.backup_kinds import Kind

MISSING = "missing"
ALTERED = "altered"


def write_kept(
    archive: zipfile.ZipFile, kind: Kind, known: Mapping[str, str]
) -> tuple[Listed, dict[str, str]]:
    """Write the files; return what the manifest lists, and which are missing or altered."""
    written: Listed = {}
    flaws: dict[str, str] = {}
    for name, sha256 in known.items():
        try:
            file = kind.files.open(name)
        except FileNotFoundError:
            flaws[name] = MISSING
            continue
        with file:
            # Stored as it is: nearly all of them are compressed already.
            listed = write_member(
                archive, kind.folder + name, file.chunks(BLOCK), zipfile.ZIP_STORED
            )
        written[kind.folder + name] = listed
        if listed["sha256"] != sha256:
            flaws[name] = ALTERED
    return written, flaws


def refuse_other_files(backup: Backup, kind: Kind) -> None:
    """Refuse a backup whose files are not what its rows, now restored, know."""
    known, flaws = kind.known(), backup.flaws(kind)
    for name in known:
        if not kind.files.name_pattern.fullmatch(name):
            raise BackupRefusedError(
                f"Nama berkas {kind.words} tidak dikenal: {name!r}."
            )
    hashes = backup.kept_hashes(kind)
    wanted = {name for name in known if flaws.get(name) != MISSING}
    if set(hashes) != wanted:
        raise BackupRefusedError(
            f"Berkas {kind.words} dalam cadangan tidak sama dengan datanya."
        )
    for name, sha256 in hashes.items():
        if sha256 != known[name] and flaws.get(name) != ALTERED:
            raise BackupRefusedError(
                f"Isi berkas {kind.words} {name} bukan yang dicatat pada datanya."
            )


def restore_kept(backup: Backup, kind: Kind, written: list[str]) -> None:
    """Put the files back by their names; ``written`` tells what to take away again when something fails."""
    for name in backup.kept_hashes(kind):
        with backup.archive.open(kind.folder + name) as member:
            stored = kind.files.storage.save(name, File(member, name))
        written.append(stored)
        if stored != name:
            raise BackupRefusedError(f"{name} tidak dapat disimpan dengan namanya.")
