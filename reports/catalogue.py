"""Every report there is: slug, title, permission, parameters, build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.perms import READ_PERMISSION
from reports.builders import anggaran, capaian, pendanaan, pnbp, target
from reports.parameters import (
    Layout,
    ParameterError,
    Parameters,
    read_layout,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from accounts.models import Unit
    from reports.tables import Document


@dataclass(frozen=True)
class Report:
    """A report: what it shows, who may see it, what can be chosen, and how it is built.

    ``default_year`` is what a report with a year shows when none is chosen; without it the report
    has no year.
    """

    slug: str
    title: str
    description: str
    permission: str
    build: Callable[[Parameters], Document]
    default_year: Callable[[Unit], int | None] | None = None
    layouts: tuple[Layout, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what can be chosen."""
        year = ("year",) if self.default_year else ()
        return ("unit", *year, *(("layout",) if self.layouts else ()))

    def years(self, unit: Unit) -> list[int]:
        """Return the years that can be chosen; empty for a report without a year."""
        return capaian.years(unit) if self.default_year else []

    def read(self, unit: Unit, choices: Mapping[str, str]) -> Parameters:
        """Return what was chosen, with defaults; raises ParameterError."""
        return Parameters(
            unit=unit,
            year=self._read_year(unit, choices.get("year", "")),
            layout=read_layout(choices.get("layout", ""))
            if self.layouts
            else Layout.DEFAULT,
        )

    def _read_year(self, unit: Unit, text: str) -> int | None:
        if self.default_year is None:
            return None
        if text:
            return read_year(text, self.years(unit))
        year = self.default_year(unit)
        if year is None:
            raise ParameterError(
                f"{unit.name} belum mempunyai renstra, sehingga laporan ini belum dapat dibuat."
            )
        return year


REPORTS = {
    report.slug: report
    for report in (
        Report(
            slug="capaian",
            title="Capaian Kinerja",
            description="Target, realisasi, dan capaian setiap indikator dalam satu tahun.",
            permission=READ_PERMISSION,
            build=capaian.build,
            default_year=capaian.default_year,
            layouts=(Layout.DEFAULT, Layout.DOCUMENT),
        ),
        Report(
            slug="target",
            title="Target Kinerja",
            description="Target tahunan setiap indikator menurut renstra yang berlaku pada tahun itu.",
            permission=READ_PERMISSION,
            build=target.build,
            default_year=target.default_year,
        ),
        Report(
            slug="anggaran",
            title="Realisasi Anggaran",
            description="Pagu, realisasi, dan penyerapan anggaran setiap tahun.",
            permission=READ_PERMISSION,
            build=anggaran.build,
        ),
        Report(
            slug="pnbp",
            title="Penerimaan PNBP",
            description="Penerimaan menurut jenis layanan, jumlah, dan pertumbuhannya.",
            permission=READ_PERMISSION,
            build=pnbp.build,
        ),
        Report(
            slug="pendanaan",
            title="Kebutuhan Pendanaan",
            description="Kebutuhan dana renstra menurut sumber dana dan tahun.",
            permission=READ_PERMISSION,
            build=pendanaan.build,
        ),
    )
}
