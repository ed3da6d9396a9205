"""Tell people what falls due, what is overdue and what waits for them; for cron, once a day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from indicators.notices import deliver, recent, record
from indicators.reminders import due_notices
from indicators.stages import person_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.management.base import CommandParser

    from indicators.models import Notice


class Command(BaseCommand):
    help = (
        "Mengirim pengingat: segera jatuh tempo, terlambat, dan menunggu verifikasi. "
        "Dijalankan sekali sehari; yang sudah diberitahukan tidak dikirim dua kali."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day, and whether to look only."""
        parser.add_argument(
            "--date",
            metavar="TTTT-BB-HH",
            help="Hari yang dipakai; tanpa ini hari ini.",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Hanya menampilkan; tidak mencatat dan tidak mengirim apa pun.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Record what is new, then send it with whatever could not be sent before."""
        found = due_notices(_day(options["date"]))
        if options["dry_run"]:
            self._list(found)
            return
        record(found)
        sent = deliver(recent())
        if options["verbosity"]:
            self.stdout.write(
                f"{len(found)} pemberitahuan baru, {sent} surel terkirim."
            )

    def _list(self, notices: Sequence[Notice]) -> None:
        for each in notices:
            label = each.get_kind_display()
            self.stdout.write(f"{person_name(each.user)} · {label} · {each.text}")
        self.stdout.write(f"{len(notices)} pemberitahuan; tidak ada yang dikirim.")


def _day(text: str | None) -> datetime.date:
    if text is None:
        return timezone.localdate()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"Tanggal tidak dikenal: {text}. Contoh: 2026-01-31."
        ) from error
