"""How things are written: separators, stray letters, shifted cells, numbering, units of headings."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from documents.models import StatementKind
from indicators.numbers import format_number
from reports.reconciliation.consequences import MAYBE_MISREAD, NO_EFFECT
from reports.reconciliation.deviations import DATA, Deviation, Reference, Thing
from reports.reconciliation.kinds import Aspect, Kind
from reports.reconciliation.naming import squeeze
from reports.reconciliation.numbering import breaks
from reports.reconciliation.placing import Shift
from reports.reconciliation.roles import FIGURES, Role
from reports.reconciliation.scaling import power_of
from reports.reconciliation.writing import Style, Written, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.reconciliation.printed import Place
    from reports.reconciliation.scene import PlacedText, Scene

SAME_FIGURE = "Angkanya sama; tidak berpengaruh pada ketercapaian target."
READ_WITH_CARE = (
    "Angkanya dapat salah dibaca; tidak berpengaruh pada ketercapaian target."
)
ZERO = Decimal(0)
# What print does, and where it belongs.
SHIFTS = {
    Shift.ROW: ("Baris tercetak tidak di bawah kolom judulnya", "di bawah judul kolomnya"),
    Shift.CELL: ("Nilai tercetak di kolom sebelahnya", "di bawah judul kolomnya"),
    Shift.MERGED: ("Isi sel gabungan tercetak di baris di bawahnya", "di baris pertama sel gabungan"),
    Shift.JOINED: ("Dua baris tercetak menjadi satu", "dua baris"),
}  # fmt: skip
SHIFTED = f"Nilainya dapat dibaca sebagai milik kolom lain; tidak berpengaruh pada ketercapaian target. {MAYBE_MISREAD}"
INDONESIAN = Reference(
    "titik untuk ribuan, koma untuk desimal", "penulisan angka Indonesia"
)
# The headings of money: by the power of ten that the print is greater than its heading says.
SCALES = {3: "seribu kali lebih besar", -3: "seribu kali lebih kecil", 6: "sejuta kali lebih besar", -6: "sejuta kali lebih kecil"}  # fmt: skip


def separators(scene: Scene) -> Iterator[Deviation]:
    """Yield figures written the English way, one finding a table, and figures that are written in no way."""
    for table in scene.tables:
        cells = [
            cell
            for cell in scene.cells_of(table, *FIGURES)
            if cell.written.value is not None
        ]
        is_mixed = any(cell.written.style is Style.INDONESIAN for cell in cells)
        word = (
            "bercampur dengan penulisan Indonesia"
            if is_mixed
            else "dalam tabel berbahasa Indonesia"
        )
        for cell in cells:
            if cell.written.style is Style.BROKEN:
                yield _broken(scene, cell)
            elif cell.written.style is Style.ENGLISH:
                yield _english(scene, cell, word)


def _english(scene: Scene, cell: PlacedText, word: str) -> Deviation:
    read_as = format_number(cell.written.value or ZERO)
    said = f"Angka ditulis dengan pemisah cara Inggris ({word}), misalnya “{cell.text}”; dibaca {read_as}"
    return _format(
        Aspect.SEPARATORS, scene.of_table(cell.table), cell, Style.ENGLISH, INDONESIAN, said, SAME_FIGURE
    )  # fmt: skip


def _broken(scene: Scene, cell: PlacedText) -> Deviation:
    read_as = format_number(cell.written.value or ZERO)
    said = f"Angka “{cell.text}” memakai pemisah yang tidak dikenal; dibaca {read_as}"
    reference = Reference(read_as, INDONESIAN.source)
    return _format(
        Aspect.SEPARATORS, scene.of_table(cell.table), cell, cell.text, reference, said, READ_WITH_CARE, is_slip=True
    )  # fmt: skip


def letters(scene: Scene) -> Iterator[Deviation]:
    """Yield figures and numbers with letters or signs that do not belong to them."""
    for cell in scene.cells(*FIGURES, Role.NUMBERING):
        written = cell.written
        if written.stray and written.is_figure:
            thing = (
                scene.of_row(cell.table, cell.row)
                if cell.role in FIGURES
                else scene.of_table(cell.table)
            )
            yield _stray(
                thing, written, cell.place, cell.year if cell.role in FIGURES else None
            )
    for said in scene.statements(StatementKind.TARGET):
        written = read(said.stated)
        indicator = scene.facts.indicator_of(said.indicator, scene.plan)
        if written.stray and indicator:
            yield _stray(scene.of_indicator(indicator), written, said.place, said.year)


def _stray(thing: Thing, written: Written, place: Place, year: int | None) -> Deviation:
    meant = written.grade or format_number(written.value or ZERO)
    said = f"“{written.text}” memuat “{written.stray}” yang tidak pada tempatnya; dibaca {meant}"
    return Deviation(
        Kind.FORMAT, Aspect.LETTERS, thing, written.text, place, Reference(meant, f"tanpa “{written.stray}”"),
        written.text, year, said, READ_WITH_CARE, is_slip=True,
    )  # fmt: skip


def cut_off(scene: Scene) -> Iterator[Deviation]:
    """Yield names of those in charge that are the beginning of the name in most other rows."""
    cells = [cell for cell in scene.cells(Role.IN_CHARGE) if cell.text]
    for table in {id(cell.table): cell.table for cell in cells}.values():
        texts = [cell for cell in cells if cell.table is table]
        usual, count = Counter(cell.text for cell in texts).most_common(1)[0]
        place = next(cell.place for cell in texts if cell.text == usual)
        for cell in texts if count * 2 > len(texts) else ():
            if usual != cell.text and usual.startswith(f"{cell.text} "):
                said = f"“{cell.text}” terpotong; baris lain mencetak “{usual}”"
                thing = scene.of_row(table, cell.row)
                yield _format(Aspect.LETTERS, thing, cell, cell.text, Reference(usual, places=(place,)), said, NO_EFFECT, is_slip=True)  # fmt: skip


def shifts(scene: Scene) -> Iterator[Deviation]:
    """Yield what stands elsewhere than its heading says, one finding a table and way."""
    for table in scene.tables:
        for move in table.moves:
            words, right = SHIFTS[move.shift]
            yield Deviation(
                Kind.FORMAT, Aspect.SHIFT, scene.of_table(table), move.text, move.place,
                Reference(right, "susunan tabel itu"), move.shift, None, f"{words}, misalnya “{move.text}”", SHIFTED,
            )  # fmt: skip


def heading_units(scene: Scene) -> Iterator[Deviation]:
    """Yield figures that are a thousand times too great or too small for the unit of their heading."""
    for cell in scene.cells(Role.AMOUNT):
        value, known = cell.written.value, cell.computed.value(cell.row, cell.column)
        power = power_of(value, known) if value is not None and known is not None else 0
        if power:
            heading = cell.computed.columns[cell.column].label
            said = f"Angka seperti “{cell.text}” {SCALES[power]} daripada satuan kolomnya ({heading})"
            yield _format(
                Aspect.UNIT, scene.of_table(cell.table), cell, f"{squeeze(heading)}{power}",
                Reference(heading, "judul kolom"), said, READ_WITH_CARE,
            )  # fmt: skip


def numbering(scene: Scene) -> Iterator[Deviation]:
    """Yield numbers and letters that do not run, one finding a table."""
    for table in scene.tables:
        found = list(breaks(table))
        words = ", ".join(item.words for item in found)
        expected = ", ".join(item.expected for item in found)
        for item in found:
            yield Deviation(
                Kind.FORMAT, Aspect.NUMBERING, scene.of_table(table), item.text, item.place,
                Reference(expected, "urutan nomor di tabel itu"), words, None, f"Penomoran tidak berurutan: {words}",
                NO_EFFECT,
            )  # fmt: skip


def _format(
    aspect: Aspect,
    thing: Thing,
    cell: PlacedText,
    value: str,
    reference: Reference,
    said: str,
    consequence: str,
    *,
    is_slip: bool = False,
) -> Deviation:
    return Deviation(
        Kind.FORMAT, aspect, thing, cell.text, cell.place, reference,
        value, said=said, consequence=consequence, is_slip=is_slip,
    )  # fmt: skip


def texts(scene: Scene) -> Iterator[Deviation]:
    """Yield other texts and marks that are not those of the data."""
    for cell in scene.cells(Role.TEXT, Role.IN_CHARGE, Role.MARK):
        is_said = bool(cell.text) or cell.role is Role.MARK
        has_cell = cell.computed.cell(cell.row, cell.column) is not None
        if (
            is_said
            and has_cell
            and scene.is_own(cell.table, cell.row)
            and not cell.agrees
        ):
            label = cell.computed.columns[cell.column].full_label
            printed, known = cell.text or "(kosong)", cell.computed_text or "(kosong)"
            yield Deviation(
                Kind.CONTRADICTION, Aspect.TEXT, scene.of_row(cell.table, cell.row), printed, cell.place,
                Reference(f"{known} ({label})", DATA), f"{cell.column}={squeeze(cell.text)}",
                consequence=NO_EFFECT,
            )  # fmt: skip
