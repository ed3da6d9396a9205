"""Money by year: Tabel 5, 6 and 22."""

import re
from decimal import ROUND_HALF_UP, Decimal

from verify.comparison import Comparison, number, whole

BUDGET_FIGURES = ["pagu_awal", "realisasi", "pagu_revisi"]
CENT = Decimal("0.01")


def check_revenue(check: Comparison) -> None:
    """Tabel 6: ten types of service in six years, and their totals."""
    totals = dict.fromkeys(range(2018, 2024), Decimal(0))
    for line, cells in check.rows("**Tabel 6.", "Penerimaan negara"):
        if re.fullmatch(r"\.?\d+", cells[0]):
            for year, printed in enumerate(cells[2:], start=2018):
                key = {"tahun": year, "sumber": f"Tabel 6, baris {line}"}
                code = check.find("jenis_layanan", nama=cells[1])["kode"]
                row = check.find("pnbp", jenis_layanan=code, **key)
                amount = None if printed == "-" else whole(printed)
                stored = (row["teks"], number(row["jumlah"]))
                check.same("revenue", (line, year), (printed, amount), stored)
                totals[year] += amount or 0
        elif cells[1] == "Total Penerimaan":
            for year, printed in enumerate(cells[2:], start=2018):
                key = {"tahun": year, "sumber": f"Tabel 6, baris {line}"}
                row, amount = check.find("pnbp_jumlah", **key), whole(printed)
                stored = (row["teks"], number(row["jumlah"]))
                check.same("revenue totals", year, (printed, amount), stored)
                check.computed(f"Tabel 6: {year}", amount, totals[year])


def check_budget(check: Comparison) -> None:
    """Tabel 5: ceiling and spending, and the printed percentages."""
    table = [cells for _, cells in check.rows("**Tabel 5.", "#### 1.1.3.2.")]
    columns = zip(*(row[2:] for row in table), strict=True)
    for year, ceiling, spending, percent in columns:
        row = check.find("anggaran", tahun=year.removeprefix("TA. "))
        stored = [number(row[name]) for name in BUDGET_FIGURES]
        check.same("budget", year, [whole(ceiling), whole(spending), None], stored)
        share = (whole(spending) / whole(ceiling) * 100).quantize(CENT, ROUND_HALF_UP)
        printed = Decimal(percent.strip("%").replace(",", "."))
        check.computed(f"Tabel 5: {year}", printed, share, " %")


def check_funding(check: Comparison) -> None:
    """Tabel 22: printed in thousands, stored in rupiah."""
    totals = dict.fromkeys(range(2021, 2025), Decimal(0))
    for _, cells in check.rows("**Tabel 22.", "## **BAB V."):
        for year, printed in enumerate(cells[1:], start=2021):
            if cells[0] in {"RM", "PNBP"}:
                row = check.find("pendanaan", sumber_dana=cells[0], tahun=year)
                rupiah = whole(printed) * 1000
                stored = (row["teks"], number(row["jumlah"]))
                check.same("funding", (cells[0], year), (printed, rupiah), stored)
                totals[year] += rupiah
            elif cells[0] == "TOTAL":
                check.computed(f"Tabel 22: {year}", whole(printed) * 1000, totals[year])
