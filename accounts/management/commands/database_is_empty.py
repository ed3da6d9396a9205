"""Tell a script whether the database holds any office yet."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Unit


class Command(BaseCommand):
    help = "Keluar dengan kode 0 bila basis data belum memuat unit kerja, 1 bila sudah."

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(1 if Unit.objects.exists() else 0)
