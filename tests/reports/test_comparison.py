"""Two plans side by side: what is paired, what is marked, in every format."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from pypdf import PdfReader

from indicators.models import AnnualTarget, Indicator, Lineage, StrategicPlan
from reports.catalogue import REPORTS
from reports.formats import FORMATS
from reports.tables import Mark
from reports.text_marks import mark_changes
from tests.factories import (
    ActivityTargetFactory,
    IndicatorFactory,
    LinkFactory,
    PlanFactory,
    ScaleFactory,
    TargetFactory,
)
from tests.planning.test_revising import make

REPORT = REPORTS["perbandingan-revisi"]


def written(parts):
    marks = {Mark.SAME: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "[+{}+]"}
    return "".join(marks[part.mark].format(part.text) for part in parts)


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("satu dua", "satu dua", "satu dua", "satu dua"),
        ("satu dua tiga", "satu tiga", "satu [-dua-] tiga", "satu tiga"),
        ("satu tiga", "satu dua tiga", "satu tiga", "satu [+dua+] tiga"),
        ("Daya saing", "Daya Saing", "Daya [-saing-]", "Daya [+Saing+]"),
        ("a b", "c d", "[-a b-]", "[+c d+]"),
        ("dua  kata\nbaris", "dua kata baris", "dua  kata\nbaris", "dua kata baris"),
        ("", "baru", "", "[+baru+]"),
    ],
)
def test_words_that_went_and_words_that_came_are_marked(old, new, left, right):
    marked = mark_changes(old, new)
    assert tuple(map(written, marked)) == (left, right)
    assert "".join(part.text for part in marked[0]) == old
    assert "".join(part.text for part in marked[1]) == new


@pytest.fixture
def plans(unit):
    """Two plans: a renamed indicator whose target rose, one dropped, one new, one that moved."""
    old = PlanFactory(unit=unit, code="LAMA", in_force=(2023,))
    new = PlanFactory(unit=unit, code="BARU", predecessor=old, relation="succeeds")
    owners = {
        plan: ActivityTargetFactory(plan=plan, code="SK1", statement=statement)
        for plan, statement in ((old, "Daya saing Migas"), (new, "Daya saing Nonmigas"))
    }
    first = IndicatorFactory(
        plan=old, activity_target=owners[old], code="SK1.1", name="Utilisasi layanan"
    )
    later = IndicatorFactory(
        plan=new,
        activity_target=owners[new],
        code="SK1.9",
        name="PNBP layanan",
        polarity="minimize",
    )
    LinkFactory(from_indicator=first, to_indicator=later, kind=Lineage.RENAMED)
    IndicatorFactory(plan=old, activity_target=owners[old], code="SK1.2")
    IndicatorFactory(plan=new, activity_target=owners[new], code="SK1.3")
    for indicator, figures in ((first, (5, 6)), (later, (5, 7))):
        for year, value in zip((2023, 2024), figures, strict=True):
            TargetFactory(indicator=indicator, year=year, value=value)
    return old, new


def document(unit, **choices):
    return REPORT.build(REPORT.read(unit, choices))


def lines(unit, **choices):
    return {
        (record["section"], record["part"]): (
            record["old"],
            record["new"],
            record["change"],
        )
        for record in document(unit, **choices).table.records
    }


def test_indicators_are_paired_by_their_lineage(unit, plans):
    found = lines(unit)
    section = "SK1.1 → SK1.9 · Ganti nama"
    assert found[section, "Nama"] == ("Utilisasi layanan", "PNBP layanan", "Diubah")
    assert found[section, "Satuan"] == ("Persen", "Persen", "Tetap")
    assert found[section, "Klasifikasi"] == ("Maksimasi", "Minimasi", "Diubah")
    assert found[section, "Target 2023"] == ("5", "5", "Tetap")
    assert found[section, "Target 2024"] == ("6", "7", "Diubah")
    assert found["SK1.3 · baru", "Nama"][2] == "Ditambahkan"
    assert found["SK1.2 · tidak ada lagi", "Nama"][2] == "Dihapus"
    assert found["Sasaran kegiatan", "SK1"] == (
        "Daya saing Migas",
        "Daya saing Nonmigas",
        "Diubah",
    )


def test_the_other_way_round_the_marks_change_sides(unit, plans):
    found = lines(unit, dari="BARU", ke="LAMA")
    assert found["SK1.9 → SK1.1 · Ganti nama", "Target 2024"] == ("7", "6", "Diubah")
    assert found["SK1.3 · tidak ada lagi", "Nama"][2] == "Dihapus"


def test_a_target_is_new_only_where_both_plans_have_targets(unit, plans):
    TargetFactory(indicator=Indicator.objects.get(code="SK1.9"), year=2025, value=8)
    section = "SK1.1 → SK1.9 · Ganti nama"
    assert lines(unit)[section, "Target 2025"] == ("–", "8", "Ditambahkan")
    older = PlanFactory(unit=unit, code="TANPA-TARGET")
    IndicatorFactory(plan=older, code="SK1.9")
    found = lines(unit, dari=older.code, ke="BARU")
    section = "SK1.9 · tanpa silsilah"
    assert found[section, "Target 2025"] == ("–", "8", "Tidak tercatat")


def test_only_what_differs_can_be_shown(unit, plans):
    found = lines(unit, layout="perubahan")
    assert {change for _, _, change in found.values()} == {
        "Diubah",
        "Ditambahkan",
        "Dihapus",
    }
    assert ("SK1.1 → SK1.9 · Ganti nama", "Target 2023") not in found
    assert document(unit).table.subtitle.endswith("; 1 target yang berubah")


def test_plans_without_lineage_are_paired_by_code(unit):
    for code in ("A", "B"):
        plan = PlanFactory(unit=unit, code=code)
        IndicatorFactory(plan=plan, code="SK1.1", name=f"Nama {code}")
    assert not REPORT.is_ready(unit)
    second = StrategicPlan.objects.get(code="B")
    second.predecessor = StrategicPlan.objects.get(code="A")
    second.relation = "revises"
    second.save()
    found = lines(unit)
    assert found["SK1.1 · tanpa silsilah", "Nama"] == ("Nama A", "Nama B", "Diubah")


def test_lineage_is_followed_over_the_plan_between(unit, plans):
    third = make(plans[1], code="KETIGA")
    found = lines(unit, dari="LAMA", ke=third.code)
    assert ("SK1.1 → SK1.9 · Ganti nama", "Nama") in found


def test_ranges_and_grades_are_compared_as_they_are_written(unit, plans):
    indicator = Indicator.objects.get(code="SK1.9")
    indicator.scale = ScaleFactory(unit=unit)
    indicator.save()
    target = AnnualTarget.objects.get(indicator=indicator, year=2024)
    target.value, target.lower, target.upper = None, 80, 90
    target.save()
    found = lines(unit)
    assert found["SK1.1 → SK1.9 · Ganti nama", "Target 2024"][:2] == ("6", "80–90")


def test_marks_survive_into_html_pdf_and_excel(unit, plans):
    made = document(unit)
    html = FORMATS["html"].render(made).decode()
    assert "<del>Utilisasi</del> layanan" in html
    assert "<ins>PNBP</ins> layanan" in html
    assert "<del>6</del>" in html
    assert "<ins>7</ins>" in html
    text = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(FORMATS["pdf"].render(made))).pages
    )
    assert "dicoret" in text
    assert "Diubah" in text
    file = io.BytesIO(FORMATS["xlsx"].render(made))
    sheet = load_workbook(file, rich_text=True).active
    name, target = (
        next(row for row in sheet.iter_rows() if row[0].value == part)
        for part in ("Nama", "Target 2024")
    )
    name = name[1].value
    assert isinstance(name, CellRichText)
    assert name[0].font.strike
    assert str(name) == "Utilisasi layanan"
    assert (target[1].value, target[2].value) == (6, 7)
    assert target[1].font.strike
    assert target[2].font.underline == "single"
    csv = FORMATS["csv"].render(made).decode()
    assert "Target 2024,6,7,Diubah" in csv


def test_the_page_offers_both_sides_and_refuses_other_plans(sign_in, unit, plans):
    client = sign_in("pimpinan")
    page = client.get("/laporan/perbandingan-revisi/").content.decode()
    assert "?dari=BARU&amp;ke=BARU" in page
    PlanFactory(code="MILIK-LAIN")
    for query in (
        "?dari=MILIK-LAIN",
        "?ke=%00",
        "?layout=dokumen",
        "?dari=" + "x" * 999,
    ):
        assert client.get(f"/laporan/perbandingan-revisi/{query}").status_code == 404


def test_a_unit_with_one_plan_has_nothing_to_compare(sign_in, unit):
    PlanFactory(unit=unit, in_force=(2023,))
    client = sign_in("pimpinan")
    assert client.get("/laporan/perbandingan-revisi/").status_code == 404
    page = client.get("/laporan/").content.decode()
    assert "/laporan/perbandingan-revisi/" not in page


def test_the_command_takes_the_plans(unit, plans, tmp_path):
    path = tmp_path / "hasil.json"
    options = {"format": "json", "output": str(path), "unit": unit.code}
    call_command("report", "perbandingan-revisi", dari="BARU", ke="LAMA", **options)
    made = json.loads(path.read_text(encoding="utf-8"))
    assert made["summary"]["from"] == "BARU"
    assert made["summary"]["indicators_removed"] == 1
    with pytest.raises(CommandError, match="Pilihan: LAMA, BARU"):
        call_command("report", "perbandingan-revisi", dari="X", **options)


def test_the_comparison_does_not_ask_more_with_more_indicators(
    unit, plans, django_assert_max_num_queries
):
    for number in range(20):
        item = IndicatorFactory(plan=plans[0], code=f"X{number}")
        TargetFactory(indicator=item)
    with django_assert_max_num_queries(16):
        document(unit)


def test_the_real_revision_beside_its_own_copy_shows_no_change(real_data):
    old = StrategicPlan.objects.get(code="BSPJI-MANADO-2021-R2023")
    make(old, code="R2024", title=old.title, decree_number="", decree_date=None)
    made = document(real_data, dari=old.code, ke="R2024")
    assert {record["change"] for record in made.table.records} == {"Tetap"}
    assert made.summary["targets_changed"] == 0
    assert made.summary["indicators_same"] == 17
    assert (
        document(real_data, dari=old.code, ke="R2024", layout="perubahan").table.rows
        == ()
    )


def test_the_real_review_of_2023_shows_what_the_document_says(real_data):
    both = {"dari": "BSPJI-MANADO-2021", "ke": "BSPJI-MANADO-2021-R2023"}
    table = document(real_data, **both).table
    assert table.subtitle.endswith("; targetnya tidak dapat dibandingkan")
    assert table.notes[1] == (
        "Tujuan, definisi, cara menghitung, target hanya tercatat pada salah satu Renstra, "
        "sehingga tidak dapat dibandingkan."
    )
    found = lines(real_data, **both)
    assert found["SK3.2 · Ganti nama", "Nama"][:2] == (
        "Meningkatnya utilisasi layanan jasa industri di dalam negeri",
        "Meningkatnya PNBP layanan jasa industri",
    )
    assert found["SK1.2 → SK1.1 · Diganti", "Satuan"][:2] == (
        "Kegiatan kolaborasi",
        "Persen",
    )
    gone = {section for section, part in found if section.endswith("tidak ada lagi")}
    assert gone == {f"{code} · tidak ada lagi" for code in ("SK1.1", "SK3.3", "SK6.2")}
    assert found["SK2.1 · Didefinisikan ulang", "Target 2023"] == (
        "–",
        "3",
        "Tidak tercatat",
    )
    unknown = {part for (_, part), line in found.items() if line[2] == "Tidak tercatat"}
    assert unknown >= {"T1", "Definisi", "Cara menghitung", "Target 2024"}
    assert found["SK2.2 · baru", "Definisi"][2] == "Ditambahkan"
    changes = lines(real_data, **both, layout="perubahan")
    assert {line[2] for line in changes.values()} == {
        "Diubah",
        "Ditambahkan",
        "Dihapus",
    }
    assert not [section for section, _ in changes if section == "SK3.1 · Tetap"]
