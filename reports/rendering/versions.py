"""What a document was made from: the version of a unit's data, and of the application."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max, Q

from accounts.models import AuditPart, Unit, descendants

if TYPE_CHECKING:
    from collections.abc import Iterator

APPS = ("accounts", "indicators", "budgets", "documents", "reports", "renstra")
SHORT = 16


def data_version(unit: Unit) -> str:
    """Return a mark that changes with every recorded write to the unit, those above and below it, or all of them.

    Every write belongs to an audit batch; the newest one that touched them is the version.
    """
    pairs = list(Unit.objects.values_list("pk", "parent_id"))
    family = descendants(unit.pk, pairs) | set(
        Unit.objects.with_ancestors(unit).values_list("pk", flat=True)
    )
    of_family = Q(unit_number__in=family) | Q(unit_number__isnull=True)
    newest = AuditPart.objects.filter(of_family).aggregate(newest=Max("batch"))[
        "newest"
    ]
    return str(newest or 0)


@cache
def code_version() -> str:
    """Return a short digest of the application's own sources, templates, styles and fonts."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:SHORT]


def _sources() -> Iterator[Path]:
    root = Path(settings.BASE_DIR)
    for app in APPS:
        yield from sorted((root / app).rglob("*.py"))
    yield from sorted((root / "templates" / "reports").rglob("*.html"))
    yield from sorted((root / "static" / "css").glob("*.css"))
