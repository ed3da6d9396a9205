"""The import: all sheets in one transaction, in the order in which they depend on each other.

A sheet's rows are read, checked and written before the next sheet's references are looked up; at
the end everything is rolled back unless it was to be kept and nothing at all was wrong. So a
preview is the import itself, undone. Queries per sheet do not grow with its rows, apart from the
batches of the writing itself.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.acting import acting
from accounts.audit import batch
from accounts.models import AuditBatch, User
from indicators.models.guard import REASON
from workbook.findings import NEW_ROWS_SHOWN, Findings, SheetCount, WantedReason
from workbook.resources.base import KeyLoader
from workbook.resources.entries import Entry
from workbook.resources.row_reading import read_figures, read_plain, resolve, validate
from workbook.rights import directory_for, rights_problem
from workbook.row_findings import changes_of, faults_of, readings_of, stale_text
from workbook.sheets import RESOURCES
from workbook.waves import in_waves
from workbook.writing import write_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.models.guard import Problem
    from workbook.reading import Sheet, Source
    from workbook.resources.base import SheetResource

# The rules name rows by their keys in a query; SQLite takes some 30,000 of them at most.
ROWS_AT_ONCE = 10_000


def load(
    source: Source,
    *,
    user: User | None,
    keep: bool,
    readings_accepted: bool,
    digest: str | None = None,
    reason: str = "",
) -> Findings:
    """Import the workbook for a person, or for a command without limits of unit and role (``user`` None).

    Written only with ``keep``, without any fault, when ambiguous readings are accepted, with a
    ``reason`` where a row wants one, and when the differences are those of ``digest``, where one is
    given: what the person saw in the preview.
    """
    run = Run(source, user, reason)
    if source.faults:
        run.findings.faults += source.faults
        return run.findings
    # The rules are asked without the reason: the preview names the rows that want one.
    with transaction.atomic(), acting(user), run:
        run.all_sheets()
        findings = run.findings
        complete = not findings.faults and not any(
            count.refused for count in findings.counts
        )
        agreed = readings_accepted or not findings.readings
        explained = bool(reason) or not findings.wanted_reasons
        seen = digest in (None, findings.digest)
        findings.written = keep and complete and agreed and explained and seen
        if not findings.written:
            transaction.set_rollback(True)
    return findings


class Run:
    """One import on its way."""

    def __init__(self, source: Source, user: User | None, reason: str) -> None:
        self.source = source
        self.user = user
        self.reason = reason
        self.findings = Findings()
        self.directory = directory_for(user)
        self._stack = ExitStack()
        self._batch: AuditBatch | None = None

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def all_sheets(self) -> None:
        """Import every sheet that the workbook holds."""
        sheets = {sheet.name: sheet for sheet in self.source.sheets}
        imports = [
            SheetImport(resource(), sheets[resource.sheet], self)
            for resource in RESOURCES
            if resource.sheet in sheets
        ]
        for sheet in imports:
            sheet.run()
        for sheet in imports:
            sheet.finish()

    def batch(self) -> AuditBatch:
        """Return the batch of this import, opened at the first write: no write, no batch."""
        if self._batch is None:
            path = AuditBatch.Path.IMPORT if self.user else AuditBatch.Path.COMMAND
            details = {
                "reason": self.reason,
                "file_name": self.source.file_name[:255],
                "file_sha256": self.source.sha256,
            }
            self._batch = self._stack.enter_context(
                batch(path, user=self.user, **details)
            )
        return self._batch


class SheetImport:
    """One sheet on its way."""

    def __init__(self, resource: SheetResource, sheet: Sheet, run: Run) -> None:
        self.resource = resource
        self.run_of = run
        self.findings = run.findings
        self.directory = run.directory
        self.entries = [Entry(number, cells) for number, cells in sheet.rows]
        self.count = SheetCount(resource.sheet)
        self.seen: dict[tuple[Any, ...], int] = {}
        self.new_shown = 0

    def run(self) -> None:
        """Read, check and write the sheet."""
        for entry in self.entries:
            read_plain(self.resource, entry)
        self._prepare_references()
        for wave in in_waves(self.entries, self.resource):
            self._one_wave(wave)

    def finish(self) -> None:
        """Ask the rules that need what other sheets have written, and report."""
        written = [
            entry for entry in self.entries if entry.changed and not entry.is_refused
        ]
        self._ask(self.resource.final_problems, written)
        self._report()

    def _prepare_references(self) -> None:
        plain = [entry.plain for entry in self.entries]
        for reference in self.resource.references:
            self.directory.prepare(reference, plain)

    def _one_wave(self, entries: list[Entry]) -> None:
        for entry in entries:
            resolve(self.resource, entry, self.directory)
        if self.resource.grade_column:
            self.directory.load_grades(
                [e.values["indicator"] for e in entries if "indicator" in e.values]
            )
        for entry in entries:
            read_figures(self.resource, entry, self.directory)
            validate(self.resource, entry)
        self._find_existing(entries)
        concerned = [
            entry
            for entry in entries
            if entry.changed or (entry.is_refused and entry.instance)
        ]
        self._check_rights(concerned)
        self._check_rules(concerned)
        accepted = [entry for entry in concerned if not entry.is_refused]
        self._write(accepted)
        if self.resource.is_referred_to:
            self.directory.add(
                [entry.instance for entry in concerned if not entry.is_refused]
            )
            self.directory.refuse(
                self.resource, [entry.plain for entry in entries if entry.is_refused]
            )

    def _find_existing(self, entries: list[Entry]) -> None:
        """Find the rows that exist, note what changes, and put the values on the instances."""
        identities = [(entry, self.resource.identity_of(entry)) for entry in entries]
        loader = KeyLoader(
            self.resource,
            self.directory,
            {identity for _, identity in identities if identity},
        )
        for entry, identity in identities:
            if identity is None or not self._is_first(entry, identity):
                continue
            existing = loader.get_instance(identity)
            if existing is None and self.resource.is_waiting(entry):
                continue
            entry.instance = existing or self.resource.model()
            entry.is_new = existing is None
            self._assign(entry)

    def _is_first(self, entry: Entry, identity: tuple[Any, ...]) -> bool:
        first = self.seen.setdefault(identity, entry.number)
        if first != entry.number:
            entry.refuse(
                self.resource.key[-1],
                f"kunci baris ini sama dengan kunci baris {first}",
            )
        return first == entry.number

    def _assign(self, entry: Entry) -> None:
        resource = self.resource
        entry.changed = [
            name
            for name, value in entry.values.items()
            if entry.is_new or resource.differs(entry, name, value)
        ]
        if question := stale_text(resource, entry):
            entry.readings.append(question)
        old = (
            resource.export_cells(entry.instance)
            if entry.changed and not entry.is_new
            else {}
        )
        for name, value in entry.values.items():
            setattr(entry.instance, name, value)
        if entry.changed and not entry.is_refused:
            self._note_change(entry, old)

    def _note_change(self, entry: Entry, old: dict[str, Any]) -> None:
        """Keep what the preview shows; of new rows the first ones are enough."""
        if entry.is_new:
            self.findings.new_rows.append((self.resource.sheet, entry.number))
            self.new_shown += 1
            if self.new_shown > NEW_ROWS_SHOWN:
                return
        self.findings.changes += changes_of(self.resource, entry, old)

    def _check_rights(self, entries: list[Entry]) -> None:
        """Refuse what the person may not write, and ask about what he or she claims."""
        if (user := self.run_of.user) is None:
            return
        for entry in entries:
            if problem := rights_problem(user, self.resource, entry):
                entry.refuse(*problem)
            if question := self.resource.claim(entry):
                entry.readings.append(question)

    def _check_rules(self, entries: list[Entry]) -> None:
        """Ask the rules that hold over several rows, for as many rows at once as a query may name."""
        checked = [entry for entry in entries if self.resource.is_complete(entry)]
        self._ask(self.resource.problems, checked)

    def _ask(
        self, rule: Callable[[list[Any]], list[Problem]], entries: list[Entry]
    ) -> None:
        for start in range(0, len(entries), ROWS_AT_ONCE):
            part = entries[start : start + ROWS_AT_ONCE]
            for problem in rule([entry.instance for entry in part]):
                self._note(part[problem.index], problem)

    def _note(self, entry: Entry, problem: Problem) -> None:
        """Refuse the row; where only a reason is wanting, it may be given for the whole import."""
        if problem.field == REASON:
            wanted = WantedReason(self.resource.sheet, entry.number, problem.message)
            self.findings.wanted_reasons.append(wanted)
        else:
            entry.refuse(self.resource.blamed(entry, problem.field), problem.message)

    def _write(self, entries: list[Entry]) -> None:
        if entries:
            write_rows(self.resource, entries, self.run_of.batch(), self.run_of.user)

    def _report(self) -> None:
        for entry in self.entries:
            self.findings.faults += faults_of(self.resource, entry)
            if entry.changed or entry.is_refused:
                self.findings.readings += readings_of(self.resource, entry)
        accepted = [entry for entry in self.entries if not entry.is_refused]
        self.count.refused = len(self.entries) - len(accepted)
        self.count.unchanged = sum(not entry.changed for entry in accepted)
        self.count.new = sum(bool(entry.changed) and entry.is_new for entry in accepted)
        self.count.changed = sum(
            bool(entry.changed) and not entry.is_new for entry in accepted
        )
        self.findings.counts.append(self.count)
