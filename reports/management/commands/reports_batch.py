"""Write one report of many offices into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Unit
from reports.batch import Job, cores, run
from reports.catalogue import REPORTS
from reports.formats import FORMATS

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from reports.batch import Done


class Command(BaseCommand):
    """``reports_batch SLUG --year Y --format pdf --output DIR``."""

    help = (
        "Membuat satu laporan untuk banyak unit kerja sekaligus, satu berkas per unit."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help=f"laporan: {', '.join(REPORTS)}")
        parser.add_argument(
            "--unit",
            nargs="+",
            default=[],
            metavar="KODE",
            help="kode unit kerja; tanpa ini semua yang berenstra",
        )
        parser.add_argument("--year", default="", help="tahun laporan")
        parser.add_argument("--layout", default="", help="tata letak, misalnya dokumen")
        parser.add_argument("--format", required=True, help=", ".join(FORMATS))
        parser.add_argument(
            "--output", required=True, type=Path, metavar="FOLDER", help="folder hasil"
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=cores(),
            help="banyaknya proses; tanpa ini sebanyak inti prosesor",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files; a unit that fails is named, and the others are written."""
        slug, form = options["slug"], options["format"]
        _check(slug, form)
        folder = Path(options["output"])
        _make(folder)
        choices = {name: options[name] for name in ("year", "layout")}
        jobs = [
            Job(code, slug, choices, form, folder) for code in _units(options["unit"])
        ]
        failed = 0
        for done in run(jobs, options["processes"]):
            failed += bool(done.refusal)
            self._say(done)
        if failed:
            raise CommandError(f"{failed} dari {len(jobs)} unit kerja gagal.")

    def _say(self, done: Done) -> None:
        if done.refusal:
            self.stderr.write(f"{done.unit}: {done.refusal}")
        else:
            self.stdout.write(f"{done.unit}: {done.name} ({done.size} bita)")


def _check(slug: str, form: str) -> None:
    if slug not in REPORTS:
        raise CommandError(
            f"Laporan “{slug}” tidak ada. Pilihan: {', '.join(REPORTS)}."
        )
    if form not in REPORTS[slug].formats:
        offered = ", ".join(REPORTS[slug].formats)
        raise CommandError(
            f"Format “{form}” tidak ada untuk laporan ini. Pilihan: {offered}."
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(
            f"Folder {folder} tidak dapat dibuat: {error.strerror}."
        ) from error


def _units(codes: list[str]) -> list[str]:
    """Return the codes as given, of which all must exist; without any those of all units with a plan."""
    if not codes:
        rows = Unit.objects.filter(plan_years__isnull=False).distinct()
        return list(rows.order_by("code").values_list("code", flat=True))
    known = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        raise CommandError(f"Unit kerja tidak ada: {', '.join(unknown)}.")
    return list(dict.fromkeys(codes))
