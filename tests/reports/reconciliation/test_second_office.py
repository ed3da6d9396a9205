"""Another office's document: what is printed as computed is no finding, what is misprinted is one."""

from decimal import Decimal

import pytest

from budgets.models import AnnualBudget
from documents.models import PublishedRow, PublishedTable, StatementKind
from indicators.models import AnnualTarget
from reports.catalogue import REPORTS
from reports.reconciliation.engine import reconcile
from tests import factories as make
from tests.reports.reconciliation.office import PRINTED, Office, alter, shift

K = StatementKind


@pytest.fixture
def office(db):
    return Office()


def found_in(office):
    """Return kind, aspect, thing and printed text of every finding."""
    result = reconcile(office.unit, REPORTS)
    assert result.errors == ()
    return {
        (found.kind.value, found.aspect.value, found.thing.text.split(" (")[0], found.printed)
        for found in result.findings
    }  # fmt: skip


def finding_of(office, aspect):
    (found,) = (
        item
        for item in reconcile(office.unit, REPORTS).findings
        if item.aspect == aspect
    )
    return found


def test_what_is_printed_as_it_is_computed_is_no_finding(office):
    for slug, part, year in PRINTED:
        office.print(slug, part, year)
    office.say(K.COUNT, "dua", subject="goals")
    office.say(K.COUNT, "kedua", subject="activity_targets")
    office.say(K.COUNT, "tiga", subject="years:plan")
    office.say(K.PERIOD, "2025-2027", subject="plan", year=2025, until_year=2027)
    office.say(K.ALL_MET, "semua target tercapai pada 2024", year=2024)
    office.say(K.TARGET, "sebesar 92,5 persen", indicator="SS1.1", year=2026)
    office.say(K.INDICATOR_NAME, "parameter yang ter-akreditasi.", indicator="SS1.2")
    office.say(K.ACTIVITY_TARGET_CODE, "SS-2", activity_target="SS2")
    office.say(K.PERSPECTIVE, "learn & growth", activity_target="SS2")
    office.say(K.TREND, "meningkat", subject="pnbp", year=2024, until_year=2025)
    office.say(K.TREND, "jasa pengujian", subject="pnbp:largest", year=2024)
    office.say(K.IKU, "indikator utama", indicator="SS1.1")
    result = reconcile(office.unit, REPORTS)
    assert [found.message for found in result.findings] == []
    assert result.errors == ()
    # A year without figures says nothing of its targets.
    assert result.judged_count == result.statement_count - 1


def test_misprinted_figures_are_found_with_what_follows(office):
    target = office.print("target")
    alter(target, "SS1.1", y2026="95", y2027="x95", unit_of_measure="Indeks")
    alter(target, "SS1.2", y2025="")
    year = office.print("capaian", year=2025)
    alter(year, "SS2.1", target="3,0 Indeks", realization="3,3 Indeks")
    budget = office.print("anggaran")
    alter(budget, "absorption", y2024="91,00")
    alter(budget, "ceiling", y2025="2.600.000.000")
    revenue = office.print("pnbp")
    alter(revenue, "total", y2025="755.000.000")
    alter(revenue, "latih", y2024="")
    staff = office.print("sdm-pendidikan")
    alter(staff, "s1", y2025="15")
    alter(staff, "total", y2025="35")
    office.print("sdm-jabatan")
    assert found_in(office) == {
        ("contradiction", "target", "SS1.1 Contoh yang diuji tepat waktu", "95"),
        ("format", "letters", "SS1.1 Contoh yang diuji tepat waktu", "x95"),
        ("contradiction", "unit", "SS1.1 Contoh yang diuji tepat waktu", "Indeks"),
        ("missing", "target", "SS1.2 Parameter yang terakreditasi", "kosong"),
        ("contradiction", "target", "SS2.1 Indeks kompetensi pegawai", "3,0 Indeks"),
        ("contradiction", "realization", "SS2.1 Indeks kompetensi pegawai", "3,3 Indeks"),
        ("arithmetic", "percentage", "% Realisasi", "91,00"),
        # 2.000 of the printed 2.600 million is not 80 percent.
        ("arithmetic", "percentage", "% Realisasi", "80,00"),
        ("contradiction", "ceiling", "Pagu anggaran", "2.600.000.000 (rupiah)"),
        ("arithmetic", "total", "Total Penerimaan", "755.000.000"),
        ("arithmetic", "total", "Total Penerimaan", "600.000.000"),
        ("missing", "amount", "Pelatihan", "kosong"),
        ("contradiction", "amount", "S1", "15"),
        # 15 and 20 are 35, as printed; the other table counts 30.
        ("contradiction", "total", "Jumlah pegawai", "30"),
    }  # fmt: skip
    assert finding_of(office, "realization").consequence == "Target SS2.1 2025 (3,2) tercapai menurut yang satu, tidak menurut yang lain."  # fmt: skip
    assert finding_of(office, "ceiling").consequence == "Penyerapan 80,00 % terhadap pagu acuan, 76,92 % terhadap yang tercetak."  # fmt: skip


