"""Turn somebody's second step off on the server: for the last administrator who lost a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import AuditBatch, User
from accounts.second_factor.devices import turn_off

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """The command."""

    help = "Matikan verifikasi dua langkah seseorang, dengan alasan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name and reason."""
        parser.add_argument("username", help="nama pengguna")
        parser.add_argument("--reason", required=True, help="alasan, dicatat")

    def handle(self, *args: Any, **options: Any) -> None:
        """Turn it off; somebody without it is an error."""
        person = User.objects.filter(
            username=options["username"], second_factor_since__isnull=False
        ).first()
        if person is None:
            raise CommandError(
                f"Tidak ada pengguna “{options['username']}” dengan verifikasi dua langkah yang menyala."
            )
        turn_off(
            person, by=None, reason=options["reason"], path=AuditBatch.Path.COMMAND
        )
        self.stdout.write(f"Verifikasi dua langkah {person} dimatikan.")
