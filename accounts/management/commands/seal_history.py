"""Seal the batches that were written before there were seals."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts.late_sealing import seal_earlier


class Command(BaseCommand):
    help = "Menyegel catatan penulisan yang dibuat sebelum segel ada; diulang tidak mengubah apa pun."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and say how many."""
        count = seal_earlier()
        if options["verbosity"]:
            self.stdout.write(f"{count} catatan penulisan disegel kemudian.")
