"""The batch of writing: what is written inside points to it, and nothing else."""

import pytest

from accounts import audit
from accounts.models import AuditBatch, Unit
from tests.factories import RealizationFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
Path = AuditBatch.Path


def batch_of(row):
    return row.history.latest().batch


def test_history_outside_a_batch_stands_without_one():
    assert audit.current_batch() is None
    assert batch_of(UnitFactory()) is None


def test_history_inside_a_batch_points_to_it(unit):
    person = UserFactory(unit=unit)
    details = {"reason": "Reviu", "file_name": "data.xlsx", "file_sha256": "0" * 64}
    with audit.batch(Path.IMPORT, user=person, **details) as opened:
        row = RealizationFactory()
        unit.name = "Balai Baru"
        unit.save()
    assert batch_of(row) == batch_of(unit) == opened
    stored = AuditBatch.objects.get()
    assert (stored.user, stored.path) == (person, "import")
    assert {name: getattr(stored, name) for name in details} == details
    assert stored.created_at is not None


def test_deletions_are_recorded_under_the_batch():
    row = UnitFactory()
    with audit.batch(Path.ACTION, user=None) as opened:
        row.delete()
    last = Unit.history.latest()
    assert (last.history_type, last.batch) == ("-", opened)


def test_after_the_batch_rows_stand_alone_again():
    with audit.batch(Path.FORM, user=None):
        UnitFactory()
    assert audit.current_batch() is None
    assert batch_of(UnitFactory()) is None


def test_a_batch_within_a_batch_hands_back_to_the_outer():
    with audit.batch(Path.COMMAND, user=None) as outer:
        with audit.batch(Path.IMPORT, user=None) as inner:
            within = UnitFactory()
        after = UnitFactory()
    assert batch_of(within) == inner
    assert batch_of(after) == outer
    assert inner != outer


def test_an_error_closes_the_batch():
    with pytest.raises(RuntimeError), audit.batch(Path.GRID, user=None):
        raise RuntimeError
    assert audit.current_batch() is None


def test_an_error_in_the_inner_batch_hands_back_to_the_outer():
    with audit.batch(Path.COMMAND, user=None) as outer:
        with pytest.raises(RuntimeError), audit.batch(Path.IMPORT, user=None):
            raise RuntimeError
        assert audit.current_batch() == outer


def test_a_batch_reads_as_its_path_and_number():
    with audit.batch(Path.GRID, user=None) as opened:
        assert str(opened) == f"Isi realisasi #{opened.pk}"
