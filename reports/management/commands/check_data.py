"""Run the data checks and list what they find."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.kept_head import read_kept_head
from accounts.models import Unit
from documents.issued_files import check_issued_files
from indicators.acknowledgements import Checked, check
from indicators.evidence.file_check import check_files
from indicators.findings import Severity
from indicators.trail_findings import check_trail
from reports.finding_page import address

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from accounts.kept_head import KeptHead


class Command(BaseCommand):
    help = "Memeriksa data; keluar dengan 1 bila ada kesalahan yang belum ditandai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--unit", default="", help="kode unit kerja; tanpa ini semua yang berenstra"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--head",
            type=Path,
            metavar="BERKAS",
            help="ujung rantai segel yang disimpan oleh export_audit_head",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _kept_head(options["head"])
        found = [item for unit in _units(options["unit"]) for item in _found_in(unit)]
        # The audit trail is of the whole installation, whichever unit a line of it is of.
        if kept or not options["unit"]:
            found += [Checked(item, None) for item in check_trail(kept)]
        write = _as_json if options["format"] == "json" else _as_text
        self.stdout.write(write(found))
        if any(_is_open_error(item) for item in found):
            sys.exit(1)


def _units(code: str) -> list[Unit]:
    """Return the unit of that code; without a code every unit with a plan."""
    if not code:
        with_plans = Unit.objects.filter(plan_years__isnull=False)
        return list(with_plans.distinct().order_by("code"))
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CommandError(f"Unit kerja “{code}” tidak ada.")
    return [unit]


def _found_in(unit: Unit) -> Iterator[Checked]:
    """Yield what the rules find in a unit's data, and what became of the files that it keeps."""
    yield from check(unit)
    for found in (*check_files(unit), *check_issued_files(unit)):
        yield Checked(found, None)


def _kept_head(path: Path | None) -> KeptHead | None:
    if path is None:
        return None
    try:
        return read_kept_head(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path} tidak dapat dibaca: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} tidak memuat ujung rantai segel.") from error


def _is_open_error(item: Checked) -> bool:
    return item.is_open and item.finding.severity is Severity.ERROR


def _as_text(found: list[Checked]) -> str:
    lines = [_line(item) for item in found]
    counts = ", ".join(
        f"{sum(item.finding.severity is severity for item in found if item.is_open)} {severity}"
        for severity in Severity
    )
    acknowledged = sum(not item.is_open for item in found)
    return "\n".join([*lines, f"{counts}; {acknowledged} sudah ditandai."])


def _line(item: Checked) -> str:
    found = item.finding
    year = f" {found.year}" if found.year else ""
    mark = f" [ditandai: {item.acknowledgement.reason}]" if item.acknowledgement else ""
    place = found.unit or "instalasi"
    return f"{found.severity.label} {found.code} {place}{year} · {found.subject}: {found.message}{mark}"


def _as_json(found: list[Checked]) -> str:
    return json.dumps([_row(item) for item in found], ensure_ascii=False, indent=2)


def _row(item: Checked) -> dict[str, object]:
    found, row = item.finding, item.acknowledgement
    return {
        "code": found.code,
        "severity": found.severity.value,
        "unit": found.unit,
        "year": found.year,
        "subject": found.subject,
        "message": found.message,
        "link": address(found),
        "fingerprint": found.fingerprint,
        "acknowledged": row
        and {
            "reason": row.reason,
            "by": row.acknowledged_by.username,
            "at": row.acknowledged_at.isoformat(),
        },
    }
