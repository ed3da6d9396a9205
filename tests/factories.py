"""Test objects; traits say what is special about a row."""

import datetime
from decimal import Decimal

import factory
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Signatory, Team, Unit, User
from accounts.perms import ROLE_RIGHTS
from budgets.models import (
    AnnualBudget,
    BudgetAllocation,
    BudgetLine,
    FundingRequirement,
    NonTaxRevenue,
    RevenueTotal,
    ServiceType,
)
from indicators.models import (
    ActivityTarget,
    AnnualTarget,
    CascadeEntry,
    Evidence,
    EvidenceKind,
    FindingAcknowledgement,
    Goal,
    GradeBand,
    GradeScale,
    Indicator,
    IndicatorLink,
    Lineage,
    LockException,
    Measurement,
    MethodChoice,
    Notice,
    NoticeKind,
    PerformanceAgreement,
    Period,
    PeriodLock,
    PlanYear,
    Programme,
    QuarterlyTarget,
    Realization,
    StrategicPlan,
    ValueKind,
)


def role_group(role: str) -> Group:
    """Return the role's group with its rights; made once a test, its rights recorded together."""
    group, is_new = Group.objects.get_or_create(name=role)
    if is_new:
        rights = ROLE_RIGHTS[role]
        known = Permission.objects.values_list(
            "pk", "content_type__app_label", "codename"
        )
        given = [pk for pk, app, codename in known if f"{app}.{codename}" in rights]
        through = Group.permissions.through
        through.objects.bulk_create(
            through(group=group, permission_id=pk) for pk in given
        )
        group.save()
    return group


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"UNIT-{n}")
    name = factory.LazyAttribute(lambda o: f"Balai {o.code}")
    kind = Unit.Kind.OFFICE
    place = "Manado"


class UserFactory(DjangoModelFactory):
    """A person; ``role="operator"`` puts him or her in the role's group."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"orang{n}")
    first_name = factory.Sequence(lambda n: f"Orang {n}")
    unit = factory.SubFactory(UnitFactory)
    password = factory.django.Password("sandi-uji-123")
    is_staff = True

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if create and extracted:
            self.groups.add(role_group(extracted))


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Tim {n}")


class SignatoryFactory(DjangoModelFactory):
    class Meta:
        model = Signatory

    unit = factory.SubFactory(UnitFactory)
    name = "Pejabat Satu"
    position = "Kepala Balai"
    start = datetime.date(2021, 1, 1)


class ScaleFactory(DjangoModelFactory):
    """A letter scale A > B > B- > C; ``traffic=True`` makes the traffic light instead."""

    class Meta:
        model = GradeScale
        skip_postgeneration_save = True

    class Params:
        traffic = factory.Trait(
            kind=GradeScale.Kind.ACHIEVEMENT, name="Lampu lalu lintas"
        )

    unit = factory.SubFactory(UnitFactory)
    code = factory.Sequence(lambda n: f"skala-{n}")
    name = "Huruf"
    kind = GradeScale.Kind.GRADE

    @factory.post_generation
    def bands(self, create, extracted, **kwargs):
        if self.kind == GradeScale.Kind.ACHIEVEMENT:
            rows = [
                ("Merah", None, "low"),
                ("Kuning", Decimal(80), "near"),
                ("Hijau", Decimal(100), "ok"),
            ]
        else:
            rows = [
                ("C", None, ""),
                ("B-", Decimal("3.01"), ""),
                ("B", Decimal("3.51"), ""),
                ("A", Decimal("4.51"), ""),
            ]
        for rank, (label, lower, colour) in enumerate(rows, start=1):
            GradeBand.objects.create(
                scale=self, rank=rank, label=label, lower=lower, colour=colour
            )


class PlanFactory(DjangoModelFactory):
    """A plan 2021–2024; ``in_force=(2023, 2024)`` makes it count in these years."""

    class Meta:
        model = StrategicPlan
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory)
    code = factory.Sequence(lambda n: f"RENSTRA-{n}")
    title = factory.LazyAttribute(lambda o: f"Rencana Strategis {o.code}")
    start_year = 2021
    end_year = 2024

    @factory.post_generation
    def in_force(self, create, extracted, **kwargs):
        for year in extracted or ():
            PlanYear.objects.create(unit=self.unit, year=year, plan=self)


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"T{n}")
    order = factory.Sequence(lambda n: n)
    statement = factory.LazyAttribute(lambda o: f"Tujuan {o.code}")


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    name = "Program Dukungan Manajemen"


class ActivityTargetFactory(DjangoModelFactory):
    class Meta:
        model = ActivityTarget

    plan = factory.SubFactory(PlanFactory)
    code = factory.Sequence(lambda n: f"SK{n}")
    order = factory.Sequence(lambda n: n)
    statement = factory.LazyAttribute(lambda o: f"Meningkatnya hal {o.code}")


class IndicatorFactory(DjangoModelFactory):
    """A number indicator, higher is better; ``graded=True`` measures by grade."""

    class Meta:
        model = Indicator

    class Params:
        graded = factory.Trait(
            value_kind=ValueKind.GRADE,
            scale=factory.SubFactory(
                ScaleFactory, unit=factory.SelfAttribute("..plan.unit")
            ),
        )

    plan = factory.SubFactory(PlanFactory)
    activity_target = factory.SubFactory(
        ActivityTargetFactory, plan=factory.SelfAttribute("..plan")
    )
    code = factory.Sequence(lambda n: f"IK{n}")
    order = factory.Sequence(lambda n: n)
    name = factory.LazyAttribute(lambda o: f"Indikator {o.code}")
    unit_of_measure = "Persen"


class GoalIndicatorFactory(IndicatorFactory):
    """A goal's own indicator."""

    activity_target = None
    goal_owner = factory.SubFactory(GoalFactory, plan=factory.SelfAttribute("..plan"))


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorLink

    from_indicator = factory.SubFactory(IndicatorFactory)
    to_indicator = factory.SubFactory(IndicatorFactory)
    kind = Lineage.UNCHANGED


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = PerformanceAgreement

    unit = factory.SubFactory(UnitFactory)
    year = 2023
    version = 1


