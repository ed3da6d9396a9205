"""Test objects that only the official tables speak of: policy, regulations, national figures, staff."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from budgets.models import StaffCategory, StaffCount
from indicators.models import (
    Benchmark,
    PlannedActivity,
    PolicyActivity,
    PolicyDirection,
    PolicyOutcome,
    RegulationNeed,
)
from tests.factories import (
    ActivityTargetFactory,
    IndicatorFactory,
    PlanFactory,
    UnitFactory,
)


class PolicyDirectionFactory(DjangoModelFactory):
    class Meta:
        model = PolicyDirection

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"UNIT-{n}")
    order = factory.Sequence(lambda n: n)
    title = "Pengembangan Jasa Industri"


class PolicyActivityFactory(DjangoModelFactory):
    class Meta:
        model = PolicyActivity

    direction = factory.SubFactory(PolicyDirectionFactory)
    order = factory.Sequence(lambda n: n)
    number = factory.Sequence(lambda n: f"{n}")
    name = "Audit teknologi industri"


class PolicyOutcomeFactory(DjangoModelFactory):
    class Meta:
        model = PolicyOutcome

    activity = factory.SubFactory(PolicyActivityFactory)
    order = factory.Sequence(lambda n: n)
    letter = "a)"
    statement = "Pelaksanaan audit teknologi industri"


class PlannedActivityFactory(DjangoModelFactory):
    class Meta:
        model = PlannedActivity

    activity_target = factory.SubFactory(ActivityTargetFactory)
    order = factory.Sequence(lambda n: n)
    label = "1"
    name = "Pengelolaan Kepegawaian"


class RegulationNeedFactory(DjangoModelFactory):
    class Meta:
        model = RegulationNeed

    plan = factory.SubFactory(PlanFactory)
    order = factory.Sequence(lambda n: n)
    title = "Rancangan Permenperin tentang Standardisasi Industri"
    unit_in_charge = "P4SI"
    target = "2021 - 2024"


class BenchmarkFactory(DjangoModelFactory):
    class Meta:
        model = Benchmark

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2023
    value = Decimal("3.6")
    label = "Rata-rata 24 balai"
    source = "LKjIP BSKJI 2023, Tabel 12"


class StaffCategoryFactory(DjangoModelFactory):
    class Meta:
        model = StaffCategory

    unit = factory.SubFactory(UnitFactory)
    kind = StaffCategory.Kind.POSITION
    code = factory.Sequence(lambda n: f"jabatan-{n}")
    order = factory.Sequence(lambda n: n)
    name = "Fungsional Umum"


class StaffCountFactory(DjangoModelFactory):
    class Meta:
        model = StaffCount

    category = factory.SubFactory(StaffCategoryFactory)
    year = 2023
    count = Decimal(9)
