"""List the reports."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.catalogue import REPORTS


class Command(BaseCommand):
    help = "Menampilkan katalog laporan: slug, judul, parameter."

    def handle(self, *args: Any, **options: Any) -> None:
        slug_width = max(len(slug) for slug in REPORTS) + 2
        title_width = max(len(report.title) for report in REPORTS.values()) + 2
        for report in REPORTS.values():
            choices = (
                f" (layout: {', '.join(report.layouts)})" if report.layouts else ""
            )
            names = ", ".join(report.parameters)
            self.stdout.write(
                f"{report.slug:<{slug_width}}{report.title:<{title_width}}{names}{choices}"
            )
