"""The check of the audit trail as findings: over the whole installation, for those who read the trail."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.utils.text import capfirst

from accounts.chain_check import check_chain
from accounts.flaws import Flaw, FlawKind
from accounts.history_tables import history_of, unit_lookup
from accounts.kept_head import check_kept_head
from accounts.models import AuditPart, Unit
from accounts.row_check import check_rows
from accounts.snapshot import one_moment
from indicators.findings import Finding, Link, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from accounts.kept_head import KeptHead

# Of each kind; who has changed thousands of rows is found by the first.
SHOWN = 100


class TrailRule(NamedTuple):
    """A rule over the audit trail: its code, severity and title."""

    code: str
    severity: Severity
    title: str


RULES = {
    FlawKind.CHAIN: TrailRule(
        "trail-broken", Severity.ERROR, "Rantai segel jejak audit tidak utuh"
    ),
    FlawKind.KEPT_HEAD: TrailRule(
        "trail-not-the-kept-one",
        Severity.ERROR,
        "Rantai segel bukan yang ujungnya disimpan",
    ),
    FlawKind.LINES: TrailRule(
        "history-differs-from-seal",
        Severity.ERROR,
        "Riwayat tidak sama dengan yang disegel",
    ),
    FlawKind.ROW: TrailRule(
        "row-differs-from-history", Severity.ERROR, "Data diubah tanpa riwayat"
    ),
    FlawKind.UNRECORDED: TrailRule(
        "row-without-history", Severity.ERROR, "Data tanpa riwayat"
    ),
    FlawKind.UNSEALED: TrailRule(
        "batch-not-sealed", Severity.WARNING, "Catatan penulisan belum disegel"
    ),
    FlawKind.WITHOUT_BATCH: TrailRule(
        "history-without-batch", Severity.WARNING, "Riwayat tanpa jalur penulisan"
    ),
}


def check_trail(kept: KeptHead | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with the audit trail, the most serious first; ``kept`` is a head kept elsewhere."""
    with one_moment():
        of_kept = check_kept_head(kept) if kept else ()
        flaws = list(_first_of_each(chain(of_kept, check_chain(), check_rows())))
        units = _unit_codes(flaws)
    order = list(RULES)
    flaws.sort(key=lambda flaw: order.index(flaw.kind))
    return tuple(_finding(flaw, units.get(flaw, "")) for flaw in flaws)


def _first_of_each(flaws: Iterable[Flaw]) -> Iterator[Flaw]:
    """Yield the first flaws of each kind, then how many more there are."""
    counts: Counter[FlawKind] = Counter()
    for flaw in flaws:
        counts[flaw.kind] += 1
        if counts[flaw.kind] <= SHOWN:
            yield flaw
    for kind, count in counts.items():
        if count > SHOWN:
            yield Flaw(kind, f"Dan {count - SHOWN} lagi.")


def _finding(flaw: Flaw, unit: str) -> Finding:
    rule = RULES[flaw.kind]
    mark = hashlib.sha256(f"{rule.code}\x1f{flaw.message}".encode())
    return Finding(
        code=rule.code,
        severity=rule.severity,
        title=rule.title,
        message=flaw.message,
        subject=_subject(flaw),
        unit=unit,
        year=None,
        link=_link(flaw),
        fingerprint=mark.hexdigest()[:32],
    )


def _subject(flaw: Flaw) -> str:
    if flaw.batch is not None:
        return f"Catatan #{flaw.batch}"
    if flaw.model:
        name = capfirst(str(apps.get_model(flaw.model)._meta.verbose_name))
        return name if flaw.row is None else f"{name} #{flaw.row}"
    return "Jejak audit"


def _link(flaw: Flaw) -> Link:
    if flaw.batch is not None:
        return Link("trail_batch", (flaw.batch,))
    if flaw.row is not None:
        return Link("row_history", (flaw.model, flaw.row))
    return Link("trail", ())


def _unit_codes(flaws: Iterable[Flaw]) -> Mapping[Flaw, str]:
    """Return the unit of each flaw that is of one; the others are of the installation."""
    codes: dict[int | None, str] = {unit.pk: unit.code for unit in Unit.objects.all()}
    batches, rows = _units_of_batches(flaws), _units_of_rows(flaws)
    found = {}
    for flaw in flaws:
        units = batches.get(flaw.batch or 0) or rows.get((flaw.model, flaw.row or 0))
        if units and len(units) == 1:
            found[flaw] = codes.get(next(iter(units)), "")
    return found


def _units_of_batches(flaws: Iterable[Flaw]) -> dict[int, set[int | None]]:
    found: dict[int, set[int | None]] = defaultdict(set)
    wanted = {flaw.batch for flaw in flaws if flaw.batch is not None}
    parts = AuditPart.objects.filter(batch__in=wanted)
    for batch, unit in parts.values_list("batch", "unit_number"):
        found[batch].add(unit)
    return found


def _units_of_rows(flaws: Iterable[Flaw]) -> dict[tuple[str, int], set[int | None]]:
    """Return the units of rows, by what stands there and what history says."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for flaw in flaws:
        if flaw.row is not None:
            wanted[flaw.model].add(flaw.row)
    found: dict[tuple[str, int], set[int | None]] = defaultdict(set)
    for name, keys in wanted.items():
        model = apps.get_model(name)
        if (lookup := unit_lookup(model)) is None:
            continue
        for each in (model, history_of(model)):
            rows = each._base_manager.filter(**{f"{model._meta.pk.attname}__in": keys})
            for key, unit in rows.values_list(model._meta.pk.attname, lookup):
                found[name, key].add(unit)
    return found
