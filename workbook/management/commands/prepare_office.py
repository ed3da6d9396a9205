"""Make an installation ready: tables, assets, roles, an office's data once, demo accounts."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from accounts.models import Unit


class Command(BaseCommand):
    help = "Siapkan basis data, aset, peran, data kantor (sekali), dan akun contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder of the office's workbook and the unit of the demo accounts."""
        parser.add_argument("folder", help="folder buku kerja kantor")
        parser.add_argument("--unit", required=True, help="kode unit akun contoh")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps in one process; each does nothing where nothing is left to do."""
        call_command("migrate", verbosity=0)
        # What an earlier version wrote has no seals.
        call_command("seal_history", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("setup_roles")
        # The published figures are loaded into an empty database only; later they belong to the people.
        if not Unit.objects.exists():
            call_command("load_workbook", options["folder"], accept_readings=True)
        call_command("create_demo_accounts", unit=options["unit"])
