"""The people of the office: Tabel 7 and 8."""

from decimal import Decimal

from verify.comparison import Comparison, number

YEARS = range(2019, 2024)
TABLES = {"Jabatan": 7, "Pendidikan": 8}


def check_staff(check: Comparison) -> None:
    """Tabel 7 and 8: every printed cell, a "-" and an empty one told apart, and the totals."""
    kind = ""
    printed_totals: dict[str, list[Decimal]] = {}
    for line, cells in check.rows("**Tabel 7.", "### 1.2.1.3. Jejaring"):
        if cells[0] == "No":
            kind = cells[1]
        elif cells[0]:
            check_category(check, kind, line, cells)
        else:
            printed_totals[kind] = [Decimal(cell) for cell in cells[2:]]
            check_totals(check, kind, printed_totals[kind])
    for year, *totals in zip(YEARS, *printed_totals.values(), strict=True):
        if len(set(totals)) > 1:
            text = f"Tabel 7 prints {totals[0]}, Tabel 8 {totals[1]}"
            check.contradictions.append(f"people in {year}: {text}")


def check_category(check: Comparison, kind: str, line: int, cells: list[str]) -> None:
    source = f"Tabel {TABLES[kind]}, baris {line}"
    category = check.find("kategori_sdm", jenis=kind, sumber=source)
    stored = [category["urutan"], category["nama"]]
    check.same("staff categories", line, cells[:2], stored)
    for year, printed in zip(YEARS, cells[2:], strict=True):
        key = {"jenis": kind, "kategori": category["kode"], "sumber": source}
        row = check.find("sdm", tahun=year, **key)
        text = "" if printed.isdigit() else printed
        stored = (row["teks"], number(row["jumlah"]))
        check.same("staff", (line, year), (text, number(printed)), stored)


def check_totals(check: Comparison, kind: str, totals: list[Decimal]) -> None:
    for year, printed in zip(YEARS, totals, strict=True):
        rows = [
            row
            for row in check.sheets["sdm"]
            if (row["jenis"], row["tahun"]) == (kind, str(year))
        ]
        people = sum((number(row["jumlah"]) or Decimal(0) for row in rows), Decimal(0))
        check.computed(f"Tabel {TABLES[kind]}: {year}", printed, people)
