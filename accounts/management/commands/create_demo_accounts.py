"""Create one demo account per role and print how to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.demo import create_demo_accounts, lowest_unit_with_plan
from accounts.models import Unit
from accounts.roles import UnknownRightError, setup_roles

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Membuat satu akun contoh per peran dan mencetak nama pengguna serta kata sandinya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the code of the unit."""
        parser.add_argument(
            "--unit",
            metavar="KODE",
            help="Unit kerja akun; tanpa ini unit terbawah yang mempunyai renstra.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the accounts and print the table."""
        unit = self._unit(options["unit"])
        try:
            setup_roles()
        except UnknownRightError as error:
            raise CommandError(str(error)) from error
        accounts = create_demo_accounts(unit)
        self.stdout.write(f"Akun contoh untuk {unit}:")
        self.stdout.write(f"  {'Pengguna':<15}{'Kata sandi awal':<20}Peran")
        for account in accounts:
            self.stdout.write(
                f"  {account.username:<15}{account.password or '(tidak diketahui)':<20}{account.role}"
            )

    def _unit(self, code: str | None) -> Unit:
        unit = (
            Unit.objects.filter(code=code).first() if code else lowest_unit_with_plan()
        )
        if unit is None:
            raise CommandError(
                f"Unit kerja “{code}” tidak ada."
                if code
                else "Belum ada unit kerja; muat data dahulu."
            )
        return unit
