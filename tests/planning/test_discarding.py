"""Throwing a revision away that was made by mistake: it goes as a whole, and the history keeps it."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditBatch
from budgets.models import BudgetAllocation, BudgetLine
from indicators.models import (
    AnnualTarget,
    Indicator,
    IndicatorLink,
    Lineage,
    StrategicPlan,
)
from indicators.revisions import moving
from indicators.revisions.discarding import discard, take_out
from tests.factories import (
    AgreementFactory,
    AllocationFactory,
    BudgetLineFactory,
    GoalIndicatorFactory,
    LockFactory,
    PlanFactory,
    RealizationFactory,
    TargetFactory,
    UserFactory,
)
from tests.factories_of_tables import (
    BenchmarkFactory,
    PlannedActivityFactory,
    PolicyOutcomeFactory,
    RegulationNeedFactory,
)
from tests.planning.pages import fields_of, text_of
from tests.planning.test_revising import contents, make
from workbook.exporting import export_rows

ADDRESS = "/revisi/RENSTRA-B/buang/"


@pytest.fixture
def person(unit):
    return UserFactory(unit=unit)


@pytest.fixture
def new(plan, number, graded):
    GoalIndicatorFactory(plan=plan)
    AllocationFactory(line__plan=plan, line__indicator=number, year=2024, spending=5)
    return make(plan)


def refusal(plan, person):
    before = StrategicPlan.objects.count()
    with pytest.raises(ValidationError) as refused:
        discard(plan, person, "Keliru")
    assert StrategicPlan.objects.count() == before
    return " ".join(refused.value.messages)


def test_nothing_is_left_of_it_and_the_plan_before_can_be_revised_again(
    plan, number, graded, person
):
    AllocationFactory(line__plan=plan, line__indicator=number, spending=5)
    PolicyOutcomeFactory(activity__direction__plan=plan)
    PlannedActivityFactory(activity_target=number.activity_target)
    RegulationNeedFactory(plan=plan)
    rows, before = export_rows(), contents(plan)
    new = make(plan)
    LockFactory(unit=plan.unit, year=2023)
    link = IndicatorLink.objects.get(from_indicator=graded)
    link.kind, link.to_indicator = Lineage.DROPPED, None
    link.save()
    discard(new, person, "Salah periode")
    assert export_rows() == rows
    assert contents(plan) == before
    assert make(plan, code="RENSTRA-C").predecessor == plan


def test_the_deed_is_one_batch_and_history_keeps_every_row(new, person):
    count = Indicator.objects.filter(plan=new).count()
    discard(new, person, "Salah periode")
    batch = AuditBatch.objects.get(reason="Salah periode")
    assert (batch.user, batch.path) == (person, AuditBatch.Path.ACTION)
    gone = {"batch": batch, "history_type": "-"}
    assert StrategicPlan.history.get(**gone).code == "RENSTRA-B"
    assert Indicator.history.filter(**gone).count() == count == 3
    assert IndicatorLink.history.filter(**gone).count() == 3
    assert AnnualTarget.history.filter(**gone, value__isnull=False).count() == 2
    assert BudgetAllocation.history.filter(**gone).count() == 1


def test_a_revision_that_counts_stays(new, person):
    mark = moving.preview(new, 2024).mark
    moving.enforce(new, 2024, person, "Reviu", mark)
    assert "sudah diberlakukan" in refusal(new, person)


def test_only_a_revision_goes_and_the_last_one_first(plan, new, unit, person):
    assert "Hanya revisi" in refusal(plan, person)
    follower = PlanFactory(unit=unit, predecessor=new, relation="succeeds")
    assert "buang dahulu" in refusal(new, person)
    assert "Hanya revisi" in refusal(follower, person)
    StrategicPlan.objects.filter(pk=follower.pk).delete()
    third = make(new, code="RENSTRA-C")
    assert "buang dahulu" in refusal(new, person)
    discard(third, person, "Keliru")
    discard(new, person, "Keliru")
    assert "sudah membuangnya" in refusal(new, person)


@pytest.mark.parametrize("kind", ["realization", "agreement", "benchmark", "spending"])
def test_a_revision_with_figures_of_its_own_stays(new, unit, person, kind):
    copied = Indicator.objects.get(plan=new, code="SK1.1")
    if kind == "realization":
        RealizationFactory(indicator=copied, year=2024)
    elif kind == "benchmark":
        BenchmarkFactory(indicator=copied, year=2024)
    elif kind == "agreement":
        agreement = AgreementFactory(unit=unit, year=2024)
        TargetFactory(indicator=copied, agreement=agreement, year=2024)
    else:
        BudgetAllocation.objects.filter(line__plan=new).update(spending=3)
    assert "tidak dapat dibuang" in refusal(new, person)


def test_what_is_used_elsewhere_is_a_sentence_and_nothing_goes(plan, new, person):
    copied = Indicator.objects.get(plan=new, code="SK1.1")
    BudgetLineFactory(plan=plan, indicator=copied)
    count = BudgetLine.objects.count()
    said = refusal(new, person)
    assert "dipakai di tempat lain" in said
    assert "Komponen: A Komponen." in said
    assert BudgetLine.objects.count() == count
    assert IndicatorLink.objects.filter(to_indicator=copied).exists()


def test_what_the_plan_before_dropped_for_another_plan_stays_said(
    plan, number, unit, person
):
    successor = PlanFactory(unit=unit, predecessor=plan, relation="succeeds")
    IndicatorLink.objects.create(from_indicator=number, kind=Lineage.DROPPED)
    loaded = PlanFactory(unit=unit, predecessor=plan, relation="revises")
    discard(loaded, person, "Keliru")
    assert IndicatorLink.objects.filter(from_indicator=number).exists()
    assert plan.successors.get() == successor


def test_the_page_says_what_goes_and_asks_for_a_reason(sign_in, new):
    client = sign_in("operator")
    assert ADDRESS in client.get("/revisi/").content.decode()
    page = client.get(ADDRESS)
    assert "Indikator 3 Target Renstra 4" in text_of(page)
    reply = client.post(ADDRESS, {**fields_of(page), "reason": " "})
    assert (reply.status_code, "Alasan harus diisi" in text_of(reply)) == (422, True)
    long = client.post(ADDRESS, {"reason": "x" * 501})
    assert fields_of(long)["reason"] == "x" * 501
    assert client.post(ADDRESS, {"reason": "Keliru"}).url == "/revisi/"
    assert client.get(ADDRESS).status_code == 404
    assert ADDRESS not in client.get("/revisi/").content.decode()


def test_the_page_of_what_cannot_go_says_why_and_keeps_the_reason(
    sign_in, new, plan, person
):
    client = sign_in("operator")
    moving.enforce(new, 2024, person, "Reviu", moving.preview(new, 2024).mark)
    assert ADDRESS not in client.get("/revisi/").content.decode()
    reply = client.post(ADDRESS, {"reason": "Keliru"})
    assert reply.status_code == 422
    assert text_of(reply).count("sudah diberlakukan") == 1
    assert fields_of(reply)["reason"] == "Keliru"
    assert client.get("/revisi/RENSTRA-A/buang/").status_code == 200
    assert client.post("/revisi/RENSTRA-A/buang/", {"reason": "x"}).status_code == 422
    assert StrategicPlan.objects.count() == 2


@pytest.fixture
def dropped(plan, number, graded):
    """The copy of an indicator that the revision leaves out."""
    make(plan)
    link = IndicatorLink.objects.get(from_indicator=graded)
    copied = link.to_indicator
    link.kind, link.to_indicator = Lineage.DROPPED, None
    link.save()
    return copied


def test_an_indicator_that_the_revision_leaves_out_goes_with_its_targets(
    dropped, graded, person
):
    take_out(dropped, person, "Bukan tupoksi lagi")
    gone = {"batch__reason": "Bukan tupoksi lagi", "history_type": "-"}
    assert Indicator.history.get(**gone).code == "SK2.1"
    assert AnnualTarget.history.filter(**gone).count() == 2
    assert not Indicator.objects.filter(pk=dropped.pk).exists()
    assert graded.targets.count() == 2
    assert IndicatorLink.objects.get(from_indicator=graded).kind == Lineage.DROPPED


def test_an_indicator_stays_while_it_follows_another_or_carries_figures(
    dropped, plan, number, graded, person
):
    def said(indicator):
        with pytest.raises(ValidationError) as refused:
            take_out(indicator, person, "Keliru")
        return " ".join(refused.value.messages)

    assert "masih penerus" in said(dropped.plan.indicators.get(code="SK1.1"))
    assert "Hanya revisi" in said(number)
    line = BudgetLineFactory(plan=dropped.plan, indicator=dropped, name="Pelatihan")
    assert "A Pelatihan" in said(dropped)
    assert dropped.targets.count() == 2
    line.delete()
    RealizationFactory(indicator=dropped, year=2024)
    assert "memuat realisasi" in said(dropped)
    mark = moving.preview(dropped.plan, 2024).mark
    moving.enforce(dropped.plan, 2024, person, "Reviu", mark)
    assert "sudah diberlakukan" in said(dropped)


def test_the_lineage_leads_to_taking_out_and_back(sign_in, dropped):
    client = sign_in("operator")
    address = "/revisi/RENSTRA-B/buang/SK2.1/"
    assert address in client.get("/revisi/RENSTRA-B/silsilah/").content.decode()
    page = client.get(address)
    assert "Target Renstra 2" in text_of(page)
    assert client.post(address, {"reason": ""}).status_code == 422
    reply = client.post(address, {"reason": "Bukan tupoksi lagi"})
    assert reply.url == "/revisi/RENSTRA-B/silsilah/"
    assert client.get(address).status_code == 404
    assert "/buang/" not in client.get(reply.url).content.decode()
    reader = sign_in("verifikator")
    assert "/buang/" not in reader.get("/revisi/RENSTRA-B/silsilah/").content.decode()
