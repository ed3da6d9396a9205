"""What the values alone do not show: formulas, error cells, percent formats, and the true extent of a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from workbook.cells import BadCell
from workbook.findings import FileRefusedError
from workbook.limits import MAX_COLUMNS, MAX_ROWS, TOO_MANY_ROWS
from workbook.xlsx_package import parse

FORMULA = "sel {address} berisi rumus; isikan nilainya, bukan rumusnya"
ERROR = "sel {address} berisi galat lembar kerja; perbaiki rumusnya di berkas asal"
# Built-in number formats for percentages.
PERCENT_FORMATS = {"9", "10"}
# Text in quotes and brackets is not part of the format itself.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.IGNORECASE)
MAX_BLANK_ROWS = 10_000


@dataclass
class SheetScan:
    """What a sheet holds besides its values."""

    bad_cells: list[tuple[int, int, BadCell]] = field(default_factory=list)
    percent_cells: list[tuple[int, int]] = field(default_factory=list)
    text_total: int = 0
    last_row: int = 0
    last_column: int = 0

    @property
    def extent(self) -> int:
        """How many cells the sheet spans, blank ones included."""
        return self.last_row * (self.last_column + 1)


class _Scanner:
    """Walks over a sheet's cells; keeps no values."""

    def __init__(self, lengths: list[int], percent: set[str]) -> None:
        self.scan = SheetScan()
        self.lengths = lengths
        self.percent = percent
        self.row = 0
        self.column = -1
        self.kind = ""
        self.style = ""
        self.content = ""
        self.has_formula = False
        self.filled_rows = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = -1
        elif name in {"v", "is", "f"}:
            self.has_formula = self.has_formula or name == "f"
            self._fill()

    def text(self, data: str) -> None:
        if self.kind in {"s", "e"}:
            self.content += data
        else:
            self.scan.text_total += len(data)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] != "c":
            return
        place = (self.row, self.column)
        if self.has_formula:
            self._note_bad("", FORMULA)
        elif self.kind == "e":
            self._note_bad(self.content[:20], ERROR)
        elif self.kind == "s":
            self.scan.text_total += self._length_of_shared()
        elif self.kind in {"", "n"} and self.style in self.percent:
            self.scan.percent_cells.append(place)
        self.kind = ""

    def _note_bad(self, value: str, reason: str) -> None:
        bad = BadCell(value, reason.format(address=_address(self.row, self.column)))
        self.scan.bad_cells.append((self.row, self.column, bad))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if found := _ADDRESS.fullmatch(attributes.get("r", "")):
            self.row, self.column = int(found[2]), _column_index(found[1])
        self.kind = attributes.get("t", "")
        self.style = attributes.get("s", "0")
        self.content = ""
        self.has_formula = False

    def _fill(self) -> None:
        """Note a cell that holds something; refuse a sheet whose extent is out of all proportion."""
        if self.row != self.scan.last_row:
            self.filled_rows += 1
        self.scan.last_row = max(self.scan.last_row, self.row)
        self.scan.last_column = max(self.scan.last_column, self.column)
        if self.column >= MAX_COLUMNS:
            raise FileRefusedError(
                f"Sel {_address(self.row, self.column)} di luar kolom-kolom buku kerja."
            )
        if self.row > MAX_ROWS + 1:
            raise FileRefusedError(TOO_MANY_ROWS)
        if self.row > self.filled_rows + MAX_BLANK_ROWS:
            raise FileRefusedError(
                f"Terlalu banyak baris kosong sebelum sel {_address(self.row, self.column)}."
            )

    def _length_of_shared(self) -> int:
        try:
            return self.lengths[int(self.content)]
        except (ValueError, IndexError) as error:
            raise FileRefusedError(
                "Buku kerja ini rusak: teks yang dirujuk selnya tidak ada."
            ) from error


def scan_sheet(content: bytes, lengths: list[int], percent: set[str]) -> SheetScan:
    """Scan one sheet; ``lengths`` are those of the shared texts, ``percent`` the percent styles."""
    if not content:
        raise FileRefusedError("Buku kerja ini rusak: isi lembarnya tidak ada.")
    scanner = _Scanner(lengths, percent)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parse(content, parser)
    return scanner.scan


def text_lengths(content: bytes) -> list[int]:
    """Return the length of every shared text."""
    lengths: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    if content:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.CharacterDataHandler = text
        parse(content, parser)
    return lengths


def percent_styles(content: bytes) -> set[str]:
    """Return the cell styles (their numbers as text) that show a percentage."""
    formats: set[str] = set(PERCENT_FORMATS)
    styles: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "numFmt" and "%" in _LITERAL.sub(
            "", attributes.get("formatCode", "")
        ):
            formats.add(attributes.get("numFmtId", ""))
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(attributes.get("numFmtId", "0"))
        inside.append(name)

    if content:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.EndElementHandler = lambda name: inside.pop()
        parse(content, parser)
    return {
        str(index)
        for index, number_format in enumerate(styles)
        if number_format in formats
    }


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else default


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _address(row: int, column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
