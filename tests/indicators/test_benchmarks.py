"""National figures: whose year they belong to, what closes them, and that none stands without its source."""

import pytest
from django.db.models import ProtectedError

from indicators.models import Benchmark
from indicators.models.base import CARRIES_FIGURES
from tests.constraint_cases import refusal_of
from tests.factories import (
    IndicatorFactory,
    LockExceptionFactory,
    LockFactory,
    PlanFactory,
)
from tests.factories_of_tables import BenchmarkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(unit):
    return IndicatorFactory(plan=PlanFactory(unit=unit, in_force=(2023, 2024)))


def test_a_benchmark_belongs_to_the_plan_that_counts_in_its_year(unit, indicator):
    row = BenchmarkFactory.build(indicator=indicator)
    row.full_clean()
    row.year = 2022
    assert "di luar tahun-tahun renstra" in refusal_of(row)["year"][0]
    PlanFactory(unit=unit, in_force=(2022,))
    assert "memakai renstra lain" in refusal_of(row)["year"][0]


def test_a_locked_year_closes_benchmarks_until_it_is_opened_for_their_indicator(
    unit, indicator
):
    row = BenchmarkFactory(indicator=indicator)
    LockFactory(unit=unit, year=2023)
    assert "dikunci oleh" in refusal_of(row)["year"][0]
    moved = Benchmark.objects.get()
    moved.year = 2024
    assert "dikunci oleh" in refusal_of(moved)["year"][0]
    LockExceptionFactory(unit=unit, year=2023, indicator=indicator)
    row.full_clean()


def test_a_benchmark_is_emptied_and_only_then_deleted(indicator):
    row = BenchmarkFactory(indicator=indicator)
    with pytest.raises(ProtectedError) as refusal:
        row.delete()
    assert refusal.value.args[0] == CARRIES_FIGURES
    row.value = None
    row.save()
    row.delete()
    assert not Benchmark.objects.exists()


def test_a_form_without_indicator_or_source_is_refused_and_never_fails():
    said = refusal_of(Benchmark(year=2023, label="Rata-rata"))
    assert set(said) == {"indicator", "source"}
    assert said["source"] == ["Sumber pembanding harus diisi."]
