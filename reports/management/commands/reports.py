"""List the reports."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.catalogue import REPORTS


class Command(BaseCommand):
    help = "Menampilkan katalog laporan: slug, judul, parameter."

    def handle(self, *args: Any, **options: Any) -> None:
        slugs = max(map(len, REPORTS))
        titles = max(len(report.title) for report in REPORTS.values())
        for report in REPORTS.values():
            choices = (
                f" (layout: {', '.join(report.layouts)})" if report.layouts else ""
            )
            self.stdout.write(
                f"{report.slug:<{slugs}}  {report.title:<{titles}}  {', '.join(report.parameters)}{choices}"
            )
