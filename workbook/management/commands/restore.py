"""Put a backup into an empty installation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from workbook.backup_archive import BackupRefusedError
from workbook.restore import restore_backup

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """``restore FILE``."""

    help = "Memulihkan cadangan ke instalasi yang kosong (sesudah migrate): semua atau tidak sama sekali."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file to restore."""
        parser.add_argument(
            "file", type=Path, help="berkas yang ditulis perintah backup"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, or say why nothing was."""
        try:
            count = restore_backup(Path(options["file"]))
        except BackupRefusedError as error:
            raise CommandError(f"{error} Tidak ada yang dipulihkan.") from error
        if options["verbosity"]:
            self.stdout.write(f"{count} baris dipulihkan.")
