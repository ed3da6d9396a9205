"""People by position and education (Tabel 7 and 8)."""

from reports.builders import sdm
from tests.built_reports import build, texts
from tests.factories_of_tables import StaffCategoryFactory, StaffCountFactory


def test_sdm_adds_up_the_people_and_tells_dash_from_nothing_entered(unit):
    chief = StaffCategoryFactory(unit=unit, code="eselon", name="Eselon III", order=1)
    other = StaffCategoryFactory(unit=unit, code="umum", name="Umum", order=2)
    bachelor = StaffCategoryFactory(unit=unit, kind="pendidikan", code="s1", name="S1")
    StaffCountFactory(category=chief, year=2022, count=1)
    StaffCountFactory(category=chief, year=2023, count=None, printed_text="-")
    StaffCountFactory(category=other, year=2023, count=9)
    StaffCountFactory(category=bachelor, year=2023, count=8)
    table = build("sdm-jabatan", unit).table
    assert [column.label for column in table.columns] == ["No", "Jabatan", "2022", "2023"]  # fmt: skip
    assert texts(table) == [
        ["1", "Eselon III", "1", "-"],
        ["2", "Umum", "belum diisi", "9"],
        ["", "Total", "1", "9"],
    ]
    assert [row.key for row in table.all_rows] == ["eselon", "umum", "total"]
    assert [place.row for place in table.totals[0].cells[2].derived.parts] == ["eselon", "umum"]  # fmt: skip
    assert texts(build("sdm-pendidikan", unit).table)[-1] == ["", "Total", "8"]


def test_without_people_the_reports_say_so(unit):
    for slug in ("sdm-jabatan", "sdm-pendidikan"):
        assert build(slug, unit).notes[0] == sdm.NO_STAFF
