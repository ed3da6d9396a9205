"""Write database and uploaded files into one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from workbook.backup import write_backup

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """``backup FILE``."""

    help = "Menulis basis data, berkas unggahan, dan daftar isinya ke satu berkas .zip."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file to write."""
        parser.add_argument("file", type=Path, help="berkas .zip yang akan dibuat")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the backup and print its hash, to be kept elsewhere."""
        path = Path(options["file"])
        try:
            made = write_backup(path)
        except FileExistsError as error:
            raise CommandError(
                f"{error.filename} sudah ada; pilih nama lain."
            ) from error
        except OSError as error:
            raise CommandError(
                f"{path} tidak dapat ditulis: {error.strerror}."
            ) from error
        if options["verbosity"]:
            self.stdout.write(f"Cadangan ditulis ke {path} ({made.file_bytes} bita).")
            self.stdout.write(f"SHA-256: {made.sha256}")
        if made.flaws:
            raise CommandError(
                f"Cadangan ditulis, tetapi {made.flaws} berkas bukti atau laporan terbit hilang atau berubah. "
                "Jalankan check_data untuk mengetahui yang mana."
            )
