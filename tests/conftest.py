"""Fixtures that every test may use."""

from pathlib import Path

import pytest

from tests.factories import UnitFactory, UserFactory

FIXTURE_FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "bspji_manado"


@pytest.fixture
def unit(db):
    return UnitFactory(code="BALAI-UJI", name="Balai Uji")


@pytest.fixture
def sign_in(client, unit):
    """Return a function that signs a person of a role in and returns the client."""

    def sign_in_as(role, of_unit=None, **options):
        client.user = UserFactory(role=role, unit=of_unit or unit, **options)
        client.force_login(client.user)
        return client

    return sign_in_as


@pytest.fixture
def real_data(db, capsys):
    """Load the whole Renstra of BSPJI Manado and return its unit."""
    from django.core.management import call_command

    from accounts.models import Unit

    call_command(
        "load_workbook", str(FIXTURE_FOLDER), accept_readings=True, verbosity=0
    )
    return Unit.objects.get(code="BSPJI-MANADO")
