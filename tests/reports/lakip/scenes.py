"""A small office with every state of a figure, and one that has nothing but a plan."""

import datetime
from decimal import Decimal

from documents.models import TextSlot
from indicators.models import (
    AgreementState,
    Benchmark,
    Lineage,
    PlannedActivity,
)
from tests.document_factories import TextBlockFactory
from tests.factories import (
    ActivityTargetFactory,
    AgreementFactory,
    AllocationFactory,
    BudgetFactory,
    BudgetLineFactory,
    EvidenceFactory,
    GoalFactory,
    IndicatorFactory,
    LinkFactory,
    PlanFactory,
    ProgrammeFactory,
    QuarterlyTargetFactory,
    RealizationFactory,
    RevenueFactory,
    ServiceTypeFactory,
    SignatoryFactory,
    TargetFactory,
    UnitFactory,
)


def empty_office():
    """Return a unit with a plan in force and nothing in it."""
    unit = UnitFactory(code="KOSONG", name="Balai Kosong")
    PlanFactory(unit=unit, in_force=(2023,))
    return unit


def full_office():
    """Return a unit with two plans and an agreement for 2023.

    SK1.1 exceeds and continues a series, SK1.2 falls short after it was redefined, SK1.3 is not entered,
    SK2.1 is a grade, SK2.2 not yet due in January 2024, SK2.3 lower the better and zero.
    """
    unit = UnitFactory(
        code="BALAI", name="Balai Uji", parent=UnitFactory(code="INDUK", name="Induk")
    )
    SignatoryFactory(unit=unit, name="Siti Rahma")
    old = PlanFactory(unit=unit, code="LAMA", in_force=(2021, 2022))
    plan = PlanFactory(unit=unit, code="BARU", in_force=(2023, 2024))
    agreement = AgreementFactory(
        unit=unit, number="PK-1", date=datetime.date(2023, 1, 9), state=AgreementState.FIXED
    )  # fmt: skip
    first, second = _objectives(plan)
    items = _indicators(first, second)
    _figures(items, agreement)
    _history(old, items)
    _money(unit, plan, first, items)
    _words(unit, items, first)
    return unit


def _objectives(plan):
    goal = GoalFactory(plan=plan, code="T1", order=1, statement="Tujuan satu")
    programme = ProgrammeFactory(plan=plan, name="Program Nilai Tambah")
    return (
        ActivityTargetFactory(
            plan=plan, code="SK1", order=1, statement="Daya saing industri", goal=goal,
            programme=programme, perspective="stakeholder",
        ),
        ActivityTargetFactory(
            plan=plan, code="SK2", order=2, statement="Tata kelola", perspective="customer"
        ),
    )  # fmt: skip


def _indicators(first, second):
    def make(owner, number, name, **options):
        return IndicatorFactory(
            plan=owner.plan, activity_target=owner, order=number, name=name,
            code=f"{owner.code}.{number}", **options,
        )  # fmt: skip

    return {
        "SK1.1": make(first, 1, "Pertumbuhan layanan"),
        "SK1.2": make(first, 2, "Jumlah perusahaan", unit_of_measure="Perusahaan"),
        "SK1.3": make(first, 3, "Indeks kepuasan", unit_of_measure="Indeks", due_days=5),
        "SK2.1": make(second, 1, "Nilai layanan publik", unit_of_measure="Nilai", graded=True),
        "SK2.2": make(second, 2, "Nilai akuntabilitas", unit_of_measure="Nilai", due_days=200),
        "SK2.3": make(second, 3, "Jumlah keluhan", unit_of_measure="Keluhan", polarity="minimize"),
    }  # fmt: skip


def _figures(items, agreement):
    targets = {"SK1.1": "4", "SK1.2": "8", "SK1.3": "3.6", "SK2.2": "75", "SK2.3": "5"}
    for code, value in targets.items():
        TargetFactory(indicator=items[code], value=Decimal(value), agreement=agreement)
        TargetFactory(indicator=items[code], year=2024, value=Decimal(value) + 1)
    TargetFactory(indicator=items["SK2.1"], value=None, grade="B-", agreement=agreement)
    analysis = {
        "cause": "Layanan baru dibuka.\nPelanggan bertambah.",
        "follow_up": "Menambah <b>petugas</b>",
    }
    RealizationFactory(indicator=items["SK1.1"], value=Decimal("16.85"), **analysis)
    RealizationFactory(indicator=items["SK1.2"], value=Decimal(6), follow_up="Menjemput pelanggan.")  # fmt: skip
    RealizationFactory(indicator=items["SK2.1"], value=None, grade="B")
    zero = RealizationFactory(indicator=items["SK2.3"], value=Decimal(0))
    EvidenceFactory(realization=zero, title="Buku keluhan")
    QuarterlyTargetFactory(indicator=items["SK1.1"], value=Decimal(1), activity="Promosi")  # fmt: skip


def _history(old, items):
    """SK1.1 ran before under another code, SK1.2 meant something else."""
    owner = ActivityTargetFactory(plan=old, code="SK1", statement="Sasaran lama")
    for code, kind, figures in (
        ("SK1.1", Lineage.UNCHANGED, ("9.67", "50.6")),
        ("SK1.2", Lineage.REDEFINED, ("1", "2")),
    ):
        before = IndicatorFactory(
            plan=old, activity_target=owner, code=f"L{code[-1]}", name=items[code].name
        )
        LinkFactory(from_indicator=before, to_indicator=items[code], kind=kind)
        for year, value in zip((2021, 2022), figures, strict=True):
            TargetFactory(indicator=before, year=year, value=Decimal(2))
            RealizationFactory(indicator=before, year=year, value=Decimal(value))


def _money(unit, plan, first, items):
    BudgetFactory(unit=unit)
    service = ServiceTypeFactory(unit=unit)
    RevenueFactory(service_type=service, year=2022, amount=Decimal(800_000_000))
    RevenueFactory(service_type=service)
    # 100 planned for 10, 90 spent for 12: 10 and 7.5 each, a quarter less.
    complete = {
        "amount": Decimal(100), "spending": Decimal(90), "output_target": Decimal(10),
        "output_realized": Decimal(12), "output_unit": "Layanan",
    }  # fmt: skip
    for order, (code, figures) in enumerate(
        [("SK1.1", complete), ("SK1.2", {"amount": Decimal(50)})], start=1
    ):
        line = BudgetLineFactory(
            plan=plan, activity_target=first, indicator=items[code], order=order,
            name=f"Komponen {order}",
        )  # fmt: skip
        AllocationFactory(line=line, **figures)


def _words(unit, items, first):
    TextBlockFactory(unit=unit, body="<p>Puji <strong>syukur</strong>.</p>")
    TextBlockFactory(
        unit=unit, slot=TextSlot.CLOSING, year=None, body="<p>Demikian.</p><ul><li>satu</li><li>dua</li></ul>",
    )  # fmt: skip
    Benchmark.objects.create(
        indicator=items["SK1.1"], year=2023, value=Decimal(12), label="rata-rata balai",
        source="Laporan BSKJI",
    )  # fmt: skip
    for order, (label, level, name) in enumerate(
        [("1", 1, "Pemanfaatan teknologi."), ("a", 2, "Kerja sama industri")], start=1
    ):
        PlannedActivity.objects.create(
            activity_target=first, order=order, label=label, level=level, name=name
        )
