"""The sheet "Kesalahan": every fault of a refused workbook with a link to its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from workbook.xlsx_writing import FONT, bare_cell, text_cell

if TYPE_CHECKING:
    from workbook.findings import Fault

HEADINGS = ("Lembar", "Sel", "Baris", "Kolom", "Isi", "Kesalahan")
FIRST_LINE = 5
WIDTHS = (18, 8, 8, 20, 30, 100)
HOW = (
    "Tidak ada data yang berubah. Klik alamat sel, perbaiki sel yang berwarna merah, simpan, lalu unggah "
    "berkas ini lagi. Lembar ini tidak ikut diimpor."
)
_TITLE = Font(name=FONT, size=14, bold=True)
_LINK = Font(name=FONT, size=11, color="FF0A5C9E", underline="single")
_HEAD = Font(name=FONT, size=11, bold=True)
_PLAIN = Font(name=FONT, size=11)
_HEAD_FILL = PatternFill("solid", fgColor="FFE7ECF3")
_TOP = Alignment(vertical="top")


@dataclass(frozen=True)
class Mark:
    """A fault and the cell that it is shown in, counted from 1."""

    fault: Fault
    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell as spreadsheets name it."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class FaultList:
    """What the sheet says: the file, its marked faults, and how many there are in all."""

    file_name: str
    marks: list[Mark]
    total: int


def write_fault_sheet(sheet: Any, faults: FaultList, titles: dict[str, str]) -> None:
    """Fill the new sheet; ``titles`` are the names of the sheets as the file writes them."""
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{FIRST_LINE}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    title = f"{faults.total} kesalahan di {faults.file_name}"
    sheet.append([_styled(text_cell(sheet, title), _TITLE)])
    sheet.append([_styled(text_cell(sheet, HOW), _PLAIN)])
    rest = faults.total - len(faults.marks)
    sheet.append([text_cell(sheet, f"Dan {rest} kesalahan lagi.")] if rest else [])
    sheet.append([_heading(sheet, text) for text in HEADINGS])
    for number, mark in enumerate(faults.marks, start=FIRST_LINE):
        name = titles.get(mark.fault.sheet, mark.fault.sheet)
        sheet.append(_line(sheet, mark, name, number))


def _line(sheet: Any, mark: Mark, title: str, number: int) -> list[Any]:
    fault = mark.fault
    link = _link(sheet, mark, title, number)
    texts = (fault.column, fault.value, fault.reason)
    return [
        bare_cell(sheet, title),
        link,
        fault.row,
        *(bare_cell(sheet, text) for text in texts),
    ]


def _link(sheet: Any, mark: Mark, title: str, number: int) -> Any:
    cell = _styled(text_cell(sheet, mark.address), _LINK)
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref="", location=f"'{quoted}'!{mark.address}")
    cell.hyperlink.ref = f"B{number}"
    return cell


def _heading(sheet: Any, text: str) -> Any:
    cell = _styled(text_cell(sheet, text), _HEAD)
    cell.fill = _HEAD_FILL
    return cell


def _styled(cell: Any, font: Font) -> Any:
    cell.alignment, cell.font = _TOP, font
    return cell
