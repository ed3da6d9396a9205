"""Lampiran II's second matrix: components, their owners and amounts."""

import re
from dataclasses import dataclass
from decimal import Decimal

from verify.comparison import REVISION, Comparison, number, whole

COMPONENT_TEXTS = ["kode", "kode_tercetak", "uraian", "sasaran", "indikator_renstra", "indikator"]  # fmt: skip
# The matrix numbers some indicators otherwise than the plan that owns them.
OTHER_CODES = {
    "SK.3.4": ("BSPJI-MANADO-2021", "SK3.3"), "SK.3.5": (REVISION, "SK3.4"),
    "SK.4.2": (REVISION, "SK4.1"), "SK.6.2": ("BSPJI-MANADO-2021", "SK6.2"),
}  # fmt: skip


@dataclass
class Component:
    """One printed line of Lampiran II's second matrix; amounts by column."""

    letter: str
    heading: str
    lines: list[int]
    text: str
    amounts: dict[int, str]


def components(check: Comparison) -> list[Component]:
    """Return the component lines; one broken over two pages is joined again."""
    found: list[Component] = []
    heading = ""
    for line, cells in check.rows("### Matriks Kinerja dan", "## LAMPIRAN III "):
        code, text = cells[:2]
        amounts = {place: cells[place] for place in range(3, 11) if cells[place]}
        heading = code if code.startswith("SK.") else heading
        fused = re.fullmatch(r"SK\.\d", code) and amounts
        if len(code) == 1 or fused:
            letter = "" if fused else code
            found.append(Component(letter, heading, [line], text, amounts))
        elif not code and text and text != "BSPJI MANADO":
            found[-1].text += f" {text}"
            found[-1].lines.append(line)
    return found


def check_components(check: Comparison) -> None:
    """Lampiran II's second matrix: lines, owners and every printed amount."""
    for order, component in enumerate(components(check), start=1):
        row = check.find("komponen", renstra=REVISION, urutan=order)
        heading = component.heading
        is_indicator = heading.count(".") > 1
        own = (REVISION, heading.replace(".", "", 1)) if is_indicator else ("", "")
        owner = OTHER_CODES.get(heading, own)
        printed = [component.letter, heading, component.text, f"SK{heading[3]}", *owner]
        stored = [row[name] for name in COMPONENT_TEXTS]
        check.same("components", component.lines, printed, stored)
        lines = [int(n) for n in re.findall(r"\d+", row["sumber"])]
        check.same("components, lines", order, component.lines, lines)
        for place, printed_amount in component.amounts.items():
            check_amount(check, order, place, printed_amount)


def check_amount(check: Comparison, order: int, place: int, printed: str) -> None:
    """A year has two columns, TARGET and RP. JUTA; an amount always has two decimals."""
    year, in_target_column = 2021 + (place - 3) // 2, place % 2 == 1
    row = check.find("alokasi", renstra=REVISION, komponen=order, tahun=year)
    decimals = re.search(r"\.\d\d$", printed)
    rupiah = Decimal(re.sub(r"\D", "", printed)) * 10_000 if decimals else None
    stored = (row["teks"], number(row["jumlah"]))
    check.same("allocations", (order, year), (printed, rupiah), stored)
    noted = "kolom TARGET" in row["catatan"]
    check.same("allocations, column noted", (order, year), in_target_column, noted)


def check_matrix_totals(check: Comparison) -> None:
    """The matrix prints its totals in thousands though its heading says RP. JUTA."""
    rows = check.rows("### Matriks Kinerja dan", "## LAMPIRAN III ")
    totals = next(cells for _, cells in rows if cells[1] == "BSPJI MANADO")
    for year in range(2021, 2025):
        own = [row for row in check.sheets["alokasi"] if row["tahun"] == str(year)]
        amounts = sum((number(row["jumlah"]) or Decimal(0) for row in own), Decimal(0))
        printed = whole(totals[4 + (year - 2021) * 2]) * 1000
        check.computed(f"Lampiran II: {year}", printed, amounts)