def test_a_ceiling_that_is_rounded_in_print_is_the_ceiling(office):
    matrix = office.print("matriks-pendanaan")
    # 2.499.996.000 rupiah are 2.500,00 million.
    AnnualBudget.objects.filter(year=2025).update(initial_ceiling=2_499_996_000)
    assert found_in(office) == set()
    AnnualBudget.objects.filter(year=2025).update(initial_ceiling=2_499_994_000)
    assert found_in(office) == {("contradiction", "ceiling", "Pagu anggaran", "2.500,00 (juta rupiah)")}  # fmt: skip
    alter(matrix, "unit", amount_2025="2.499,99")
    assert finding_of(office, "total").reference == "2.500"


def test_what_stands_elsewhere_is_found_and_read_where_it_belongs(office):
    target = office.print("target")
    shift(target, "SS1.1", by=2)
    shift(target, "SS1.2", by=-1)
    year = office.print("capaian", year=2025)
    alter(year, "SS1.1", sasaran="")
    alter(year, "SS1.2", sasaran="Pengujian yang tepercaya")
    matrix = office.print("matriks-pendanaan")
    alter(matrix, "komponen:1", target_2025="1.500,25", amount_2025="")
    alter(matrix, "unit", amount_2025="2.500.000")
    need = office.print("pendanaan")
    alter(need, "RM", y2025="1.750")
    alter(need, "PNBP", y2025="750")
    alter(need, "total", y2025="2.500")
    found = reconcile(office.unit, REPORTS)
    kinds = sorted(
        (item.aspect.value, item.thing.key, item.said.split(",")[0])
        for item in found.findings
    )
    codes = {table.report: table.code for table in PublishedTable.objects.all()}
    assert kinds == sorted([
        ("shift", codes["target"], "Baris tercetak tidak di bawah kolom judulnya"),
        ("shift", codes["capaian"], "Isi sel gabungan tercetak di baris di bawahnya"),
        ("shift", codes["matriks-pendanaan"], "Nilai tercetak di kolom sebelahnya"),
        ("unit", codes["matriks-pendanaan"], "Angka seperti “2.500.000” seribu kali lebih besar daripada satuan kolomnya (RP. JUTA)"),
        ("unit", codes["pendanaan"], "Angka seperti “1.750” seribu kali lebih kecil daripada satuan kolomnya (2025)"),
    ])  # fmt: skip
    # Nothing that only stands elsewhere is taken for another figure.
    cells = [table for table in found.tables if table.placed.printed.report == "target"]
    assert [
        cell for table in cells for cell in table.cells if cell.state == "different"
    ] == []


