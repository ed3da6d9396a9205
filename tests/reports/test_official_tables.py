"""The real Renstra: every printed cell of its tables is in the report, but for the differences named here.

The document contradicts itself; where it does, the report shows what Tabel 21 or the row's own source says.
"""

from itertools import chain

from tests.built_reports import build
from tests.published import printed_tables, says_the_same

COMPARED = (
    "T7", "T8", "T9", "T10", *(f"T{n}" for n in range(11, 21)), "3.3", "L2A", "L2B", "L3", "L4",
)  # fmt: skip
PROFESSIONAL = ("Terwujudnya ASN BSKJI yang Profesional", "Terwujudnya ASN BSKJI yang Professional")  # fmt: skip
PNBP = ("Meningkatnya PNBPN layanan jasa industri", "Meningkatnya PNBP layanan jasa industri")  # fmt: skip
DOMESTIC = "Persentase nilai capaian penggunaan produk dalam negeri dalam pengadaan barang dan jasa"
# Amounts of 2023 that Lampiran II prints in the column of the targets.
IN_THE_TARGETS = {
    8: "41,59", 18: "436,56", 20: "70,74", 43: "6,58", 44: "70,32", 45: "73,60",
}  # fmt: skip
DIFFERENCES = {
    "T7": {("total", "2023"): ("54", "53")},
    "T9": {
        ("SK4", "sasaran"): ("SK6: Tercapainya Pengawasan Internal yang Efektif dan Efisien", "SK4: Tercapainya Pengawasan Internal yang Efektif dan Efisien"),
        ("SK6", "sasaran"): (f"SK7: {PROFESSIONAL[0]}", f"SK6: {PROFESSIONAL[1]}"),
        ("SK7", "sasaran"): ("SK8: Penguatan Sistem Informasi Terintegrasi, Kolaborasi dan Layanan Publik", "SK7: Penguatan Layanan Publik"),
        ("SK8", "sasaran"): ("SK9: Penguatan Layanan Prima dan Akuntabilitas Organisasi", "SK8: Penguatan Akuntabilitas Organisasi"),
    },
    "T10": {
        # The goals' targets are left blank; Lampiran III has them.
        **{(f"{goal}.1", "unit_of_measure"): ("%", "Persen") for goal in ("T1", "T2", "T4")},
        **{
            (f"{goal}.1", str(year)): ("", target)
            for goal, targets in (("T1", "54 58 62"), ("T2", "48 48 49"), ("T4", "62 68 76"))
            for year, target in enumerate(targets.split(), start=2022)
        },
        ("SK2.1", "indicator"): ("Persentase jumlah perusahaan yang Produktivitas/efisiensinya meningkat setelah pendampingan industri 4.0", "Perusahaan yang terfasilitasi di bidang standardisasi industri"),
        ("SK2.1", "unit_of_measure"): ("%", "Perusahaan"),
        ("SK3.1", "unit_of_measure"): ("%", "Persen"),
        ("SK4.1", "sasaran"): ("SK6", "SK4"),
        ("SK6.1", "sasaran"): ("SK7", "SK6"),
        ("SK7.1", "sasaran"): ("SK8", "SK7"),
        ("SK8.1", "sasaran"): ("SK9", "SK8"),
        ("SK8.2", "sasaran"): ("SK9", "SK8"),
    },
    "L2A": {
        # Printed: the ceilings of some years, of others neither these nor the need of Tabel 22.
        ("unit", "funding_2022"): ("10.921.941", "11.603.799"),
        ("unit", "funding_2023"): ("11.997.581", "12.100.188"),
        ("unit", "funding_2024"): ("13.021.267", "12.370.651"),
        ("SK3.2", "indicator"): PNBP,
        ("SK6", "letter"): PROFESSIONAL,
        ("SK7.1", "2023"): ("B3,56", "3,56"),
        ("SK8.2", "2022"): ("80", "82"),
    },
    "L2B": {
        # The printed totals do not follow from the components, and stand in thousands under "juta".
        ("unit", "amount_2021"): ("12,530,730", "11.953,94"),
        ("unit", "amount_2022"): ("11,603,799", "10.699,84"),
        ("unit", "amount_2023"): ("11,997,581", "11.890,76"),
        ("unit", "amount_2024"): ("12,021,267", "13.111,26"),
        ("SK1.1", "unit_of_measure"): ("Kegiatan", "Persen"),
        ("SK3.2", "name"): PNBP,
        ("SK3.3", "target_2021"): ("", "-"),
        ("SK3.3", "target_2022"): ("", "-"),
        ("SK3.4", "code"): ("SK.3.5", "SK3.4"),
        ("SK3.4", "target_2023"): ("43", "90"),
        ("SK3.4", "target_2024"): ("45", "91"),
        ("SK4.1", "code"): ("SK.4.2", "SK4.1"),
        ("SK4.1", "target_2023"): ("92.5", "97"),
        ("SK4.1", "target_2024"): ("93", "98"),
        ("SK5.1", "target_2024"): ("3.65", "3,6"),
        ("SK6.1", "target_2023"): ("72", "75"),
        ("SK6.1", "target_2024"): ("73", "76"),
        ("SK7.1", "target_2021"): ("3.5", "B-"),
        ("SK7.1", "target_2022"): ("3.53", "B-"),
        ("SK8.1", "target_2023"): ("80.4", "75"),
        ("SK8.1", "target_2024"): ("80.6", "76"),
        # Indicators of the plan before the revision: that plan's own targets were never printed.
        ("BSPJI-MANADO-2021:SK3.3", "code"): ("SK.3.4", "SK3.3*"),
        ("BSPJI-MANADO-2021:SK3.3", "name"): ("Peningkatan jumlah ruang lingkup layanan jasa industri", "Peningkatan jumlah lingkup layanan jasa industri di dalam negeri"),
        ("BSPJI-MANADO-2021:SK3.3", "unit_of_measure"): ("Ruang Lingkup", "Ruang lingkup/parameter"),
        **{
            ("BSPJI-MANADO-2021:SK3.3", f"target_{year}"): (target, "–")
            for year, target in enumerate(("N/A", "1", "1", "2"), start=2021)
        },
        ("BSPJI-MANADO-2021:SK6.2", "code"): ("SK.6.2", "SK6.2*"),
        ("BSPJI-MANADO-2021:SK6.2", "target_2021"): ("80", "–"),
        ("BSPJI-MANADO-2021:SK6.2", "target_2022"): ("80", "–"),
        ("komponen:58", "amount_2024"): ("1.980.89", "1.980,89"),
        # A component that is printed as one with its activity target.
        ("komponen:34", "code"): ("SK.4", ""),
        **dict(
            chain.from_iterable(
                (
                    ((f"komponen:{order}", "target_2023"), (amount.replace(",", "."), "")),
                    ((f"komponen:{order}", "amount_2023"), ("", amount)),
                )
                for order, amount in IN_THE_TARGETS.items()
            )
        ),
    },
    "L3": {
        ("SK2.1", "unit_of_measure"): ("Ruang Lingkup", "Perusahaan"),
        ("SK2.2", "unit_of_measure"): ("Persen", "Indeks"),
        ("SK3.1", "unit_of_measure"): ("Jumlah", "Persen"),
        ("SK3.2", "unit_of_measure"): ("Kegiatan Kolaborasi", "Persen"),
        ("SK3.3", "unit_of_measure"): ("Kegiatan Kolaborasi", "Persen"),
        ("SK3.4", "name"): (f"{DOMESTIC} di Satker", DOMESTIC),
    },
}  # fmt: skip
NOT_PRINTED = {
    "T10": ["SK2.2", "SK3.2", "SK3.3", "T3.1", "SK1.1"],
    "L2B": ["SK2.2", "SK4"],
}
# Tabel 10 still has an indicator that the revision dropped.
ONLY_PRINTED = {"T10": ["BSPJI-MANADO-2021:SK6.2"]}


