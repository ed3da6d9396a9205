"""A document with its tables beside the computed ones, as the rules read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.findings import Link
from reports.reconciliation.deviations import Thing
from reports.reconciliation.naming import split_code
from reports.reconciliation.roles import FIGURES, Role, role_of, year_of
from reports.reconciliation.writing import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.models import ActivityTarget, Indicator
    from reports.reconciliation.computed import Computed
    from reports.reconciliation.facts import Facts
    from reports.reconciliation.placing import Placed
    from reports.reconciliation.printed import Place, PrintedDocument, Statement
    from reports.reconciliation.writing import Written

CASCADING = "cascading"


@dataclass(frozen=True)
class PlacedText:
    """A printed cell where it belongs, and what its column says."""

    table: Placed
    row: str
    column: str
    role: Role
    text: str
    place: Place

    @property
    def computed(self) -> Computed:
        return self.table.computed

    @property
    def computed_text(self) -> str:
        return self.computed.text(self.row, self.column)

    @property
    def year(self) -> int | None:
        """The year of the column, else that of the table."""
        return year_of(self.column) or self.table.printed.year

    @cached_property
    def written(self) -> Written:
        return read(self.text, is_english=self.table.is_english)

    @property
    def is_derived(self) -> bool:
        """Whether the report computes the cell from others."""
        cell = self.computed.cell(self.row, self.column)
        return cell is not None and cell.derived is not None

    @property
    def agrees(self) -> bool:
        """Whether the report computes the same."""
        return self.table.agrees(self.row, self.column, self.text)


@dataclass
class Scene:
    """Everything that is known of one document."""

    facts: Facts
    document: PrintedDocument
    plan: str
    tables: tuple[Placed, ...]
    plan_years: dict[int, str]
    # The statements that something could be held against, by their order; rules note them.
    judged: set[int] = field(default_factory=set)

    def cells(self, *roles: Role) -> Iterator[PlacedText]:
        """Yield the printed cells that say one of these; blank ones too."""
        for table in self.tables:
            yield from self.cells_of(table, *roles)

    def cells_of(self, table: Placed, *roles: Role) -> Iterator[PlacedText]:
        """Yield those of one table."""
        return (cell for cell in self._read[table.printed.code] if cell.role in roles)

    @cached_property
    def _read(self) -> dict[str, list[PlacedText]]:
        return {
            table.printed.code: [
                PlacedText(
                    table,
                    row,
                    column,
                    self._role(table, row, column),
                    cell.text,
                    cell.places[0],
                )
                for (row, column), cell in table.cells.items()
            ]
            for table in self.tables
        }

    def _role(self, table: Placed, row: str, column: str) -> Role:
        """Return what the cell says; the merged cells of a heading say its code or its name."""
        role = role_of(table.printed.report, column)
        if role in FIGURES or not table.computed.is_heading(row):
            return role
        if self.indicator_of(table, row) is not None:
            return role
        is_code = split_code(table.computed.text(row, column)) is not None
        return Role.CODE if is_code else Role.NAME

    def statements(self, *kinds: str) -> Iterator[Statement]:
        """Yield what is said outside the tables, of these kinds."""
        return (said for said in self.document.statements if said.kind in kinds)

    def note(self, *statements: Statement) -> None:
        """Note statements that were judged, rightly said or not."""
        self.judged.update(said.order for said in statements)

    def plan_of(self, table: Placed) -> str:
        """Return the plan that a table is about: of a yearly one the plan in force then."""
        year = table.printed.year
        return self.plan_years.get(year, self.plan) if year else self.plan

    def is_own(self, table: Placed, row: str) -> bool:
        """Whether the row speaks of the table's own plan."""
        plan = self.plan_of(table)
        return self.facts.split(row, plan)[0] == plan

    def indicator_of(self, table: Placed, row: str) -> Indicator | None:
        """Return the indicator that a row speaks of; of the parent's matrix the own one with that manual code."""
        plan = self.plan_of(table)
        if table.printed.report == CASCADING:
            return self.facts.by_manual_code(row, plan)
        return self.facts.indicator_of(row, plan)

    def sasaran_of(self, table: Placed, row: str) -> ActivityTarget | None:
        """Return the activity target that a row speaks of."""
        return self.facts.sasaran_of(row, self.plan_of(table))

    def of_indicator(self, indicator: Indicator) -> Thing:
        """Return an indicator as a thing; one of another plan says of which."""
        plan = indicator.plan.code
        text = f"{indicator.code} {indicator.name}"
        link = Link("indicator_page", (plan, indicator.code))
        return Thing(f"{plan}/{indicator.code}", text + self._owner(plan), link)

    def of_sasaran(self, sasaran: ActivityTarget) -> Thing:
        """Return an activity target as a thing."""
        plan = sasaran.plan.code
        text = f"{sasaran.code} {sasaran.statement}"
        link = Link("admin:indicators_activitytarget_change", (sasaran.pk,))
        return Thing(f"{plan}/{sasaran.code}", text + self._owner(plan), link)

    def _owner(self, plan: str) -> str:
        return "" if plan == self.plan else f" ({self.facts.plans[plan].short_title})"

    def of_row(self, table: Placed, row: str) -> Thing:
        """Return the thing of a row: indicator, activity target, else the row itself."""
        if indicator := self.indicator_of(table, row):
            return self.of_indicator(indicator)
        if sasaran := self.sasaran_of(table, row):
            return self.of_sasaran(sasaran)
        printed = table.printed
        words = f"{self.row_words(table, row)} ({printed.label})"
        return Thing(f"{printed.report}/{printed.part}/{row}", words)

    def row_words(self, table: Placed, row: str) -> str:
        """Return what a row is called in its table."""
        columns = [
            c
            for c in table.computed.columns
            if role_of(table.printed.report, c) is Role.NAME
        ]
        names = (
            table.computed.text(row, column) or table.text(row, column)
            for column in columns
        )
        return next((name for name in names if name), row)

    def of_table(self, table: Placed) -> Thing:
        """Return a table as a thing."""
        printed = table.printed
        link = Link("reconciliation_table", (self.document.code, printed.code))
        title = f"{printed.label} {printed.title.rstrip('.')}"
        return Thing(
            printed.code,
            title if printed.number == printed.label else printed.label,
            link,
        )