def test_names_codes_and_rows_that_are_not_the_plan_s_are_found(office):
    target = office.print("target")
    alter(target, "SS2.1", indicator="Indeks kompetensi para pegawai")
    PublishedRow.objects.filter(table=target, key="SS1.2").delete()
    goals = office.print("tujuan-sasaran")
    alter(goals, "SS1.1", goal="G2", sasaran="SS3")
    mapping = office.print("pemetaan")
    alter(mapping, "SS1", parent="SP4", sasaran="SS2: Pengujian yang tepercaya")
    activities = office.print("aktivitas", "ARAH-1")
    alter(activities, "2/a", no="3")
    regulations = office.print("regulasi")
    alter(regulations, "1", target="2027")
    cascading = office.print("cascading")
    alter(cascading, "SP1/a", bspji="")
    PublishedRow.objects.filter(table=cascading, key="SP2/a").delete()
    code = activities.code
    assert found_in(office) == {
        ("wording", "name", "SS2.1 Indeks kompetensi pegawai", "Indeks kompetensi para pegawai"),
        ("missing", "indicator", "SS1.2 Parameter yang terakreditasi", "tidak tercetak"),
        ("missing", "indicator", "SS2.1 Indeks kompetensi pegawai", "tidak tercetak"),
        ("contradiction", "goal", "SS1 Pengujian yang tepercaya", "G2"),
        ("contradiction", "code", "SS1 Pengujian yang tepercaya", "SS3"),
        ("contradiction", "code", "SS1 Pengujian yang tepercaya", "SP4"),
        ("contradiction", "code", "SS1 Pengujian yang tepercaya", "SS2"),
        ("format", "numbering", f"Tabel {code[1:]} Sasaran Perluasan Ruang Lingkup", "3"),
        ("contradiction", "text", "Pedoman Mutu", "2027"),
        ("contradiction", "text", "SS1.1 Contoh yang diuji tepat waktu", "(kosong)"),
    }  # fmt: skip


def test_the_text_is_held_against_tables_and_data(office):
    table = office.print("target")
    office.say(K.TABLE_REFERENCE, "Tabel 99", subject=table.code)
    office.say(K.CAPTION, "Sasaran Kinerja", subject=table.code)
    office.say(K.COUNT, "tiga", subject="goals")
    office.say(K.COUNT, "empat", subject="labs")
    for number, name in enumerate(("Kimia", "Fisika", "Mikro"), start=1):
        office.say(K.ITEM, name, subject=f"labs/{number}")
    office.say(K.COUNT, "lima tahun", subject=f"years:{table.code}")
    office.say(K.PERIOD, "2024-2027", subject="plan", year=2024, until_year=2027)
    office.say(K.ALL_MET, "semua target tercapai", year=2025)
    office.say(K.NOT_MET, "SS1.1 tidak tercapai", indicator="SS1.1", year=2025)
    office.say(K.TREND, "menurun", subject="pnbp", year=2024, until_year=2025)
    office.say(K.TREND, "pelatihan", subject="pnbp:largest", year=2024)
    office.say(K.IKU, "perspektif pelanggan", subject="perspective:customer")
    office.say(K.PERSPECTIVE, "customers", activity_target="SS2")
    office.say(K.PARENT, "SS-1", activity_target="SS1")
    office.say(K.PARENT, "SS-2", activity_target="SS2")
    office.say(K.NAME, "Labolatorium Timur", subject="LAB-TIMUR")
    office.say(K.NAME, "Mutu pengujian naik", subject="G1")
    office.say(K.TARGET, "80 contoh", indicator="SS1.1", year=2027)
    office.say(K.TARGET, "% ", indicator="SS1.1", year=2027)
    # Of these nobody can know: nothing is said about them.
    office.say(K.PERIOD, "2020-2024", subject="rpjmn", year=2020, until_year=2024)
    office.say(K.COUNT, "tujuh", subject="provinces")
    office.say(K.NAME, "Komite", subject="kan")
    office.say(K.TARGET, "7", indicator="SS9.9", year=2027)
    aspects = sorted(
        (kind, aspect, printed) for kind, aspect, _, printed in found_in(office)
    )
    assert aspects == [
        ("contradiction", "all_met", "SS1.1 tidak tercapai"),
        ("contradiction", "all_met", "semua target tercapai"),
        ("contradiction", "code", "SS-…"),
        ("contradiction", "count", "empat"),
        ("contradiction", "count", "lima tahun"),
        ("contradiction", "count", "tiga"),
        ("contradiction", "iku", "SS1.1, SS1.2"),
        ("contradiction", "period", "2024-2027"),
        ("contradiction", "perspective", "customers"),
        ("contradiction", "reference", "Tabel 99"),
        ("contradiction", "target", "80 contoh"),
        ("contradiction", "trend", "menurun"),
        ("contradiction", "trend", "pelatihan"),
        ("contradiction", "unit", "contoh"),
        ("missing", "target", "kosong"),
        ("wording", "caption", "Sasaran Kinerja"),
        ("wording", "name", "Labolatorium Timur"),
        ("wording", "name", "Mutu pengujian naik"),
    ]
    result = reconcile(office.unit, REPORTS)
    assert result.statement_count - result.judged_count == 4


