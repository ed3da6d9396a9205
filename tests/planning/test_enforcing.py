"""Letting a revision count from a year on: figures go with unchanged and renamed indicators, the rest stays."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditBatch
from budgets.models import BudgetAllocation
from indicators.models import (
    AnnualTarget,
    Benchmark,
    Indicator,
    IndicatorLink,
    Lineage,
    PerformanceAgreement,
    Period,
    PlanYear,
    QuarterlyTarget,
    Realization,
    StrategicPlan,
)
from indicators.revisions import moving
from indicators.revisions.preview_rows import untargeted_rows
from tests.factories import (
    AgreementFactory,
    AllocationFactory,
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    MeasurementFactory,
    PlanFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    TargetFactory,
    UserFactory,
)
from tests.factories_of_tables import BenchmarkFactory
from tests.many import multiply_indicators
from tests.planning.pages import fields_of, text_of
from tests.planning.test_revising import make

ADDRESS = "/revisi/RENSTRA-B/berlakukan/?tahun=2024"


@pytest.fixture
def office(plan, number, graded, unit):
    """2024 half done: an agreement, quarterly targets, realizations of two quarters, a measurement."""
    agreement = AgreementFactory(unit=unit, year=2024)
    for indicator, figure in (
        (number, {"value": 5}),
        (graded, {"value": None, "grade": "B"}),
    ):
        TargetFactory(indicator=indicator, agreement=agreement, year=2024, **figure)
        RealizationFactory(indicator=indicator, year=2024, period=Period.Q1, **figure)
    QuarterlyTargetFactory(indicator=number, year=2024, value=2)
    whole = RealizationFactory(indicator=number, year=2024, value=4)
    MeasurementFactory(realization=whole)
    RealizationFactory(indicator=number, year=2023, value=6)
    return unit


@pytest.fixture
def new(office, plan):
    return make(plan)


@pytest.fixture
def person(unit):
    return UserFactory(unit=unit, role="verifikator")


def link(indicator, kind):
    row = IndicatorLink.objects.get(from_indicator=indicator)
    row.kind = kind
    if kind == Lineage.DROPPED:
        row.to_indicator = None
    row.save()


def enforce(plan, person, first=2024):
    mark = moving.preview(plan, first).mark
    return moving.enforce(plan, first, person, "Reviu berlaku", mark)


def refusal(*args, **options):
    with pytest.raises(ValidationError) as refused:
        enforce(*args, **options)
    return " ".join(refused.value.messages)


def where(model, **filters):
    rows = model.objects.filter(year=2024, **filters)
    return {(row.indicator.plan.code, row.indicator.code) for row in rows}


def test_the_figures_of_the_year_go_to_unchanged_and_renamed_indicators(
    new, person, number, graded
):
    link(graded, Lineage.RENAMED)
    assert enforce(new, person) == (2024,)
    both = {("RENSTRA-B", "SK1.1"), ("RENSTRA-B", "SK2.1")}
    assert where(Realization) == both
    assert where(AnnualTarget, agreement__isnull=False) == both
    assert where(QuarterlyTarget) == {("RENSTRA-B", "SK1.1")}
    moved = Realization.objects.get(year=2024, period=Period.YEAR)
    assert (moved.value, moved.measurements.count()) == (4, 1)
    assert [row.plan.code for row in PlanYear.objects.order_by("year")] == [
        "RENSTRA-A",
        "RENSTRA-B",
    ]
    assert Realization.objects.get(year=2023).indicator == number


@pytest.mark.parametrize(
    "kind", [Lineage.REDEFINED, Lineage.REPLACED, Lineage.DROPPED, Lineage.SPLIT]
)
def test_figures_of_the_others_stay_where_they_are(new, person, graded, kind):
    link(graded, kind)
    enforce(new, person)
    assert where(Realization) == {("RENSTRA-B", "SK1.1"), ("RENSTRA-A", "SK2.1")}
    assert ("RENSTRA-A", "SK2.1") in where(AnnualTarget, agreement__isnull=False)
    row = Realization.objects.get(indicator=graded, year=2024)
    row.note = "baru"
    with pytest.raises(ValidationError, match="memakai renstra lain"):
        row.full_clean()


def test_the_deed_is_one_batch_with_whole_history(new, person):
    enforce(new, person)
    batch = AuditBatch.objects.get(reason="Reviu berlaku")
    assert (batch.user, batch.path) == (person, AuditBatch.Path.ACTION)
    assert Realization.history.filter(batch=batch).count() == 3
    assert PlanYear.history.get(batch=batch).plan == new
    for model in (Realization, AnnualTarget, QuarterlyTarget, PlanYear):
        for row in model.objects.all():
            last = row.history.first()
            assert all(
                getattr(last, field.attname) == getattr(row, field.attname)
                for field in last.tracked_fields
            )


def test_later_years_go_along_and_new_ones_begin(plan, number, unit, person):
    PlanYear.objects.create(
        unit=unit, year=2025, plan=PlanFactory(unit=unit, end_year=2025)
    )
    new = make(plan, end_year=2026)
    preview = moving.preview(new, 2023)
    assert (preview.span.years, [row.year for row in preview.span.kept]) == (
        (2023, 2024, 2026),
        [2025],
    )
    enforce(new, person, 2023)
    counting = PlanYear.objects.filter(plan=new).values_list("year", flat=True)
    assert list(counting) == [2023, 2024, 2026]


def test_it_leads_back_the_same_way(new, plan, person, graded):
    link(graded, Lineage.REDEFINED)
    before = [where(model) for model in (Realization, AnnualTarget, QuarterlyTarget)]
    enforce(new, person)
    assert enforce(plan, person) == (2024,)
    assert before == [
        where(model) for model in (Realization, AnnualTarget, QuarterlyTarget)
    ]
    assert PlanYear.objects.get(year=2024).plan == plan


@pytest.mark.parametrize("period", [Period.YEAR, Period.Q1])
@pytest.mark.parametrize("is_opened", [False, True], ids=["locked", "exception"])
def test_a_lock_of_a_year_that_goes_over_refuses(new, person, unit, period, is_opened):
    LockFactory(unit=unit, year=2024, period=period)
    if is_opened:
        LockExceptionFactory(unit=unit, year=2024)
    assert "dikunci oleh" in refusal(new, person)
    assert where(Realization) == {("RENSTRA-A", "SK1.1"), ("RENSTRA-A", "SK2.1")}


def test_every_lock_is_named_with_whom_to_ask(new, person, unit):
    for year, period, name in ((2023, Period.Q4, "Sari"), (2024, Period.Q1, "Rina")):
        head = UserFactory(unit=unit, first_name=name, last_name="")
        LockFactory(unit=unit, year=year, period=period, locked_by=head)
    said = [text.split(" pada ")[0] for text in moving.preview(new, 2023).refusals]
    assert said == [
        "Triwulan IV 2023 dikunci oleh Sari",
        "Triwulan I 2024 dikunci oleh Rina",
    ]
    assert refusal(new, person, first=2023).count("mintalah kepadanya") == 2


def test_a_lock_of_a_year_that_stays_does_not(new, person, unit):
    LockFactory(unit=unit, year=2023)
    assert enforce(new, person) == (2024,)


def test_a_revision_without_decree_does_not_count(plan, number, person):
    new = make(plan, decree_number="")
    assert "operator mengisinya di" in refusal(new, person)


def test_only_a_revision_of_the_plan_in_force_takes_its_year(
    plan, number, unit, person
):
    first = make(plan)
    enforce(first, person, 2023)
    second = make(first, code="RENSTRA-C")
    stranger = PlanFactory(unit=unit)
    assert "sudah berlaku" in refusal(first, person)
    assert "yang bukan pendahulu" in refusal(stranger, person)
    assert enforce(second, person) == (2024,)
    assert "di luar periode" in refusal(second, person, first=2030)


def test_a_figure_that_came_in_meanwhile_is_looked_at_first(new, person, number):
    mark = moving.preview(new, 2024).mark
    RealizationFactory(indicator=number, year=2024, period=Period.Q2, value=1)
    with pytest.raises(ValidationError, match="berubah sejak"):
        moving.enforce(new, 2024, person, "Reviu", mark)
    assert PlanYear.objects.get(year=2024).plan != new


def test_a_grade_that_the_new_scale_does_not_know_refuses(new, person, graded):
    copied = Indicator.objects.get(plan=new, code="SK2.1")
    copied.scale = None
    copied.value_kind = "number"
    copied.save()
    assert "tidak memakai predikat" in refusal(new, person)


def test_a_place_that_is_taken_refuses(new, person):
    copied = Indicator.objects.get(plan=new, code="SK1.1")
    RealizationFactory(indicator=copied, year=2024, value=9)
    assert "sudah memuat realisasi" in refusal(new, person)


def test_a_benchmark_goes_with_its_year(sign_in, new, person, number, graded):
    link(graded, Lineage.REDEFINED)
    for indicator in (number, graded):
        BenchmarkFactory(indicator=indicator, year=2024)
    BenchmarkFactory(indicator=number, year=2023, value=None)
    goes, _, stays = text_of(sign_in("verifikator").get(ADDRESS)).partition("Tetap")
    assert "Pembanding 2024: 3,6" in goes
    assert "Pembanding 2024: 3,6" in stays
    enforce(new, person)
    assert where(Benchmark) == {("RENSTRA-B", "SK1.1"), ("RENSTRA-A", "SK2.1")}
    assert Benchmark.objects.get(year=2023).indicator == number


def test_every_other_way_of_changing_the_year_s_plan_stays_refused(new):
    row = PlanYear.objects.get(year=2024)
    row.plan = new
    with pytest.raises(ValidationError, match="sudah memuat realisasi"):
        row.full_clean()


def test_spending_follows_to_the_same_component(plan, number, person):
    kept = AllocationFactory(
        line__plan=plan,
        line__name="Sama",
        line__activity_target=number.activity_target,
        year=2024,
        spending=Decimal(5),
    )
    other = AllocationFactory(
        line__plan=plan,
        line__name="Diganti",
        line__activity_target=number.activity_target,
        year=2024,
        spending=Decimal(7),
    )
    new = make(plan)
    line = new.budget_lines.get(name="Diganti")
    line.name = "Nama lain"
    line.save()
    following = moving.preview(new, 2024).followings[0]
    assert (len(following.goes), len(following.stays)) == (1, 1)
    enforce(new, person)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.spending, other.spending) == (None, 7)
    assert BudgetAllocation.objects.get(line__plan=new, line__name="Sama").spending == 5


def test_the_preview_says_what_goes_what_stays_and_what_has_no_target(
    sign_in, new, graded
):
    link(graded, Lineage.REDEFINED)
    IndicatorFactory(plan=new, code="SK7.7", name="Indikator baru")
    page = text_of(sign_in("verifikator").get(ADDRESS))
    goes, _, rest = page.partition("Tetap dapat dibaca pada Renstra 2021–2024")
    stays, _, untargeted = rest.partition("Belum bertarget")
    assert "Realisasi 2024 Triwulan I: 5 (draf)" in goes
    assert "Target PK 2024: 5" in goes
    assert "Target 2024 Triwulan I: 2" in goes
    assert "Didefinisikan ulang" in stays
    assert "Realisasi 2024 Triwulan I: B" in stays
    assert "SK7.7 Indikator baru Renstra dan PK" in untargeted
    assert "SK2.1" in untargeted


def test_only_the_agreement_that_governs_says_what_has_no_target(
    new, plan, graded, unit, person
):
    def lacking(revision):
        return {
            (row.indicator.code, row.missing)
            for row in untargeted_rows(moving.preview(revision, 2024))
        }

    first = PerformanceAgreement.objects.get()
    second = AgreementFactory(unit=unit, year=2024, version=2)
    for row in first.targets.exclude(indicator=graded):
        TargetFactory(indicator=row.indicator, agreement=second, year=2024, value=4)
    assert lacking(new) == {("SK2.1", "PK")}
    first.targets.filter(indicator=graded).update(agreement=second)
    link(graded, Lineage.REDEFINED)
    assert lacking(new) == {("SK2.1", "PK")}
    enforce(new, person)
    assert lacking(plan) == set()
    PerformanceAgreement.objects.update(state="draft")
    link(graded, Lineage.UNCHANGED)
    assert lacking(plan) == set()


def test_the_page_does_the_deed_with_a_reason(sign_in, new):
    client = sign_in("verifikator")
    fields = fields_of(client.get(ADDRESS))
    reply = client.post(ADDRESS, {**fields, "reason": ""})
    assert reply.status_code == 422
    assert "Alasan harus diisi" in text_of(reply)
    reply = client.post(ADDRESS, {**fields, "seen": "lain", "reason": "Reviu"})
    assert "berubah sejak" in text_of(reply)
    assert fields_of(reply)["reason"] == "Reviu"
    assert client.post(ADDRESS, {**fields, "reason": "Reviu"}).status_code == 302
    assert PlanYear.objects.get(year=2024).plan == new
    reply = client.get(ADDRESS)
    assert "sudah berlaku pada tahun 2024" in text_of(reply)


def test_the_reason_stays_when_a_lock_came_meanwhile(sign_in, new, unit):
    client = sign_in("verifikator")
    fields = fields_of(client.get(ADDRESS))
    LockFactory(unit=unit, year=2024)
    reply = client.post(ADDRESS, {**fields, "reason": "Reviu tengah periode"})
    assert (reply.status_code, "dikunci oleh" in text_of(reply)) == (422, True)
    assert fields_of(reply)["reason"] == "Reviu tengah periode"
    assert "disabled" in reply.content.decode()
    assert "reason" not in fields_of(client.get(ADDRESS))


def test_the_list_leads_to_the_deed_and_back(sign_in, new, person):
    client = sign_in("verifikator")
    page = text_of(client.get("/revisi/"))
    assert "Berlakukan" in page
    assert "Berlakukan kembali" in page
    enforce(new, person, 2023)
    page = client.get("/revisi/RENSTRA-A/berlakukan/?tahun=2023")
    assert "2023, 2024 beralih dari Reviu 2024" in text_of(page)


def test_the_operator_sees_the_preview_and_cannot_do_it(sign_in, new):
    client = sign_in("operator")
    page = client.get(ADDRESS)
    assert "diberlakukan oleh verifikator" in text_of(page)
    reply = client.post(
        ADDRESS, {"reason": "x", "seen": moving.preview(new, 2024).mark}
    )
    assert reply.status_code == 403


@pytest.mark.parametrize("year", ["1999", "%00", "9" * 40, "abc"])
def test_a_year_outside_the_plan_answers_404(sign_in, new, year):
    client = sign_in("verifikator")
    address = f"/revisi/RENSTRA-B/berlakukan/?tahun={year}"
    assert client.get(address).status_code == 404


def test_deed_and_preview_do_not_ask_more_with_more_indicators(
    plan, number, unit, person
):
    def count(code, of):
        new = make(of, code=code)
        with CaptureQueriesContext(connection) as asked:
            enforce(new, person)
        return len(asked), new

    RealizationFactory(indicator=number, year=2024)
    few, first = count("SATU", plan)
    multiply_indicators(unit, 4)
    IndicatorLink.objects.filter(from_indicator__plan=first).delete()
    many, _ = count("DUA", first)
    assert many <= few + 2


def test_the_real_plan_goes_over_in_the_middle_of_2023(real_data):
    person = UserFactory(unit=None, is_superuser=True)
    old = StrategicPlan.objects.get(code="BSPJI-MANADO-2021-R2023")
    new = make(old, code="R2023-2")
    assert enforce(new, person, 2023) == (2023, 2024)
    assert not Realization.objects.filter(indicator__plan=old).exists()
    assert Realization.objects.filter(indicator__plan=new, year=2023).count() == 12