def test_every_printed_cell_is_in_its_report_but_for_the_named_differences(real_data):
    compared = 0
    for code in COMPARED:
        printed = printed_tables()[code]
        table = shown_table(real_data, printed)
        keys = [row.key for row in table.all_rows if row.key]
        missing = [key for key in keys if key not in printed.keys]
        extra = [key for key in printed.keys if key not in keys]
        assert missing == NOT_PRINTED.get(code, []), code
        assert extra == ONLY_PRINTED.get(code, []), code
        found = {
            place: (text, shown_text(table, *place))
            for place, text in printed.cells.items()
            if place[0] in keys
        }
        differing = {
            place: pair for place, pair in found.items() if not says_the_same(*pair)
        }
        assert differing == DIFFERENCES.get(code, {}), code
        compared += len(found)
    assert compared > 2400


def shown_table(unit, printed):
    """Return the report's table that the printed one is the print of."""
    tables = build(printed.report, unit).tables
    return next(table for table in tables if not printed.part or table.key == printed.part)  # fmt: skip


def shown_text(table, row, column):
    """Return the text of the cell; a cell that another covers prints nothing."""
    cell = table.cell(row, column)
    kinds = {item.key: item for item in table.columns}
    return cell.text_in(kinds[column]) if cell.is_drawn else ""