def test_an_agreement_that_says_why_it_differs_contradicts_nothing(office):
    row = AnnualTarget.objects.get(indicator=office.indicators[0], year=2025, agreement__isnull=False)  # fmt: skip
    row.value = Decimal(85)
    row.save()
    office.print("capaian", year=2025)
    assert finding_of(office, "target").printed == "85 Persen"
    row.deviation_reason = "Pagu dikurangi"
    row.save()
    assert found_in(office) == set()


def test_a_table_that_cannot_be_compared_is_an_error_never_silence(office):
    office.print("target")
    made = {
        "no report": {"report": ""},
        "unknown": {"report": "tidak-ada"},
        "part": {"part": "lain"},
        "itself": {"report": "daftar-temuan"},
        "year": {"report": "capaian", "year": 1999},
        "columns": {"columns": "x,y"},
    }
    for changes in made.values():
        table = office.print("target")
        for name, value in changes.items():
            setattr(table, name, value)
        table.save()
    result = reconcile(office.unit, REPORTS)
    assert [error.reason.split(".")[0] for error in result.errors] == [
        "Tabel ini belum dihubungkan dengan laporan",
        "Laporan “tidak-ada” tidak ada",
        "Laporan target tidak mempunyai bagian “lain”",
        "Daftar temuan tidak dibandingkan dengan dirinya",
        "Tahun “1999” tidak ada dalam laporan ini",
        "Tidak ada sel yang mempunyai padanan dalam laporan",
    ]
    assert len(result.tables) == 1
    office.document.plan = make.PlanFactory(unit=office.unit, code="LAIN")
    office.document.save()
    reasons = {error.reason for error in reconcile(office.unit, REPORTS).errors}
    assert "Renstra LAIN tidak berlaku pada tahun mana pun." in reasons


def test_two_documents_are_held_against_the_data_each(office):
    first = office.print("target")
    alter(first, "SS1.1", y2025="91")
    office.document = type(office.document).objects.create(unit=office.unit, code="LKJ", title="Laporan", plan=office.plan)  # fmt: skip
    second = office.print("target")
    alter(second, "SS1.1", y2025="91")
    found = reconcile(office.unit, REPORTS).findings
    assert [item.document for item in found] == ["LKJ", "RS-LT"]
    # Both have a table of that number: the place says whose it is.
    assert [item.document in item.places_text for item in found] == [True, True]
    assert len({item.fingerprint for item in found}) == 2


def test_a_fingerprint_changes_with_print_and_data_only(office):
    table = office.print("target")
    alter(table, "SS1.1", y2026="95")
    first = finding_of(office, "target").fingerprint
    alter(table, "SS1.1", y2026="95,00")
    assert finding_of(office, "target").fingerprint == first
    alter(table, "SS1.1", y2026="96")
    assert finding_of(office, "target").fingerprint != first
    alter(table, "SS1.1", y2026="95")
    AnnualTarget.objects.filter(year=2026, value=Decimal("92.5")).update(value=94)
    assert finding_of(office, "target").fingerprint != first
    AnnualTarget.objects.filter(year=2026, value=94).update(value=95)
    assert found_in(office) == set()


def test_queries_do_not_grow_with_rows(
    office, django_assert_num_queries, django_assert_max_num_queries
):
    office.print("target")
    office.print("capaian", year=2025)
    office.say(K.TARGET, "91", indicator="SS1.1", year=2025)
    with django_assert_max_num_queries(80) as first:
        reconcile(office.unit, REPORTS)
    for number in range(4, 12):
        item = make.IndicatorFactory(
            plan=office.plan, activity_target=office.sasaran[0], code=f"SS1.{number}"
        )
        make.TargetFactory(indicator=item, year=2025)
        make.RealizationFactory(indicator=item, year=2025)
        office.say(K.TARGET, "91", indicator=item.code, year=2025)
    with django_assert_num_queries(len(first.captured_queries)):
        assert len(reconcile(office.unit, REPORTS).findings) > 8
