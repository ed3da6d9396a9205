"""Making a revision: everything is copied and linked, nothing of the old plan changes."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.models import AuditBatch
from budgets.models import BudgetAllocation
from indicators.models import (
    AnnualTarget,
    Benchmark,
    Indicator,
    IndicatorLink,
    Lineage,
    StrategicPlan,
)
from indicators.revisions.discarding import discard
from indicators.revisions.revising import begin, revise
from tests.factories import (
    AgreementFactory,
    AllocationFactory,
    CascadeEntryFactory,
    FundingFactory,
    GoalFactory,
    IndicatorFactory,
    LinkFactory,
    LockFactory,
    PlanFactory,
    ProgrammeFactory,
    TargetFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories_of_tables import (
    BenchmarkFactory,
    PlannedActivityFactory,
    PolicyOutcomeFactory,
    RegulationNeedFactory,
)
from tests.planning.pages import fields_of, fill, text_of
from tests.workbook.books import empty_database
from workbook.exporting import export_rows

TYPED = {
    "code": "RENSTRA-B",
    "title": "Renstra Reviu",
    "decree_number": "12/SK/2024",
    "decree_date": datetime.date(2024, 5, 2),
}


def revision_of(plan, **typed):
    new = begin(plan)
    for name, value in {**TYPED, **typed}.items():
        setattr(new, name, value)
    return new


def make(plan, **typed):
    new = revision_of(plan, **typed)
    revise(new, UserFactory(unit=plan.unit), "Reviu tengah periode")
    return new


def refusal(deed, *args, **options):
    with pytest.raises(ValidationError) as refused:
        deed(*args, **options)
    return " ".join(refused.value.messages)


def contents(plan):
    """Return what hangs on a plan, in words that do not name the plan."""
    targets = AnnualTarget.objects.filter(indicator__plan=plan, agreement=None)
    return {
        "indicators": list(
            plan.indicators.order_by("code").values(
                *(
                    field.name
                    for field in Indicator._meta.concrete_fields
                    if field.name
                    not in (
                        "id",
                        "plan",
                        "source",
                        "activity_target",
                        "goal_owner",
                        "goal",
                    )
                ),
                "activity_target__code",
                "activity_target__statement",
                "activity_target__goal__code",
                "activity_target__programme__code",
                "goal__code",
                "goal_owner__code",
            )
        ),
        "targets": list(
            targets.order_by("indicator__code", "year").values_list(
                "indicator__code",
                "year",
                "value",
                "lower",
                "upper",
                "grade",
                "printed_text",
                "note",
            )
        ),
        "cascade": list(
            plan.cascade_entries.values_list("order", "parent_code", "indicator")
        ),
        "directions": list(
            plan.policy_directions.values_list("code", "level", "title", "note")
        ),
        "outcomes": list(
            plan.policy_directions.order_by(
                "order", "activities__order", "activities__outcomes__order"
            ).values_list(
                "code",
                "activities__number",
                "activities__name",
                "activities__outcomes__letter",
                "activities__outcomes__statement",
            )
        ),
        "activities": list(
            plan.activity_targets.order_by(
                "order", "planned_activities__order"
            ).values_list(
                "code",
                "planned_activities__label",
                "planned_activities__level",
                "planned_activities__name",
            )
        ),
        "regulations": list(plan.regulation_needs.values_list("order", "title")),
        "funding": list(plan.funding.values_list("fund", "year", "amount")),
        "lines": list(
            plan.budget_lines.values_list("order", "name", "activity_target__code")
        ),
        "allocations": list(
            BudgetAllocation.objects.filter(line__plan=plan)
            .order_by("line__order", "year")
            .values_list("line__order", "year", "amount")
        ),
    }


@pytest.fixture
def full(plan, number, graded, unit):
    """A plan with a row of every kind."""
    goal, programme = GoalFactory(plan=plan), ProgrammeFactory(plan=plan)
    owner = number.activity_target
    owner.goal, owner.programme = goal, programme
    owner.save()
    number.person_in_charge, number.team = (
        UserFactory(unit=unit),
        TeamFactory(unit=unit),
    )
    number.save()
    IndicatorFactory(plan=plan, activity_target=None, goal_owner=goal, code="T1.1")
    CascadeEntryFactory(plan=plan)
    PolicyOutcomeFactory(activity__direction__plan=plan)
    PlannedActivityFactory(activity_target=owner)
    RegulationNeedFactory(plan=plan)
    FundingFactory(plan=plan)
    AllocationFactory(line__plan=plan, line__indicator=number, spending=5)
    return plan


def test_a_revision_holds_what_the_plan_holds(full):
    before = contents(full)
    new = make(full)
    assert contents(new) == before
    assert contents(full) == before
    assert (new.predecessor, new.relation, new.short_title) == (
        full,
        StrategicPlan.Relation.REVISES,
        "Reviu 2024",
    )
    copied = Indicator.objects.get(plan=new, code="SK1.1")
    assert copied.person_in_charge is not None
    assert copied.source == "Disalin dari RENSTRA-A"
    assert copied.activity_target.goal.plan == new
    line = new.budget_lines.get()
    assert line.indicator == copied
    assert line.allocations.get().spending is None


def test_every_indicator_is_linked_as_unchanged(full):
    new = make(full)
    links = IndicatorLink.objects.filter(to_indicator__plan=new)
    assert {link.from_indicator.code for link in links} == {"SK1.1", "SK2.1", "T1.1"}
    assert {link.kind for link in links} == {Lineage.UNCHANGED}
    assert all(link.from_indicator.code == link.to_indicator.code for link in links)


def test_the_deed_is_one_batch_with_its_reason_and_whole_history(full):
    new = make(full)
    batch = AuditBatch.objects.get(reason="Reviu tengah periode")
    assert batch.path == AuditBatch.Path.ACTION
    assert StrategicPlan.history.get(id=new.pk).batch == batch
    assert Indicator.history.filter(plan=new, batch=batch).count() == 3
    assert AnnualTarget.history.filter(indicator__plan=new, batch=batch).count() == 4


def test_agreement_targets_and_benchmarks_stay_with_their_year(full, number, unit):
    TargetFactory(indicator=number, agreement=AgreementFactory(unit=unit))
    BenchmarkFactory(indicator=number)
    new = make(full)
    assert not Benchmark.objects.filter(indicator__plan=new).exists()
    assert not AnnualTarget.objects.filter(
        indicator__plan=new, agreement__isnull=False
    ).exists()


def test_a_shorter_period_leaves_out_what_lies_outside(full):
    new = make(full, start_year=2024)
    years = AnnualTarget.objects.filter(indicator__plan=new).values_list("year")
    assert {year for (year,) in years} == {2024}


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ({"start_year": 2030, "end_year": 2032}, "harus beririsan"),
        ({"start_year": 2021, "end_year": 2031}, "paling lama 10 tahun"),
        ({"start_year": 2024, "end_year": 2022}, "Tahun awal tidak boleh"),
        ({"code": "RENSTRA-A"}, "telah ada"),
    ],
)
def test_what_cannot_be_a_revision_is_refused_and_nothing_is_written(
    full, period, sentence
):
    assert sentence in refusal(make, full, **period)
    assert StrategicPlan.objects.count() == 1
    assert Indicator.objects.count() == 3


def test_a_plan_is_revised_once_and_its_revision_then(full):
    new = make(full)
    assert "revisilah RENSTRA-B" in refusal(make, full, code="RENSTRA-C")
    assert make(new, code="RENSTRA-C").predecessor == new


def test_a_plan_that_was_thrown_away_meanwhile_is_a_sentence(full):
    later = revision_of(make(full), code="RENSTRA-C")
    discard(later.predecessor, UserFactory(unit=full.unit), "Keliru")
    assert "Sementara itu" in refusal(revise, later, UserFactory(unit=full.unit), "x")


def test_a_plan_with_locked_years_is_revised_because_a_copy_changes_no_figure(full):
    LockFactory(unit=full.unit, year=2023)
    before = contents(full)
    new = make(full)
    assert contents(new) == before
    target = AnnualTarget.objects.get(
        indicator__plan=new, indicator__code="SK1.1", year=2023
    )
    target.value = 9
    assert "dikunci oleh" in refusal(target.full_clean)


def test_the_lineage_of_a_revision_is_free_where_no_closed_figure_comes_over_it(
    full, number
):
    make(full)
    LockFactory(unit=full.unit, year=2023)
    link = IndicatorLink.objects.get(from_indicator=number)
    link.kind = Lineage.REDEFINED
    link.full_clean()
    row = AnnualTarget.objects.get(indicator=number, year=2023)
    row.value = None
    row.save()
    row.delete()
    assert "dikunci oleh" in refusal(link.full_clean)


def test_the_page_makes_the_revision_and_leads_to_its_lineage(sign_in, full):
    client = sign_in("operator")
    page = text_of(client.get("/revisi/RENSTRA-A/"))
    assert "Indikator 3" in page
    typed = {**TYPED, "decree_date": "2024-05-02", "reason": "Reviu"}
    reply = fill(client, "/revisi/RENSTRA-A/", code="RENSTRA-B")
    assert reply.status_code == 422
    assert "Alasan harus diisi" in text_of(reply)
    fields = fields_of(reply)
    assert fields["code"] == "RENSTRA-B"
    reply = client.post("/revisi/RENSTRA-A/", {**fields, **typed})
    assert reply.url == "/revisi/RENSTRA-B/silsilah/"
    assert client.get("/revisi/RENSTRA-A/").content.decode().count("disabled") == 1
    reply = client.post("/revisi/RENSTRA-A/", {**fields, **typed, "code": "RENSTRA-C"})
    assert reply.status_code == 422
    assert "sudah diteruskan" in text_of(reply)
    assert StrategicPlan.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("code", "tidak boleh spasi"),
        ("code", "x\x00"),
        ("start_year", "dua ribu"),
        ("end_year", "9" * 40),
        ("decree_date", "31-02-2024"),
        ("title", "x" * 400),
        ("reason", "x" * 501),
    ],
)
def test_a_fault_stands_beside_its_field(sign_in, full, name, typed):
    client = sign_in("operator")
    good = {
        **fields_of(client.get("/revisi/RENSTRA-A/")),
        "code": "RENSTRA-B",
        "reason": "Reviu",
    }
    reply = client.post("/revisi/RENSTRA-A/", {**good, name: typed})
    assert reply.status_code == 422
    assert "errorlist" in reply.content.decode()
    assert StrategicPlan.objects.count() == 1


def test_the_list_shows_plans_with_their_years(sign_in, full):
    make(full, decree_number="", decree_date=None)
    page = text_of(sign_in("operator").get("/revisi/"))
    assert "Rancangan RENSTRA-B belum berlaku" in page
    assert "Renstra 2021–2024 (RENSTRA-A)" in page
    assert "belum berlaku" in page
    assert "2023 2024" in page


def test_a_plan_that_another_follows_is_not_revised(plan, number, unit):
    LinkFactory(from_indicator=number, to_indicator__plan=PlanFactory(unit=unit))
    assert "sudah diteruskan" in refusal(make, plan)


def test_the_real_plan_is_revised_whole_and_goes_through_the_workbook(
    real_data, tmp_path
):
    old = StrategicPlan.objects.get(code="BSPJI-MANADO-2021-R2023")
    new = revision_of(old, code="BSPJI-MANADO-2021-R2024")
    revise(new, UserFactory(unit=None), "Reviu")
    assert contents(new) == contents(old)
    copied = contents(new)
    assert [len(copied[name]) for name in ("targets", "outcomes", "regulations")] == [
        64,
        103,
        8,
    ]
    call_command("export_workbook", tmp_path / "first")
    rows = export_rows()
    assert "BSPJI-MANADO-2021-R2024" in (tmp_path / "first/silsilah.csv").read_text()
    empty_database()
    call_command("load_workbook", tmp_path / "first", verbosity=0)
    assert export_rows() == rows
