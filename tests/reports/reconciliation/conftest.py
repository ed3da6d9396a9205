"""An office whose document misprints a target, a total, a name and a number."""

import pytest

from accounts.models import Unit
from documents.models import PublishedTable, StatementKind
from tests.reports.reconciliation.office import Office, alter


@pytest.fixture(scope="module")
def misprinted(module_db):
    """Publish the tables of the office with four mistakes; return its unit."""
    with module_db():
        office = Office()
        target = office.print("target")
        alter(target, "SS1.1", y2025="95")
        alter(target, "SS2.1", indicator="Indeks kompetensi para pegawai")
        alter(office.print("pnbp"), "total", y2025="755.000.000")
        alter(office.print("aktivitas", "ARAH-1"), "2/a", no="3")
        office.say(StatementKind.TARGET, "95 persen", indicator="SS1.1", year=2025)
        return office.unit.pk


@pytest.fixture
def lab(db, misprinted):
    return Unit.objects.get(pk=misprinted)


@pytest.fixture
def target(lab):
    """Return the printed table of targets."""
    return PublishedTable.objects.get(report="target")