class TargetFactory(DjangoModelFactory):
    """A target of the plan; pass ``agreement`` for one of an agreement."""

    class Meta:
        model = AnnualTarget

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2023
    value = Decimal(6)


class RealizationFactory(DjangoModelFactory):
    class Meta:
        model = Realization

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2023
    value = Decimal(56)


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = Measurement

    realization = factory.SubFactory(RealizationFactory, value=Decimal(50))
    order = factory.Sequence(lambda n: n)
    label = factory.Sequence(lambda n: f"Kegiatan {n}")
    method = MethodChoice.RECORDED
    result = Decimal(50)


class EvidenceFactory(DjangoModelFactory):
    """A link; ``is_file=True`` makes a file of which only the row exists."""

    class Meta:
        model = Evidence

    class Params:
        is_file = factory.Trait(
            kind=EvidenceKind.FILE,
            url="",
            file=factory.Sequence(lambda n: f"00/{n:032x}.pdf"),
            original_name="laporan.pdf",
            content_type="application/pdf",
            size=12,
            sha256=factory.Sequence(lambda n: f"{n:064x}"),
        )

    realization = factory.SubFactory(RealizationFactory)
    kind = EvidenceKind.LINK
    title = "Laporan kegiatan"
    url = factory.Sequence(lambda n: f"https://contoh.go.id/{n}")
    uploaded_by = factory.SubFactory(
        UserFactory, unit=factory.SelfAttribute("..realization.indicator.plan.unit")
    )


class CascadeEntryFactory(DjangoModelFactory):
    class Meta:
        model = CascadeEntry

    plan = factory.SubFactory(PlanFactory)
    order = factory.Sequence(lambda n: n)
    goal_code = "T1"
    parent_code = "SP3"
    letter = factory.Sequence(lambda n: f"x{n}"[:5])
    indicator = "Indikator BSKJI"
    unit_of_measure = "%"


class QuarterlyTargetFactory(DjangoModelFactory):
    class Meta:
        model = QuarterlyTarget

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2023
    period = Period.Q1
    value = Decimal(1)


class LockExceptionFactory(DjangoModelFactory):
    class Meta:
        model = LockException

    unit = factory.SubFactory(UnitFactory)
    year = 2023
    opened_by = factory.SubFactory(UserFactory, unit=factory.SelfAttribute("..unit"))
    until = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=3))
    reason = "Koreksi atas permintaan auditor"


class LockFactory(DjangoModelFactory):
    class Meta:
        model = PeriodLock

    unit = factory.SubFactory(UnitFactory)
    year = 2023
    locked_by = factory.SubFactory(UserFactory, unit=factory.SelfAttribute("..unit"))
    reason = "Laporan sudah dikirim"


class AcknowledgementFactory(DjangoModelFactory):
    class Meta:
        model = FindingAcknowledgement

    unit = factory.SubFactory(UnitFactory)
    code = "no-target"
    fingerprint = factory.Sequence(lambda n: f"sidik{n}")
    message = "SK1.1: Tidak ada target 2021."
    reason = "Menurut bagian 2.4 memang tanpa target"
    acknowledged_by = factory.SubFactory(
        UserFactory, unit=factory.SelfAttribute("..unit")
    )


class ServiceTypeFactory(DjangoModelFactory):
    class Meta:
        model = ServiceType

    unit = factory.SubFactory(UnitFactory)
    code = factory.Sequence(lambda n: f"layanan-{n}")
    order = factory.Sequence(lambda n: n)
    name = "Pengujian"


class RevenueFactory(DjangoModelFactory):
    class Meta:
        model = NonTaxRevenue

    service_type = factory.SubFactory(ServiceTypeFactory)
    year = 2023
    amount = Decimal(965_864_250)


class RevenueTotalFactory(DjangoModelFactory):
    class Meta:
        model = RevenueTotal

    unit = factory.SubFactory(UnitFactory)
    year = 2023
    amount = Decimal(1_199_509_750)


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = AnnualBudget

    unit = factory.SubFactory(UnitFactory)
    year = 2023
    initial_ceiling = Decimal(11_997_581_000)
    spending = Decimal(11_955_409_448)


class FundingFactory(DjangoModelFactory):
    class Meta:
        model = FundingRequirement

    plan = factory.SubFactory(PlanFactory)
    fund = FundingRequirement.Fund.RM
    year = 2023
    amount = Decimal(11_010_055_000)


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = BudgetLine

    plan = factory.SubFactory(PlanFactory)
    order = factory.Sequence(lambda n: n)
    letter = "A"
    name = "Komponen"
    activity_target = factory.SubFactory(
        ActivityTargetFactory, plan=factory.SelfAttribute("..plan")
    )


class AllocationFactory(DjangoModelFactory):
    class Meta:
        model = BudgetAllocation

    line = factory.SubFactory(BudgetLineFactory)
    year = 2023
    amount = Decimal(35_000_000)


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    kind = NoticeKind.VERIFIED
    indicator = factory.SubFactory(IndicatorFactory)
    year = 2023
    period = Period.YEAR
    occasion = factory.Sequence(lambda n: f"peristiwa {n}")
    text = "SK1.1 Kepuasan, 2023: diverifikasi oleh Sari."
