"""Write a report to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Unit
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.parameters import ParameterError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from reports.report import Report

CHOICES = ("year", "layout", "dari", "ke")


class Command(BaseCommand):
    help = "Membuat laporan sebagai berkas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help=f"laporan: {', '.join(REPORTS)}")
        parser.add_argument(
            "--unit",
            default="",
            help="kode unit kerja; boleh dikosongkan bila hanya satu",
        )
        parser.add_argument(
            "--year", default="", help="tahun, untuk laporan yang bertahun"
        )
        parser.add_argument("--layout", default="", help="tata letak, misalnya dokumen")
        parser.add_argument("--dari", default="", help="kode renstra yang dibandingkan")
        parser.add_argument("--ke", default="", help="kode renstra pembandingnya")
        parser.add_argument("--format", required=True, help=", ".join(FORMATS))
        parser.add_argument("--output", required=True, help="berkas hasil")

    def handle(self, *args: Any, **options: Any) -> None:
        report = _find_report(options["slug"])
        if options["format"] not in report.formats:
            raise CommandError(
                f"Format “{options['format']}” tidak ada untuk laporan ini. Pilihan: {', '.join(report.formats)}."
            )
        form = FORMATS[options["format"]]
        self._warn_of_unused(report, options)
        choices = {name: str(options[name] or "") for name in CHOICES}
        try:
            parameters = report.read(_find_unit(options["unit"]), choices)
        except ParameterError as error:
            raise CommandError(str(error)) from error
        content = form.render(report.build(parameters))
        _write(Path(options["output"]), content)
        self.stdout.write(f"{options['output']} ditulis ({len(content)} bita).")

    def _warn_of_unused(self, report: Report, options: dict[str, Any]) -> None:
        for name in CHOICES:
            if options[name] and name not in report.parameters:
                self.stderr.write(
                    f"Laporan {report.slug} tidak memakai --{name}; diabaikan."
                )


def _find_report(slug: str) -> Report:
    if slug not in REPORTS:
        raise CommandError(
            f"Laporan “{slug}” tidak ada. Pilihan: {', '.join(REPORTS)}."
        )
    return REPORTS[slug]


def _find_unit(code: str) -> Unit:
    """Return the unit of that code; without a code the only one with a plan."""
    if code:
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise CommandError(f"Unit kerja “{code}” tidak ada.")
        return unit
    units = list(
        Unit.objects.filter(plan_years__isnull=False).distinct().order_by("code")
    )
    if len(units) != 1:
        known = (
            ", ".join(unit.code for unit in units) or "belum ada unit dengan renstra"
        )
        raise CommandError(f"Sebutkan unit kerja dengan --unit. Pilihan: {known}.")
    return units[0]


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(
            f"Berkas {path} tidak dapat ditulis: {error.strerror}."
        ) from error
