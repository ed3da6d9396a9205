"""Reports that several tests look at, each built once."""

import pytest
import time_machine
from django.db import transaction

from tests.built_reports import build
from tests.conftest import put_real_data
from tests.reports.lakip.scenes import full_office

NOW = "2024-01-20 03:00:00+00:00"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The report of the office with every state, as of January 2024; the office is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            document = build("lakip", full_office(), year="2023")
        transaction.set_rollback(True)
    return document


@pytest.fixture(scope="module")
def real(django_db_setup, django_db_blocker, loaded_rows):
    """The report of BSPJI Manado's year 2023 with the scorecard that it is made from."""
    with django_db_blocker.unblock(), transaction.atomic():
        from reports.lakip import source

        unit = put_real_data(loaded_rows)
        found = build("lakip", unit, year="2023"), source.load(unit, 2023)
        transaction.set_rollback(True)
    return found
