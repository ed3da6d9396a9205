"""Tabel 1-4: targets and realizations of the years, and the parts of one of them."""

import re
from decimal import Decimal

from verify.comparison import Comparison, figure, stored_figure

PLANS = {2020: "BSPJI-MANADO-2020", 2021: "BSPJI-MANADO-2021", 2022: "BSPJI-MANADO-2021", 2023: "BSPJI-MANADO-2021-R2023"}  # fmt: skip


def check_performance(check: Comparison) -> None:
    """Tabel 1-4: target and realization of every indicator."""
    for table in (1, 2, 3, 4):
        activity = ""
        for line, cells in check.rows(f"**Tabel {table}. ", "BSPJI Manado pada"):
            if cells[0] not in {"No", "(1)"}:
                activity = f"SK{cells[0]}" if cells[0] else activity
                source = f"Tabel {table}, baris {line}"
                check_target_and_realization(check, 2019 + table, source, cells)
                check_wording(check, 2019 + table, source, activity, cells)


def check_target_and_realization(
    check: Comparison, year: int, source: str, cells: list[str]
) -> None:
    key = {"renstra": PLANS[year], "tahun": year, "sumber": source}
    target = check.find("target", versi_pk=1, **key)
    realized = check.find("realisasi", indikator=target["indikator"], **key)
    printed, stored = figure(cells[3]), stored_figure(target)
    check.same("PK targets, text", source, cells[3], target["teks"])
    check.same("PK targets, value", source, printed, stored)
    printed, stored = figure(cells[4]), stored_figure(realized)
    check.same("realizations, text", source, cells[4], realized["teks"])
    check.same("realizations, value", source, printed, stored)


def check_wording(
    check: Comparison, year: int, source: str, activity: str, cells: list[str]
) -> None:
    code = check.find("target", versi_pk=1, tahun=year, sumber=source)["indikator"]
    indicator = check.find("indikator", renstra=PLANS[year], kode=code)
    check.same("indicators per activity", source, activity, indicator["sasaran"])
    check.explained("indicator names", source, cells[2], indicator)
    if cells[1]:
        row = check.find("sasaran", renstra=PLANS[year], kode=activity)
        check.explained("activity target statements", source, cells[1], row)


def check_measurements(check: Comparison) -> None:
    """Tabel 4 prints the parts of one realization."""
    cells = next(c for _, c in check.rows("**Tabel 4.", "###") if "Kegiatan 1" in c[4])
    parts = re.findall(r"(Kegiatan \d): (\d+)%", cells[4])
    stored = [(row["uraian"], row["hasil"]) for row in check.sheets["pengukuran"]]
    check.same("measurements", "Tabel 4", parts, stored)
    mean = sum(Decimal(part) for _, part in parts) / len(parts)
    check.same("measurements, mean", "Tabel 4", figure(cells[4])[0], mean)
