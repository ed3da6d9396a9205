"""Write the workbook of a unit, or of all units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Unit
from workbook.exporting import export_workbook

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """``export_workbook PATH [--unit KODE]``."""

    help = "Menulis buku kerja: .xlsx bila PATH berakhiran .xlsx, selain itu folder berkas .csv."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument(
            "path", type=Path, help="berkas .xlsx atau folder untuk berkas .csv"
        )
        parser.add_argument(
            "--unit",
            metavar="KODE",
            default="",
            help="kode unit kerja; tanpa ini semua unit",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and say where it went."""
        code, path = options["unit"], Path(options["path"])
        unit = Unit.objects.filter(code=code).first() if code else None
        if code and unit is None:
            raise CommandError(f"Unit kerja “{code}” tidak ditemukan.")
        try:
            export_workbook(path, unit)
        except OSError as error:
            raise CommandError(
                f"{path} tidak dapat ditulis; periksa jalur dan izinnya."
            ) from error
        if options["verbosity"]:
            self.stdout.write(f"Buku kerja ditulis ke {path}.")
