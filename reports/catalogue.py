"""Every report there is: slug, title, permission, parameters, build."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from accounts.perms import READ_PERMISSION
from reports.builders import (
    aktivitas,
    anggaran,
    capaian,
    capaian_triwulan,
    cascading,
    efisiensi,
    matriks_kinerja,
    matriks_pendanaan,
    pedoman,
    pemetaan,
    pendanaan,
    perbandingan,
    perbandingan_tahun,
    perjanjian_kinerja,
    peta_strategi,
    plans,
    pnbp,
    pohon_kinerja,
    realisasi_per_sasaran,
    regulasi,
    rencana_aksi,
    sdm,
    target,
    tujuan_sasaran,
)
from reports.formats import PICTURE_FORMATS, TABLE_FORMATS
from reports.parameters import (
    Layout,
    ParameterError,
    Parameters,
    read_layout,
    read_plan,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from accounts.models import Unit
    from indicators.models import StrategicPlan
    from reports.documents import Document


class Group(StrEnum):
    """The subjects under which the reports are listed, in their order."""

    ACHIEVEMENT = "Capaian"
    PLANNING = "Perencanaan"
    RESOURCES = "Anggaran dan sumber daya"


@dataclass(frozen=True)
class Report:
    """A report: what it shows, who may see it, what can be chosen, how it is built, in which formats.

    ``default_year`` is what a report with a year shows when none is chosen; without it the report
    has no year. ``default_plans`` is the same for a report on two plans. The files of a long report
    are made by the worker and kept while the data stay the same.
    """

    slug: str
    title: str
    description: str
    group: Group
    permission: str
    build: Callable[[Parameters], Document]
    default_year: Callable[[Unit], int | None] | None = None
    layouts: tuple[Layout, ...] = ()
    default_plans: Callable[[Unit], tuple[StrategicPlan, ...]] | None = None
    formats: tuple[str, ...] = TABLE_FORMATS
    is_long: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what can be chosen."""
        year = ("year",) if self.default_year else ()
        plans = ("dari", "ke") if self.default_plans else ()
        return ("unit", *year, *plans, *(("layout",) if self.layouts else ()))

    def choices(self, parameters: Parameters) -> dict[str, str]:
        """Return what was chosen as an address says it: only what differs from the defaults."""
        year = {"year": str(parameters.year)} if parameters.year else {}
        layout = (
            {}
            if parameters.layout is Layout.DEFAULT
            else {"layout": str(parameters.layout)}
        )
        sides = zip(("dari", "ke"), parameters.plans, strict=False)
        return year | {name: plan.code for name, plan in sides} | layout

    @property
    def is_of_plan(self) -> bool:
        """Whether the year only chooses the plan in force, which most of its years share."""
        return self.default_year is plans.default_year

    def years(self, unit: Unit) -> list[int]:
        """Return the years that can be chosen; empty for a report without a year."""
        return capaian.years(unit) if self.default_year else []

    def read(self, unit: Unit, choices: Mapping[str, str]) -> Parameters:
        """Return what was chosen, with defaults; raises ParameterError."""
        return Parameters(
            unit=unit,
            year=self._read_year(unit, choices.get("year", "")),
            layout=read_layout(choices.get("layout", ""), self.layouts)
            if self.layouts
            else Layout.DEFAULT,
            plans=self._read_plans(unit, choices),
        )

    def is_ready(self, unit: Unit) -> bool:
        """Whether the unit has what the report is about."""
        if self.default_plans:
            return bool(self.default_plans(unit))
        return self.default_year is None or bool(self.years(unit))

    def _read_plans(
        self, unit: Unit, choices: Mapping[str, str]
    ) -> tuple[StrategicPlan, ...]:
        if self.default_plans is None:
            return ()
        default = self.default_plans(unit)
        if not default:
            raise ParameterError(
                f"{unit.name} belum mempunyai dua renstra untuk dibandingkan."
            )
        offered = perbandingan.plans_of(unit)
        codes = zip(("dari", "ke"), default, strict=True)
        return tuple(
            read_plan(choices[name], offered) if choices.get(name) else plan
            for name, plan in codes
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
            group=Group.ACHIEVEMENT,
            permission=READ_PERMISSION,
            build=capaian.build,
            default_year=capaian.default_year,
            layouts=(Layout.DEFAULT, Layout.DOCUMENT),
        ),
        Report(
            slug="capaian-triwulan",
            title="Capaian Triwulanan",
            description="Target, realisasi, dan capaian setiap triwulan, dan sampai dengan triwulan terakhir.",
            group=Group.ACHIEVEMENT,
            permission=READ_PERMISSION,
            build=capaian_triwulan.build,
            default_year=capaian.default_year,
        ),
        Report(
            slug="perbandingan",
            title="Perbandingan Kinerja",
            description="Realisasi dan capaian beberapa tahun, dan terhadap target akhir Renstra.",
            group=Group.ACHIEVEMENT,
            permission=READ_PERMISSION,
            build=perbandingan_tahun.build,
            default_year=capaian.default_year,
        ),
        Report(
            slug="perjanjian-kinerja",
            title="Perjanjian Kinerja",
            description="Target tahunan yang disepakati, anggaran per program, dan tanda tangan kedua pihak.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=perjanjian_kinerja.build,
            default_year=capaian.default_year,
        ),
        Report(
            slug="rencana-aksi",
            title="Rencana Aksi",
            description="Target dan rencana kegiatan setiap triwulan.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=rencana_aksi.build,
            default_year=capaian.default_year,
        ),
        Report(
            slug="target",
            title="Target Kinerja",
            description="Target tahunan setiap indikator menurut renstra yang berlaku pada tahun itu.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=target.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="pemetaan",
            title="Pemetaan Sasaran Kegiatan",
            description="Sasaran unit induk yang diacu setiap sasaran kegiatan, dan tujuannya.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=pemetaan.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="tujuan-sasaran",
            title="Tujuan dan Sasaran Kegiatan",
            description="Tujuan dengan indikator yang mendukungnya dan target tahunannya.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=tujuan_sasaran.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="aktivitas",
            title="Aktivitas dan Kegiatan",
            description="Aktivitas menurut arah kebijakan unit induk dan unit kerja, dan kegiatan setiap sasaran.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=aktivitas.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="regulasi",
            title="Kebutuhan Regulasi",
            description="Regulasi yang dibutuhkan, urgensi, penanggung jawab, dan targetnya.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=regulasi.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="matriks-kinerja",
            title="Matriks Kinerja",
            description="Program, sasaran, dan indikator dengan target, pendanaan, dan tim terkait.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=matriks_kinerja.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="pedoman",
            title="Pedoman Kinerja",
            description="Definisi, sumber data, cara menghitung, dan penanggung jawab setiap indikator, satu lembar tiap indikator.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=pedoman.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="cascading",
            title="Matriks Cascading",
            description="Unit dan kategori yang menanggung setiap indikator unit induk.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=cascading.build,
            default_year=plans.default_year,
        ),
        Report(
            slug="pohon-kinerja",
            title="Pohon Kinerja",
            description="Tujuan, sasaran kegiatan, dan indikator renstra sebagai gambar.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=pohon_kinerja.build,
            default_year=plans.default_year,
            formats=PICTURE_FORMATS,
        ),
        Report(
            slug="peta-strategi",
            title="Peta Strategi",
            description="Sasaran kegiatan menurut empat perspektif sebagai gambar.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=peta_strategi.build,
            default_year=plans.default_year,
            formats=PICTURE_FORMATS,
        ),
        Report(
            slug="perbandingan-revisi",
            title="Perbandingan Revisi",
            description="Dua renstra berdampingan: tujuan, sasaran, indikator, dan target tahunan, dengan perubahannya ditandai.",
            group=Group.PLANNING,
            permission=READ_PERMISSION,
            build=perbandingan.build,
            layouts=(Layout.DEFAULT, Layout.CHANGES),
            default_plans=perbandingan.default_plans,
        ),
        Report(
            slug="anggaran",
            title="Realisasi Anggaran",
            description="Pagu, realisasi, dan penyerapan anggaran setiap tahun.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=anggaran.build,
        ),
        Report(
            slug="realisasi-per-sasaran",
            title="Realisasi Anggaran per Sasaran",
            description="Pagu dan realisasi komponen menurut sasaran dan indikator, di samping capaiannya.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=realisasi_per_sasaran.build,
            default_year=capaian.default_year,
        ),
        Report(
            slug="efisiensi",
            title="Efisiensi Sumber Daya",
            description="Efisiensi setiap komponen dari anggaran dan volume keluarannya.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=efisiensi.build,
            default_year=capaian.default_year,
        ),
        Report(
            slug="pnbp",
            title="Penerimaan PNBP",
            description="Penerimaan menurut jenis layanan, jumlah, dan pertumbuhannya.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=pnbp.build,
        ),
        Report(
            slug="sdm-jabatan",
            title="SDM menurut Jabatan",
            description="Jumlah pegawai setiap jabatan tiap tahun, dengan jumlahnya.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=sdm.build_positions,
        ),
        Report(
            slug="sdm-pendidikan",
            title="SDM menurut Pendidikan",
            description="Jumlah pegawai menurut pendidikan tiap tahun, dengan jumlahnya.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=sdm.build_education,
        ),
        Report(
            slug="pendanaan",
            title="Kebutuhan Pendanaan",
            description="Kebutuhan dana renstra menurut sumber dana dan tahun.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=pendanaan.build,
        ),
        Report(
            slug="matriks-pendanaan",
            title="Matriks Kinerja dan Pendanaan",
            description="Komponen anggaran setiap indikator dengan target dan jumlah per tahun, dalam juta rupiah.",
            group=Group.RESOURCES,
            permission=READ_PERMISSION,
            build=matriks_pendanaan.build,
            default_year=plans.default_year,
        ),
    )
}
