"""Sheets of the people of a unit: whole numbers, "-" and nothing told apart."""

import pytest

from budgets.models import StaffCount
from tests.factories_of_tables import StaffCategoryFactory
from tests.workbook.books import reasons, run, write_csv
from workbook.exporting import export_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(unit):
    """Return a function that makes a row of sheet `sdm`."""
    StaffCategoryFactory(unit=unit, code="umum")
    place = {"unit": unit.code, "jenis": "Jabatan", "kategori": "umum"}
    return lambda year, **cells: {**place, "tahun": year, **cells}


def test_a_number_a_dash_and_nothing_are_three_things(people, tmp_path):
    rows = [people(2021, jumlah="54"), people(2022, jumlah="-"), people(2023)]
    assert run(write_csv(tmp_path / "b", sdm=rows)).written
    stored = StaffCount.objects.order_by("year").values_list("count", "printed_text")
    assert list(stored) == [(54, ""), (None, "-"), (None, "")]
    assert [row[4:6] for row in export_rows()["sdm"]] == [
        [54, None],
        [None, "-"],
        [None, None],
    ]
    assert run(tmp_path / "b").changes == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"jumlah": "12,5"}, "harus bilangan bulat"),
        ({"jumlah": "-5"}, "Jumlah orang tidak boleh negatif."),
        ({"jumlah": "9000000"}, "paling banyak 6 angka"),
        ({"jumlah": "lima"}, "bukan angka"),
        ({"jenis": "Pangkat"}, "pilihan: Jabatan, Pendidikan"),
        ({"jenis": "Pendidikan"}, "pendidikan/umum” tidak ditemukan"),
    ],
)
def test_a_bad_cell_is_named(people, tmp_path, cells, reason):
    findings = run(write_csv(tmp_path / "b", sdm=[people(2023, **cells)]))
    assert reason in reasons(findings)[0]
    assert not StaffCount.objects.exists()
