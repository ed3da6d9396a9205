"""Rebuilds every published table and holds each printed cell and statement against the computed one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reports.reconciliation.comparing import CellState, ComparedTable, compared
from reports.reconciliation.facts import Facts
from reports.reconciliation.findings import grouped, order
from reports.reconciliation.loading import ComparisonError, Workshop, documents_of
from reports.reconciliation.placing import place
from reports.reconciliation.rules import (
    arithmetic,
    codes,
    counts,
    missing,
    money,
    names,
    statements,
    targets,
    units,
    writing,
)
from reports.reconciliation.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from accounts.models import Unit
    from reports.reconciliation.deviations import Deviation
    from reports.reconciliation.findings import Finding
    from reports.reconciliation.placing import Placed
    from reports.reconciliation.printed import PrintedDocument, PrintedTable
    from reports.report import Report

RULES: tuple[Callable[[Scene], Iterator[Deviation]], ...] = (
    arithmetic.derived,
    arithmetic.grown,
    targets.agreed,
    targets.differing,
    targets.blank,
    targets.alone,
    money.ceilings,
    money.amounts,
    units.differing,
    codes.of_rows,
    codes.in_statements,
    codes.of_parents,
    codes.of_goals,
    codes.of_perspectives,
    counts.counts,
    counts.staff,
    counts.periods,
    counts.references,
    statements.met,
    statements.trends,
    statements.key_indicators,
    missing.rows,
    missing.cascaded,
    missing.foreign,
    missing.unknown,
    names.differing,
    names.of_unknown_things,
    names.captions,
    writing.separators,
    writing.letters,
    writing.cut_off,
    writing.shifts,
    writing.heading_units,
    writing.numbering,
    writing.texts,
)


@dataclass(frozen=True)
class TableError:
    """A published table that could not be compared, and why."""

    document: str
    table: PrintedTable
    reason: str


@dataclass(frozen=True)
class Reconciliation:
    """What came of comparing everything that a unit has published."""

    documents: tuple[PrintedDocument, ...]
    tables: tuple[ComparedTable, ...]
    findings: tuple[Finding, ...]
    errors: tuple[TableError, ...]
    judged_count: int

    @property
    def statement_count(self) -> int:
        """How many statements outside the tables there are; ``judged_count`` of them something is known of."""
        return sum(len(document.statements) for document in self.documents)

    @property
    def cell_counts(self) -> dict[CellState, int]:
        """How many printed cells stand in which way to the computed ones."""
        return {
            state: sum(table.count(state) for table in self.tables)
            for state in CellState
        }


def reconcile(unit: Unit, reports: Mapping[str, Report]) -> Reconciliation:
    """Return the unit's published tables beside the computed ones, and every finding.

    The number of queries does not grow with rows: each report is built once for a year.
    """
    documents = documents_of(unit, reports)
    workshop, facts = Workshop(unit, reports), Facts(unit)
    tables: list[ComparedTable] = []
    findings: list[Finding] = []
    errors: list[TableError] = []
    judged = 0
    for document in documents:
        scene, refused = _scene(document, workshop, facts)
        found = grouped(document.code, (item for rule in RULES for item in rule(scene)))
        tables += [compared(document.code, table, found) for table in scene.tables]
        findings += found
        errors += refused
        judged += len(scene.judged)
    return Reconciliation(
        tuple(documents),
        tuple(tables),
        tuple(sorted(findings, key=order)),
        tuple(errors),
        judged,
    )


def _scene(
    document: PrintedDocument, workshop: Workshop, facts: Facts
) -> tuple[Scene, list[TableError]]:
    plan = document.plan or next(reversed(workshop.plan_years.values()), "")
    placed: list[Placed] = []
    errors: list[TableError] = []
    for table in document.tables:
        try:
            placed.append(_placed(table, plan, workshop))
        except ComparisonError as error:
            errors.append(TableError(document.code, table, str(error)))
    scene = Scene(facts, document, plan, tuple(placed), workshop.plan_years)
    return scene, errors


def _placed(table: PrintedTable, plan: str, workshop: Workshop) -> Placed:
    """Return the table beside the computed one; raises ComparisonError where no cell has a counterpart."""
    computed = workshop.computed(table, plan)
    own = workshop.plan_years.get(table.year, plan) if table.year else plan
    rows = tuple(replace(row, key=_bare(row.key, own)) for row in table.rows)
    found = place(replace(table, rows=rows), computed)
    if not any(computed.cell(*where) for where in found.cells):
        raise ComparisonError("Tidak ada sel yang mempunyai padanan dalam laporan.")
    return found


def _bare(key: str, plan: str) -> str:
    """Return the key without its plan where that is the table's own."""
    return key.removeprefix(f"{plan}:") if plan else key
