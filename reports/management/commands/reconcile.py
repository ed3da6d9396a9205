"""Hold everything that was published against the computed, and list where they differ."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Unit
from reports.catalogue import REPORTS
from reports.reconciliation.answers import check
from reports.reconciliation.comparing import CellState
from reports.reconciliation.kinds import Kind

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from reports.reconciliation.answers import Answered, Checked
    from reports.reconciliation.engine import Reconciliation, TableError


class Command(BaseCommand):
    help = (
        "Membandingkan yang terbit dengan yang dihitung; keluar dengan 1 bila ada salah hitung "
        "atau pertentangan yang belum dijawab, atau tabel yang tidak dapat dibandingkan."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--unit", default="", help="kode unit kerja; tanpa ini semua yang mempunyai dokumen terbit"
        )  # fmt: skip
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [(unit, check(unit, REPORTS)) for unit in _units(options["unit"])]
        if options["format"] == "json":
            rows = [_as_json(unit, checked) for unit, checked in found]
            text = json.dumps(rows, ensure_ascii=False, indent=2)
        else:
            text = "\n".join(line for pair in found for line in _as_text(*pair))
        self.stdout.write(text)
        if not all(checked.is_settled for _, checked in found):
            sys.exit(1)


def _units(code: str) -> list[Unit]:
    """Return the unit of that code; without a code every unit that has published a document."""
    if not code:
        published = Unit.objects.filter(published_documents__isnull=False)
        return list(published.distinct().order_by("code"))
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CommandError(f"Unit kerja “{code}” tidak ada.")
    return [unit]


def _as_text(unit: Unit, checked: Checked) -> Iterator[str]:
    """Yield a line for each table that could not be compared and each finding, and the counts."""
    for error in checked.result.errors:
        yield f"Kesalahan {unit.code} · {error.table.label}: {error.reason}"
    yield from (_line(unit, item) for item in checked.items)
    kinds = ", ".join(
        f"{checked.count(kind, is_open=True)} {kind.label.lower()}" for kind in Kind
    )
    answered = len(checked.items) - checked.open_count
    yield f"{unit.code}: {_compared(checked.result)}"
    yield f"{unit.code}: {kinds}; {answered} sudah dijawab."


def _line(unit: Unit, item: Answered) -> str:
    found, row = item.finding, item.answer
    mark = ""
    if row:
        reason = f": {row.reason}" if row.reason else ""
        mark = f" [dijawab: {row.get_decision_display().lower()}{reason}]"
    return f"{found.kind.label} {unit.code} · {found.title}: {found.message} {found.consequence}{mark}"


def _compared(result: Reconciliation) -> str:
    """Return what was compared, and how much of it has no counterpart."""
    counts = result.cell_counts
    same, differing = counts[CellState.SAME], counts[CellState.DIFFERENT]
    return (
        f"{len(result.tables)} tabel dibandingkan, {same + differing} sel: {same} sama, {differing} berbeda; "
        f"{counts[CellState.NOT_PRINTED]} tidak tercetak, {counts[CellState.UNKNOWN]} tanpa padanan. "
        f"Dari {result.statement_count} pernyataan {result.judged_count} dapat dinilai."
    )


def _as_json(unit: Unit, checked: Checked) -> dict[str, object]:
    result = checked.result
    return {
        "unit": unit.code,
        "tables": [
            {
                "document": table.document,
                "table": table.placed.printed.code,
                "report": table.placed.printed.report,
                **{state.value: table.count(state) for state in CellState},
            }
            for table in result.tables
        ],
        "statements": result.statement_count,
        "judged_statements": result.judged_count,
        "errors": [_error(error) for error in result.errors],
        "findings": [_finding(item) for item in checked.items],
    }


def _error(error: TableError) -> dict[str, object]:
    return {
        "document": error.document,
        "table": error.table.code,
        "reason": error.reason,
    }


def _finding(item: Answered) -> dict[str, object]:
    found, row = item.finding, item.answer
    return {
        "kind": found.kind.value,
        "aspect": found.aspect.value,
        "year": found.year,
        "document": found.document,
        "about": found.thing.text,
        "printed": found.printed,
        "places": [
            {"table": place.table, "where": place.where, "line": place.line}
            for place in found.places
        ],
        "reference": found.reference,
        "source": found.source_text,
        "message": found.message,
        "consequence": found.consequence,
        "fingerprint": found.fingerprint,
        "answered": row
        and {
            "decision": row.decision,
            "reason": row.reason,
            "by": row.answered_by.username,
            "at": row.answered_at.isoformat(),
        },
    }
