"""Published tables come in and go out by workbook, letter by letter."""

import pytest

from documents.models import PublishedDocument, PublishedRow
from tests.workbook.books import reasons, run, write_csv
from workbook.exporting import export_rows

pytestmark = pytest.mark.django_db
DOCUMENT = {"unit": "BALAI-UJI", "kode": "LAKIP-2023", "judul": "LAKIP 2023"}
TABLE = {
    "dokumen": "LAKIP-2023",
    "kode": "T1",
    "urutan": 1,
    "nomor": "Tabel 1",
    "judul": "Capaian",
    "laporan": "capaian",
    "tahun": 2023,
    "kolom": "no,,target",
}
ROW = {"dokumen": "LAKIP-2023", "tabel": "T1", "urutan": 1, "jenis": "Data"}
STATEMENT = {
    "dokumen": "LAKIP-2023",
    "urutan": 1,
    "teks": "sebesar nilai -B",
    "jenis": "Target",
    "indikator": "SK7.1",
    "tahun": 2023,
    "dinyatakan": "-B",
}


def book(folder, table=(), row=(), statement=()):
    """Write a document with one table, one row and one statement."""
    return write_csv(
        folder,
        dokumen=[DOCUMENT],
        tabel_terbit=[TABLE | dict(table)],
        baris_terbit=[ROW | {"sel_2": "-", "sel_3": "1.980.89"} | dict(row)],
        pernyataan=[STATEMENT | dict(statement)],
    )


def test_cells_come_in_and_go_out_as_printed(unit, tmp_path):
    cells = {"sel_1": "'=1+1", "sel_4": "36,160,000", "sel_16": "B3,56"}
    findings = run(book(tmp_path / "b", row=cells))
    assert not findings.faults
    row = PublishedRow.objects.get()
    assert row.cells[:4] == ["=1+1", "-", "1.980.89", "36,160,000"]
    assert row.cell_16 == "B3,56"
    assert row.owner_unit == unit
    exported = export_rows(unit)
    assert [line[:3] for line in exported["baris_terbit"]] == [["LAKIP-2023", "T1", 1]]
    assert exported["pernyataan"][0][9] == "-B"
    again = run(book(tmp_path / "b", row=cells))
    assert sum(count.unchanged for count in again.counts) == 4


@pytest.mark.parametrize(
    ("changed", "place", "reason"),
    [
        ({"table": {"kolom": "no,no"}}, "tabel_terbit", "Kolom disebut dua kali: no"),
        ({"table": {"kolom": "No"}}, "tabel_terbit", "huruf kecil, dipisahkan koma"),
        ({"row": {"tabel": "T9"}}, "baris_terbit", "“LAKIP-2023/T9” tidak ditemukan"),
        ({"row": {"jenis": "Lain"}}, "baris_terbit", "pilihan: Judul, Kelompok, Data"),
        (
            {"row": {"sel_2": "", "sel_3": ""}},
            "baris_terbit",
            "paling sedikit satu sel",
        ),
        (
            {"row": {"jenis": "Judul", "kunci": "SK1"}},
            "baris_terbit",
            "Baris judul tidak memakai kunci",
        ),
        ({"statement": {"tahun": ""}}, "pernyataan", "harus menyebut tahunnya"),
        ({"statement": {"sampai_tahun": 2020}}, "pernyataan", "tidak boleh mendahului"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    unit, tmp_path, changed, place, reason
):
    said = reasons(run(book(tmp_path / "b", **changed)))
    assert len(said) == 1
    assert said[0].startswith(f"Lembar {place}, baris 2")
    assert reason in said[0]
    assert not PublishedDocument.objects.exists()
