"""Which figures lack evidence, and what the database refuses as evidence."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.acting import acting
from indicators.evidence import missing_evidence
from indicators.models import Evidence, EvidenceRule, Realization
from tests import factories as make

pytestmark = pytest.mark.django_db


def realized(rule="required", **fields):
    """Return a realization of an indicator with this rule."""
    plan = make.PlanFactory(in_force=(2023,))
    indicator = make.IndicatorFactory(plan=plan, evidence_rule=rule)
    return make.RealizationFactory(indicator=indicator, **fields)


@pytest.mark.parametrize("rule", ["warn", "required"])
def test_a_figure_without_evidence_is_named_with_its_rule(rule):
    row = realized(rule)
    assert missing_evidence([row]) == {row.pk: EvidenceRule(rule)}
    make.EvidenceFactory(realization=row)
    assert missing_evidence([row]) == {}


def test_nothing_is_missing_where_none_is_asked_for(django_assert_num_queries):
    free = make.IndicatorFactory.build(plan=None, activity_target=None)
    with django_assert_num_queries(0):
        assert missing_evidence([Realization(indicator=free, value=1)]) == {}


def test_where_there_is_no_figure_there_is_nothing_to_prove():
    nothing = {"value": None}
    rows = [realized(**nothing), realized(**nothing, printed_text="-")]
    assert missing_evidence(rows) == {}


def test_evidence_of_another_figure_proves_nothing():
    row, other = realized(), realized()
    make.EvidenceFactory(realization=other)
    assert missing_evidence([row, other]) == {row.pk: EvidenceRule.REQUIRED}


@pytest.mark.parametrize(
    ("accumulation", "proven"), [("sum", True), ("last", True), ("entered", False)]
)
def test_a_year_that_comes_from_its_quarters_is_proven_by_theirs(accumulation, proven):
    year = realized()
    year.indicator.accumulation = accumulation
    quarters = [
        make.RealizationFactory(indicator=year.indicator, period=period)
        for period in ("TW1", "TW2")
    ]
    make.EvidenceFactory(realization=quarters[0])
    missing = set(missing_evidence([year, *quarters]))
    assert missing == {quarters[1].pk} | (set() if proven else {year.pk})


def test_many_rows_are_one_query(django_assert_num_queries):
    rows = [realized() for _ in range(3)]
    with django_assert_num_queries(1):
        assert len(missing_evidence(rows)) == 3


REFUSED = {
    "evidence_file_or_link": {"file": "00/ab.pdf"},
    "evidence_link_is_web": {"url": "ftp://contoh.go.id/a"},
    "evidence_has_title": {"title": ""},
    "evidence_file_is_described": {"is_file": True, "sha256": ""},
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses_what_is_no_evidence(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make.EvidenceFactory(**REFUSED[name])


def test_evidence_of_an_unknown_kind_is_refused():
    # It breaks several constraints; which one is named is the database's choice.
    with pytest.raises(IntegrityError, match="evidence_"), transaction.atomic():
        make.EvidenceFactory(kind="?")


@pytest.mark.parametrize(
    "fields", [{"size": None}, {"size": 0}, {"original_name": ""}, {"content_type": ""}]
)
def test_a_file_is_described_completely(fields):
    with pytest.raises(IntegrityError, match="described"), transaction.atomic():
        make.EvidenceFactory(is_file=True, **fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_file": True, "sha256": "a" * 64}, "isi yang sama"),
        ({"url": "https://contoh.go.id/sama"}, "Tautan ini sudah"),
    ],
)
def test_the_same_is_not_added_twice_under_one_figure(fields, words):
    row = realized()
    first = make.EvidenceFactory(realization=row, **fields)
    again = make.EvidenceFactory.build(
        realization=row, uploaded_by=first.uploaded_by, **fields
    )
    with pytest.raises(ValidationError, match=words):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    make.EvidenceFactory(**fields)


def verified(row):
    row.workflow, row.submitted_at, row.verified_at = (
        "verified",
        timezone.now(),
        timezone.now(),
    )
    row.verified_by = make.UserFactory(first_name="Sari")
    row.save()


def submitted(row):
    row.workflow, row.submitted_at = "submitted", timezone.now()
    row.save()


def test_a_verified_figure_keeps_its_evidence_and_gets_no_more():
    row = realized()
    evidence = make.EvidenceFactory(realization=row)
    verified(row)
    with pytest.raises(ProtectedError, match="Sudah diverifikasi oleh Sari"):
        evidence.delete()
    with pytest.raises(ProtectedError):
        Evidence.objects.all().delete()
    with pytest.raises(ValidationError, match="Sudah diverifikasi"):
        make.EvidenceFactory.build(realization=row).clean()


def test_a_submitted_figure_gets_more_and_loses_some_with_a_reason():
    row = realized()
    evidence = make.EvidenceFactory(realization=row)
    submitted(row)
    make.EvidenceFactory.build(realization=row).clean()
    with pytest.raises(ProtectedError, match="alasan"):
        evidence.delete()
    with acting(None, "Salah unggah"):
        evidence.delete()
    assert not Evidence.objects.exists()


def test_a_locked_period_is_closed_for_evidence_and_its_exception_opens_it():
    row = realized()
    unit = row.indicator.plan.unit
    evidence = make.EvidenceFactory(realization=row)
    make.LockFactory(unit=unit)
    with pytest.raises(ProtectedError, match="dikunci"):
        evidence.delete()
    with pytest.raises(ValidationError, match="dikunci"):
        evidence.clean()
    make.LockExceptionFactory(unit=unit, indicator=row.indicator)
    evidence.clean()
    evidence.delete()


def test_who_is_not_in_charge_adds_and_removes_nothing():
    row = realized()
    row.indicator.person_in_charge = make.UserFactory(first_name="Budi")
    row.indicator.save()
    evidence = make.EvidenceFactory(realization=row)
    with acting(make.UserFactory()):
        with pytest.raises(ValidationError, match="menjadi tugas Budi"):
            evidence.clean()
        with pytest.raises(ProtectedError):
            evidence.delete()
    with acting(row.indicator.person_in_charge):
        evidence.delete()
