"""Put a backup into an empty installation: all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from accounts.history_tables import tables_of
from accounts.models import AuditBatch, AuditContent, AuditHead, AuditPart, SignIn
from workbook.backup_archive import Backup, BackupRefusedError, open_backup
from workbook.backup_contents import (
    MEDIA,
    applied_migrations,
    member_name,
    row_of,
    stored_models,
)
from workbook.backup_files import refuse_other_files, restore_kept
from workbook.backup_kinds import KINDS, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from django.db.models import Model

# Filled by migrate, setup_roles and those who tried to sign in too early: nobody's work, and the backup brings its own.
# Whoever has worked has left rows in other tables of history, which are not in this list.
MADE_AT_SETUP: tuple[type[Model], ...] = (
    SignIn,
    AuditContent,
    AuditPart,
    AuditHead,
    Group.permissions.through,
    Group,
    # After the roles, whose deletion writes a line of it.
    *(table.model for table in reversed(tables_of(Group))),
    AuditBatch,
    Permission,
    ContentType,
)
UNREADABLE = (ValueError, TypeError, OverflowError, RecursionError, ValidationError)


def restore_backup(path: Path) -> int:
    """Restore the file and return how many rows it held; raises BackupRefusedError, and then nothing was changed."""
    backup = open_backup(path)
    with backup.archive:
        _refuse_other_version(backup)
        _refuse_occupied(backup)
        try:
            return _restore(backup)
        except (DatabaseError, SuspiciousOperation) as error:
            raise BackupRefusedError(
                "Isi cadangan melanggar aturan basis data."
            ) from error
        finally:
            ContentType.objects.clear_cache()


def _refuse_other_version(backup: Backup) -> None:
    missing = [name for name in backup.migrations if name not in applied_migrations()]
    if backup.migrations != applied_migrations():
        newer = "lebih baru" if missing else "lebih lama"
        raise BackupRefusedError(
            f"Cadangan dibuat dengan versi aplikasi yang {newer}. Pasang versi yang sama, pulihkan, lalu perbarui."
        )


def _refuse_occupied(backup: Backup) -> None:
    for model in stored_models():
        if model not in MADE_AT_SETUP and model._base_manager.exists():
            raise BackupRefusedError(
                f"Instalasi ini sudah berisi data ({model._meta.verbose_name}); pulihkan ke instalasi yang kosong."
            )
    for name in backup.media_names:
        if default_storage.exists(name):
            raise BackupRefusedError(
                f"Folder media sudah berisi {name}; pulihkan ke instalasi yang kosong."
            )
    for kind in KINDS:
        for name in backup.kept_hashes(kind):
            if kind.files.storage.exists(name):
                raise BackupRefusedError(
                    f"Penyimpanan {kind.words} sudah berisi {name}; pulihkan ke tempat yang kosong."
                )


def _restore(backup: Backup) -> int:
    """Write tables, then files; a failure takes both back."""
    written: list[str] = []
    kept: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    try:
        with transaction.atomic():
            for model in MADE_AT_SETUP:
                model._base_manager.all().delete()
            count = sum(_restore_table(backup, model) for model in stored_models())
            # Rows refer to each other in every direction; the database looks once all are there.
            connection.check_constraints()
            _reset_sequences()
            for kind in KINDS:
                refuse_other_files(backup, kind)
            _restore_media(backup, written)
            for kind, names in kept.items():
                restore_kept(backup, kind, names)
    except BaseException:
        for name in written:
            default_storage.delete(name)
        for kind, names in kept.items():
            for name in names:
                kind.files.discard(name)
        raise
    return count


def _restore_table(backup: Backup, model: type[Model]) -> int:
    if member_name(model) not in backup.names:
        raise BackupRefusedError(f"Cadangan tidak memuat {member_name(model)}.")
    name, count = member_name(model), 0
    try:
        for line in backup.lines(name):
            # Raw: as it was, with its own times, without a new line of history.
            row_of(model, line).save_base(raw=True, force_insert=True)
            count += 1
    except UNREADABLE as error:
        raise BackupRefusedError(
            f"{name} memuat baris yang tidak dapat dibaca."
        ) from error
    return count


def _reset_sequences() -> None:
    """Let new rows be numbered after the restored ones."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(sql)


def _restore_media(backup: Backup, written: list[str]) -> None:
    for name in backup.media_names:
        with backup.archive.open(MEDIA + name) as member:
            stored = default_storage.save(name, File(member, name))
        written.append(stored)
        if stored != name:
            raise BackupRefusedError(f"{name} tidak dapat disimpan dengan namanya.")
