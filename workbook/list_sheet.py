"""The hidden sheet "Daftar": what the drop-down lists of a template offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from workbook.tables import LISTS
from workbook.xlsx_writing import text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable


class ListSheet:
    """Each list is a column; the same list is written once."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, ...], int] = {}

    def range_of(self, values: Iterable[str]) -> str:
        """Return the range in which the values stand, as a validation names it."""
        values = tuple(values)
        place = self.places.setdefault(values, len(self.places) + 1)
        letter = get_column_letter(place)
        return f"{LISTS.capitalize()}!${letter}$1:${letter}${len(values)}"

    def write(self, book: Any) -> None:
        """Write the lists into a new sheet at the end."""
        sheet = book.create_sheet(LISTS.capitalize())
        sheet.sheet_state = "hidden"
        for number in range(max(map(len, self.places), default=0)):
            sheet.append(
                [
                    text_cell(sheet, values[number]) if number < len(values) else None
                    for values in self.places
                ]
            )
