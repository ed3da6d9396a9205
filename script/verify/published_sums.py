"""Printed totals of the staff tables; those of money are recomputed where money is compared."""

from decimal import Decimal

from verify.comparison import Comparison, whole
from verify.published_keys import body


def check_staff_totals(check: Comparison) -> None:
    """Tabel 7 and 8: six and five years of staff, by position and by education."""
    for code in ("T7", "T8"):
        rows = body(check, code)
        *parts, printed = [cells for _, cells in rows]
        for place, year in enumerate(range(2019, 2024), start=2):
            counted = [
                whole(cells[place]) for cells in parts if cells[place] not in {"", "-"}
            ]
            where = f"Tabel {code[1:]}: {year}"
            check.computed(where, whole(printed[place]), sum(counted, Decimal(0)))
