"""Workbooks made for a test."""

import csv
import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from accounts.models import Unit
from workbook.engine import load
from workbook.reading import read_workbook
from workbook.sheets import COLUMNS, RESOURCES

SHEET = "xl/worksheets/sheet1.xml"
REALIZATION = {
    "renstra": "RENSTRA-UJI",
    "indikator": "SK1.1",
    "tahun": 2023,
    "periode": "TAHUN",
    "asal": "Diimpor",
}


def realization(**cells):
    """Return a row of sheet `realisasi` for the plan of the fixture ``plan``."""
    return REALIZATION | cells


def write_csv(folder: Path, **sheets) -> Path:
    """Write rows (dicts by column) as a folder of CSV files."""
    folder.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS[name], lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8")
    return folder


def xlsx_book(**sheets) -> Workbook:
    """Return an openpyxl workbook with these rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(COLUMNS[name])
        for row in rows:
            sheet.append([row.get(column) for column in COLUMNS[name]])
    return book


def xlsx_bytes(book: Workbook) -> bytes:
    """Return the file that openpyxl writes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content, **replaced):
    """Return the zip with some parts changed; keys are `sheet`, `styles` …, values bytes."""
    names = {"sheet": SHEET, "types": "[Content_Types].xml", "book": "xl/workbook.xml"}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        changed = {names[key]: value for key, value in replaced.items()}
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
    return out.getvalue()


def part(content, name=SHEET):
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def write_xlsx(path: Path, **sheets) -> Path:
    """Write rows as an .xlsx file."""
    path.write_bytes(xlsx_bytes(xlsx_book(**sheets)))
    return path


def run(path: Path, user=None, keep=True, accepted=False, **options):
    """Import the file and return the findings."""
    source = read_workbook(path)
    return load(source, user=user, keep=keep, readings_accepted=accepted, **options)


def reasons(findings):
    """Return the faults as text."""
    return [str(fault) for fault in findings.faults]


def empty_database():
    """Remove every row that a workbook holds, past the rules of deleting."""
    for resource in reversed(RESOURCES):
        if resource.model is Unit:
            Unit.objects.update(parent=None)
        resource.model._default_manager.all()._raw_delete("default")
