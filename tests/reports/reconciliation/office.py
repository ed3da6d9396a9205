"""A second office with another plan, and documents that print what its reports say."""

from decimal import Decimal
from itertools import count

from budgets.models import FundingRequirement, StaffCategory
from documents.models import CELLS, PublishedDocument, PublishedRow, RowKind
from indicators.models import AgreementState
from reports.catalogue import REPORTS
from reports.tables import RowKind as ReportRowKind
from tests import document_factories as documents
from tests import factories as make
from tests import factories_of_tables as tables

YEARS = (2025, 2026, 2027)
# Report, part and year of every table that a document may print.
PRINTED = (
    ("capaian", "", 2025),
    ("anggaran", "", None),
    ("pnbp", "", None),
    ("sdm-jabatan", "", None),
    ("sdm-pendidikan", "", None),
    ("pemetaan", "", None),
    ("tujuan-sasaran", "", None),
    ("aktivitas", "ARAH-1", None),
    ("aktivitas", "kegiatan", None),
    ("regulasi", "", None),
    ("target", "", None),
    ("pendanaan", "", None),
    ("matriks-kinerja", "", None),
    ("matriks-pendanaan", "", None),
    ("pedoman", "ringkasan", None),
    ("cascading", "", None),
)


class Office:
    """A laboratory with two goals, three indicators, money, people and a published plan."""

    def __init__(self):
        parent = make.UnitFactory(code="DIREKTORAT", name="Direktorat Mutu")
        self.unit = make.UnitFactory(
            code="LAB-TIMUR", name="Laboratorium Timur", parent=parent
        )
        self.plan = make.PlanFactory(
            unit=self.unit,
            code="LT-2025",
            start_year=2025,
            end_year=2027,
            in_force=YEARS,
        )
        self.numbers = count(1)
        self.aims()
        self.figures()
        self.money()
        self.people()
        self.policy()
        self.document = documents.PublishedDocumentFactory(
            unit=self.unit,
            code="RS-LT",
            title="Rencana Strategis Laboratorium Timur",
            plan=self.plan,
        )

    @classmethod
    def of(cls, unit):
        """Return the office that is there already, to print more of its document."""
        office = cls.__new__(cls)
        office.unit, office.numbers = unit, count(100)
        office.document = PublishedDocument.objects.get(unit=unit)
        return office

    def aims(self):
        plan = self.plan
        self.goals = [
            make.GoalFactory(plan=plan, code=code, order=n, statement=words)
            for n, (code, words) in enumerate(
                [("G1", "Mutu pengujian meningkat"), ("G2", "Tata kelola yang baik")],
                start=1,
            )
        ]
        programme = make.ProgrammeFactory(plan=plan, code="PM", name="Program Mutu")
        self.sasaran = [
            make.ActivityTargetFactory(
                plan=plan, code=f"SS{n}", order=n, statement=words, goal=goal, parent_code=f"SP{n}",
                perspective=perspective, programme=programme,
            )
            for n, (words, goal, perspective) in enumerate(
                [
                    ("Pengujian yang tepercaya", self.goals[0], "customer"),
                    ("Pegawai yang kompeten", self.goals[1], "learning_and_growth"),
                ],
                start=1,
            )
        ]  # fmt: skip
        self.indicators = [
            make.IndicatorFactory(
                plan=plan, activity_target=self.sasaran[owner], code=code, order=n, name=name,
                unit_of_measure=unit, manual_code=manual, team_in_charge="Tim Mutu", is_key=code == "SS1.1",
                source=f"Tabel 1, baris {n + 10}",
            )
            for n, (owner, code, name, unit, manual) in enumerate(
                [
                    (0, "SS1.1", "Contoh yang diuji tepat waktu", "Persen", "G1/SP1/a"),
                    (0, "SS1.2", "Parameter yang terakreditasi", "Parameter", "G1/SP1/b"),
                    (1, "SS2.1", "Indeks kompetensi pegawai", "Indeks", "G2/SP2/a"),
                ]
            )
        ]  # fmt: skip

    def figures(self):
        """Targets of all years; in 2025 an agreement and realizations."""
        targets = {"SS1.1": "90 92,5 95", "SS1.2": "12 14 16", "SS2.1": "3,2 3,4 3,5"}
        agreement = make.AgreementFactory(
            unit=self.unit, year=2025, state=AgreementState.FIXED
        )
        for item in self.indicators:
            for year, text in zip(YEARS, targets[item.code].split(), strict=True):
                value = Decimal(text.replace(",", "."))
                make.TargetFactory(
                    indicator=item, year=year, value=value, source="Tabel 1, baris 12"
                )
                if year == 2025:
                    make.TargetFactory(
                        indicator=item, year=year, value=value, agreement=agreement
                    )
        for item, value in zip(self.indicators, ("93", "12", "3.1"), strict=True):
            make.RealizationFactory(indicator=item, year=2025, value=Decimal(value))

    def money(self):
        for year, ceiling, spent in ((2024, 2_000_000_000, 1_900_000_000), (2025, 2_500_000_000, 2_000_000_000)):  # fmt: skip
            make.BudgetFactory(
                unit=self.unit, year=year, initial_ceiling=ceiling, spending=spent
            )
        for fund, amount in (("RM", 1_750_000_000), ("PNBP", 750_000_000)):
            assert fund in FundingRequirement.Fund.values
            make.FundingFactory(plan=self.plan, fund=fund, year=2025, amount=amount)
        for n, (code, name) in enumerate(
            [("uji", "Pengujian"), ("latih", "Pelatihan")], start=1
        ):
            service = make.ServiceTypeFactory(
                unit=self.unit, code=code, order=n, name=name
            )
            for year, amount in ((2024, 400_000_000 // n), (2025, 500_000_000 // n)):
                make.RevenueFactory(service_type=service, year=year, amount=amount)
        for n, (owner, amount) in enumerate([(0, 1_500_250_000), (0, 250_000_000), (2, 749_750_000)], start=1):  # fmt: skip
            indicator = self.indicators[owner]
            line = make.BudgetLineFactory(
                plan=self.plan, order=n, letter="ABA"[n - 1], name=f"Komponen ke-{n}",
                activity_target=indicator.activity_target, indicator=indicator,
            )  # fmt: skip
            make.AllocationFactory(line=line, year=2025, amount=amount)

    def people(self):
        for kind, names in (
            (StaffCategory.Kind.POSITION, ("Analis", "Penguji")),
            (StaffCategory.Kind.EDUCATION, ("S1", "D3")),
        ):
            for n, name in enumerate(names, start=1):
                category = tables.StaffCategoryFactory(
                    unit=self.unit, kind=kind, order=n, code=name.lower(), name=name
                )
                tables.StaffCountFactory(
                    category=category, year=2025, count=Decimal(10 * n)
                )

    def policy(self):
        direction = tables.PolicyDirectionFactory(plan=self.plan, code="ARAH-1", order=1, title="Perluasan Ruang Lingkup")  # fmt: skip
        for n, name in enumerate(("Akreditasi", "Uji banding"), start=1):
            activity = tables.PolicyActivityFactory(
                direction=direction, order=n, number=str(n), name=name
            )
            tables.PolicyOutcomeFactory(
                activity=activity, order=1, letter="a)", statement=f"{name} terlaksana"
            )
        for n, sasaran in enumerate(self.sasaran, start=1):
            tables.PlannedActivityFactory(
                activity_target=sasaran, order=1, label="1", name=f"Kegiatan {n}"
            )
        tables.RegulationNeedFactory(
            plan=self.plan, order=1, title="Pedoman Mutu", target="2026"
        )
        for item in self.indicators:
            _, parent, letter = item.manual_code.split("/")
            make.CascadeEntryFactory(
                plan=self.plan, order=item.order, goal_code=item.activity_target.goal.code, parent_code=parent,
                letter=letter, indicator=item.name, unit_of_measure=item.unit_of_measure, for_offices=True,
            )  # fmt: skip

    def say(self, kind, stated, **about):
        """Print a statement outside the tables; ``text`` says where, else it is what is stated."""
        about.setdefault("text", stated)
        order = next(self.numbers)
        options = {
            "indicator": "",
            "year": None,
            "line": 500 + order,
            "order": order,
            **about,
        }
        return documents.PublishedStatementFactory(
            document=self.document, kind=kind, stated=stated, source=f"Bab II, baris {500 + order}", **options
        )  # fmt: skip

    def print(self, slug, part="", year=None, **changes):
        """Print a report's table as it is; ``changes`` are cells by row and column key, or ``None`` for no row."""
        computed = self.computed(slug, part, year)
        order = next(self.numbers)
        columns = [column.key for column in computed.columns][:16]
        table = documents.PublishedTableFactory(
            document=self.document, order=order, code=f"T{order}", label=f"Tabel {order}", title=computed.title,
            place=f"baris {order * 1000}–{order * 1000 + 99}", report=slug, part=part, year=year,
            columns=",".join(columns),
        )  # fmt: skip
        rows = [row for row in computed.all_rows if row.key and row.key not in GROWN]
        for place, row in enumerate(rows, start=1):
            self._print_row(table, place, row, computed.columns)
        return table

    def computed(self, slug, part, year):
        report = REPORTS[slug]
        choices = {"year": str(year)} if year else {}
        if report.layouts:
            choices["layout"] = "dokumen"
        found = report.build(report.read(self.unit, choices)).tables
        return next(table for table in found if part in ("", table.key))

    def _print_row(self, table, place, row, columns):
        pairs = zip(row.cells, columns[:16], strict=False)
        texts = [
            cell.text_in(column) if cell.is_drawn else "" for cell, column in pairs
        ]
        # What is not recorded is not printed.
        cells = dict(
            zip(
                CELLS,
                ("" if text in ("–", "belum diisi") else text for text in texts),
                strict=False,
            )
        )
        kind = RowKind.HEADING if row.kind is ReportRowKind.HEADING else RowKind.DATA
        documents.PublishedRowFactory(
            table=table, order=place, line=table.order * 1000 + place, key=row.key, kind=kind,
            **{**dict.fromkeys(CELLS, ""), **cells},
        )  # fmt: skip


# Rows that the application adds to the table of the document.
GROWN = {"growth", "stated"}


def alter(table, key, **cells):
    """Misprint cells of a printed row, by the report's column key; years as y2025."""
    row = PublishedRow.objects.get(table=table, key=key)
    for column, text in cells.items():
        setattr(row, CELLS[table.column_keys.index(column.removeprefix("y"))], text)
    row.save()
    return row


def shift(table, key, by):
    """Print a row so many columns further to the right, or to the left."""
    row = PublishedRow.objects.get(table=table, key=key)
    texts = [getattr(row, name) for name in CELLS]
    moved = [""] * by + texts[:-by] if by > 0 else texts[-by:] + [""] * -by
    for name, text in zip(CELLS, moved, strict=True):
        setattr(row, name, text)
    row.save()
