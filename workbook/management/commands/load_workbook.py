"""Load a workbook: all or nothing, every error at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from workbook.cells import has_control_characters
from workbook.engine import load
from workbook.findings import FileRefusedError, Findings
from workbook.forms import REASON_LENGTH
from workbook.reading import read_workbook

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """``load_workbook PATH [--dry-run] [--accept-readings] [--reason TEXT]``."""

    help = "Memuat buku kerja (.xlsx atau folder .csv): semua atau tidak sama sekali."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument(
            "path", type=Path, help="berkas .xlsx atau folder berkas .csv"
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="periksa dan hitung saja, tanpa menulis",
        )
        parser.add_argument(
            "--accept-readings",
            action="store_true",
            help="terima pembacaan yang bermakna ganda",
        )
        parser.add_argument(
            "--reason",
            metavar="TEKS",
            default="",
            help="alasan perubahan, dicatat bersama riwayatnya",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then say what was written or why nothing was."""
        keep, accepted = not options["dry_run"], options["accept_readings"]
        try:
            source = read_workbook(Path(options["path"]))
        except FileRefusedError as error:
            raise CommandError(str(error)) from error
        reason = reason_text(options["reason"])
        findings = load(
            source, user=None, keep=keep, readings_accepted=accepted, reason=reason
        )
        refuse_faulty(findings)
        if options["verbosity"]:
            notes = [*findings.readings, *findings.wanted_reasons, *findings.counts]
            self.stdout.write("\n".join(map(str, notes)))
        refuse_unanswered(findings, accepted=accepted, reason=reason)
        if options["verbosity"]:
            self.stdout.write(
                f"{findings.writes} baris ditulis."
                if findings.written
                else "Tidak ada yang ditulis."
            )


def reason_text(text: str) -> str:
    """Return the reason without spaces around; refuse one that the record cannot hold."""
    if len(text := text.strip()) > REASON_LENGTH or has_control_characters(text):
        raise CommandError(f"--reason paling panjang {REASON_LENGTH} huruf.")
    return text


def refuse_unanswered(findings: Findings, *, accepted: bool, reason: str) -> None:
    """Raise CommandError where the workbook asks something that no option answers."""
    if findings.readings and not accepted:
        raise CommandError(
            "Ada pembacaan bermakna ganda; periksa, lalu ulangi dengan --accept-readings."
        )
    if findings.wanted_reasons and not reason:
        raise CommandError(
            "Ada baris yang hanya boleh berubah dengan alasan; ulangi dengan --reason."
        )


def refuse_faulty(findings: Findings) -> None:
    """Raise CommandError with all faults at once."""
    if findings.faults:
        lines = [*map(str, findings.faults), *map(str, findings.readings)]
        raise CommandError(
            "\n".join(
                [*lines, f"{len(findings.faults)} kesalahan; tidak ada yang ditulis."]
            )
        )
