"""Evidence files in a backup: exactly those that rows know, each compared with the hash in its row.

A file that is lost or was changed does not stop the backup of everything else: the manifest names it,
the command says so, and a restored installation has it as it was.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from django.core.files.base import File

from indicators.evidence.files import STORED_NAME, evidence_storage
from indicators.models import Evidence, EvidenceKind
from workbook.backup_archive import BackupRefusedError
from workbook.backup_contents import EVIDENCE
from workbook.backup_members import BLOCK, Listed, write_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.backup_archive import Backup

MISSING = "missing"
ALTERED = "altered"


def known_files() -> dict[str, str]:
    """Return the hash of every file that a row knows, by its stored name."""
    rows = Evidence.objects.filter(kind=EvidenceKind.FILE).order_by("file")
    return dict(rows.values_list("file", "sha256"))


def write_evidence(
    archive: zipfile.ZipFile, known: Mapping[str, str]
) -> tuple[Listed, dict[str, str]]:
    """Write the files; return what the manifest lists, and which are missing or altered."""
    written: Listed = {}
    flaws: dict[str, str] = {}
    for name, sha256 in known.items():
        try:
            file = evidence_storage().open(name)
        except FileNotFoundError:
            flaws[name] = MISSING
            continue
        with file:
            # Stored as it is: all accepted kinds are compressed already.
            listed = write_member(
                archive, EVIDENCE + name, file.chunks(BLOCK), zipfile.ZIP_STORED
            )
        written[EVIDENCE + name] = listed
        if listed["sha256"] != sha256:
            flaws[name] = ALTERED
    return written, flaws


def refuse_other_evidence(backup: Backup) -> None:
    """Refuse a backup whose evidence is not what its rows, now restored, know."""
    known, flaws = known_files(), backup.evidence_flaws
    for name in known:
        if not STORED_NAME.fullmatch(name):
            raise BackupRefusedError(f"Nama berkas bukti tidak dikenal: {name!r}.")
    hashes = backup.evidence_hashes
    wanted = {name for name in known if flaws.get(name) != MISSING}
    if set(hashes) != wanted:
        raise BackupRefusedError(
            "Berkas bukti dalam cadangan tidak sama dengan datanya."
        )
    for name, sha256 in hashes.items():
        if sha256 != known[name] and flaws.get(name) != ALTERED:
            raise BackupRefusedError(
                f"Isi berkas bukti {name} bukan yang dicatat pada datanya."
            )


def restore_evidence(backup: Backup, written: list[str]) -> None:
    """Put the files back by their names; ``written`` tells what to take away again when something fails."""
    storage = evidence_storage()
    for name in backup.evidence_hashes:
        with backup.archive.open(EVIDENCE + name) as member:
            stored = storage.save(name, File(member, name))
        written.append(stored)
        if stored != name:
            raise BackupRefusedError(f"{name} tidak dapat disimpan dengan namanya.")
