"""What a document was made from: the version of a unit's data, and of the application."""

from __future__ import annotations

import hashlib
import tomllib
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
# No report shows what was issued: issuing one is no other version of the data.
NO_DATA = ("documents.issueddocument",)


def data_version(unit: Unit) -> str:
    """Return a mark that changes with every recorded write to the unit, those above and below it, or all of them.

    Every write belongs to an audit batch; the newest one that touched them is the version.
    """
    pairs = list(Unit.objects.values_list("pk", "parent_id"))
    family = descendants(unit.pk, pairs) | set(
        Unit.objects.with_ancestors(unit).values_list("pk", flat=True)
    )
    of_family = Q(unit_number__in=family) | Q(unit_number__isnull=True)
    parts = AuditPart.objects.filter(of_family).exclude(model__in=NO_DATA)
    return str(parts.aggregate(newest=Max("batch"))["newest"] or 0)


@cache
def application_version() -> str:
    """Return the released version with the digest of what really runs: "0.1.0+0a1b2c3d4e5f6071"."""
    project = Path(settings.BASE_DIR) / "pyproject.toml"
    released = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    return f"{released}+{code_version()}"


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
