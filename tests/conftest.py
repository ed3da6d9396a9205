"""Fixtures that every test may use."""

import functools
import gc
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from simple_history.manager import HistoryManager

from accounts.models import AuditBatch, AuditContent, AuditHead, AuditPart, Role, Unit
from tests.factories import UnitFactory, UserFactory, role_group
from workbook.sheets import RESOURCES

FIXTURE_FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "bspji_manado"

# The library makes a new class each time that somebody asks for a row's history: once is enough.
HistoryManager.from_queryset = functools.cache(HistoryManager.from_queryset)


# What a test that reaches the database asks for, one way or another.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests that reach the database: a second database has nothing to say to the others."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & {
            *item.fixturenames
        }:
            item.add_marker("database")


def pytest_collection_finish(session):
    """Spare the collector of garbage what is loaded by now: it stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Give the database the roles, as an installation has them before anybody signs in."""
    with django_db_blocker.unblock():
        for role in Role:
            role_group(role)


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """Return a context in which a fixture of a module writes rows for all its tests.

    A test begins with these rows, whatever the others have done; after the module they are taken
    back. Not for modules with a test that commits.
    """
    with django_db_blocker.unblock():
        rows = transaction.atomic()
        rows.__enter__()
    yield django_db_blocker.unblock
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        rows.__exit__(None, None, None)


@pytest.fixture
def no_roles(db):
    """Take the roles away again, and what history knows of them: an installation not yet made ready."""
    Group.objects.all().delete()
    Group.history.all().delete()


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


def loaded_models():
    """Return the models that loading a workbook writes, those referred to first."""
    models = [AuditBatch, AuditContent, AuditPart, AuditHead]
    models += [resource.model for resource in RESOURCES]
    kept = [model for model in models if hasattr(model, "history")]
    return models + [model.history.model for model in kept]


@pytest.fixture(scope="session")
def loaded_rows():
    """Rows of the real data by model: filled by the first test that needs them, copied by the others."""
    return {}


@pytest.fixture
def real_data(db, loaded_rows):
    """Put the whole Renstra of BSPJI Manado into the database and return its unit."""
    return put_real_data(loaded_rows)


def put_real_data(loaded_rows):
    """Put the whole Renstra of BSPJI Manado into the database and return its unit."""
    if loaded_rows:
        insert(loaded_rows)
    else:
        call_command("load_workbook", FIXTURE_FOLDER, accept_readings=True, verbosity=0)
        for model in loaded_models():
            loaded_rows[model] = list(model._base_manager.order_by("pk").values())
    return Unit.objects.get(code="BSPJI-MANADO")


def restore_times(model, rows):
    """Give rows the times that they had; Django has set them to now."""
    names = [f.attname for f in model._meta.fields if getattr(f, "auto_now_add", False)]
    for row in rows if names else ():
        times = {name: row[name] for name in names}
        model._base_manager.filter(pk=row[model._meta.pk.attname]).update(**times)


def insert(rows_by_model):
    """Insert the rows as they are, keys included."""
    for model, rows in rows_by_model.items():
        names = {field.attname for field in model._meta.concrete_fields}
        model._base_manager.bulk_create(
            model(**{name: row[name] for name in names}) for row in rows
        )
        restore_times(model, rows)
    resets = connection.ops.sequence_reset_sql(no_style(), list(rows_by_model))
    with connection.cursor() as cursor:
        for statement in resets:
            cursor.execute(statement)
