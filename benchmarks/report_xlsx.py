"""A report as XLSX, against openpyxl alone writing the same cells with the same formats.

Usage: python benchmarks/report_xlsx.py [RUNS]

One process, no database: a table of the capaian's columns with 12 and with 2,000 rows, each with a
percentage that the sheet "Pemeriksaan" computes again. "Alone" opens what the renderer wrote and
writes every cell of every sheet again: value or formula, number format, font, alignment, border, fill,
merged areas, widths. Runs alternate; printed are the medians, their ratio, whose ceiling is 1.0, and
the peak memory. Exit status 1 above it.
"""

import datetime
import io
import os
import resource
import statistics
import sys
import tempfile
import time
from copy import copy
from decimal import Decimal
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
CEILING = 1.0
SIZES = (12, 2000)


def main(runs: int) -> int:
    """Measure both for every size; the worst ratio decides."""
    worst = max(compare(size, runs) for size in SIZES)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"worst ratio {worst:.2f} (ceiling {CEILING}), {peak:.0f} MB peak")
    return 0 if worst <= CEILING else 1


def compare(size: int, runs: int) -> float:
    """Print the medians for a table of that many rows and return their ratio."""
    from reports.renderers import xlsx

    document = sample(size)
    sheets = read_back(xlsx.render(document))
    xlsx.render(document), write_alone(sheets)
    seconds = {"report": [], "openpyxl": []}
    for _ in range(runs):
        seconds["report"].append(timed(lambda: xlsx.render(document)))
        seconds["openpyxl"].append(timed(lambda: write_alone(sheets)))
    ours, alone = (statistics.median(values) for values in seconds.values())
    print(
        f"{size:>6} rows  report {ours * 1000:>8.1f} ms  openpyxl {alone * 1000:>8.1f} ms  ratio {ours / alone:.2f}"
    )
    return ours / alone


def sample(size: int):
    """Return a capaian document of that many rows."""
    from reports.builders.capaian import COLUMNS
    from reports.documents import Document, Letterhead, Signature
    from reports.tables import Cell, Row, Table

    rows = tuple(
        Row(
            (
                Cell(text=str(number // 2 + 1), rows=0 if number % 2 else 2),
                Cell(
                    text="Meningkatnya daya saing industri pengolahan nonmigas",
                    rows=0 if number % 2 else 2,
                ),
                Cell(
                    text=f"Produktivitas/efisiensi perusahaan industri hasil kegiatan kolaborasi {number}"
                ),
                Cell(text="Persen"),
                Cell(Decimal(6)),
                Cell(Decimal("16.85")),
                Cell(Decimal("16.85") * 100 / 6, derived=derivation(number)),
                Cell(text="Melampaui", tone="exceeded ok"),
            ),
            key=str(number),
        )
        for number in range(size)
    )
    table = Table(
        "Capaian Kinerja",
        COLUMNS,
        rows,
        "Perjanjian Kinerja",
        notes=("Catatan.",),
        is_numbered=True,
    )
    return Document(
        slug="capaian",
        file_stem="capaian",
        unit_code="BALAI",
        unit_name="Balai",
        year=2023,
        letterhead=Letterhead(("KEMENTERIAN", "BALAI")),
        title=table.title,
        blocks=(table,),
        signatures=(Signature("Manado", "Kepala Balai,", "Nama", "NIP"),),
        data_time=datetime.datetime.now(datetime.UTC),
        data_text="Data.",
        is_landscape=True,
    )


def derivation(number: int):
    """Return how the row's percentage follows from its target and realization."""
    from reports.derivations import Derivation, Place, Rule

    row = str(number)
    return Derivation(Rule.MAXIMIZE, (Place(row, "target"), Place(row, "realization")))


def read_back(content: bytes):
    """Return of each written sheet the cells with their formats, merged areas and widths."""
    return [read_sheet(sheet) for sheet in openpyxl.load_workbook(io.BytesIO(content))]


def read_sheet(sheet):
    """Return the sheet's name, its cells with their formats, merged areas and widths."""
    cells = [
        (
            c.row,
            c.column,
            c.value,
            c.number_format,
            copy(c.font),
            copy(c.alignment),
            copy(c.border),
            copy(c.fill),
        )
        for line in sheet.iter_rows()
        for c in line
        if c.has_style
    ]
    widths = {
        letter: dimension.width for letter, dimension in sheet.column_dimensions.items()
    }
    areas = [str(area) for area in sheet.merged_cells.ranges]
    return sheet.title, cells, areas, widths


def write_alone(sheets) -> bytes:
    """Write the same sheets with nothing but openpyxl."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, cells, merged, widths in sheets:
        write_sheet(workbook.create_sheet(title), cells, merged, widths)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def write_sheet(sheet, cells, merged, widths) -> None:
    """Write the cells of one sheet."""
    for row, column, value, number_format, font, alignment, border, fill in cells:
        cell = sheet.cell(row, column, value)
        cell.number_format = number_format
        cell.font, cell.alignment, cell.border, cell.fill = (
            font,
            alignment,
            border,
            fill,
        )
    for area in merged:
        sheet.merge_cells(area)
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width


def timed(deed) -> float:
    """Return how many seconds the deed takes."""
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="renstra.settings")
        import django

        django.setup()
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
