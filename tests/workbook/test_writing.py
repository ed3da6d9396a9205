"""What an import writes: values, history, batch; and what it leaves alone."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditBatch, Role, Signatory
from indicators.models import Goal, Realization
from tests.factories import (
    ActivityTargetFactory,
    IndicatorFactory,
    LockFactory,
    PlanFactory,
    RealizationFactory,
    UnitFactory,
    UserFactory,
)
from tests.workbook.books import realization, reasons, run, write_csv
from workbook.exporting import export_workbook

pytestmark = pytest.mark.django_db


def test_new_and_changed_rows_have_history_with_the_batch(plan, tmp_path):
    first = write_csv(
        tmp_path / "a",
        realisasi=[realization(nilai="1"), realization(nilai="2", periode="TW1")],
    )
    assert run(first).written
    second = write_csv(
        tmp_path / "b",
        realisasi=[realization(nilai="5"), realization(nilai="2", periode="TW1")],
    )
    findings = run(second)
    assert [(c.row, c.column, c.old, c.new) for c in findings.changes] == [
        (2, "nilai", "1", "5")
    ]
    row = Realization.objects.get(period="TAHUN")
    newest, oldest = row.history.order_by("-pk")
    assert (oldest.history_type, oldest.value) == ("+", Decimal(1))
    assert (newest.history_type, newest.value) == ("~", Decimal(5))
    batch = AuditBatch.objects.first()
    assert newest.batch == batch
    assert oldest.batch == AuditBatch.objects.last()
    assert (batch.path, batch.file_name, len(batch.file_sha256)) == ("command", "b", 64)
    assert Realization.objects.get(period="TW1").history.count() == 1


def test_history_names_the_person(plan, unit, tmp_path):
    user = UserFactory(role=Role.OPERATOR, unit=unit)
    findings = run(
        write_csv(tmp_path / "b", realisasi=[realization(nilai="1")]), user=user
    )
    assert findings.written, reasons(findings)
    entry = Realization.history.get()
    assert (entry.history_user, entry.batch.user, entry.batch.path) == (
        user,
        user,
        "import",
    )


def test_what_the_sheet_does_not_hold_is_left_alone(plan, unit, tmp_path):
    person = UserFactory(unit=unit)
    indicator = plan.indicators.get(code="SK1.1")
    indicator.person_in_charge = person
    indicator.save()
    RealizationFactory(indicator=indicator, period="TW4", value=9)
    row = {
        "renstra": plan.code, "kode": "SK1.1", "sasaran": "SK1", "urutan": 1, "nama": "Baru", "iku": "ya",
        "satuan": "Persen", "klasifikasi": "Maksimasi", "agregasi": "Tunggal", "jenis_nilai": "Angka",
        "akumulasi": "Terakhir", "jatuh_tempo_hari": 31,
    }  # fmt: skip
    findings = run(
        write_csv(tmp_path / "b", indikator=[row], realisasi=[realization(nilai="1")])
    )
    assert findings.written, reasons(findings)
    indicator.refresh_from_db()
    assert (indicator.name, indicator.person_in_charge) == ("Baru", person)
    assert Realization.objects.get(period="TW4").value == 9


def test_a_preview_writes_nothing_and_says_the_same(plan, nothing_written, tmp_path):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    findings = run(path, keep=False)
    assert (findings.written, findings.counts[0].new) == (False, 1)
    assert not AuditBatch.objects.exists()


def test_a_digest_that_is_no_longer_true_stops_the_import(plan, tmp_path):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    seen = run(path, keep=False).digest
    RealizationFactory(indicator=plan.indicators.get(code="SK1.1"), value=7)
    assert not run(path, digest=seen).written
    assert run(path, digest=run(path, keep=False).digest).written


def test_an_operator_may_not_write_for_another_unit(
    plan, unit, nothing_written, tmp_path
):
    stranger = UserFactory(role=Role.OPERATOR, unit=UnitFactory())
    findings = run(
        write_csv(tmp_path / "b", realisasi=[realization(nilai="1")]), user=stranger
    )
    assert "tidak ditemukan" in reasons(findings)[0]


def test_an_operator_above_sees_the_unit_but_may_not_write_for_it(
    plan, unit, nothing_written, tmp_path
):
    unit.parent = UnitFactory(code="ATAS")
    unit.save()
    above = UserFactory(role=Role.OPERATOR, unit=unit.parent)
    findings = run(
        write_csv(tmp_path / "b", realisasi=[realization(nilai="1")]), user=above
    )
    assert "milik unit kerja lain" in reasons(findings)[0]


@pytest.mark.parametrize("role", [Role.OPERATOR, None])
def test_a_plan_of_a_lower_unit_is_not_taken_over(plan, unit, tmp_path, role):
    unit.parent = UnitFactory(code="ATAS")
    unit.save()
    above = role and UserFactory(role=role, unit=unit.parent)
    export_workbook(tmp_path / "b", unit)
    sheet = tmp_path / "b" / "renstra.csv"
    sheet.write_text(sheet.read_text().replace(f"{unit.code},", "ATAS,"))
    findings = run(tmp_path / "b", user=above)
    assert any(
        "Renstra tetap milik unit kerja" in reason for reason in reasons(findings)
    )
    plan.refresh_from_db()
    assert plan.unit == unit


def test_an_operator_may_not_change_scales_but_unchanged_rows_pass(
    plan, unit, tmp_path
):
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    row = {
        "unit": unit.code, "kode": "s", "nama": "S", "jenis": "Predikat", "naskah_terlihat": "ya",
    }  # fmt: skip
    path = write_csv(tmp_path / "b", skala=[row])
    assert "tidak boleh menambah skala" in reasons(run(path, user=operator))[0]
    assert run(path).written
    findings = run(path, user=operator)
    assert not findings.faults
    renamed = write_csv(tmp_path / "c", skala=[row | {"nama": "T"}])
    assert "tidak boleh mengubah skala" in reasons(run(renamed, user=operator))[0]


@pytest.mark.parametrize(
    "role", [Role.PIMPINAN, Role.AUDITOR, Role.VERIFIKATOR, Role.ADMINISTRATOR]
)
def test_other_roles_write_no_figures(plan, unit, nothing_written, tmp_path, role):
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    findings = run(path, user=UserFactory(role=role, unit=unit))
    assert "tidak boleh menambah realisasi" in reasons(findings)[0]


def test_an_operator_can_add_a_whole_plan(unit, tmp_path):
    operator = UserFactory(role=Role.OPERATOR, unit=unit)
    path = write_csv(
        tmp_path / "b",
        renstra=[
            {
                "unit": unit.code,
                "kode": "BARU",
                "judul": "Renstra baru",
                "tahun_awal": 2025,
                "tahun_akhir": 2029,
                "batas_capaian": 120,
            }
        ],
        tujuan=[{"renstra": "BARU", "kode": "T1", "urutan": 1, "pernyataan": "Maju"}],
    )
    findings = run(path, user=operator)
    assert findings.written, reasons(findings)
    assert Goal.objects.get().plan.unit == unit


def test_a_new_unit_at_the_top_is_not_a_persons_to_write(tmp_path, unit):
    administrator = UserFactory(role=Role.ADMINISTRATOR, unit=None)
    rows = [{"kode": "X", "nama": "X", "jenis": "Balai"}]
    findings = run(write_csv(tmp_path / "b", unit=rows), user=administrator)
    assert "milik unit kerja lain" in reasons(findings)[0]


def test_queries_do_not_grow_with_the_rows(unit, tmp_path):
    plan = PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=(2021, 2022, 2023, 2024))
    target = ActivityTargetFactory(plan=plan, code="SK1")
    for number in range(50):
        IndicatorFactory(plan=plan, activity_target=target, code=f"SK1.{number}")
    counts = []
    for rows, value in ((10, 1), (1000, 1), (10, 2), (1000, 3)):
        keys = [
            (n, year, f"TW{q}")
            for n in range(50)
            for year in range(2021, 2026)
            for q in range(1, 5)
        ]
        path = write_csv(
            tmp_path / "b",
            realisasi=[
                realization(
                    indikator=f"SK1.{n}", tahun=year, periode=period, nilai=value
                )
                for n, year, period in keys[:rows]
                if year < 2025
            ],
        )
        with CaptureQueriesContext(connection) as queries:
            findings = run(path)
        assert findings.written, reasons(findings)
        counts.append(sum(query["sql"].startswith("SELECT") for query in queries))
    new, many_new, changed, many_changed = counts
    assert (new, changed) == (many_new, many_changed)
    # What stands verified is asked for rows that exist.
    assert changed == new + 1 <= 8


def test_locks_of_another_unit_do_not_matter(plan, tmp_path):
    LockFactory(unit=UnitFactory(), year=2023)
    assert run(write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])).written


def test_dates_and_choices_reach_the_model(unit, tmp_path):
    row = {
        "unit": unit.code,
        "nama": "A",
        "mulai": "2023-12-21",
        "jabatan": "Kepala",
        "plt": "YA",
        "nip": "1" * 18,
    }
    assert run(write_csv(tmp_path / "b", penanda_tangan=[row])).written
    saved = Signatory.objects.get()
    assert (saved.start.isoformat(), saved.is_acting) == ("2023-12-21", True)
    bad = row | {"mulai": "12-21-2023", "nip": "12", "plt": "mungkin"}
    findings = run(write_csv(tmp_path / "b", penanda_tangan=[bad]))
    assert {fault.column for fault in findings.faults} == {"mulai", "nip", "plt"}


def test_rows_are_locked_before_they_are_compared(plan, tmp_path):
    """Two imports at once: the second waits, and then sees what the first has written."""
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite lets one write at a time anyway.")
    path = write_csv(tmp_path / "b", realisasi=[realization(nilai="1")])
    with CaptureQueriesContext(connection) as queries:
        run(path)
    table = Realization._meta.db_table
    looks = [q["sql"] for q in queries if f'FROM "{table}"' in q["sql"]]
    assert looks[0].endswith("FOR UPDATE OF " + f'"{table}"')
