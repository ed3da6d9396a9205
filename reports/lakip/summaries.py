"""Sentences about many figures at once: an activity target, a year, its money. No Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.numbers import format_money, format_number, format_percent

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.achievement import Average, Tally

ALL_OF = {2: "Kedua", 3: "Ketiga", 4: "Keempat", 5: "Kelima", 6: "Keenam"}


def of_group(tally: Tally, average: Average, cap: Decimal) -> str:
    """Return the sentences about an activity target: how many of its indicators are met, and their mean."""
    if not tally.targeted:
        return "Sasaran ini tidak mempunyai indikator yang ditargetkan pada tahun ini."
    return _with_mean(_met_in_group(tally), tally, average, cap)


def _met_in_group(tally: Tally) -> str:
    if not tally.measurable and tally.targeted > 1:
        return (
            f"Dari {tally.targeted} indikator sasaran ini belum ada yang dapat dinilai."
        )
    if not tally.measurable:
        return "Satu-satunya indikator sasaran ini belum dapat dinilai."
    if tally.targeted == 1:
        verb = "mencapai" if tally.met else "tidak mencapai"
        return f"Satu-satunya indikator sasaran ini {verb} target."
    if tally.met == tally.targeted:
        every = ALL_OF.get(tally.targeted, f"Seluruh {tally.targeted}")
        return f"{every} indikator sasaran ini mencapai target."
    return f"Dari {tally.targeted} indikator sasaran ini, {_how_many(tally)}."


def _how_many(tally: Tally) -> str:
    met = f"{tally.met} mencapai target" if tally.met else "tidak satu pun mencapai target"  # fmt: skip
    rest = tally.targeted - tally.measurable
    return f"{met} dan {rest} belum dapat dinilai" if rest else met


def of_year(year: int, tally: Tally, average: Average, cap: Decimal) -> str:
    """Return the sentences about all indicators of a year."""
    if not tally.targeted:
        return f"Tidak ada indikator yang ditargetkan pada tahun {year}."
    if not tally.measurable:
        met = f"Dari {tally.targeted} indikator yang ditargetkan pada tahun {year} belum ada yang dapat dinilai."
    elif tally.met == tally.targeted:
        met = f"Seluruh {tally.targeted} indikator yang ditargetkan pada tahun {year} mencapai target."
    else:
        met = f"Dari {tally.targeted} indikator yang ditargetkan pada tahun {year}, {_how_many(tally)}."
    return _with_mean(met, tally, average, cap)


def _with_mean(met: str, tally: Tally, average: Average, cap: Decimal) -> str:
    """Return the sentence with the one on the mean, which is not looked for before anything can be judged."""
    return f"{met} {_mean(average, cap)}" if tally.measurable else met


def _mean(average: Average, cap: Decimal) -> str:
    if average.value is None:
        mean = "Capaiannya" if average.targeted == 1 else "Rata-rata capaiannya"
        return f"{mean} tidak dapat dihitung."
    value = f"{format_percent(average.value)} persen"
    if average.targeted == 1:
        return (
            f"Capaiannya dihitung {value}, batas tertinggi dalam rata-rata."
            if average.value == cap
            else f"Capaiannya {value}."
        )
    limit = f"capaian tiap indikator dihitung paling tinggi {format_number(cap)} persen"
    if average.counted == average.targeted:
        return f"Rata-rata capaiannya {value}; {limit}."
    return f"Rata-rata capaian {average.counted} dari {average.targeted} indikator itu {value}; {limit}."


def of_budget(
    year: int,
    ceiling: Decimal | None,
    spending: Decimal | None,
    absorption: Decimal | None,
) -> str:
    """Return the sentence about a year's ceiling and spending in rupiah; ``absorption`` in percent."""
    if ceiling is None:
        return f"Pagu anggaran tahun {year} belum diisi."
    words = f"Pagu anggaran tahun {year} sebesar Rp{format_money(ceiling)}"
    if spending is None:
        return f"{words}; realisasinya belum diisi."
    share = (
        f" atau {format_percent(absorption)} persen" if absorption is not None else ""
    )
    return f"{words} dan terealisasi Rp{format_money(spending)}{share}."


def of_revenue(year: int, total: Decimal | None, growth: Decimal | None) -> str:
    """Return the sentence about a year's non-tax revenue in rupiah, and its growth in percent."""
    if total is None:
        return f"Penerimaan PNBP tahun {year} belum diisi."
    words = f"Penerimaan PNBP tahun {year} menurut rincian jenis layanan sebesar Rp{format_money(total)}"
    if growth is None:
        return f"{words}; pertumbuhannya tidak dapat dihitung."
    if growth == 0:
        return f"{words}, sama dengan tahun {year - 1}."
    direction = "naik" if growth > 0 else "turun"
    return f"{words}, {direction} {format_percent(abs(growth))} persen dari tahun {year - 1}."


def of_efficiency(counted: int, components: int, mean: Decimal | None) -> str:
    """Return the sentence about the efficiency of so many components, of which so many can be computed."""
    if not components:
        return "Tidak ada komponen anggaran yang tercatat, sehingga efisiensi sumber daya tidak dihitung."
    if mean is None:
        return (
            "Efisiensi sumber daya belum dapat dihitung karena pagu, realisasi, atau volume keluaran "
            f"{components} komponennya belum lengkap."
        )
    of_all = "" if counted == components else f" dari {components}"
    return f"Rata-rata efisiensi {counted}{of_all} komponen adalah {format_percent(mean)} persen."


def of_components(
    count: int, planned: Decimal | None, spent: Decimal | None, year: int
) -> str:
    """Return the sentence about the budget components behind an activity target; ``spent`` only when complete."""
    if not count:
        return (
            f"Tidak ada komponen anggaran tahun {year} yang tercatat untuk sasaran ini."
        )
    words = f"Sasaran ini didukung {count} komponen anggaran tahun {year}"
    if planned is None:
        return f"{words}; pagunya belum diisi."
    words = f"{words} dengan pagu Rp{format_money(planned)}"
    if spent is None:
        return f"{words}; realisasinya belum lengkap diisi."
    return f"{words} dan realisasi Rp{format_money(spent)}."
