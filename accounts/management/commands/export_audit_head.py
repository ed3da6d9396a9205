"""Print the end of the chain of seals, to be kept where nobody of the database can reach it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.kept_head import head_to_keep

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Menulis ujung rantai segel (nomor, SHA-256, waktu, jumlah) sebagai JSON untuk disimpan di luar basis data."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("--output", type=Path, help="berkas; tanpa ini ke layar")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the head."""
        text, path = head_to_keep().as_json(), options["output"]
        if path is None:
            self.stdout.write(text, ending="")
            return
        try:
            Path(path).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"{path} tidak dapat ditulis: {error.strerror}."
            ) from error
