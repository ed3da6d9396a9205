"""Reads what a unit has published, and builds the reports that compute the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.models import (
    PublishedDocument,
    PublishedRow,
    PublishedStatement,
    PublishedTable,
    RowKind,
)
from indicators.findings import Link
from indicators.models import PlanYear
from reports.parameters import Layout, ParameterError
from reports.reconciliation.computed import Computed
from reports.reconciliation.printed import (
    Place,
    PrintedDocument,
    PrintedRow,
    PrintedTable,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from accounts.models import Unit
    from reports.report import Report
    from reports.tables import Table

NO_SECTION = "Teks dokumen"
# Where a row or a statement is corrected that was entered otherwise than it is printed.
ROW_PAGE = "admin:documents_publishedrow_change"
STATEMENT_PAGE = "admin:documents_publishedstatement_change"
# The report that is made of this very comparison.
FINDINGS = "daftar-temuan"


class ComparisonError(Exception):
    """A published table that nothing can be held against; its text is an Indonesian sentence."""


def documents_of(unit: Unit, reports: Mapping[str, Report]) -> list[PrintedDocument]:
    """Return what the unit has published, by four queries."""
    rows: dict[int, list[PublishedRow]] = defaultdict(list)
    for row in PublishedRow.objects.filter(table__document__unit=unit).order_by(
        "table", "order"
    ):
        rows[row.table_id].append(row)
    tables: dict[int, list[PublishedTable]] = defaultdict(list)
    for table in PublishedTable.objects.filter(document__unit=unit).order_by(
        "document", "order"
    ):
        tables[table.document_id].append(table)
    statements: dict[int, list[PublishedStatement]] = defaultdict(list)
    for said in PublishedStatement.objects.filter(document__unit=unit).order_by(
        "document", "order"
    ):
        statements[said.document_id].append(said)
    found = list(PublishedDocument.objects.filter(unit=unit).select_related("plan"))
    return [
        _document(
            document,
            _labels(tables[document.pk], reports),
            tables[document.pk],
            rows,
            statements[document.pk],
            f" · {document.code}" if len(found) > 1 else "",
        )
        for document in found
    ]


def _document(
    document: PublishedDocument,
    labels: Mapping[int, str],
    tables: list[PublishedTable],
    rows: Mapping[int, list[PublishedRow]],
    statements: Iterable[PublishedStatement],
    of_several: str,
) -> PrintedDocument:
    """Return the document; ``of_several`` tells its places apart from those of another one."""
    return PrintedDocument(
        document.code,
        document.title,
        document.plan.code if document.plan else "",
        tuple(
            _table(table, rows[table.pk], labels[table.pk] + of_several)
            for table in tables
        ),
        tuple(_statement(row, of_several) for row in statements),
    )


def _labels(
    tables: list[PublishedTable], reports: Mapping[str, Report]
) -> dict[int, str]:
    """Return what each table is called; two tables of one number are told apart by their reports."""
    numbers = Counter(table.label for table in tables)
    titles = {table.pk: table.title for table in tables}
    titles |= {t.pk: reports[t.report].title for t in tables if t.report in reports}
    return {
        table.pk: table.label
        if numbers[table.label] == 1
        else f"{table.label}, {titles[table.pk]}"
        for table in tables
    }


def _table(table: PublishedTable, rows: list[PublishedRow], label: str) -> PrintedTable:
    following = [row.line for row in rows[1:]]
    lines = zip(rows, [*following, None], strict=True) if rows else ()
    return PrintedTable(
        table.code,
        table.label,
        label,
        table.title,
        table.place,
        table.report,
        table.part,
        table.year,
        tuple(table.column_keys),
        tuple(_row(row, line, label, table.code) for row, line in lines),
    )


def _row(
    row: PublishedRow, next_line: int | None, label: str, table: str
) -> PrintedRow:
    until = max(row.line, next_line - 1) if row.line and next_line else None
    return PrintedRow(
        row.order,
        Place(label, row.line, until, table, row.order, Link(ROW_PAGE, (row.pk,))),
        row.key,
        row.kind == RowKind.HEAD,
        row.kind == RowKind.HEADING,
        tuple(row.cells),
    )


def _statement(row: PublishedStatement, of_several: str) -> Statement:
    section = row.source.partition(", baris")[0] or NO_SECTION
    return Statement(
        row.order,
        Place(section + of_several, row.line, link=Link(STATEMENT_PAGE, (row.pk,))),
        row.kind,
        row.text,
        row.stated,
        row.indicator,
        row.activity_target,
        row.subject,
        row.year,
        row.until_year,
    )


@dataclass
class Workshop:
    """Builds the reports of a unit, each at most once for a year."""

    unit: Unit
    reports: Mapping[str, Report]

    def __post_init__(self) -> None:
        rows = PlanYear.objects.filter(unit=self.unit).order_by("year")
        self.plan_years = {
            row.year: row.plan.code for row in rows.select_related("plan")
        }
        self._built: dict[tuple[str, int | None], tuple[Table, ...]] = {}

    def computed(self, table: PrintedTable, plan: str) -> Computed:
        """Return the computed table beside the printed one; raises ComparisonError."""
        report = self._report(table)
        key = (table.report, self._year(report, table, plan))
        if key not in self._built:
            self._built[key] = self._build(report, key[1])
        found = [item for item in self._built[key] if table.part in ("", item.key)]
        if not found:
            raise ComparisonError(
                f"Laporan {report.slug} tidak mempunyai bagian “{table.part}”."
            )
        return Computed(found[0])

    def _report(self, table: PrintedTable) -> Report:
        if not table.report:
            raise ComparisonError("Tabel ini belum dihubungkan dengan laporan.")
        if table.report == FINDINGS:
            raise ComparisonError("Daftar temuan tidak dibandingkan dengan dirinya.")
        if table.report not in self.reports:
            raise ComparisonError(f"Laporan “{table.report}” tidak ada.")
        return self.reports[table.report]

    def _year(self, report: Report, table: PrintedTable, plan: str) -> int | None:
        """Return the printed year, else the last one in which the document's plan counts."""
        if report.default_year is None:
            return None
        if table.year is not None:
            return table.year
        of_plan = [year for year, code in self.plan_years.items() if code == plan]
        if plan and not of_plan:
            raise ComparisonError(f"Renstra {plan} tidak berlaku pada tahun mana pun.")
        return of_plan[-1] if of_plan else report.default_year(self.unit)

    def _build(self, report: Report, year: int | None) -> tuple[Table, ...]:
        choices = {"year": str(year)} if year else {}
        if Layout.DOCUMENT in report.layouts:
            choices["layout"] = Layout.DOCUMENT
        try:
            return report.build(report.read(self.unit, choices)).tables
        except ParameterError as error:
            raise ComparisonError(str(error)) from error
